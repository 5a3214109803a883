//! What ends a build: the checks of `crates/tongue/build.rs`, broken one by one; and that a further language is a folder.
#![allow(dead_code, reason = "the build script's own code, of which a test needs a part")]

#[path = "../../crates/tongue/build/language.rs"]
mod language;
#[path = "../../crates/tongue/build/pseudo.rs"]
mod pseudo;
#[path = "../../crates/tongue/build/rust.rs"]
mod rust;
#[path = "../../crates/tongue/build/table.rs"]
mod table;

use std::{fs, path::Path};
use table::{Table, add_file, compare};

const LOCALES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/app/locales");

#[test]
fn the_locales_are_whole() {
    let mut faults = Vec::new();
    let spoken = table::spoken(Path::new(LOCALES), &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(spoken[0].0.tag, "en", "the first language is the one the others are held against");
    assert!(spoken.len() >= 2 && spoken[0].1.len() > 300);
}

#[test]
fn a_text_that_is_missing_surplus_twice_or_of_another_shape_ends_the_build() {
    let good = r#"{"a": "One {x}", "b": {"one": "{count} lamp", "other": "{count} lamps"}}"#;
    for (bad, fault) in [
        (r#"{"a": "Eins {x}"}"#, "lacks \"b\""),
        (r#"{"a": "Eins {x}", "b": {"one": "1", "other": "{count}"}, "c": "Drei"}"#, "\"c\" is not in locales/en"),
        (r#"{"a": "Eins {y}", "b": {"one": "1", "other": "{count}"}}"#, "the variables of \"a\" differ"),
        (r#"{"a": "Eins", "b": {"one": "1", "other": "{count}"}}"#, "the variables of \"a\" differ"),
        (r#"{"a": "Eins {x}", "b": "Lampen"}"#, "the variables of \"b\" differ"),
        (r#"{"a": "Eins {x}", "b": {"one": "{count} Lampe"}}"#, "neither a text nor plural forms"),
        (r#"{"a": "Eins {x}", "b": {"other": "{count}"}}"#, "has the forms {\"other\"}"),
        (r#"{"a": "Eins {x}", "b": {"one": "1", "few": "2", "other": "{count}"}}"#, "has the forms"),
        (r#"{"a": "Eins {x}", "a": "Zwei {x}", "b": {"one": "1", "other": "{count}"}}"#, "\"a\" stands in"),
        (r#"{"a": " ", "b": {"one": "1", "other": "{count}"}}"#, "\"a\" says nothing"),
        (r#"{"a": "Eins {x}", "B b": "x", "b": {"one": "1", "other": "{count}"}}"#, "is not snake_case"),
        (r#"{"a": "Eins {x}" "#, "locales/de/x.json"),
    ] {
        let mut faults = Vec::new();
        let [first, other] = [("locales/en/x.json", good), ("locales/de/x.json", bad)].map(|(file, text)| {
            let mut table = Table::new();
            add_file(&mut table, file, text, &mut faults);
            table
        });
        compare(&german(), &first, &other, &mut faults);
        assert!(faults.iter().any(|said| said.contains(fault)), "{bad}: {faults:?}");
    }
}

#[test]
fn a_third_language_is_one_folder() {
    let place = tempfile::tempdir().unwrap();
    for language in ["en", "fa"] {
        copy(&Path::new(LOCALES).join(language), &place.path().join(language));
    }
    copy(&Path::new(LOCALES).join("en"), &place.path().join("ar"));
    let said = r#"{"direction": "rtl", "calendar": "gregorian", "digits": "٠١٢٣٤٥٦٧٨٩", "group": "٬", "decimal": "٫",
        "plurals": {"one": "n == 1"}}"#;
    fs::write(place.path().join("ar/language.json"), said).unwrap();
    let mut faults = Vec::new();
    let spoken = table::spoken(place.path(), &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let code = rust::generate(&spoken);
    assert!(code.contains("ALL: &'static [Locale] = &[Locale::En, Locale::Ar, Locale::Fa, ]"), "{}", &code[..900]);
    assert!(syn_reads(&code), "what is made is no Rust");
    // Six forms, once it says so; then every text must have them.
    let six = r#""plurals": {"zero": "n == 0", "one": "n == 1", "two": "n == 2", "few": "matches!(n % 100, 3..=10)",
        "many": "matches!(n % 100, 11..=99)"}"#;
    fs::write(place.path().join("ar/language.json"), said.replace(r#""plurals": {"one": "n == 1"}"#, six)).unwrap();
    table::spoken(place.path(), &mut faults);
    assert!(faults.iter().any(|fault| fault.contains("\"market_offers\" has the forms")), "{faults:?}");
}

#[test]
fn the_testers_language_is_longer_bracketed_and_keeps_its_variables() {
    let mut table = Table::new();
    let text =
        r#"{"a": "Pay {amount} into escrow", "months": "May|June", "b": {"one": "{count} lamp", "other": "lamps"}}"#;
    add_file(&mut table, "x", text, &mut Vec::new());
    let other = pseudo::table(&table);
    let said = |key: &str| other[key].value.to_string();
    assert_eq!(said("a"), "\"⟦Ƥàý {amount} îñţô éšçřôŵ ẋẋẋ ẋẋẋ⟧\"".replace('Ƥ', "Þ"));
    assert_eq!(said("months"), "\"⟦Ṁàý⟧|⟦Ĵûñé ẋẋẋ⟧\"");
    assert!(table::forms(&other["b"].value)["one"].starts_with("⟦{count} ļàɱþ"));
}

fn german() -> language::Language {
    let mut faults = Vec::new();
    let english = language::languages(Path::new(LOCALES), &mut faults).remove(0);
    language::Language { tag: "de".to_owned(), ..english }
}

fn syn_reads(code: &str) -> bool {
    code.parse::<proc_macro2::TokenStream>().is_ok()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap().path();
        fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
    }
}
