//! A language: what its folder says of it in `language.json`. Nothing else in the house knows which there are.

use serde_json::Value;
use std::{collections::BTreeMap, fs, path::Path};

/// The language every other one is held against, and the one for readers of none of them.
pub const FIRST: &str = "en";
/// CLDR's names of plural forms, in the order they are tried; `other` is what is left.
const FORMS: [&str; 5] = ["zero", "one", "two", "few", "many"];

/// How a language is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// BCP-47 tag.
    pub tag: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// `gregorian` or `persian`.
    pub calendar: String,
    /// Zero to nine.
    pub digits: Vec<char>,
    /// Between groups of three digits.
    pub group: char,
    /// Before decimals.
    pub decimal: char,
    /// The file of `dist/pkg/fonts` that its pages are written in; none for a language that is read in the device's letters.
    pub font: Option<String>,
    /// Form → condition on the whole number `n`, written in Rust. Source: CLDR's plural rules.
    pub plurals: BTreeMap<String, String>,
}

impl Language {
    /// The variant of `Locale`: `En`.
    pub fn variant(&self) -> String {
        let letters: String = self.tag.chars().filter(char::is_ascii_alphanumeric).collect();
        letters[..1].to_uppercase() + &letters[1..].to_lowercase()
    }

    /// The forms its texts have, in the order their conditions are tried, without `other`.
    pub fn forms(&self) -> impl Iterator<Item = (&'static str, &str)> {
        FORMS.into_iter().filter_map(|form| Some((form, self.plurals.get(form)?.as_str())))
    }
}

/// Every folder of `locales` is a language, the first one first.
pub fn languages(locales: &Path, faults: &mut Vec<String>) -> Vec<Language> {
    let entries = fs::read_dir(locales).unwrap_or_else(|error| panic!("{}: {error}", locales.display()));
    let folders = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    let mut found: Vec<Language> = folders.filter_map(|folder| language(&folder, faults)).collect();
    found.sort_by_key(|language| (language.tag != FIRST, language.tag.clone()));
    found
}

fn language(folder: &Path, faults: &mut Vec<String>) -> Option<Language> {
    let file = folder.join("language.json");
    let read = fs::read_to_string(&file).map_err(|error| error.to_string());
    let said: Result<Value, String> = read.and_then(|text| serde_json::from_str(&text).map_err(|e| e.to_string()));
    let tag = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let read = said.and_then(|said| described(tag, &said));
    read.map_err(|fault| faults.push(format!("{}: {fault}", file.display()))).ok()
}

fn described(tag: &str, said: &Value) -> Result<Language, String> {
    let text = |name: &str| said[name].as_str().ok_or(format!("\"{name}\" is not said")).map(str::to_owned);
    let one_of = |name: &str, allowed: [&str; 2]| {
        text(name)
            .and_then(|it| if allowed.contains(&&*it) { Ok(it) } else { Err(format!("{name} is none of {allowed:?}")) })
    };
    let character = |name: &str| text(name)?.chars().next().ok_or(format!("\"{name}\" is empty"));
    if !matches!(tag.len(), 2 | 3) || !tag.bytes().all(|b| b.is_ascii_lowercase()) {
        return Err(format!("the folder's name {tag:?} is not a tag of two or three small letters"));
    }
    let digits: Vec<char> = text("digits")?.chars().collect();
    let plurals: BTreeMap<String, String> =
        serde_json::from_value(said["plurals"].clone()).map_err(|_| "\"plurals\" are not said".to_owned())?;
    if digits.len() != 10 {
        return Err("\"digits\" are not ten".to_owned());
    }
    if let Some(form) = plurals.keys().find(|form| !FORMS.contains(&form.as_str())) {
        return Err(format!("there is no plural form {form:?}"));
    }
    let (direction, calendar) = (one_of("direction", ["ltr", "rtl"])?, one_of("calendar", ["gregorian", "persian"])?);
    let (group, decimal) = (character("group")?, character("decimal")?);
    let font = said["font"].as_str().map(str::to_owned);
    Ok(Language { tag: tag.to_owned(), direction, calendar, digits, group, decimal, font, plurals })
}
