//! The texts of one language as they stand in its files, and what is wrong with them.

use super::language::{FIRST, Language, languages};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// The text a person reads, and where it stands (for faults).
#[derive(Clone, Debug)]
pub struct Entry {
    pub value: Value,
    pub file: String,
}
pub type Table = BTreeMap<String, Entry>;
/// A language and its texts.
pub type Spoken = (Language, Table);

/// Every language with its texts, and everything that is wrong with them.
pub fn spoken(locales: &Path, faults: &mut Vec<String>) -> Vec<Spoken> {
    let mut spoken: Vec<Spoken> = Vec::new();
    for language in languages(locales, faults) {
        let table = table(locales, &language, faults);
        compare(&language, spoken.first().map_or(&table, |(_, first)| first), &table, faults);
        spoken.push((language, table));
    }
    spoken
}

/// The texts of the language's folder.
pub fn table(locales: &Path, language: &Language, faults: &mut Vec<String>) -> Table {
    let mut table = Table::new();
    let folder = locales.join(&language.tag);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    let is_of_words = |path: &Path| path.extension().is_some_and(|it| it == "json") && !path.ends_with("language.json");
    for path in files.into_iter().filter(|path| is_of_words(path)) {
        let text = fs::read_to_string(&path).unwrap_or_default();
        add_file(&mut table, &path.display().to_string(), &text, faults);
    }
    table
}

/// Takes up the texts of one file.
pub fn add_file(table: &mut Table, file: &str, text: &str, faults: &mut Vec<String>) {
    match serde_json::from_str::<Pairs>(text) {
        Ok(Pairs(pairs)) => {
            pairs.into_iter().for_each(|(key, value)| add(table, key, Entry { value, file: file.to_owned() }, faults))
        }
        Err(error) => faults.push(format!("{file}: {error}")),
    }
}

/// An object with its pairs as written: a key that stands twice in one file must be seen.
struct Pairs(Vec<(String, Value)>);

impl<'de> serde::Deserialize<'de> for Pairs {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl<'de> serde::de::Visitor<'de> for Visitor {
            type Value = Pairs;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object of texts")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Visitor)
    }
}

fn add(table: &mut Table, key: String, entry: Entry, faults: &mut Vec<String>) {
    let file = entry.file.clone();
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) || !key.chars().all(is_of_a_name) {
        faults.push(format!("{file}: \"{key}\" is not snake_case"));
    } else if forms(&entry.value).is_empty() {
        faults.push(format!("{file}: \"{key}\" is neither a text nor plural forms with \"other\""));
    } else if forms(&entry.value).values().any(|text| text.trim().is_empty()) {
        faults.push(format!("{file}: \"{key}\" says nothing"));
    } else if let Some(first) = table.insert(key.clone(), entry) {
        faults.push(format!("{file}: \"{key}\" stands in {} already", first.file));
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

/// Holds a language's texts against the first one's: no key less, none more, the same variables, every plural form.
pub fn compare(language: &Language, first: &Table, table: &Table, faults: &mut Vec<String>) {
    for (key, entry) in first.iter().filter(|(key, _)| !table.contains_key(*key)) {
        faults.push(format!("locales/{} lacks \"{key}\" ({})", language.tag, entry.file));
    }
    for (key, entry) in table {
        match first.get(key) {
            None => faults.push(format!("{}: \"{key}\" is not in locales/{FIRST}", entry.file)),
            Some(other) if variables(&other.value) != variables(&entry.value) => {
                faults.push(format!("{}: the variables of \"{key}\" differ from {}", entry.file, other.file));
            }
            Some(_) => {}
        }
        check_forms(language, key, entry, faults);
    }
}

fn check_forms(language: &Language, key: &str, entry: &Entry, faults: &mut Vec<String>) {
    let Value::Object(written) = &entry.value else { return };
    let wanted: BTreeSet<&str> = language.forms().map(|(form, _)| form).chain(["other"]).collect();
    let written: BTreeSet<&str> = written.keys().map(String::as_str).collect();
    if wanted != written {
        faults.push(format!("{}: \"{key}\" has the forms {written:?}, the language has {wanted:?}", entry.file));
    }
}

/// Plural form → text; a plain text is its own "other". Empty when it is neither.
pub fn forms(value: &Value) -> BTreeMap<&str, &str> {
    match value {
        Value::String(text) => BTreeMap::from([("other", text.as_str())]),
        Value::Object(object) if object.contains_key("other") && object.values().all(Value::is_string) => {
            object.iter().filter_map(|(form, text)| Some((form.as_str(), text.as_str()?))).collect()
        }
        _ => BTreeMap::new(),
    }
}

/// What stands in braces; `count` of whatever has plural forms.
pub fn variables(value: &Value) -> BTreeSet<String> {
    let of_text = |text: &str| -> Vec<String> {
        text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
    };
    let mut names: BTreeSet<String> = forms(value).values().flat_map(|text| of_text(text)).collect();
    if value.is_object() {
        names.insert("count".to_owned());
    }
    names
}
