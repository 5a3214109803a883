//! The keystore: the hot vault's private key and, in a house whose receiving addresses no device holds, the deposit account's,
//! from which the keys of all of them follow. The named exception to "no private key on the server".
//!
//! On disk it is one encrypted file (`file`); in memory the keys are wiped when dropped and stand in no debug print,
//! no error and no log.

mod file;
mod former;

pub use file::{KeystoreFile, read_keystore, write_keystore};
pub use former::FormerVault;

use crate::{AccountKey, AccountKeyError, signer::KeySigner};
use bip32::{ChildNumber, DerivationPath, Prefix, XPrv, secp256k1::ecdsa::SigningKey};
use rand::RngCore;
use std::fmt;
use zeroize::Zeroizing;

/// The first account: what hardware wallets show first, too.
const ACCOUNT_PATH: &str = "m/44'/60'/0'";

/// Why there is no keystore. Nothing of what was given is repeated.
#[derive(Debug, thiserror::Error)]
pub enum KeystoreError {
    /// Reading or writing the file.
    #[error("the keystore's file: {0}")]
    File(#[source] std::io::Error),
    /// There is one already: keys are never written over.
    #[error("there is a keystore in that file already: it is never written over")]
    Exists,
    /// Others of this machine may read the file.
    #[error("the keystore may be read by others on this machine: chmod 600")]
    OpenToOthers,
    /// Not a file of ours.
    #[error("not a keystore of this version")]
    NotAKeystore,
    /// The password does not open it, or it was changed.
    #[error("the password does not open this keystore, or the file was changed")]
    WrongPassword,
    /// Too short to protect money.
    #[error("a keystore's password has at least {0} characters")]
    ShortPassword(usize),
    /// Not an account's private key.
    #[error("the account's key must be an xprv… of m/44'/60'/A'")]
    BadAccount,
    /// Not a private key.
    #[error("the hot vault's key must be 64 hex digits")]
    BadVault,
    /// The public half is not usable.
    #[error(transparent)]
    Account(#[from] AccountKeyError),
}

/// The keys, unlocked, and whose word counts besides the vault's.
pub struct Keystore {
    deposits: Option<Deposits>,
    vault: SigningKey,
    former: Vec<FormerVault>,
}

/// The deposit account.
#[derive(Clone)]
struct Deposits {
    account: XPrv,
    /// `m/44'/60'/A'/0`: where the keys of receiving addresses hang.
    receiving: XPrv,
    public: AccountKey,
}

impl Deposits {
    fn of(account: XPrv) -> Result<Self, KeystoreError> {
        let public = AccountKey::parse(&account.public_key().to_string(Prefix::XPUB))?;
        let receiving = child(&account, 0).ok_or(KeystoreError::BadAccount)?;
        Ok(Self { account, receiving, public })
    }
}

impl Keystore {
    /// Two keys that nobody ever had. The file is their only copy.
    ///
    /// # Errors
    /// Practically never: one key of 2^127 is none.
    pub fn generate() -> Result<Self, KeystoreError> {
        let mut seed = Zeroizing::new([0; 64]);
        rand::rng().fill_bytes(seed.as_mut());
        Self::of_seed(seed.as_ref(), ACCOUNT_PATH, former::fresh_vault())
    }

    /// Keys that exist: the account's `xprv…` and the hot vault's key in hex.
    ///
    /// # Errors
    /// [`KeystoreError::BadAccount`], [`KeystoreError::BadVault`].
    pub fn import(account: &str, vault: &str) -> Result<Self, KeystoreError> {
        let account: XPrv = account.trim().parse().map_err(|_| KeystoreError::BadAccount)?;
        Ok(Self { deposits: Some(Deposits::of(account)?), ..Self::of_vault(vault)? })
    }

    /// A hot vault alone, whose key nobody ever had: receiving addresses are a device's.
    ///
    /// # Errors
    /// As [`Keystore::generate`].
    pub fn generate_vault() -> Result<Self, KeystoreError> {
        Ok(Self { deposits: None, vault: former::fresh_vault().ok_or(KeystoreError::BadVault)?, former: Vec::new() })
    }

    /// The same vault without the account: what still comes to addresses of it is out of reach from then on.
    #[must_use]
    pub fn without_account(&self) -> Self {
        Self { deposits: None, vault: self.vault.clone(), former: self.former.clone() }
    }

    fn of_vault(vault: &str) -> Result<Self, KeystoreError> {
        let vault = vault.trim();
        let bytes = hex::decode(vault.strip_prefix("0x").unwrap_or(vault)).map(Zeroizing::new);
        let key = bytes.ok().and_then(|bytes| SigningKey::from_slice(&bytes).ok());
        Ok(Self { deposits: None, vault: key.ok_or(KeystoreError::BadVault)?, former: Vec::new() })
    }

    fn of_seed(seed: &[u8], path: &str, vault: Option<SigningKey>) -> Result<Self, KeystoreError> {
        let path: DerivationPath = path.parse().map_err(|_| KeystoreError::BadAccount)?;
        let account = XPrv::derive_from_path(seed, &path).map_err(|_| KeystoreError::BadAccount)?;
        let vault = vault.ok_or(KeystoreError::BadVault)?;
        Ok(Self { deposits: Some(Deposits::of(account)?), vault, former: Vec::new() })
    }

    /// The key that everybody may know who should: receiving addresses are derived from it. None with a vault alone.
    pub fn xpub(&self) -> Option<String> {
        self.deposits.as_ref().map(|it| it.account.public_key().to_string(Prefix::XPUB))
    }

    /// The same, to derive addresses with.
    pub fn account(&self) -> Option<&AccountKey> {
        self.deposits.as_ref().map(|it| &it.public)
    }

    /// Signs for the hot vault, which payouts leave from.
    pub fn vault(&self) -> KeySigner {
        KeySigner::new(self.vault.clone())
    }

    /// Signs for the receiving address with that index.
    ///
    /// # Errors
    /// As [`AccountKey::address`]; [`AccountKeyError::NoSuchKey`] with a vault alone.
    pub fn deposit(&self, index: u32) -> Result<KeySigner, AccountKeyError> {
        let deposits = self.deposits.as_ref().ok_or(AccountKeyError::NoSuchKey(index))?;
        // The public half knows which indexes there are.
        deposits.public.address(index)?;
        let key = child(&deposits.receiving, index).ok_or(AccountKeyError::NoSuchKey(index))?;
        Ok(KeySigner::new(key.private_key().clone()))
    }

    fn secrets(&self) -> (Option<Zeroizing<String>>, Zeroizing<String>) {
        let vault = Zeroizing::new(self.vault.to_bytes());
        let account = self.deposits.as_ref().map(|it| it.account.to_string(Prefix::XPRV));
        (account, Zeroizing::new(hex::encode(vault.as_slice())))
    }
}

impl fmt::Debug for Keystore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Keystore").field("account", &self.account()).finish_non_exhaustive()
    }
}

fn child(key: &XPrv, index: u32) -> Option<XPrv> {
    key.derive_child(ChildNumber::new(index, false).ok()?).ok()
}

/// The keys of demos and tests: everybody knows them.
#[cfg(feature = "demo-wallet")]
pub(crate) fn known_to_everybody(seed: &str, account: &str, vault: &str) -> Option<Keystore> {
    let seed = hex::decode(seed).ok()?;
    let path: DerivationPath = vault.parse().ok()?;
    let vault = XPrv::derive_from_path(&seed, &path).ok()?.private_key().clone();
    Keystore::of_seed(&seed, account, Some(vault)).ok()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
