//! `Wallet`: a person's balance in one currency. What is in it is the ledger's business.

use crate::{Currency, Timestamp, UserId, WalletId};
use serde::{Deserialize, Serialize};

/// One per person and currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wallet {
    /// Identity; the ledger account is `liab:wallet:{id}`.
    #[serde(rename = "_id")]
    pub id: WalletId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose.
    pub user_id: UserId,
    /// In what.
    pub currency: Currency,
    /// Birth.
    pub created_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}
