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
    "divide-x-reverse",
    "translate-x-",
    "scale-x-",
    "skew-x-",
    "origin-left",
    "origin-right",
    "object-left",
    "object-right",
    "clear-left",
    "clear-right",
    "bg-left",
    "bg-right",
    "bg-linear-to-l",
    "bg-linear-to-r",
    "bg-gradient-to-l",
    "bg-gradient-to-r",
];

/// The same as whole classes.
const SIDED_WHOLE: &[&str] = &["border-l", "border-r", "rounded-l", "rounded-r"];

/// Icons that point along the line: they turn round with it. A clock does not.
const ALONG_THE_LINE: &[&str] = &["arrow", "chevron", "log-out", "send", "undo", "redo"];

/// Files that may put ready-made markup into a page: only what we drew ourselves, such as a QR code.
const RAW_MARKUP: &[&str] = &["app/src/parts/qr.rs", "app/src/islands/"];

#[test]
fn pages_have_no_style_attributes() {
    let found = find(&files(&["app/src"], "rs"), |line| line.contains(" style=") || line.contains("style:"));
    assert!(found.is_empty(), "use a class, a token or an SVG attribute:\n{}", found.join("\n"));
}

#[test]
fn classes_say_start_and_end() {
    let is_sided = |class: &str| {
        let bare = class.trim_start_matches('-').rsplit(':').next().unwrap_or_default();
        let bare = bare.trim_start_matches('-');
        SIDED.iter().any(|sided| bare.starts_with(sided)) || SIDED_WHOLE.contains(&bare)
    };
    let found = find(&files(&["app/src"], "rs"), |line| {
        line.split('"').skip(1).step_by(2).any(|literal| literal.split_whitespace().any(is_sided))
    });
    assert!(found.is_empty(), "left and right are start and end:\n{}", found.join("\n"));
}

#[test]
fn arrows_turn_round_and_clocks_do_not() {
    let found = find(&files(&["app/src"], "rs"), |line| {
        let icons = line.split("<Icon ").skip(1).filter_map(|rest| Some((rest, rest.split('"').nth(1)?)));
        let mut wrong = icons.map(|(rest, name)| {
            let turns = rest.split("/>").next().is_some_and(|icon| icon.contains("forward"));
            turns != ALONG_THE_LINE.iter().any(|start| name.starts_with(start))
        });
        wrong.any(|is_wrong| is_wrong)
    });
    assert!(found.is_empty(), "`forward` on what points along the line, and on nothing else:\n{}", found.join("\n"));
}

#[test]
fn markup_is_written_in_views() {
    let sources: Vec<Source> = files(&["app/src"], "rs");
    let others: Vec<Source> =
        sources.into_iter().filter(|file| !RAW_MARKUP.iter().any(|allowed| file.path.starts_with(allowed))).collect();
    let found = find(&others, |line| line.contains("inner_html"));
    assert!(found.is_empty(), "raw markup reaches a page:\n{}", found.join("\n"));
}

/// One thread begins a page and another ends it: what must stay with its thread would break the page on its way out.
#[test]
fn nothing_of_a_page_belongs_to_one_thread() {
    let found =
        find(&files(&["app/src"], "rs"), |line| ["new_local(", "LocalStorage"].iter().any(|of| line.contains(of)));
    assert!(found.is_empty(), "a server's page goes from thread to thread:\n{}", found.join("\n"));
}

/// A load that is asked once and left holds a connection while the page waits for another (app/src/begun.rs).
#[test]
fn what_a_page_waits_for_is_begun_as_a_task() {
    let waits = |file: &Source| code_lines(&file.text).filter(|(_, line)| line.contains("Suspend::new(")).count();
    let begins = |file: &Source| code_lines(&file.text).filter(|(_, line)| line.contains("= begun(")).count();
    let files = files(&["app/src"], "rs");
    let wrong = files.iter().filter(|file| waits(file) != begins(file)).map(|file| file.path.as_str());
    let wrong = wrong.collect::<Vec<_>>();
    assert!(wrong.is_empty(), "each `Suspend` waits for something that is `begun`: {}", wrong.join(", "));
    assert!(files.iter().any(|file| waits(file) > 0), "nothing waits any more; this wall guards nothing");
}

/// Inside these leptos writes text as it comes (app/src/markup.rs): only what is named here may have them.
#[test]
fn what_leptos_does_not_escape_goes_through_markup() {
    // In the head only attributes are written, which are escaped: tests/walk/heads.rs tries it.
    let places = [("<textarea", "app/src/parts/fields.rs"), ("<style", ""), ("leptos_meta::Meta", "app/src/head.rs")];
    for (element, allowed) in places {
        let others = files(&["app/src"], "rs").into_iter().filter(|file| file.path != allowed).collect::<Vec<_>>();
        let found = find(&others, |line| line.contains(element));
        assert!(found.is_empty(), "{element} does not escape what is in it:\n{}", found.join("\n"));
    }
    for path in ["app/src/parts/fields.rs", "app/src/shell.rs"] {
        let file = files(&["app/src"], "rs").into_iter().find(|file| file.path == path).unwrap();
        assert!(file.text.contains("as_text(&"), "{path} escapes no text");
    }
}

fn find(files: &[Source], is_wrong: impl Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let wrong = code_lines(&file.text).filter(|(_, line)| is_wrong(line));
        found.extend(wrong.map(|(number, line)| format!("{}:{number}: {}", file.path, line.trim())));
    }
    found
}
