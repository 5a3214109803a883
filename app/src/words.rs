//! Words that are not one key of the locales: codes, stored words, numbers.

use crate::t::{self, Locale};
use domain::{Money, identity::Language};

/// The language of a tag such as `fa`, `fa-IR` or `en_GB`.
pub fn locale_of(tag: &str) -> Option<Locale> {
    let language = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    Locale::ALL.iter().copied().find(|l| l.as_str() == language)
}

/// The language as `domain` names it.
pub const fn language_of(l: Locale) -> Language {
    match l {
        Locale::En => Language::En,
        Locale::Fa => Language::Fa,
    }
}

/// The locale of a stored language.
pub const fn locale_for(language: Language) -> Locale {
    match language {
        Language::En => Locale::En,
        Language::Fa => Locale::Fa,
    }
}

/// The sentence of an error code, with the limit or state it speaks of. A code without words says so with its name.
pub fn code(l: Locale, code: &str, speaks_of: Option<&str>) -> String {
    let key = format!("code_{}", code.replace('-', "_"));
    let Some(sentence) = t::by_code(l, &key) else {
        return t::house_unknown_code(l, code);
    };
    let speaks_of = digits(l, speaks_of.unwrap_or_default());
    sentence.replace("{limit}", &speaks_of).replace("{detail}", &speaks_of)
}

/// A stored word for people: `word(l, "request_status", "pending")` is the text of `word_request_status_pending`.
pub fn word(l: Locale, list: &str, word: &str) -> String {
    t::by_code(l, &format!("word_{list}_{word}")).map_or_else(|| word.replace('_', " "), str::to_owned)
}

/// The same text with the reader's digits.
pub fn digits(l: Locale, text: &str) -> String {
    match l {
        Locale::En => text.to_owned(),
        Locale::Fa => text.chars().map(persian_digit).collect(),
    }
}

/// A whole number with group separators and the reader's digits.
pub fn number(l: Locale, n: u64) -> String {
    let separator = match l {
        Locale::En => ',',
        Locale::Fa => '٬',
    };
    digits(l, &grouped(&n.to_string(), separator))
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

fn persian_digit(c: char) -> char {
    match c {
        '0'..='9' => char::from_u32('۰' as u32 + (c as u32 - '0' as u32)).unwrap_or(c),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;

    #[test]
    fn numbers_are_grouped_and_written_in_the_readers_digits() {
        assert_eq!(number(Locale::En, 1_234_567), "1,234,567");
        assert_eq!(number(Locale::Fa, 1250), "۱٬۲۵۰");
    }

    #[test]
    fn an_amount_keeps_its_decimals_and_shows_a_minus() {
        assert_eq!(amount(Money::new(1_250_500_000, Currency::USDT)), "1,250.50");
        assert_eq!(amount(Money::new(-999, Currency::USD)), "−9.99");
    }

    #[test]
    fn a_code_says_the_limit_it_speaks_of() {
        assert!(code(Locale::Fa, "too-long", Some("200")).contains("۲۰۰"));
        assert!(code(Locale::En, "nobody-wrote-this", None).contains("nobody-wrote-this"));
    }
}
