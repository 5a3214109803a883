//! How much there is to do, how many are here, and what time it is: numbers for the operator and the house, no names.

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
    /// What time it is by the database's own clock.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn time(&self) -> Result<Timestamp, StoreError> {
        let hello = self.db.run_command(doc! {"hello": 1}).await?;
        let there = hello.get_datetime("localTime").map_err(|error| StoreError::Shape(error.to_string()))?;
        Ok(Timestamp::from_millis(there.timestamp_millis()))
    }

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
