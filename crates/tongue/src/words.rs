//! Words that are not one key of the locales: codes, stored words, numbers.

use crate::t::{self, Locale};
use domain::{Money, identity::Language};

/// The language of a tag such as `fa`, `fa-IR` or `en_GB`. The testers' language answers to its whole tag only.
pub fn locale_of(tag: &str) -> Option<Locale> {
    let tag = tag.trim();
    let language = tag.split(['-', '_']).next()?.to_ascii_lowercase();
    let exact = Locale::EVERY.iter().find(|l| l.as_str() == tag);
    exact.or_else(|| Locale::ALL.iter().find(|l| l.as_str() == language)).copied()
}

/// The first language we speak of those an `Accept-Language` header asks for, the most wanted first. What is wanted
/// with `q=0` is not wanted.
pub fn locale_asked_for(header: &str) -> Option<Locale> {
    let wish = |wish: &str| {
        let (tag, weight) = wish.split_once(';').unwrap_or((wish, ""));
        let weight = weight.trim().strip_prefix("q=").map_or(Some(1000), thousandths)?;
        (weight > 0).then(|| Some((weight, locale_of(tag)?)))?
    };
    let mut wishes: Vec<(u32, Locale)> = header.split(',').take(32).filter_map(wish).collect();
    wishes.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wishes.first().map(|(_, l)| *l)
}

/// `0.8` is 800. None for what is no weight.
fn thousandths(weight: &str) -> Option<u32> {
    let (whole, fraction) = weight.trim().split_once('.').unwrap_or((weight.trim(), ""));
    let is_weight = matches!(whole, "0" | "1") && fraction.len() <= 3 && fraction.bytes().all(|b| b.is_ascii_digit());
    is_weight.then(|| format!("{whole}{fraction:0<3}").parse().ok())?
}

/// The language as `domain` names it.
pub fn language_of(l: Locale) -> Language {
    Language::from_word(l.as_str()).unwrap_or(Language::En)
}

/// The locale of a stored language; the first one for a language that is not spoken here any more.
pub fn locale_for(language: Language) -> Locale {
    locale_of(language.word()).unwrap_or_default()
}

/// The sentence of an error code, with the limit or state it speaks of. A code without words says so with its name.
pub fn code(l: Locale, code: &str, speaks_of: Option<&str>) -> String {
    let key = format!("code_{}", code.replace('-', "_"));
    let Some(sentence) = t::by_code(l, &key) else {
        return t::house_unknown_code(l, code);
    };
    // Two readings of one amount are said as they can be typed: in ASCII.
    if let Some((one, other)) = speaks_of.and_then(|readings| readings.split_once('|')) {
        return sentence.replace("{limit}", one).replace("{other}", other);
    }
    let speaks_of = isolated(l, digits(l, speaks_of.unwrap_or_default()));
    sentence.replace("{limit}", &speaks_of).replace("{detail}", &speaks_of)
}

/// A stored word for people: `word(l, "request_status", "pending")` is the text of `word_request_status_pending`.
pub fn word(l: Locale, list: &str, word: &str) -> String {
    t::by_code(l, &format!("word_{list}_{}", word.replace('.', "_")))
        .map_or_else(|| word.replace('_', " "), str::to_owned)
}

/// A deed of the log for people: what a row tells, and what was asked for where it was refused. None where the locales
/// have no words for it.
pub fn known_deed(l: Locale, deed: &str) -> Option<&'static str> {
    ["deed", "may"].iter().find_map(|list| t::by_code(l, &format!("word_{list}_{deed}")))
}

/// The same; one without words says so with its name.
pub fn deed(l: Locale, deed: &str) -> String {
    known_deed(l, deed).map_or_else(|| deed.replace('_', " "), str::to_owned)
}

/// A text to be put into a sentence of this language: isolated when a letter of it runs the other way, so that the
/// marks around it stay where they are. Otherwise it is the text itself.
pub fn isolated(l: Locale, text: impl std::fmt::Display) -> String {
    let text = text.to_string();
    let is_foreign = |c: char| c.is_alphabetic() && runs_left(c) != (l.dir() == "rtl");
    if text.chars().any(is_foreign) { format!("\u{2068}{text}\u{2069}") } else { text }
}

/// Letters of the scripts that are written from right to left.
const fn runs_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
}

/// The same text with the reader's digits.
pub fn digits(l: Locale, text: &str) -> String {
    let written = l.digits();
    let digit = |c: char| c.to_digit(10).and_then(|n| written.get(n as usize).copied()).unwrap_or(c);
    text.chars().map(digit).collect()
}

/// A whole number with group separators and the reader's digits.
pub fn number(l: Locale, n: u64) -> String {
    digits(l, &grouped(&n.to_string(), l.group()))
}

/// A plain decimal number (`4.67`) with the reader's digits and decimal mark.
pub fn decimal(l: Locale, plain: &str) -> String {
    digits(l, &plain.replace('.', l.decimal().encode_utf8(&mut [0; 4])))
}

/// The amount with group separators, in ASCII digits in every language: it is compared with what a wallet shows.
pub fn amount(money: Money) -> String {
    let text = money.amount_text();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("−", rest));
    match text.split_once('.') {
        Some((whole, fraction)) => format!("{sign}{}.{fraction}", grouped(whole, ',')),
        None => format!("{sign}{}", grouped(text, ',')),
    }
}

fn grouped(whole: &str, separator: char) -> String {
    let mut out = String::with_capacity(whole.len() + whole.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
#[path = "words_tests.rs"]
mod tests;
