//! Small files, small functions. What is longer than the wish stands in `lengths.txt` with a reason: it may shrink,
//! it may not grow, and nothing new comes in without saying why.

use crate::source::{Source, files};
use std::collections::BTreeMap;

/// Lines of a file, tests included.
const FILE_WISH: usize = 200;
/// No file is longer, whatever the reason.
const FILE_LIMIT: usize = 400;
/// Lines of a function, from its `fn` to its closing brace.
const FUNCTION_WISH: usize = 60;

const ROOMS: &[&str] = &["src", "app", "frontend/src", "crates", "tests"];

#[test]
fn files_and_functions_stay_small() {
    let mut found = BTreeMap::new();
    for file in files(ROOMS, "rs") {
        let lines = file.text.lines().count();
        assert!(lines <= FILE_LIMIT, "{} has {lines} lines: split it", file.path);
        if lines > FILE_WISH {
            found.insert(file.path.clone(), lines);
        }
        found.extend(functions(&file).into_iter().filter(|(_, lines)| *lines > FUNCTION_WISH));
    }
    let faults = compare(&found, &listed());
    assert!(faults.is_empty(), "tests/house/lengths.txt:\n{}", faults.join("\n"));
}

fn compare(found: &BTreeMap<String, usize>, listed: &BTreeMap<String, (usize, String)>) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, lines) in found {
        match listed.get(name) {
            None => faults.push(format!("{name} {lines}: shorten it, or list it with a reason")),
            Some((most, _)) if lines > most => faults.push(format!("{name} grew from {most} to {lines} lines")),
            Some(_) => {}
        }
    }
    for (name, (_, reason)) in listed {
        if !found.contains_key(name) {
            faults.push(format!("{name} is short enough now: take it off the list"));
        }
        if reason.split_whitespace().count() < 3 {
            faults.push(format!("{name} is listed without a reason"));
        }
    }
    faults
}

/// `name lines reason…`, a line each.
fn listed() -> BTreeMap<String, (usize, String)> {
    let lines = include_str!("lengths.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let mut words = line.splitn(3, ' ');
            let (name, lines) = (words.next().unwrap(), words.next().unwrap());
            (name.to_owned(), (lines.parse().unwrap(), words.next().unwrap_or_default().to_owned()))
        })
        .collect()
}

/// `path::function` → lines. The formatter puts a function's closing brace under the start of its own line.
fn functions(file: &Source) -> BTreeMap<String, usize> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut found = BTreeMap::new();
    for (start, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(indent));
        if line.ends_with('}') || line.ends_with(';') {
            continue;
        }
        if let Some(length) = lines[start..].iter().position(|line| *line == closing) {
            let lines: &mut usize = found.entry(format!("{}::{name}", file.path)).or_default();
            *lines = (*lines).max(length + 1);
        }
    }
    found
}

fn function_name(line: &str) -> Option<&str> {
    let (before, after) = line.trim_start().split_once("fn ")?;
    let is_head = before
        .split_whitespace()
        .all(|word| matches!(word, "pub" | "async" | "const" | "extern" | "unsafe") || word.starts_with("pub("));
    let end = after.find(['(', '<'])?;
    is_head.then_some(&after[..end])
}

#[test]
fn a_function_is_measured_from_its_head_to_its_brace() {
    let text = "impl A {\n    pub fn one(\n        self,\n    ) -> u8 {\n        1\n    }\n}\nfn two() {}\n".to_owned();
    let found = functions(&Source { path: "a.rs".to_owned(), text });
    assert_eq!(found, BTreeMap::from([("a.rs::one".to_owned(), 5)]));
}
