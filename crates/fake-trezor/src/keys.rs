//! The keys inside: words to a seed (BIP-39), a seed to keys (BIP-32), what a key signs (RFC 6979, the lower `s`), and
//! which paths the device lets a host use.

use alloy_primitives::{Address, keccak256};
use bip32::{ChildNumber, Prefix, XPrv};
use hmac::Hmac;
use sha2::Sha512;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// The words that every test device holds. Everybody knows them.
pub const TREZOR_WORDS: &str = "all all all all all all all all all all all all";

/// Highest account, and highest index below it, that the device derives addresses for.
const LAST_ACCOUNT: u32 = 100;
const LAST_INDEX: u32 = 1_000_000;
const HARDENED: u32 = 1 << 31;

/// The wallet of some words and a passphrase. Keeps what it has derived: an unoptimised build is slow at it.
pub(crate) struct Wallet {
    seed: [u8; 64],
    known: BTreeMap<Vec<u32>, XPrv>,
}

/// A wallet that its session and what runs in it share.
pub(crate) type SharedWallet = Arc<Mutex<Wallet>>;

/// A public key as the device tells it.
pub(crate) struct PublicKey {
    pub(crate) depth: u8,
    pub(crate) parent_fingerprint: u32,
    pub(crate) child: u32,
    pub(crate) chain_code: [u8; 32],
    pub(crate) point: [u8; 33],
    pub(crate) xpub: String,
}

impl Wallet {
    pub(crate) fn of(words: &str, passphrase: &str) -> Self {
        let mut seed = [0; 64];
        let salt = format!("mnemonic{passphrase}");
        pbkdf2::pbkdf2::<Hmac<Sha512>>(words.as_bytes(), salt.as_bytes(), 2_048, &mut seed)
            .expect("HMAC takes keys of any length");
        Self { seed, known: BTreeMap::new() }
    }

    /// The key at this path.
    pub(crate) fn key(&mut self, path: &[u32]) -> XPrv {
        if let Some(known) = self.known.get(path) {
            return known.clone();
        }
        let key = match path.split_last() {
            None => XPrv::new(self.seed),
            Some((last, before)) => self.key(before).derive_child(ChildNumber(*last)),
        };
        let key = key.expect("a key that cannot be derived is rarer than a collision of hashes");
        self.known.insert(path.to_vec(), key.clone());
        key
    }

    pub(crate) fn public_key(&mut self, path: &[u32]) -> PublicKey {
        let key = self.key(path).public_key();
        let attributes = key.attrs();
        PublicKey {
            depth: attributes.depth,
            parent_fingerprint: u32::from_be_bytes(attributes.parent_fingerprint),
            child: attributes.child_number.0,
            chain_code: attributes.chain_code,
            point: key.to_bytes(),
            xpub: key.to_string(Prefix::XPUB),
        }
    }

    /// What tells one wallet from another.
    pub(crate) fn fingerprint(&mut self) -> u32 {
        u32::from_be_bytes(self.key(&[]).public_key().fingerprint())
    }

    pub(crate) fn address(&mut self, path: &[u32]) -> Address {
        let point = self.key(path).private_key().verifying_key().to_encoded_point(false);
        Address::from_raw_public_key(&point.as_bytes()[1..])
    }

    /// `r`, `s`, and whether the point is odd.
    pub(crate) fn sign(&mut self, path: &[u32], digest: &[u8; 32]) -> Signed {
        let key = self.key(path);
        let (signature, id) =
            key.private_key().sign_prehash_recoverable(digest).expect("a digest of 32 bytes is signed");
        let (r, s) = signature.split_bytes();
        Signed { r: r.into(), s: s.into(), is_odd: id.is_y_odd() }
    }
}

/// A signature.
pub(crate) struct Signed {
    pub(crate) r: [u8; 32],
    pub(crate) s: [u8; 32],
    pub(crate) is_odd: bool,
}

impl Signed {
    /// 65 bytes, as wallets write it: the last is 27 or 28.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        [&self.r[..], &self.s[..], &[27 + u8::from(self.is_odd)]].concat()
    }
}

/// What a wallet signs of a message in words (EIP-191).
pub(crate) fn message_digest(message: &[u8]) -> [u8; 32] {
    let head = format!("\x19Ethereum Signed Message:\n{}", message.len());
    keccak256([head.as_bytes(), message].concat()).0
}

/// What a wallet signs of typed data (EIP-712). Without a message the domain is all there is.
pub(crate) fn typed_digest(domain: &[u8], message: Option<&[u8]>) -> [u8; 32] {
    keccak256([b"\x19\x01", domain, message.unwrap_or_default()].concat()).0
}

/// May the host ask for an address, or for a signature, of this path?
pub(crate) fn is_address_path(path: &[u32]) -> bool {
    match path {
        [purpose, coin, account, change, index] => {
            is_account(*purpose, *coin, *account) && *change <= 1 && *index <= LAST_INDEX
        }
        _ => is_account_path(path),
    }
}

/// May the host ask for the public key of this account?
pub(crate) fn is_account_path(path: &[u32]) -> bool {
    matches!(path, [purpose, coin, account] if is_account(*purpose, *coin, *account))
}

/// `44'`, ether or the coin of all test networks, and an account that people have.
fn is_account(purpose: u32, coin: u32, account: u32) -> bool {
    purpose == HARDENED | 44
        && (coin == HARDENED | 60 || coin == HARDENED | 1)
        && (HARDENED..=HARDENED | LAST_ACCOUNT).contains(&account)
}

/// A path as people write it.
pub(crate) fn path_text(path: &[u32]) -> String {
    path.iter().fold("m".to_owned(), |text, step| match step & HARDENED {
        0 => format!("{text}/{step}"),
        _ => format!("{text}/{}'", step ^ HARDENED),
    })
}

#[cfg(test)]
#[path = "keys_tests.rs"]
mod tests;
