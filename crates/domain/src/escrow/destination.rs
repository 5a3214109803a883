//! Receiving addresses: one fresh one per payment, derived from an account's public key, never reused.

use crate::{DerivedDestinationId, PaymentId, Timestamp, TrezorAccountId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// An EVM address with its checksum (EIP-55), `0x` and 40 hex digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ChainAddress(pub String);

impl ChainAddress {
    /// Lower case, for lookups: a checksum is spelling, not identity.
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// In groups of four, for eyes.
    pub fn groups(&self) -> Vec<String> {
        let hex: Vec<char> = self.0.chars().collect();
        hex.chunks(4).map(|group| group.iter().collect()).collect()
    }
}

impl fmt::Display for ChainAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One receiving address of one payment. Unique by index and by address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivedDestination {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: DerivedDestinationId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose address.
    pub payment_id: PaymentId,
    /// Fingerprint of the account key it was derived from.
    pub account: String,
    /// Whose device has its key; none for addresses of the keystore's own account.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signer_id: Option<TrezorAccountId>,
    /// Place in the account; only ever grows.
    pub index: u32,
    /// Full path, e.g. `m/44'/60'/0'/0/7`.
    pub path: String,
    /// The address.
    pub address: ChainAddress,
    /// The address in lower case; unique.
    pub address_key: String,
    /// Birth.
    pub created_at: Timestamp,
}
