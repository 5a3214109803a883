//! Keys of hosted services: never printed, never compared byte by byte.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use std::fmt;

/// What is written instead of a secret.
const HIDDEN: &str = "…";

/// A key or password of a hosted service. It is in no debug print and no error.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// `None` when nothing but space is given: an empty key would verify what anybody signs.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }

    /// Whether `given` (64 hex digits) is HMAC-SHA256 of the parts one after another, under this key as text.
    /// Takes the same time whatever is wrong with a signature of the right length.
    pub(crate) fn has_signed(&self, parts: &[&[u8]], given: &str) -> bool {
        let mut signature = [0; 32];
        let is_hex = hex::decode_to_slice(given.as_bytes(), &mut signature).is_ok();
        is_hex && self.mac(parts).verify_slice(&signature).is_ok()
    }

    /// Whether somebody who says `given` knows this secret. Both are hashed first, so that neither length nor
    /// first difference shows in the time.
    pub(crate) fn is(&self, given: &str) -> bool {
        let said = self.mac(&[given.as_bytes()]).finalize().into_bytes();
        self.mac(&[self.0.as_bytes()]).verify_slice(&said).is_ok()
    }

    /// A text of somebody else's, without this secret in it.
    pub(crate) fn struck_from(&self, text: &str) -> String {
        text.replace(&self.0, HIDDEN)
    }

    fn mac(&self, parts: &[&[u8]]) -> Hmac<Sha256> {
        let mut mac = Hmac::<Sha256>::new_from_slice(self.0.as_bytes()).expect("HMAC takes keys of any length");
        parts.iter().for_each(|part| mac.update(part));
        mac
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Secret").field(&HIDDEN).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_secret_is_none() {
        for text in ["", " ", "\n\t"] {
            assert!(Secret::parse(text).is_none());
        }
    }

    #[test]
    fn a_secret_is_not_in_a_debug_print_and_not_in_a_text_that_repeats_it() {
        let secret = Secret::parse(" shh-1234\n").unwrap();
        assert!(!format!("{secret:?}").contains("shh"));
        assert_eq!(secret.struck_from("the key shh-1234 is bad"), "the key … is bad");
    }

    #[test]
    fn only_the_same_secret_is_the_secret() {
        let secret = Secret::parse("shh-1234").unwrap();
        assert!(secret.is("shh-1234"));
        for other in ["", "shh-123", "shh-12345", "SHH-1234", "shh-1234 "] {
            assert!(!secret.is(other), "{other:?}");
        }
    }
}
