//! Letters: read by whoever looks into the outbox of a demo. The post itself is handed them one by one.

use crate::{Store, StoreError};
use domain::letters::Letter;
use mongodb::{bson::doc, options::FindOptions};

impl Store {
    /// Letters of the mail, the newest first; only those to this address, when one is said.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn letters(&self, to: Option<&str>, limit: i64) -> Result<Vec<Letter>, StoreError> {
        let by_mail = doc! {"channel": {"$ne": "telegram"}};
        let wanted = to.map_or(by_mail, |to| doc! {"to": to});
        let newest_first = FindOptions::builder().sort(doc! {"created_at": -1, "_id": -1}).limit(limit).build();
        self.list(wanted, newest_first).await
    }
}
