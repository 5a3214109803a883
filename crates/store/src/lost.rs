//! A transaction whose end was lost on the way: the database may keep what it was told, and refuses those rows to everybody
//! until it tires of it. Here it is made to let go at once.

use crate::{Store, collections};
use bson::doc;
use mongodb::{ClientSession, error::Error};
use std::time::Duration;

/// How long somebody who was let down waits for that.
const PATIENCE: Duration = Duration::from_secs(2);

impl Store {
    /// The next transaction of the same session makes a database drop what was never committed; what was, stays. Best
    /// effort: one that cannot be reached drops it by itself, after a minute.
    pub(crate) async fn let_go(&self, session: &mut ClientSession) {
        drop(tokio::time::timeout(PATIENCE, self.next_transaction(session)).await);
    }

    async fn next_transaction(&self, session: &mut ClientSession) -> Result<(), Error> {
        session.start_transaction().await?;
        self.bson(collections::MARKS).find_one(doc! {}).session(&mut *session).await?;
        session.abort_transaction().await
    }
}
