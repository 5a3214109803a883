//! How many rows a flood of refusals may write: a few per window and key, and how many were kept back until the next
//! one. Stands among the wrong tries, swept with them; the rows themselves are history and never change.

use crate::{Store, StoreError, collections};
use bson::{Bson, DateTime, Document as BsonDocument, doc};
use domain::{Hours, Minutes, Timestamp};

/// Within this, so many rows are written and no more.
const WINDOW: Minutes = Minutes(1);
/// What was kept back is forgotten when nothing follows for so long.
const KEPT_FOR: Hours = Hours(24);

impl Store {
    /// Whether a refusal of this key may have a row of its own now. `Some` says how many before it had none; `None`
    /// that this one has none either, and is counted.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn may_write_refusal(&self, key: &str, most: i64, at: Timestamp) -> Result<Option<u64>, StoreError> {
        let rows = self.rows::<BsonDocument>(collections::TRIES);
        let moment = |at: Timestamp| Bson::DateTime(DateTime::from_millis(at.millis()));
        let begun = moment(at - WINDOW);
        let begin = doc! {"$set": {
            "since": moment(at), "written": Bson::Int64(1), "kept_back": Bson::Int64(0), "expire_at": moment(at + KEPT_FOR),
        }};
        let one_more = |name: &str| doc! {"$inc": {name: Bson::Int64(1)}};
        loop {
            let is_open = doc! {"_id": key, "since": {"$gt": &begun}, "written": {"$lt": most}};
            if rows.update_one(is_open, one_more("written")).await?.matched_count > 0 {
                return Ok(Some(0));
            }
            let is_full = doc! {"_id": key, "since": {"$gt": &begun}, "written": {"$gte": most}};
            if rows.update_one(is_full, one_more("kept_back")).await?.matched_count > 0 {
                return Ok(None);
            }
            let is_over = doc! {"_id": key, "since": {"$lte": &begun}};
            match rows.find_one_and_update(is_over, begin.clone()).upsert(true).await.map_err(StoreError::from) {
                Ok(before) => return Ok(Some(before.map_or(0, |row| kept_back(&row)))),
                // Somebody began this window a moment ago.
                Err(StoreError::Duplicate { .. }) => {}
                Err(error) => return Err(error),
            }
        }
    }
}

fn kept_back(row: &BsonDocument) -> u64 {
    row.get_i64("kept_back").ok().and_then(|count| u64::try_from(count).ok()).unwrap_or(0)
}
