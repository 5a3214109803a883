//! The little of Ethereum's ABI that we speak: words of 32 bytes, calls made of them, and text. Answers of nodes are
//! not trusted: wrong text is `None`.

use crate::address;
use alloy_primitives::{Address, U256};

const WORD: usize = 32;

/// The words of `0x…`; `None` when it is not hex or not whole words.
pub(crate) fn words(text: &str) -> Option<Vec<[u8; WORD]>> {
    let bytes = hex::decode(text.strip_prefix("0x")?).ok()?;
    let (words, rest) = bytes.as_chunks::<WORD>();
    rest.is_empty().then(|| words.to_vec())
}

/// A number in a word.
pub(crate) const fn number(word: &[u8; WORD]) -> U256 {
    U256::from_be_bytes(*word)
}

/// An address in a word: 12 zero bytes before it.
pub(crate) fn address(word: &[u8; WORD]) -> Option<Address> {
    let (zeros, address) = word.split_at(12);
    zeros.iter().all(|byte| *byte == 0).then(|| Address::from_slice(address))
}

/// A text, as contracts answer today (offset, length, bytes) or as some old tokens do (one padded word).
pub(crate) fn text(answer: &str) -> Option<String> {
    let words = words(answer)?;
    if let [word] = words.as_slice() {
        let end = word.iter().position(|byte| *byte == 0).unwrap_or(WORD);
        return String::from_utf8(word[..end].to_vec()).ok();
    }
    let (offset, length) = (number(words.first()?), number(words.get(1)?));
    let length: usize = length.try_into().ok()?;
    let bytes = words[2..].as_flattened().get(..length)?;
    (offset == U256::from(WORD)).then(|| String::from_utf8(bytes.to_vec()).ok())?
}

/// A call that is being written, argument by argument.
pub(crate) struct Call(String);

impl Call {
    /// The four bytes that name the function, in hex without `0x`.
    pub(crate) fn new(selector: &str) -> Self {
        Self(format!("0x{selector}"))
    }

    pub(crate) fn address(mut self, address: Address) -> Self {
        self.0.push_str(&hex::encode(address.into_word()));
        self
    }

    pub(crate) fn number(mut self, number: U256) -> Self {
        self.0.push_str(&hex::encode(number.to_be_bytes::<WORD>()));
        self
    }

    /// Where the bytes begin that [`Call::tail`] writes, in words behind the selector.
    pub(crate) fn offset(self, words: usize) -> Self {
        self.number(U256::from(words * WORD))
    }

    /// The length, and the bytes padded to whole words.
    pub(crate) fn tail(self, bytes: &[u8]) -> Self {
        let mut call = self.number(U256::from(bytes.len()));
        let padding = bytes.len().next_multiple_of(WORD) - bytes.len();
        call.0.push_str(&hex::encode(bytes));
        call.0.push_str(&"00".repeat(padding));
        call
    }

    pub(crate) fn written(self) -> String {
        self.0
    }
}

/// What `approve(spender, units)` of a token is called with.
///
/// # Errors
/// When `spender` is not an address.
pub fn approve_call(spender: &domain::escrow::ChainAddress, units: U256) -> Result<String, crate::AddressError> {
    Ok(Call::new("095ea7b3").address(address::parse(&spender.0)?).number(units).written())
}

/// What `transfer(to, units)` of a token is called with.
///
/// # Errors
/// When `to` is not an address.
pub fn transfer_call(to: &domain::escrow::ChainAddress, units: U256) -> Result<String, crate::AddressError> {
    Ok(Call::new("a9059cbb").address(address::parse(&to.0)?).number(units).written())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn padded(text: &str) -> String {
        format!("{:0<64}", hex::encode(text))
    }

    #[test]
    fn a_text_is_read_as_new_and_as_old_tokens_say_it() {
        let new = format!("0x{:064x}{:064x}{}", 32, 4, padded("USDT"));
        assert_eq!(text(&new).as_deref(), Some("USDT"));
        assert_eq!(text(&format!("0x{}", padded("MKR"))).as_deref(), Some("MKR"));
    }

    #[test]
    fn what_is_no_text_is_nothing() {
        let too_long = format!("0x{:064x}{:064x}{}", 32, 33, padded("USDT"));
        let elsewhere = format!("0x{:064x}{:064x}{}", 64, 4, padded("USDT"));
        let huge = format!("0x{:064x}{}{}", 32, "f".repeat(64), padded("USDT"));
        for answer in ["", "0x", "0x00", "USDT", too_long.as_str(), &elsewhere, &huge, &format!("0x{:064x}", 255)] {
            let found = text(answer);
            assert!(found.is_none() || found.as_deref() == Some(""), "{answer}: {found:?}");
        }
    }

    #[test]
    fn approving_names_the_spender_and_the_units() {
        let spender = crate::read_address("0x574bbb36871ba6b78e27f4b4dcfb76ea0091880b").unwrap();
        let wanted = "0x095ea7b3000000000000000000000000574bbb36871ba6b78e27f4b4dcfb76ea0091880b\
                      0000000000000000000000000000000000000000000000000000000000000123";
        assert_eq!(approve_call(&spender, U256::from(291)).unwrap(), wanted);
        let transfer = wanted.replace("095ea7b3", "a9059cbb");
        assert_eq!(transfer_call(&spender, U256::from(291)).unwrap(), transfer);
    }
}
