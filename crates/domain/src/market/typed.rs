//! Reading what people typed into the market's forms: words of enums, numbers, amounts, links, addresses.

use crate::{
    Currency, FieldErrors,
    machine::Word,
    money::{ParseMoneyError, whole_number},
};

/// A whole number within bounds; notes `required`, `not-a-whole-number`, `too-small` or `too-big`.
pub(super) fn number(errors: &mut FieldErrors, field: &str, raw: &str, min: u32, max: u32) -> u32 {
    let value = match whole_number(raw) {
        Ok(value) => u32::try_from(value).unwrap_or(u32::MAX),
        Err(fault) => {
            errors.add(field, if fault == ParseMoneyError::Empty { "required" } else { "not-a-whole-number" });
            return min;
        }
    };
    if value < min {
        errors.add_limit(field, "too-small", min);
    } else if value > max {
        errors.add_limit(field, "too-big", max);
    }
    value
}

/// One of an enum's words, or the default when nothing was chosen; notes `not-a-choice`.
pub(super) fn word<T: Word>(errors: &mut FieldErrors, field: &str, raw: &str, default: T) -> T {
    match raw.trim() {
        "" => default,
        raw => T::from_word(raw).unwrap_or_else(|| {
            errors.add(field, "not-a-choice");
            default
        }),
    }
}

/// One of the allowed currencies, the first when nothing was chosen; notes `not-a-choice`.
pub(super) fn currency(errors: &mut FieldErrors, field: &str, raw: &str, allowed: &[Currency]) -> Currency {
    let typed = raw.trim();
    if typed.is_empty() {
        return allowed[0];
    }
    allowed.iter().copied().find(|currency| currency.code() == typed).unwrap_or_else(|| {
        errors.add(field, "not-a-choice");
        allowed[0]
    })
}

/// An address on the web: `http` or `https`, a host, nothing that could break out of a link; notes `not-a-link`.
pub(super) fn link(errors: &mut FieldErrors, field: &str, raw: &str, max: usize) -> Option<String> {
    let text = errors.optional_text(field, raw, max)?;
    if !is_link(&text) {
        errors.add(field, "not-a-link");
    }
    Some(text)
}

fn is_link(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(rest) = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, '"' | '\'' | '<' | '>' | '`' | '\\');
    // A user name before the host is how links pretend to lead elsewhere.
    host.chars().any(char::is_alphanumeric) && !host.contains('@') && text.chars().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_web_links_pass() {
        for good in ["https://example.org/a?b=c#d", "HTTP://example.org", "https://مثال.ایران/کالا"] {
            assert!(is_link(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "ftp://example.org",
            "https://",
            "https:///path",
            "https://bank.example@evil.example/",
            "https://a b.org",
            "https://example.org/\"onmouseover=",
            "//example.org",
            "example.org",
        ] {
            assert!(!is_link(bad), "{bad}");
        }
    }

    #[test]
    fn numbers_are_read_in_three_alphabets_and_bounded() {
        for (typed, fault) in [
            ("۱۲", None),
            ("١٢", None),
            ("1,200", None),
            ("۱٬۲۰۰", None),
            ("1.200", None),
            ("12,00", Some("not-a-whole-number")),
            ("0", Some("too-small")),
            ("-1", Some("not-a-whole-number")),
            ("1.5", Some("not-a-whole-number")),
            ("", Some("required")),
            ("99999999999", Some("too-big")),
        ] {
            let mut errors = FieldErrors::default();
            number(&mut errors, "n", typed, 1, 10_000);
            assert_eq!(errors.0.get("n").map(|f| f.code.as_str()), fault, "{typed}");
        }
    }
}
