//! A write is a value: everything one deed changes, written all or nothing.
//!
//! Saved documents carry a version check, journals a unique key and a floor, so that no isolation gap can
//! move money twice. No callbacks: a [`Commit`] is built first and can be tried again as it is.

use crate::{Document, Once, Store, StoreError, collections, ledger, turns::turns_at};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{event::EventRow, ledger::Journal, tasks::ScheduledTask};
use mongodb::{
    ClientSession, Collection,
    error::{TRANSIENT_TRANSACTION_ERROR, UNKNOWN_TRANSACTION_COMMIT_RESULT},
    options::{ReadConcern, TransactionOptions, WriteConcern},
};
use serde::Serialize;
use std::time::Duration;

/// How often a transaction that met another one is tried again as it is.
const MAX_TRIES: u32 = 12;

/// What one deed writes.
#[derive(Debug, Default)]
#[must_use = "a commit writes nothing until it is given to the store"]
pub struct Commit {
    writes: Vec<Write>,
    journals: Vec<Journal>,
    events: Vec<EventRow>,
    pub(crate) wanted: Vec<String>,
    fault: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Write {
    Insert { collection: &'static str, row: BsonDocument },
    Save { collection: &'static str, id: String, version: i64, row: BsonDocument },
    Remove { collection: &'static str, id: String, version: i64 },
    CancelTask { key: String },
    Forget { collection: &'static str, filter: BsonDocument },
    Change { collection: &'static str, filter: BsonDocument, change: BsonDocument, may_be_new: bool },
}

impl Commit {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A new document, stored as it is.
    pub fn insert<T: Document>(self, noun: &T) -> Self {
        self.insert_row(T::COLLECTION, noun)
    }

    /// A changed document: written only if nobody changed it since it was loaded; its version grows by one.
    pub fn save<T: Document>(mut self, noun: &T) -> Self {
        if let Some(mut row) = self.shape(noun) {
            let version = stored_version(noun.version());
            row.insert("version", version + 1);
            self.writes.push(Write::Save { collection: T::COLLECTION, id: noun.id().to_string(), version, row });
        }
        self
    }

    /// Removes a document, if nobody changed it since it was loaded. Never for anything money touched.
    pub fn remove<T: Document>(mut self, noun: &T) -> Self {
        let version = stored_version(noun.version());
        self.writes.push(Write::Remove { collection: T::COLLECTION, id: noun.id().to_string(), version });
        self
    }

    /// A posting: its key is unique for ever, and accounts with a floor stay at or above it.
    pub fn post(mut self, journal: &Journal) -> Self {
        self.journals.push(journal.clone());
        self
    }

    /// A row of history.
    pub fn record(mut self, event: &EventRow) -> Self {
        self.events.push(event.clone());
        self.insert_row(collections::EVENTS, event)
    }

    /// Rows of history, in this order.
    pub fn record_all<'a>(self, events: impl IntoIterator<Item = &'a EventRow>) -> Self {
        events.into_iter().fold(self, Self::record)
    }

    /// A task that this deed causes.
    pub fn task(self, task: &ScheduledTask) -> Self {
        self.insert(task)
    }

    /// A waiting task that this deed makes needless; no error when it is not there.
    pub fn cancel_task(mut self, key: impl Into<String>) -> Self {
        self.writes.push(Write::CancelTask { key: key.into() });
        self
    }

    /// Every row that the filter names goes, if there is any.
    pub(crate) fn forget(mut self, collection: &'static str, filter: BsonDocument) -> Self {
        self.writes.push(Write::Forget { collection, filter });
        self
    }

    /// The answer of a deed that must be done once per key.
    pub fn once(self, once: &Once) -> Self {
        self.insert_row(collections::ONCE, once)
    }

    /// The history this commit writes, for whoever listens after it.
    pub fn events(&self) -> &[EventRow] {
        &self.events
    }

    /// A row of a collection that is not a [`Document`]'s.
    pub(crate) fn insert_row<T: Serialize>(mut self, collection: &'static str, row: &T) -> Self {
        if let Some(row) = self.shape(row) {
            self.writes.push(Write::Insert { collection, row });
        }
        self
    }

    /// A change of a row that the store itself keeps; without `may_be_new` the row must be there as the filter says.
    pub(crate) fn change(
        mut self,
        collection: &'static str,
        filter: BsonDocument,
        change: BsonDocument,
        may_be_new: bool,
    ) -> Self {
        self.writes.push(Write::Change { collection, filter, change, may_be_new });
        self
    }

    fn shape<T: Serialize>(&mut self, value: &T) -> Option<BsonDocument> {
        // Through bytes: only that form keeps dates and decimals as the database knows them.
        let shaped = bson::serialize_to_vec(value).and_then(|bytes| bson::deserialize_from_slice(&bytes));
        shaped.map_err(|error| self.fault = Some(error.to_string())).ok()
    }
}

fn stored_version(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

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
            .write_concern(WriteConcern::builder().w(mongodb::options::Acknowledgment::Majority).journal(true).build())
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
        for write in &commit.writes {
            self.write(session, write).await?;
        }
        for journal in &commit.journals {
            ledger::post(self, session, journal).await?;
        }
        self.mark(session, &commit.writes).await
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
