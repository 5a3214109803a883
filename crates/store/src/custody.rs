//! Reads of payouts: a person's, the house's list, whose turn it is, and what lies at receiving addresses.

use crate::{Document, Store, StoreError};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{
    PayoutId, UserId,
    custody::{Payout, PayoutPurpose, PayoutStatus},
    escrow::{ChainAddress, ChainEvent, ChainId, TxHash},
    machine::Word,
};
use mongodb::options::FindOptions;

/// Name of the unique index that gives a sender's place to one payout only.
pub const PAYOUT_NONCE_INDEX: &str = "payout_nonce";
/// Name of the unique index behind a payout's lock.
pub const PAYOUT_LOCK_INDEX: &str = "payout_lock";

/// Name of the unique index that sends a refund on once.
pub const PAYOUT_REFUND_INDEX: &str = "payout_refund";

/// What of payouts is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct PayoutFilter {
    pub status: Option<PayoutStatus>,
    pub purpose: Option<PayoutPurpose>,
    pub chain: Option<ChainId>,
    /// Older than this one.
    pub before: Option<PayoutId>,
}

impl Store {
    /// A person's payouts, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payouts_of(&self, user: UserId, limit: i64) -> Result<Vec<Payout>, StoreError> {
        self.list(doc! {"user_id": user.to_string()}, newest_first(limit)).await
    }

    /// Payouts, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payouts(&self, filter: &PayoutFilter, limit: i64) -> Result<Vec<Payout>, StoreError> {
        let mut wanted = BsonDocument::new();
        if let Some(status) = filter.status {
            wanted.insert("status", status.to_string());
        }
        if let Some(purpose) = filter.purpose {
            wanted.insert("purpose", purpose.to_string());
        }
        if let Some(chain) = filter.chain {
            wanted.insert("chain_id", number(chain));
        }
        if let Some(before) = filter.before {
            wanted.insert("_id", doc! {"$lt": before.to_string()});
        }
        self.list(wanted, newest_first(limit)).await
    }

    /// The highest place that a sender's payouts have on a chain.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn last_nonce(&self, chain: ChainId, from: &ChainAddress) -> Result<Option<u64>, StoreError> {
        let filter = doc! {"chain_id": number(chain), "from_key": from.key(), "nonce": {"$exists": true}};
        let options = FindOptions::builder().sort(doc! {"nonce": -1}).limit(1).build();
        let found: Vec<Payout> = self.list(filter, options).await?;
        Ok(found.first().and_then(|payout| payout.nonce))
    }

    /// The payout that sends or sent a refund on; `key` is that of the posting that gave it back.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payout_of_refund(&self, key: &str) -> Result<Option<Payout>, StoreError> {
        self.first(doc! {"refund_of": key}).await
    }

    /// The last payout that was to send a refund on and gave the money back.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn last_try_of_refund(&self, key: &str) -> Result<Option<Payout>, StoreError> {
        Ok(self.list(doc! {"refund_tried": key}, newest_first(1)).await?.pop())
    }

    /// Whether this transaction is one that was signed for a payout of that chain.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payout_with_transaction(&self, chain: ChainId, tx: &TxHash) -> Result<bool, StoreError> {
        let filter = doc! {"chain_id": number(chain), "transactions.hash": &tx.0};
        Ok(self.first::<Payout>(filter).await?.is_some())
    }

    /// The payout that has this lock now.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payout_with_lock(&self, lock: &str) -> Result<Option<Payout>, StoreError> {
        self.first(doc! {"lock": lock}).await
    }

    /// Every payout out of one address of a chain.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payouts_from(&self, chain: ChainId, from: &ChainAddress) -> Result<Vec<Payout>, StoreError> {
        self.list(doc! {"chain_id": number(chain), "from_key": from.key()}, newest_first(1_000)).await
    }

    /// What is not over yet of the payouts out of one address of a chain.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payouts_leaving(&self, chain: ChainId, from: &ChainAddress) -> Result<Vec<Payout>, StoreError> {
        let over: Vec<String> =
            PayoutStatus::ALL.iter().filter(|status| status.is_over()).map(ToString::to_string).collect();
        let filter = doc! {"chain_id": number(chain), "from_key": from.key(), "status": {"$nin": over}};
        self.list(filter, FindOptions::default()).await
    }

    /// Transfers to receiving addresses of a chain for which money was booked, wherever it went and whether it is still
    /// there or not, oldest first, after this one.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn settled_transfers(
        &self,
        chain: ChainId,
        after: Option<domain::ChainEventId>,
        limit: i64,
    ) -> Result<Vec<ChainEvent>, StoreError> {
        let settled = ["credited", "to_wallet", "held", "late", "claimed"];
        let mut filter = doc! {"chain_id": number(chain), "status": {"$in": settled.to_vec()}};
        if let Some(after) = after {
            filter.insert("_id", doc! {"$gt": after.to_string()});
        }
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(limit).build();
        Self::list_rows(&self.rows(ChainEvent::COLLECTION), filter, options).await
    }
}

fn number(chain: ChainId) -> Bson {
    Bson::Int64(i64::try_from(chain.0).unwrap_or(i64::MAX))
}

fn newest_first(limit: i64) -> FindOptions {
    FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()
}
