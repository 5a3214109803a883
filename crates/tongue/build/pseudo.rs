//! The language nobody speaks: the first language's texts with other letters, in brackets and a third longer. Who reads
//! the pages in it sees every word that comes from nowhere, and everything that has no room to grow. Demo builds only.

use super::{
    language::Language,
    table::{Entry, Table},
};
use serde_json::Value;

/// Its tag: English with accents.
pub const TAG: &str = "en-XA";
const PLAIN: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const OTHER: &str = "àƀçđéƒğĥîĵķļɱñôþǫřšţûṽŵẋýžÀƁÇĐÉƑĞĤÎĴĶĻṀÑÔÞǪŘŠŢÛṼŴẊÝŽ";

/// Written as the first language is.
pub fn language(first: &Language) -> Language {
    Language { tag: TAG.to_owned(), ..first.clone() }
}

/// Every text of the first language.
pub fn table(first: &Table) -> Table {
    let entry = |entry: &Entry| Entry { value: value(&entry.value), file: entry.file.clone() };
    first.iter().map(|(key, of_first)| (key.clone(), entry(of_first))).collect()
}

fn value(of_first: &Value) -> Value {
    match of_first {
        Value::String(text) => text_of(text).into(),
        Value::Object(forms) => forms.iter().map(|(form, text)| (form.clone(), value(text))).collect(),
        other => other.clone(),
    }
}

/// `Sign in` → `⟦Šîğñ îñ ẋẋẋ⟧`. A list in one text (`January|February`) stays a list.
fn text_of(text: &str) -> String {
    text.split('|').map(bracketed).collect::<Vec<_>>().join("|")
}

fn bracketed(text: &str) -> String {
    let mut is_variable = false;
    let letter = |c: char| {
        is_variable = c == '{' || (is_variable && c != '}');
        if is_variable { c } else { other_letter(c) }
    };
    let other: String = text.chars().map(letter).collect();
    let longer = " ẋẋẋ".repeat((text.chars().count() * 3 / 10).div_ceil(4));
    format!("⟦{other}{longer}⟧")
}

fn other_letter(c: char) -> char {
    PLAIN.chars().position(|plain| plain == c).and_then(|at| OTHER.chars().nth(at)).unwrap_or(c)
}
