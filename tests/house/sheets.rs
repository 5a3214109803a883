//! How sheets are written: by the flow of the text, never by left and right, because Persian reads the other way.

use crate::source::files;

/// A box whose content runs left to right in every language may say so.
const LEFT_TO_RIGHT: &[(&str, &str)] = &[("style/code-boxes.css", "linear-gradient(to right")];

#[test]
fn sheets_say_start_and_end() {
    let mut faults = Vec::new();
    for file in files(&["style"], "css") {
        for (number, line) in lines(&file.text) {
            let is_allowed = LEFT_TO_RIGHT.iter().any(|(path, text)| file.path == *path && line.contains(text));
            if let Some(why) = sided(&line).filter(|_| !is_allowed) {
                faults.push(format!("{}:{number}: {why}: {}", file.path, line.trim()));
            }
        }
    }
    assert!(faults.is_empty(), "left and right are start and end:\n{}", faults.join("\n"));
}

#[test]
fn the_lint_sees_every_way_to_say_left() {
    for bad in [
        "margin-left: 1rem;",
        "  left: 0;",
        "border-top-right-radius: 4px;",
        "text-align: right;",
        "background: linear-gradient(to left, red, blue);",
        "background-position: right 1rem center;",
        "transform-origin: left;",
        "padding: 0 1rem 0 2rem;",
        "inset: 0 auto 0 0;",
        "border-radius: 1rem 0 0 1rem;",
        "transform: translateX(4px);",
        "translate: -50% 0;",
        "transform: translate(1rem, 0);",
        "a { float: left; }",
    ] {
        assert!(sided(bad).is_some(), "{bad}");
    }
    for good in [
        "margin-inline-start: 1rem;",
        "padding: 0 1rem;",
        "padding: 1rem 2rem 0 2rem;",
        "border-radius: 1rem 1rem 0 0;",
        "inset-inline: 0 auto;",
        "translate: 0 -200%;",
        "content: \"copyright\";",
        ".icon-chevron-right { rotate: 90deg; }",
    ] {
        assert_eq!(sided(good), None, "{good}");
    }
}

/// Why a line of a sheet knows left from right.
fn sided(line: &str) -> Option<&'static str> {
    let declarations = line.rsplit('{').next().unwrap_or_default().split(['}', ';']);
    let of_pairs = declarations.filter_map(|declaration| declaration.split_once(':'));
    of_pairs.into_iter().find_map(|(property, value)| fault(property.trim(), value.trim()))
}

fn fault(property: &str, value: &str) -> Option<&'static str> {
    let is_side = |word: &str| matches!(word, "left" | "right");
    let words = |text: &str| text.split(|c: char| !c.is_ascii_alphabetic()).any(is_side);
    let parts: Vec<&str> = value.split_whitespace().collect();
    let moves = property == "translate" && parts.first().is_some_and(|x| *x != "0" && *x != "none");
    let transforms = property == "transform" && (value.contains("translateX") || has_sideways_translate(value));
    match parts.as_slice() {
        _ if words(property) || (words(value) && !value.starts_with(['"', '\''])) => Some("it names a side"),
        _ if moves || transforms => Some("it moves along the line: say which way in :dir(rtl) with a variable"),
        [_, end, _, start] if is_box(property) && end != start => Some("the second and the fourth value differ"),
        [a, b, c, d] if property == "border-radius" && (a != b || c != d) => Some("the corners differ across"),
        _ => None,
    }
}

fn is_box(property: &str) -> bool {
    ["margin", "padding", "inset", "border-width", "border-style", "border-color", "scroll-margin", "scroll-padding"]
        .contains(&property)
}

fn has_sideways_translate(value: &str) -> bool {
    let inside = value.split_once("translate(").and_then(|(_, rest)| rest.split([',', ')']).next());
    inside.is_some_and(|x| x.trim() != "0")
}

/// Lines with their numbers, without what stands in comments.
fn lines(text: &str) -> Vec<(usize, String)> {
    let mut is_comment = false;
    let without = |line: &str| {
        let mut kept = String::new();
        let mut rest = line;
        while !rest.is_empty() {
            let (mark, len) = if is_comment { ("*/", 2) } else { ("/*", 2) };
            let at = rest.find(mark);
            kept += if is_comment { "" } else { &rest[..at.unwrap_or(rest.len())] };
            is_comment ^= at.is_some();
            rest = at.map_or("", |at| &rest[at + len..]);
        }
        kept
    };
    text.lines().map(without).enumerate().map(|(i, line)| (i + 1, line)).collect()
}
