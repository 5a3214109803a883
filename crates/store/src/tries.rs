//! Wrong tries at the door, by key. A key is a keyed hash or an address: no e-mail stands here. One atomic update
//! per failure, so that parallel tries and other processes count together; old rows are swept by the TTL index.

use crate::{Store, StoreError, collections};
use bson::{Bson, DateTime, doc};
use domain::{Timestamp, identity::TryLimit};
use serde::{Deserialize, Serialize};

/// What one key has failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tries {
    /// Whose tries: `name:…` or `address:…`.
    #[serde(rename = "_id")]
    pub key: String,
    /// The last failures, oldest first; as many as the limit needs.
    pub failed_at: Vec<Timestamp>,
    /// How many since the row was made.
    pub count: i64,
}

impl Store {
    /// What this key has failed; nothing when it has not, or not lately.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn tries(&self, key: &str) -> Result<Option<Tries>, StoreError> {
        Ok(self.rows::<Tries>(collections::TRIES).find_one(doc! {"_id": key}).await?)
    }

    /// One more failure of this key.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn note_failure(&self, key: &str, limit: TryLimit, at: Timestamp) -> Result<(), StoreError> {
        let keep = -i64::try_from(limit.failures).unwrap_or(i64::MAX);
        let moment = |at: Timestamp| Bson::DateTime(DateTime::from_millis(at.millis()));
        let change = doc! {
            "$push": {"failed_at": {"$each": [moment(at)], "$slice": keep}},
            "$inc": {"count": Bson::Int64(1)},
            "$set": {"expire_at": moment(limit.forgotten_at(at))},
        };
        let rows = self.rows::<Tries>(collections::TRIES);
        loop {
            let done = rows.update_one(doc! {"_id": key}, change.clone()).upsert(true).await;
            match done.map_err(StoreError::from) {
                Ok(_) => return Ok(()),
                // Two first failures at once: the row is there now.
                Err(StoreError::Duplicate { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Forgets what this key has failed.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn forget_failures(&self, key: &str) -> Result<(), StoreError> {
        self.rows::<Tries>(collections::TRIES).delete_one(doc! {"_id": key}).await?;
        Ok(())
    }
}
