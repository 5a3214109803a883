//! Reads of the deposit account: which signer's account receiving addresses come from.

use crate::{Counter, Store, StoreError, collections};
use bson::{Document as BsonDocument, doc};
use domain::custody::{Payout, TrezorAccount};
use mongodb::options::FindOptions;

/// Name of the unique index by which there is one deposit account at a time.
pub const DEPOSIT_SIGNER_INDEX: &str = "signer_deposit";

impl Store {
    /// The signer whose account receiving addresses come from now.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn deposit_signer(&self) -> Result<Option<TrezorAccount>, StoreError> {
        self.first(doc! {"deposit.present": {"$exists": true}}).await
    }

    /// Whether a signer's account ever was the deposit account.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn had_deposit_signer(&self) -> Result<bool, StoreError> {
        Ok(self.first::<TrezorAccount>(doc! {"deposit.at": {"$exists": true}}).await?.is_some())
    }

    /// Every signer whose account ever was the deposit account, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn deposit_signers(&self) -> Result<Vec<TrezorAccount>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"deposit.at": -1}).build();
        self.list(doc! {"deposit.at": {"$exists": true}}, options).await
    }

    /// Payouts that wait for their sender's device, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn payouts_for_devices(&self, limit: i64) -> Result<Vec<Payout>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"plan.planned_at": 1}).limit(limit).build();
        self.list(doc! {"plan.planned_at": {"$exists": true}}, options).await
    }

    /// The number that was given out last; 0 before the first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn last_number(&self, counter: &Counter) -> Result<u64, StoreError> {
        let row = self.rows::<BsonDocument>(collections::COUNTERS).find_one(doc! {"_id": counter.key()}).await?;
        let last = row.and_then(|row| row.get_i64("last").ok());
        Ok(last.and_then(|last| u64::try_from(last).ok()).unwrap_or(0))
    }
}
