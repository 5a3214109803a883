//! Every field of the seed documents has a home: a field of ours, or a reason why not.
//!
//! A list per model: `seed.field = Struct.field in path` or `seed.field : reason`. The test reads our sources, so
//! a field that is renamed or removed is found here.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on ends here")]

use std::{fs, path::Path};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The body of `pub struct NAME { … }` in a source file.
fn struct_body(source: &str, name: &str) -> Option<String> {
    let start = source.find(&format!("pub struct {name} {{"))?;
    let end = source[start..].find("\n}")?;
    Some(source[start..start + end].to_owned())
}

fn has_field(path: &str, name: &str, field: &str) -> bool {
    let Ok(source) = fs::read_to_string(root().join(path)) else { return false };
    let Some(body) = struct_body(&source, name) else { return false };
    body.lines().any(|line| line.trim_start().starts_with(&format!("pub {field}:")))
}

/// What is wrong with one line of a list, if anything.
fn fault(line: &str) -> Option<String> {
    if let Some((_, home)) = line.split_once(" = ") {
        let (member, path) = home.split_once(" in ")?;
        let (name, field) = member.trim().split_once('.')?;
        return (!has_field(path.trim(), name, field)).then(|| format!("{line}: no such field"));
    }
    match line.split_once(" : ") {
        Some((_, reason)) if reason.trim().len() > 8 => None,
        _ => Some(format!("{line}: neither a home nor a reason")),
    }
}

#[test]
fn every_seed_field_of_the_models_built_so_far_has_a_home() {
    let mut faults = Vec::new();
    let mut lines = 0;
    for entry in fs::read_dir(root().join("tests/seed_fields")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ext| ext == "txt") {
            let text = fs::read_to_string(&path).unwrap();
            let wanted = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
            for line in wanted {
                lines += 1;
                faults.extend(fault(line).map(|fault| format!("{}: {fault}", path.display())));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(lines > 80, "the lists were not read: {lines} lines");
}

#[test]
fn a_field_that_is_not_there_is_found() {
    assert!(fault("Payment.x = Payment.nowhere in crates/domain/src/escrow/payment.rs").is_some());
    assert!(fault("Payment.x").is_some());
}
