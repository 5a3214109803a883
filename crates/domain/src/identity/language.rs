//! `Language`: the tag of the language somebody reads. Which ones the house speaks is not the law's matter: they are
//! the folders of `app/locales`, and one more folder is one more language without a line here.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{fmt, str::FromStr};

/// The language of pages and letters: two or three small letters, such as `fa` or `fil`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

#[allow(non_upper_case_globals, reason = "they read as the variants of an enum that is open at its end")]
impl Language {
    /// English.
    pub const En: Self = Self([b'e', b'n', 0]);
    /// Persian.
    pub const Fa: Self = Self([b'f', b'a', 0]);
}

impl Language {
    /// The tag, as stored.
    pub fn word(&self) -> &str {
        let length = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..length]).unwrap_or_default()
    }

    /// The language of a stored tag.
    pub fn from_word(tag: &str) -> Option<Self> {
        let is_tag = matches!(tag.len(), 2 | 3) && tag.bytes().all(|b| b.is_ascii_lowercase());
        let mut letters = [0; 3];
        letters.iter_mut().zip(tag.bytes()).for_each(|(letter, b)| *letter = b);
        is_tag.then_some(Self(letters))
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Language({})", self.word())
    }
}

impl FromStr for Language {
    type Err = ();
    fn from_str(tag: &str) -> Result<Self, ()> {
        Self::from_word(tag).ok_or(())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let tag = String::deserialize(d)?;
        Self::from_word(&tag).ok_or_else(|| serde::de::Error::custom(format_args!("{tag:?} is not a language")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_travels_as_its_tag() {
        for (language, json) in [(Language::En, "\"en\""), (Language::Fa, "\"fa\"")] {
            assert_eq!(serde_json::to_string(&language).unwrap(), json);
            assert_eq!(serde_json::from_str::<Language>(json).unwrap(), language);
        }
        assert_eq!("fil".parse::<Language>().unwrap().to_string(), "fil");
    }

    #[test]
    fn what_is_no_tag_is_no_language() {
        for bad in ["", "e", "EN", "english", "e1", "فا"] {
            assert_eq!(Language::from_word(bad), None, "{bad}");
        }
    }
}
