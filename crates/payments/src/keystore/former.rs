//! Vaults of before: a house changes the key of its vault, and what the key before it signed goes on to count.

use super::{Keystore, KeystoreError};
use crate::Signer;
use bip32::secp256k1::ecdsa::SigningKey;
use domain::{Timestamp, escrow::ChainAddress};
use rand::RngCore;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// A vault of before. Its name stands in the keystore's file, which its password seals: who can write to the database makes
/// nobody a signer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerVault {
    /// Its address.
    pub vault: ChainAddress,
    /// What it signed from then on does not count; none when all of it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

impl Keystore {
    /// The same account with another vault, whose key nobody ever had. What the one before it signed goes on to count, or
    /// only what it signed before `until`, when somebody else may have had its key since.
    ///
    /// # Errors
    /// As [`Keystore::generate`].
    pub fn rotated(&self, until: Option<Timestamp>) -> Result<Self, KeystoreError> {
        let before = FormerVault { vault: self.vault().address(), until };
        Ok(Self {
            deposits: self.deposits.clone(),
            vault: fresh_vault().ok_or(KeystoreError::BadVault)?,
            former: self.former.iter().cloned().chain([before]).collect(),
        })
    }

    /// The vaults of before, oldest first.
    pub fn former(&self) -> &[FormerVault] {
        &self.former
    }

    /// Whether this signer spoke for the vault at that moment: it is the vault, or was, and what it signed then counts.
    pub fn spoke_for_vault(&self, signer: &ChainAddress, at: Timestamp) -> bool {
        let was = |it: &FormerVault| it.vault == *signer && it.until.is_none_or(|until| at < until);
        *signer == self.vault().address() || self.former.iter().any(was)
    }
}

/// Practically always one: of 2^128 keys one is none.
pub(super) fn fresh_vault() -> Option<SigningKey> {
    let mut bytes = Zeroizing::new([0; 32]);
    rand::rng().fill_bytes(bytes.as_mut());
    SigningKey::from_slice(bytes.as_ref()).ok()
}
