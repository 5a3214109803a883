//! An e-mail address: as typed for letters, folded for comparison. No look-ups, no opinions about providers.

use crate::FieldErrors;
use unicode_normalization::UnicodeNormalization;

/// Longest address a mail path can carry. Source: RFC 5321, 4.5.3.1.3.
const MAX_LENGTH: usize = 254;
/// Longest part before the `@`. Source: RFC 5321, 4.5.3.1.1.
const MAX_LOCAL: usize = 64;

/// A plausible address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    typed: String,
    key: String,
}

impl EmailAddress {
    /// Reads typed text; notes `required`, `too-long` or `not-an-email` under `field`.
    pub fn parse(errors: &mut FieldErrors, field: &str, raw: &str) -> Option<Self> {
        let typed = errors.text(field, raw, 1, MAX_LENGTH);
        let key = Self::fold(&typed);
        let is_address = is_plausible(&typed) && is_plausible(&key);
        if !typed.is_empty() && !is_address {
            errors.add(field, "not-an-email");
        }
        (!errors.0.contains_key(field)).then_some(Self { typed, key })
    }

    /// As [`EmailAddress::parse`], but an empty text is `None` and fine.
    pub fn parse_optional(errors: &mut FieldErrors, field: &str, raw: &str) -> Option<Self> {
        if raw.trim().is_empty() { None } else { Self::parse(errors, field, raw) }
    }

    /// What two spellings of one address share: NFKC, lower case.
    pub fn fold(typed: &str) -> String {
        typed.trim().nfkc().collect::<String>().to_lowercase().nfkc().collect()
    }

    /// As the person typed it.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// Folded; unique in the house.
    pub fn key(&self) -> &str {
        &self.key
    }
}

/// One `@`, something before it, a dotted name after it, nothing that could break a letter's header.
fn is_plausible(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else {
        return false;
    };
    let is_clean = |c: char| !c.is_whitespace() && !c.is_control() && !"@<>(),;:\\\"[]".contains(c);
    let local_fits = (1..=MAX_LOCAL).contains(&local.len()) && local.chars().all(is_clean);
    let label_fits = |label: &str| {
        !label.is_empty() && !label.starts_with('-') && !label.ends_with('-') && label.chars().all(is_clean)
    };
    local_fits && host.contains('.') && host.split('.').all(label_fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(raw: &str) -> Result<String, String> {
        let mut errors = FieldErrors::default();
        let email = EmailAddress::parse(&mut errors, "email", raw);
        email.map(|email| email.key).ok_or_else(|| errors.0["email"].code.clone())
    }

    #[test]
    fn what_is_not_an_address_is_refused() {
        for bad in [
            "ali",
            "@x.org",
            "ali@",
            "ali@x",
            "ali@x.",
            "a li@x.org",
            "ali@@x.org",
            "a@b@x.org",
            "ali@-x.org",
            "ali@x..org",
            "ali\r\nbcc:x@y.org",
            "<ali@x.org>",
            "ali＠x＠y.org",
        ] {
            assert_eq!(key_of(bad), Err("not-an-email".to_owned()), "{bad}");
        }
        assert_eq!(key_of("  "), Err("required".to_owned()));
        assert_eq!(key_of(&format!("{}@x.org", "a".repeat(250))), Err("too-long".to_owned()));
        assert_eq!(key_of(&format!("{}@x.org", "a".repeat(65))), Err("not-an-email".to_owned()));
    }

    #[test]
    fn two_spellings_of_one_address_are_one_key() {
        assert_eq!(key_of(" Aigul@Example.ORG "), key_of("aigul@example.org"));
        assert_eq!(key_of("ａｌｉ@example.org"), key_of("ali@example.org"), "full-width letters");
        assert_eq!(key_of("plus+tag@sub.example.co"), Ok("plus+tag@sub.example.co".to_owned()));
    }
}
