//! Numbers that only ever grow: order numbers, payment numbers, address indexes. Gaps are fine, repeats are not.

use crate::{Store, StoreError, collections};
use bson::{Bson, Document as BsonDocument, doc};
use mongodb::options::ReturnDocument;

/// Which row of numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counter {
    /// `R-000001`.
    Requests,
    /// `PAY-000001`.
    Payments,
    /// Index of the next receiving address of an account key (by fingerprint).
    Addresses(String),
}

impl Counter {
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Requests => "requests".to_owned(),
            Self::Payments => "payments".to_owned(),
            Self::Addresses(account) => format!("addresses:{account}"),
        }
    }
}

impl Store {
    /// The next number, starting at 1; never given twice, whatever runs beside it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn next_number(&self, counter: Counter) -> Result<u64, StoreError> {
        let rows = self.rows::<BsonDocument>(collections::COUNTERS);
        let row = rows
            .find_one_and_update(doc! {"_id": counter.key()}, doc! {"$inc": {"last": Bson::Int64(1)}})
            .upsert(true)
            .return_document(ReturnDocument::After)
            .await?;
        let last = row.and_then(|row| row.get_i64("last").ok()).and_then(|last| u64::try_from(last).ok());
        last.ok_or_else(|| StoreError::Shape(format!("counter {} holds no number", counter.key())))
    }
}
