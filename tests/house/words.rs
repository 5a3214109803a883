//! Words live in `app/locales`: no text of ours stands in a page's code, no key is left over, every code has words.

use crate::{
    rust_text::{Found, literals, texts},
    source::{Source, files},
};
use std::collections::BTreeSet;

/// What stands in a page and is nobody's language: names and signs.
const NO_WORDS: &[&str] = &[];

#[test]
fn no_page_says_a_word_that_is_not_in_the_locales() {
    let mut faults = Vec::new();
    for file in files(&["app/src"], "rs").into_iter().filter(|file| !file.path.ends_with("_tests.rs")) {
        for Found { place, text } in texts(&file.text).unwrap_or_else(|error| panic!("{}: {error}", file.path)) {
            if !NO_WORDS.contains(&text.as_str()) {
                faults.push(format!("{}: {text:?} in {place}", file.path));
            }
        }
    }
    assert!(faults.is_empty(), "put it into app/locales and call t::…:\n{}", faults.join("\n"));
}

#[test]
fn the_lint_sees_words_wherever_they_stand() {
    for code in [
        r#"view! { <p>"Pay now"</p> }"#,
        r#"view! { <p>{t::pay(l)} "soon"</p> }"#,
        r#"view! { <img alt="A lamp"/> }"#,
        r#"view! { <Notice title="Mind"/> }"#,
        r#"view! { <p>{if x { "Yes" } else { "No" }}</p> }"#,
        r#"fn label() -> &'static str { "Nothing has been paid" }"#,
        r#"fn label() -> &'static str { "سلام" }"#,
        r#"fn label(n: u8) -> String { format!("Step {n} of four") }"#,
    ] {
        assert!(!texts(code).unwrap().is_empty(), "{code}");
    }
    for code in [
        r#"view! { <p class="Big card" data-x="hello">" · " {t::pay(l)}</p> }"#,
        r#"fn tell() { tracing::error!("The session is gone"); x.expect("This cannot be"); }"#,
        r#"#[cfg(test)] mod tests { fn a() { let x = "Leila wants a lamp"; } }"#,
        "/// Says a word.\nfn a() {}",
    ] {
        assert!(texts(code).unwrap().is_empty(), "{code}");
    }
}

#[test]
fn every_refusal_of_a_device_is_among_the_sentences_of_its_page() {
    let of = |folder: &str, name: &str| -> BTreeSet<String> {
        let file = files(&[folder], "rs").into_iter().find(|file| file.path.ends_with(name)).unwrap();
        literals(&file.text).into_iter().filter(|text| text.starts_with("signer-")).collect()
    };
    let codes = of("crates/signing/src", "signing/src/error.rs");
    assert!(codes.len() > 20);
    assert_eq!(codes, of("app/src/pages/custody", "device_steps.rs"));
}

#[test]
fn every_key_is_used() {
    let sources = code();
    let names: BTreeSet<&str> = sources.iter().flat_map(|file| names(&file.text)).collect();
    let said: BTreeSet<String> = sources.iter().flat_map(|file| literals(&file.text)).collect();
    let is_used = |key: &str| {
        names.contains(key)
            || key.strip_prefix("code_").is_some_and(|code| said.contains(&code.replace('_', "-")))
            || key.strip_prefix("word_").is_some_and(|word| is_word(word, &said, &names))
            || said.iter().any(|text| is_made_of(key, text))
    };
    let unused: Vec<String> = keys().into_iter().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "nobody says these; take them out of every language:\n{}", unused.join("\n"));
}

#[test]
fn every_code_has_words() {
    let keys = keys();
    let lacks = |code: &String| !keys.contains(&format!("code_{}", code.replace('-', "_")));
    // What a chain's node says wrong is written to the log; people read of their payment's state.
    let for_people = code().into_iter().filter(|file| !file.path.starts_with("crates/payments/"));
    let codes: BTreeSet<String> = for_people.flat_map(|file| codes(&file.text)).collect();
    assert!(codes.len() > 50, "only {} codes were found", codes.len());
    let silent: Vec<String> = codes.into_iter().filter(lacks).collect();
    assert!(silent.is_empty(), "people meet these codes and no sentence says what they mean:\n{}", silent.join("\n"));
}

fn code() -> Vec<Source> {
    let all = files(&["app/src", "src", "crates"], "rs");
    let is_test = |path: &str| path.contains("/tests/") || path.contains("_tests.rs");
    all.into_iter().filter(|file| !is_test(&file.path)).collect()
}

fn keys() -> BTreeSet<String> {
    let of_file = |file: Source| -> Vec<String> {
        let json: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&file.text).unwrap();
        json.keys().cloned().collect()
    };
    let of_words = files(&["app/locales/en"], "json").into_iter().filter(|file| !file.path.ends_with("language.json"));
    of_words.flat_map(of_file).collect()
}

/// `word_<list>_<word>`: the list is named where it is looked up, the word where it is stored or is a deed.
fn is_word(key: &str, said: &BTreeSet<String>, names: &BTreeSet<&str>) -> bool {
    let cuts = key.match_indices('_').map(|(at, _)| key.split_at(at));
    let mut cuts = cuts.map(|(list, word)| (list, &word[1..]));
    cuts.any(|(list, word)| said.contains(list) && (said.contains(word) || names.contains(word)))
}

/// `format!("word_sort_{word}")` makes keys.
fn is_made_of(key: &str, text: &str) -> bool {
    text.split_once('{')
        .is_some_and(|(start, _)| start.starts_with("word_") && start.len() > 5 && key.starts_with(start))
}

/// Every name in a text.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').filter(|name| !name.is_empty())
}

/// Codes that a refusal or a field's fault can carry: what stands beside the calls and arms that make them.
fn codes(text: &str) -> Vec<String> {
    const MAKERS: &[&str] =
        &[".add(", ".add_limit(", "code: \"", "Fault::new(", "fault(4", "fault(5", "Self::", "::refused("];
    let tells =
        text.contains("fn code(") || text.contains("Fault") || text.contains("FieldErrors") || text.contains("Refused");
    let lines = text.split("#[cfg(test)]").next().unwrap_or_default().lines().filter(|_| tells);
    let made = lines.filter(|line| MAKERS.iter().any(|maker| line.contains(maker)));
    let quoted = made.flat_map(|line| line.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>());
    quoted.filter(|word| word.contains('-') && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')).collect()
}
