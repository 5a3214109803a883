//! Reads of the queue. Claiming is an ordinary save: the version check is the compare-and-set.

use crate::{Commit, Document, Store, StoreError};
use bson::{Bson, DateTime, doc};
use domain::{
    Timestamp,
    tasks::{Lane, ScheduledTask},
};
use mongodb::options::FindOptions;

impl Commit {
    /// A task that a deed causes, where one of this name may have come to its end before: its place is taken.
    pub fn task_anew(self, task: &ScheduledTask) -> Self {
        let ended = doc! {"key": &task.key, "status": {"$in": ["completed", "cancelled"]}};
        self.forget(ScheduledTask::COLLECTION, ended).task(task)
    }
}

impl Store {
    /// Tasks of a lane whose time has come and that nobody holds, longest due first; then those whose lease has ended.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn due_tasks(&self, lane: Lane, now: Timestamp, limit: i64) -> Result<Vec<ScheduledTask>, StoreError> {
        let now = Bson::DateTime(DateTime::from_millis(now.millis()));
        let options = || FindOptions::builder().sort(doc! {"run_at": 1}).limit(limit).build();
        let is_letter = doc! {"$exists": lane == Lane::Post};
        let waiting = doc! {
            "status": {"$in": ["pending", "failed"]}, "run_at": {"$lte": now.clone()}, "deed.send_letter": is_letter.clone(),
        };
        let abandoned = doc! {"status": "locked", "locked_until": {"$lte": now}, "deed.send_letter": is_letter};
        let mut due: Vec<ScheduledTask> = self.list(waiting, options()).await?;
        due.extend(self.list::<ScheduledTask>(abandoned, options()).await?);
        Ok(due)
    }

    /// The task under this key, whatever became of it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn task_of(&self, key: &str) -> Result<Option<ScheduledTask>, StoreError> {
        self.first(doc! {"key": key}).await
    }
}
