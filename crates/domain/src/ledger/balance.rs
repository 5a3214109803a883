//! `Balance`: what an account holds, kept beside its entries.

use crate::{Currency, Money, Timestamp, ledger::LedgerAccount};
use serde::{Deserialize, Serialize};

/// The cached sum of an account's entries in one currency. A cache, never the truth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// `{account}#{currency}`.
    #[serde(rename = "_id")]
    pub id: String,
    /// Whose.
    pub account: LedgerAccount,
    /// On its normal side; never negative for an account with a floor.
    pub balance: Money,
    /// Last change.
    pub updated_at: Timestamp,
}

impl Balance {
    /// Identity of the cache row.
    pub fn key(account: &LedgerAccount, currency: Currency) -> String {
        format!("{account}#{currency}")
    }
}
