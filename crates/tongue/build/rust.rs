//! `t.rs`: the enum of languages, how each is written, and a function per text.

use super::{
    language::Language,
    pseudo,
    table::{Spoken, forms, variables},
};
use serde_json::Value;
use std::fmt::Write;

/// The module `t`.
pub fn generate(spoken: &[Spoken]) -> String {
    let mut out = locale(spoken) + &writing(spoken) + &plural(spoken);
    for key in spoken[0].1.keys() {
        let values: Vec<(&Language, &Value)> =
            spoken.iter().map(|(language, table)| (language, &table[key].value)).collect();
        out += &function(key, &values);
    }
    out + &lookup(spoken)
}

/// `Locale::En => of(En), …`
fn arms(spoken: &[Spoken], of: impl Fn(&Language) -> String) -> String {
    spoken.iter().map(|(language, _)| format!("Locale::{} => {}, ", language.variant(), of(language))).collect()
}

fn locale(spoken: &[Spoken]) -> String {
    let variants: String = spoken.iter().map(|(language, _)| language.variant() + ", ").collect();
    let name = |(language, _): &Spoken| format!("Locale::{}, ", language.variant());
    let all: String = spoken.iter().filter(|(language, _)| language.tag != pseudo::TAG).map(name).collect();
    let every: String = spoken.iter().map(name).collect();
    format!(
        "/// A language of the pages.\n\
         #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]\n\
         pub enum Locale {{ #[default] {variants} }}\n\
         impl Locale {{\n\
         /// What people can choose.\n\
         pub const ALL: &'static [Locale] = &[{all}];\n\
         /// With the language that only testers read, where there is one.\n\
         pub const EVERY: &'static [Locale] = &[{every}];\n\
         pub const fn as_str(self) -> &'static str {{ match self {{ {} }} }}\n\
         pub const fn dir(self) -> &'static str {{ match self {{ {} }} }}\n\
         /// The file of its pages' letters, when we have one.\n\
         pub const fn font(self) -> Option<&'static str> {{ match self {{ {} }} }}\n}}\n",
        arms(spoken, |language| format!("{:?}", language.tag)),
        arms(spoken, |language| format!("{:?}", language.direction)),
        arms(spoken, |language| format!("{:?}", language.font)),
    )
}

fn writing(spoken: &[Spoken]) -> String {
    format!(
        "/// The calendar that dates are said in.\n\
         #[derive(Clone, Copy, Debug, PartialEq, Eq)]\n\
         pub enum Calendar {{ Gregorian, Persian }}\n\
         impl Locale {{\n\
         pub const fn calendar(self) -> Calendar {{ match self {{ {} }} }}\n\
         /// Zero to nine.\n\
         pub const fn digits(self) -> [char; 10] {{ match self {{ {} }} }}\n\
         /// Between groups of three digits.\n\
         pub const fn group(self) -> char {{ match self {{ {} }} }}\n\
         /// Before decimals.\n\
         pub const fn decimal(self) -> char {{ match self {{ {} }} }}\n}}\n",
        arms(spoken, |language| format!(
            "Calendar::{}",
            if language.calendar == "persian" { "Persian" } else { "Gregorian" }
        )),
        arms(spoken, |language| format!("{:?}", language.digits)),
        arms(spoken, |language| format!("{:?}", language.group)),
        arms(spoken, |language| format!("{:?}", language.decimal)),
    )
}

fn plural(spoken: &[Spoken]) -> String {
    let rule = |language: &Language| {
        let tried: String = language.forms().map(|(form, when)| format!("if {when} {{ {form:?} }} else ")).collect();
        format!("{{ {tried}{{ \"other\" }} }}")
    };
    format!(
        "/// CLDR's cardinal category of a whole number.\n\
         #[allow(dead_code, reason = \"no text with plural forms, no call\")]\n\
         fn plural(l: Locale, n: u64) -> &'static str {{ match l {{ {} }} }}\n",
        arms(spoken, rule)
    )
}

fn function(key: &str, values: &[(&Language, &Value)]) -> String {
    let (_, first) = values[0];
    let variables = variables(first);
    let mut arms = String::new();
    for (language, value) in values {
        let body = body(value, !variables.is_empty());
        write!(arms, "Locale::{} => {body}, ", language.variant()).expect("a String takes everything");
    }
    let plural = if first.is_object() {
        "let form = plural(l, count); let count = crate::words::number(l, count); "
    } else {
        ""
    };
    // What comes from elsewhere may run the other way, and must not drag the sentence with it.
    let apart: String = (variables.iter().filter(|name| *name != "count" || !first.is_object()))
        .map(|name| format!("let {name} = crate::words::isolated(l, {name}); "))
        .collect();
    let result = if variables.is_empty() { "&'static str" } else { "String" };
    format!("pub fn {key}(l: Locale{}) -> {result} {{ {plural}{apart}match l {{ {arms} }} }}\n", parameters(first))
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

fn lookup(spoken: &[Spoken]) -> String {
    let mut found = String::new();
    let keys = spoken[0].1.keys().filter(|key| key.starts_with("code_") || key.starts_with("word_"));
    for key in keys.filter(|key| spoken.iter().all(|(_, table)| table[*key].value.is_string())) {
        let texts = spoken.iter().map(|(language, table)| {
            format!("Locale::{} => {:?}, ", language.variant(), table[key].value.as_str().unwrap_or_default())
        });
        let texts: String = texts.collect();
        writeln!(found, "{key:?} => Some(match l {{ {texts} }}),").expect("a String takes everything");
    }
    format!(
        "/// The text of a key known only while running; its variables still stand in braces.\n\
         pub fn by_code(l: Locale, key: &str) -> Option<&'static str> {{ match key {{ {found} _ => None }} }}\n"
    )
}
