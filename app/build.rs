//! Words: `locales/<language>/*.json` become `t.rs`, one function per key. A key that one language lacks, a surplus
//! key, a key twice or other variables than the first language's end the build.
//!
//! `"key": "text with {name}"` is `t::key(l, name)` (variables in alphabetical order); `"key": {"one": …, "other": …}`
//! is `t::key(l, count)`. `code_…` and `word_…` can also be looked up while running, by `t::by_code(l, key)`.

use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write,
    fs,
    path::Path,
    process,
};

/// Folder, Rust name, direction. A further language is one line here and one folder.
const LANGUAGES: [(&str, &str, &str); 2] = [("en", "En", "ltr"), ("fa", "Fa", "rtl")];

/// The text a person reads, and where it stands (for faults).
struct Entry {
    value: Value,
    file: String,
}
type Table = BTreeMap<String, Entry>;

fn main() {
    println!("cargo::rerun-if-changed=locales");
    println!("cargo::rerun-if-changed=build.rs");
    let mut faults = Vec::new();
    let tables: Vec<Table> = LANGUAGES.iter().map(|(folder, ..)| read(folder, &mut faults)).collect();
    for ((folder, ..), table) in LANGUAGES.iter().zip(&tables) {
        compare(folder, &tables[0], table, &mut faults);
    }
    if faults.is_empty() {
        let out = env::var_os("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
        fs::write(Path::new(&out).join("t.rs"), generate(&tables)).expect("OUT_DIR can be written");
        return;
    }
    for fault in faults {
        println!("cargo::error={fault}");
    }
    process::exit(1);
}

fn read(language: &str, faults: &mut Vec<String>) -> Table {
    let mut table = Table::new();
    let folder = format!("locales/{language}");
    let files = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut files: Vec<_> = files.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.sort();
    for path in files.into_iter().filter(|path| path.extension().is_some_and(|it| it == "json")) {
        let file = path.display().to_string();
        let text = fs::read_to_string(&path).unwrap_or_default();
        let entries: BTreeMap<String, Value> = serde_json::from_str(&text).unwrap_or_else(|error| {
            faults.push(format!("{file}: {error}"));
            BTreeMap::new()
        });
        for (key, value) in entries {
            add(&mut table, key, Entry { value, file: file.clone() }, faults);
        }
    }
    table
}

fn add(table: &mut Table, key: String, entry: Entry, faults: &mut Vec<String>) {
    let file = entry.file.clone();
    if !key.starts_with(|c: char| c.is_ascii_lowercase()) || !key.chars().all(is_of_a_name) {
        faults.push(format!("{file}: \"{key}\" is not snake_case"));
        return;
    }
    if forms(&entry.value).is_empty() {
        faults.push(format!("{file}: \"{key}\" is neither a text nor plural forms with \"other\""));
        return;
    }
    if let Some(first) = table.insert(key.clone(), entry) {
        faults.push(format!("{file}: \"{key}\" stands in {} already", first.file));
    }
}

fn is_of_a_name(c: char) -> bool {
    c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'
}

fn compare(language: &str, first: &Table, table: &Table, faults: &mut Vec<String>) {
    for (key, entry) in first.iter().filter(|(key, _)| !table.contains_key(*key)) {
        faults.push(format!("locales/{language} lacks \"{key}\" ({})", entry.file));
    }
    for (key, entry) in table {
        match first.get(key) {
            None => faults.push(format!("{}: \"{key}\" is not in locales/{}", entry.file, LANGUAGES[0].0)),
            Some(other) if variables(&other.value) != variables(&entry.value) => {
                faults.push(format!("{}: the variables of \"{key}\" differ from {}", entry.file, other.file));
            }
            Some(_) => {}
        }
    }
}

/// Plural form → text; a plain text is its own "other". Empty when it is neither.
fn forms(value: &Value) -> BTreeMap<&str, &str> {
    match value {
        Value::String(text) => BTreeMap::from([("other", text.as_str())]),
        Value::Object(object) if object.contains_key("other") => {
            object.iter().filter_map(|(form, text)| Some((form.as_str(), text.as_str()?))).collect()
        }
        _ => BTreeMap::new(),
    }
}

fn variables(value: &Value) -> BTreeSet<String> {
    let of_text = |text: &str| -> Vec<String> {
        text.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0.to_owned())).collect()
    };
    let mut names: BTreeSet<String> = forms(value).values().flat_map(|text| of_text(text)).collect();
    if value.is_object() {
        names.insert("count".to_owned());
    }
    names
}

fn generate(tables: &[Table]) -> String {
    let mut out = locale();
    for key in tables[0].keys() {
        let values: Vec<&Value> = tables.iter().map(|table| &table[key].value).collect();
        out += &function(key, &values);
    }
    out + &lookup(tables)
}

fn locale() -> String {
    let variants: String = LANGUAGES.iter().map(|(_, name, _)| format!("{name}, ")).collect();
    let all: String = LANGUAGES.iter().map(|(_, name, _)| format!("Locale::{name}, ")).collect();
    let tags: String = LANGUAGES.iter().map(|(tag, name, _)| format!("Locale::{name} => {tag:?}, ")).collect();
    let dirs: String = LANGUAGES.iter().map(|(_, name, dir)| format!("Locale::{name} => {dir:?}, ")).collect();
    format!(
        "/// A language of the pages.\n\
         #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]\n\
         pub enum Locale {{ #[default] {variants} }}\n\
         impl Locale {{\n\
         pub const ALL: &'static [Locale] = &[{all}];\n\
         pub const fn as_str(self) -> &'static str {{ match self {{ {tags} }} }}\n\
         pub const fn dir(self) -> &'static str {{ match self {{ {dirs} }} }}\n}}\n"
    )
}

fn function(key: &str, values: &[&Value]) -> String {
    let variables = variables(values[0]);
    let mut arms = String::new();
    for ((_, name, _), value) in LANGUAGES.iter().zip(values) {
        write!(arms, "Locale::{name} => {}, ", body(value, !variables.is_empty())).expect("a String takes everything");
    }
    let plural = if values[0].is_object() {
        "let form = plural(l, count); let count = crate::words::number(l, count); "
    } else {
        ""
    };
    let result = if variables.is_empty() { "&'static str" } else { "String" };
    format!("pub fn {key}(l: Locale{}) -> {result} {{ {plural}match l {{ {arms} }} }}\n", parameters(values[0]))
}

fn parameters(value: &Value) -> String {
    let of_kind = |name: &String| {
        if value.is_object() && name == "count" {
            ", count: u64".to_owned()
        } else {
            format!(", {name}: impl std::fmt::Display")
        }
    };
    variables(value).iter().map(of_kind).collect()
}

fn body(value: &Value, is_formatted: bool) -> String {
    let text = |text: &str| if is_formatted { format!("format!({text:?})") } else { format!("{text:?}") };
    let forms = forms(value);
    if !value.is_object() {
        return text(forms["other"]);
    }
    let others = forms.iter().filter(|(form, _)| **form != "other");
    let arms: String = others.map(|(form, of_form)| format!("{form:?} => {}, ", text(of_form))).collect();
    format!("match form {{ {arms}_ => {} }}", text(forms["other"]))
}

fn lookup(tables: &[Table]) -> String {
    let mut arms = String::new();
    let keys = tables[0].keys().filter(|key| key.starts_with("code_") || key.starts_with("word_"));
    for key in keys.filter(|key| tables.iter().all(|table| table[*key].value.is_string())) {
        let texts = LANGUAGES.iter().zip(tables).map(|((_, name, _), table)| {
            format!("Locale::{name} => {:?}, ", table[key].value.as_str().unwrap_or_default())
        });
        let texts: String = texts.collect();
        writeln!(arms, "{key:?} => Some(match l {{ {texts} }}),").expect("a String takes everything");
    }
    format!(
        "/// The text of a key known only while running; its variables still stand in braces.\n\
         pub fn by_code(l: Locale, key: &str) -> Option<&'static str> {{ match key {{ {arms} _ => None }} }}\n"
    )
}
