//! How much there is to do and how many are here: numbers for the operator, no names.

use crate::{Store, StoreError, collections, sessions::Row};
use bson::{Bson, DateTime, doc};
use domain::{Timestamp, tasks::ScheduledTask};

/// Counts of one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Workload {
    /// Tasks whose time has come and that nobody has taken.
    pub tasks_due: u64,
    /// Browsers that are signed in.
    pub sessions_open: u64,
}

impl Store {
    /// The counts now.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn workload(&self, now: Timestamp) -> Result<Workload, StoreError> {
        let now = Bson::DateTime(DateTime::from_millis(now.millis()));
        let due = doc! {"status": {"$in": ["pending", "failed"]}, "run_at": {"$lte": now.clone()}};
        let open = doc! {"user_id": {"$exists": true}, "expire_at": {"$gt": now}};
        Ok(Workload {
            tasks_due: self.of::<ScheduledTask>().count_documents(due).await?,
            sessions_open: self.rows::<Row>(collections::SESSIONS).count_documents(open).await?,
        })
    }
}
