//! First answers by idempotency key: the same key and body gets the first answer again.

use crate::{Store, StoreError, collections};
use bson::doc;
use domain::Timestamp;
use serde::{Deserialize, Serialize};

/// The first answer to a keyed deed. The key carries whose it is: `{user}:{deed}:{key of the form}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Once {
    /// The key.
    #[serde(rename = "_id")]
    pub key: String,
    /// SHA-256 of the body, lower-case hex: another body under the same key is refused.
    pub body_hash: String,
    /// What was answered: the id of what was made.
    pub answer: String,
    /// When. Kept at least 30 days.
    pub at: Timestamp,
}

impl Store {
    /// The first answer under this key, if there was one.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn first_answer(&self, key: &str) -> Result<Option<Once>, StoreError> {
        Ok(self.rows::<Once>(collections::ONCE).find_one(doc! {"_id": key}).await?)
    }
}
