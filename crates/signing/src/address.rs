//! Addresses of Ethereum, and the hash that everything there is made with. No keys.

use sha3::{Digest, Keccak256};
use std::fmt;

/// 20 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Address(pub [u8; 20]);

impl Address {
    /// `0x` and 40 hex digits. Capital letters are not looked at: what is compared is the address.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix("0x").filter(|digits| digits.len() == 40 && digits.is_ascii())?;
        let mut bytes = [0; 20];
        for (byte, pair) in bytes.iter_mut().zip(digits.as_bytes().chunks_exact(2)) {
            let digit = |at: usize| char::from(pair[at]).to_digit(16);
            *byte = u8::try_from(digit(0)? << 4 | digit(1)?).ok()?;
        }
        Some(Self(bytes))
    }

    /// `0x` and 40 small hex digits.
    pub fn plain(&self) -> String {
        format!("0x{}", hex(&self.0))
    }
}

/// With the checksum in its capital letters (EIP-55), as devices show it.
impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = hex(&self.0);
        let sum = hex(&keccak(digits.as_bytes()));
        let shown = digits.chars().zip(sum.chars()).map(
            |(digit, sum)| {
                if sum >= '8' { digit.to_ascii_uppercase() } else { digit }
            },
        );
        write!(f, "0x{}", shown.collect::<String>())
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Keccak-256.
pub fn keccak(bytes: &[u8]) -> [u8; 32] {
    Keccak256::digest(bytes).into()
}

/// What is signed of a text (EIP-191).
pub fn text_digest(text: &str) -> [u8; 32] {
    keccak(format!("\x19Ethereum Signed Message:\n{}{text}", text.len()).as_bytes())
}

/// Small hex digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pairs = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    pairs.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_with_its_checksum_and_read_without() {
        let shown = "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8";
        let address = Address::parse(shown).unwrap();
        assert_eq!(address.to_string(), shown);
        assert_eq!(address.plain(), shown.to_lowercase());
        assert_eq!(Address::parse(&address.plain()), Some(address));
        for broken in [
            "",
            "0x",
            &shown[2..],
            &shown[..41],
            "0x73d0385F4d8E00C5e6504C6030F47BF6212736Ag",
            "0x+3d0385F4d8E00C5e6504C6030F47BF6212736A8",
        ] {
            assert_eq!(Address::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_text_has_the_digest_that_firmware_signs() {
        let known = "374f76ce0eceeaa2fcc061130fdfbbb3375d6acc7f9b53a5021959a115abd8c0";
        assert_eq!(hex(&text_digest("This is an example of a signed message.")), known);
    }
}
