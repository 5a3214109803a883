//! The account's public key (BIP-32), from which every receiving address is derived.
//!
//! Only the public half is ever here: a private key is refused by name, and no key is repeated in an
//! error, a log line or a debug print.

use crate::address;
use alloy_primitives::Address;
use bip32::{ChildNumber, XPub};
use domain::{custody::SignerKey, escrow::ChainAddress};
use std::fmt;

/// Depth of `m/44'/60'/A'`.
const ACCOUNT_DEPTH: u8 = 3;
/// Hardware wallets refuse to sign beyond these. Source: firmware of the Trezor, measured.
const MAX_INDEX: u32 = 1_000_000;
const MAX_ACCOUNT: u32 = 100;

/// Why a key is refused. None of these repeats what was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AccountKeyError {
    /// A private key was given: whoever has it can take the money.
    #[error("this is a private key (xprv…): never give it to a server; export the account's public key (xpub…)")]
    PrivateKey,
    /// Not an `xpub…`, mistyped, or not a point of the curve.
    #[error("not an account's public key: an xpub… without a typing error is needed")]
    NotAPublicKey,
    /// A key of another level of the tree.
    #[error("this key is of depth {0}: the account's key m/44'/60'/A' (depth 3, hardened, A up to 100) is needed")]
    NotAnAccount(u8),
    /// The account is used up: signing for further addresses would be impossible.
    #[error("index {0} is beyond {MAX_INDEX}, the last one a hardware wallet signs for: use the next account")]
    IndexTooLarge(u32),
    /// Happens once in 2^127 indexes: take the next one.
    #[error("index {0} has no key")]
    NoSuchKey(u32),
}

/// The public key of one account, `m/44'/60'/A'`.
#[derive(Clone, PartialEq, Eq)]
pub struct AccountKey {
    account: u32,
    /// `m/44'/60'/A'/0`: where receiving addresses hang.
    receiving: XPub,
    fingerprint: String,
}

impl AccountKey {
    /// Reads an `xpub…` of account level.
    ///
    /// # Errors
    /// [`AccountKeyError`]; a private key is refused by name.
    pub fn parse(xpub: &str) -> Result<Self, AccountKeyError> {
        let text = xpub.trim();
        if is_private_key(text) {
            return Err(AccountKeyError::PrivateKey);
        }
        if !text.starts_with("xpub") {
            return Err(AccountKeyError::NotAPublicKey);
        }
        let key: XPub = text.parse().map_err(|_| AccountKeyError::NotAPublicKey)?;
        let (depth, child) = (key.attrs().depth, key.attrs().child_number);
        if depth != ACCOUNT_DEPTH || !child.is_hardened() || child.index() > MAX_ACCOUNT {
            return Err(AccountKeyError::NotAnAccount(depth));
        }
        let receiving = descend(&key, 0).ok_or(AccountKeyError::NotAPublicKey)?;
        Ok(Self { account: child.index(), receiving, fingerprint: hex::encode(key.fingerprint()) })
    }

    /// What is kept of a hardware signer with this key: the address of index 0 is the one that signs.
    ///
    /// # Errors
    /// As [`AccountKey::address`].
    pub fn signer(&self, xpub: &str) -> Result<SignerKey, AccountKeyError> {
        let (address, _) = self.address(0)?;
        let path = format!("m/44'/60'/{}'", self.account);
        Ok(SignerKey { xpub: xpub.trim().to_owned(), fingerprint: self.fingerprint(), path, address })
    }

    /// Eight hex digits that name the key without giving it away (BIP-32: the first bytes of its hash).
    pub fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    /// The receiving address with that index and its path, e.g. `m/44'/60'/0'/0/7`.
    ///
    /// # Errors
    /// [`AccountKeyError::IndexTooLarge`] beyond a million, [`AccountKeyError::NoSuchKey`] practically never.
    pub fn address(&self, index: u32) -> Result<(ChainAddress, String), AccountKeyError> {
        if index > MAX_INDEX {
            return Err(AccountKeyError::IndexTooLarge(index));
        }
        let key = descend(&self.receiving, index).ok_or(AccountKeyError::NoSuchKey(index))?;
        let point = key.public_key().to_encoded_point(false);
        // The first byte says "uncompressed"; the address is a hash of the 64 behind it.
        let address = Address::from_raw_public_key(&point.as_bytes()[1..]);
        Ok((address::shown(address), format!("m/44'/60'/{}'/0/{index}", self.account)))
    }
}

impl fmt::Debug for AccountKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccountKey").field("fingerprint", &self.fingerprint).finish_non_exhaustive()
    }
}

/// Whether this looks like what nobody may ever give away: an extended private key, a private key in hex or in a wallet's
/// own alphabet, or the words of a seed.
pub fn is_private_key(text: &str) -> bool {
    let text = text.trim();
    let digits = text.strip_prefix("0x").unwrap_or(text);
    let is_extended = text.get(1..4).is_some_and(|kind| kind.eq_ignore_ascii_case("prv"));
    let is_hex = digits.len() == 64 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let is_exported = (51..=52).contains(&text.len()) && matches!(text.as_bytes()[0], b'5' | b'K' | b'L');
    let words = text.split_whitespace();
    let is_seed = words.clone().count() >= 12 && words.clone().all(|word| word.chars().all(char::is_alphabetic));
    is_extended || is_hex || is_exported || is_seed
}

/// One step down, never hardened: that would need the private key.
fn descend(key: &XPub, index: u32) -> Option<XPub> {
    let child = ChildNumber::new(index, false).ok()?;
    key.derive_child(child).ok()
}

#[cfg(test)]
#[path = "account_tests.rs"]
mod tests;
