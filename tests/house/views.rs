//! How pages are written: no inline styles (the content policy refuses them), start and end instead of left and right,
//! no raw markup but where it is named here.

use crate::source::{Source, code_lines, files};

/// Classes that know left from right. Persian reads the other way.
const SIDED: &[&str] = &[
    "ml-",
    "mr-",
    "pl-",
    "pr-",
    "left-",
    "right-",
    "text-left",
    "text-right",
    "float-left",
    "float-right",
    "border-l-",
    "border-r-",
    "rounded-l-",
    "rounded-r-",
    "rounded-tl",
    "rounded-tr",
    "rounded-bl",
    "rounded-br",
    "scroll-ml",
    "scroll-mr",
    "scroll-pl",
    "scroll-pr",
    "space-x-reverse",
];

/// CSS properties that know left from right.
const SIDED_CSS: &[&str] = &[
    "margin-left",
    "margin-right",
    "padding-left",
    "padding-right",
    "border-left",
    "border-right",
    "text-align: left",
    "text-align: right",
    "float: left",
    "float: right",
];

/// Files that may put ready-made markup into a page: only what we drew ourselves, such as a QR code.
const RAW_MARKUP: &[&str] = &["app/src/pages/escrow/", "app/src/islands/"];

#[test]
fn pages_have_no_style_attributes() {
    let found = find(&files(&["app/src"], "rs"), |line| line.contains(" style=") || line.contains("style:"));
    assert!(found.is_empty(), "use a class, a token or an SVG attribute:\n{}", found.join("\n"));
}

#[test]
fn classes_say_start_and_end() {
    let is_sided = |class: &str| {
        let bare = class.trim_start_matches('-').rsplit(':').next().unwrap_or_default();
        SIDED.iter().any(|sided| bare.starts_with(sided))
    };
    let found = find(&files(&["app/src"], "rs"), |line| {
        line.split('"').skip(1).step_by(2).any(|literal| literal.split_whitespace().any(is_sided))
    });
    assert!(found.is_empty(), "left and right are start and end:\n{}", found.join("\n"));
}

#[test]
fn sheets_say_start_and_end() {
    let found = find(&files(&["style"], "css"), |line| {
        let line = line.trim();
        SIDED_CSS.iter().any(|sided| line.starts_with(sided)) || line.starts_with("left:") || line.starts_with("right:")
    });
    assert!(found.is_empty(), "left and right are start and end:\n{}", found.join("\n"));
}

#[test]
fn markup_is_written_in_views() {
    let sources: Vec<Source> = files(&["app/src"], "rs");
    let others: Vec<Source> =
        sources.into_iter().filter(|file| !RAW_MARKUP.iter().any(|allowed| file.path.starts_with(allowed))).collect();
    let found = find(&others, |line| line.contains("inner_html"));
    assert!(found.is_empty(), "raw markup reaches a page:\n{}", found.join("\n"));
}

fn find(files: &[Source], is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let wrong = code_lines(&file.text).filter(|(_, line)| is_wrong(line));
        found.extend(wrong.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())));
    }
    found
}
