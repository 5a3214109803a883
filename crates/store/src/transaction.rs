//! How a [`Commit`] is written: one transaction, tried again as it is while others are in its way.
//!
//! Saved documents carry a version check, journals a unique key and a floor, so that no isolation gap can
//! move money twice.

use crate::{Commit, Document, Store, StoreError, commit::Write, ledger, turns::turns_at};
use bson::{Bson, Document as BsonDocument, doc};
use domain::tasks::ScheduledTask;
use mongodb::{
    ClientSession, Collection,
    error::{TRANSIENT_TRANSACTION_ERROR, UNKNOWN_TRANSACTION_COMMIT_RESULT},
    options::{Acknowledgment, ReadConcern, TransactionOptions, WriteConcern},
};
use std::time::Duration;

/// How often a transaction that met another one is tried again as it is.
const MAX_TRIES: u32 = 12;

impl Store {
    /// Writes everything or nothing, durable when it returns.
    ///
    /// # Errors
    /// [`StoreError::Conflict`], [`StoreError::Duplicate`], [`StoreError::NotEnough`], or the database's own.
    pub async fn commit(&self, commit: Commit) -> Result<(), StoreError> {
        if let Some(fault) = commit.fault {
            return Err(StoreError::Shape(fault));
        }
        let _turns = turns_at(&commit.wanted).await;
        let mut session = self.client().start_session().await?;
        let mut tries = 0;
        loop {
            tries += 1;
            match self.try_commit(&mut session, &commit).await {
                Err(StoreError::Database(error))
                    if tries < MAX_TRIES && error.contains_label(TRANSIENT_TRANSACTION_ERROR) =>
                {
                    tokio::time::sleep(Duration::from_millis(u64::from(tries * tries))).await;
                }
                Err(StoreError::Database(error)) => {
                    self.let_go(&mut session).await;
                    return Err(StoreError::Database(error).or_beaten());
                }
                other => return other,
            }
        }
    }

    async fn try_commit(&self, session: &mut ClientSession, commit: &Commit) -> Result<(), StoreError> {
        let options = TransactionOptions::builder()
            .read_concern(ReadConcern::snapshot())
            .write_concern(WriteConcern::builder().w(Acknowledgment::Majority).journal(true).build())
            .build();
        session.start_transaction().with_options(options).await?;
        if let Err(error) = self.write_all(session, commit).await {
            // The database may have aborted it already; that refusal says nothing new.
            let _ = session.abort_transaction().await;
            return Err(error);
        }
        let mut tries = 0;
        loop {
            tries += 1;
            match session.commit_transaction().await {
                Err(error) if tries < MAX_TRIES && error.contains_label(UNKNOWN_TRANSACTION_COMMIT_RESULT) => {}
                other => return Ok(other?),
            }
        }
    }

    async fn write_all(&self, session: &mut ClientSession, commit: &Commit) -> Result<(), StoreError> {
        for run in commit.writes.chunk_by(Write::goes_with) {
            match run {
                [write] => self.write(session, write).await?,
                many => self.insert_all(session, many).await?,
            }
        }
        ledger::post(self, session, &commit.journals).await?;
        self.mark(session, &commit.writes).await
    }

    /// Neighbours that go with each other, in one command.
    async fn insert_all(&self, session: &mut ClientSession, writes: &[Write]) -> Result<(), StoreError> {
        let mut into = "";
        let rows = writes.iter().filter_map(|write| match write {
            Write::Insert { collection, row } => {
                into = collection;
                Some(row)
            }
            _ => None,
        });
        let rows: Vec<_> = rows.collect();
        self.bson(into).insert_many(rows).session(session).await?;
        Ok(())
    }

    async fn write(&self, session: &mut ClientSession, write: &Write) -> Result<(), StoreError> {
        match write {
            Write::Insert { collection, row } => {
                self.bson(collection).insert_one(row).session(session).await?;
            }
            Write::Save { collection, id, version, row } => {
                let filter = doc! {"_id": id, "version": version};
                let done = self.bson(collection).replace_one(filter, row).session(session).await?;
                unchanged_since(done.matched_count, id)?;
            }
            Write::Remove { collection, id, version } => {
                let filter = doc! {"_id": id, "version": version};
                let done = self.bson(collection).delete_one(filter).session(session).await?;
                unchanged_since(done.deleted_count, id)?;
            }
            Write::CancelTask { key } => {
                let filter = doc! {"key": key, "status": {"$in": ["pending", "failed"]}};
                let change = doc! {"$set": {"status": "cancelled"}, "$inc": {"version": Bson::Int64(1)}};
                self.bson(ScheduledTask::COLLECTION).update_one(filter, change).session(session).await?;
            }
            Write::Forget { collection, filter } => {
                self.bson(collection).delete_many(filter.clone()).session(session).await?;
            }
            Write::Say(saying) => self.say(session, saying).await?,
            Write::Change { collection, filter, change, may_be_new } => {
                let rows = self.bson(collection);
                let done = rows.update_one(filter.clone(), change.clone()).upsert(*may_be_new).session(session).await?;
                if !may_be_new {
                    unchanged_since(done.matched_count, collection)?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn bson(&self, collection: &str) -> Collection<BsonDocument> {
        self.rows(collection)
    }
}

fn unchanged_since(count: u64, id: &str) -> Result<(), StoreError> {
    if count == 1 { Ok(()) } else { Err(StoreError::Conflict(id.to_owned())) }
}
