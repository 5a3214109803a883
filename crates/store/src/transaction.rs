//! How a [`Commit`] is written: one transaction, tried again as it is while others are in its way.
//!
//! Saved documents carry a version check, journals a unique key and a floor, so that no isolation gap can
//! move money twice.

use crate::{
    Commit, Document, Store, StoreError,
    batch::{Batch, Missed, raw},
    commit::Write,
    ledger, marks,
    turns::turns_at,
};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{chat::Chat, tasks::ScheduledTask};
use mongodb::{
    ClientSession, Collection,
    error::{TRANSIENT_TRANSACTION_ERROR, UNKNOWN_TRANSACTION_COMMIT_RESULT},
    options::{Acknowledgment, ReadConcern, TransactionOptions, WriteConcern},
};
use rand::Rng;
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
                    tokio::time::sleep(moment(tries)).await;
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

    /// In the order of the commit, in as few commands as can be.
    async fn write_all(&self, session: &mut ClientSession, commit: &Commit) -> Result<(), StoreError> {
        let mut batch = Batch::default();
        for write in &commit.writes {
            match write {
                Write::Say(saying) => {
                    // A message is given its number by the conversation as it is then.
                    if saying.asks() && batch.is_about(Chat::COLLECTION) {
                        batch.send(self, session).await?;
                    }
                    self.say(session, saying, &mut batch).await?;
                }
                other => add(&mut batch, other)?,
            }
        }
        ledger::post(&mut batch, &commit.journals)?;
        marks::mark(&mut batch, &commit.writes)?;
        batch.send(self, session).await
    }

    pub(crate) fn bson(&self, collection: &str) -> Collection<BsonDocument> {
        self.rows(collection)
    }
}

/// Longer each time, and never the same: those who met would meet again.
fn moment(tries: u32) -> Duration {
    Duration::from_micros(rand::rng().random_range(0..=2_000 * u64::from(tries * tries)))
}

fn add(batch: &mut Batch, write: &Write) -> Result<(), StoreError> {
    let changed = |what: &str| Missed::Conflict(what.to_owned());
    match write {
        Write::Insert { collection, row } => {
            batch.insert(collection, raw(row)?);
            Ok(())
        }
        Write::Save { collection, id, version, row } => {
            batch.replace(collection, &doc! {"_id": id, "version": version}, row, changed(id))
        }
        Write::Remove { collection, id, version } => {
            batch.remove(collection, &doc! {"_id": id, "version": version}, changed(id))
        }
        Write::CancelTask { key } => {
            let filter = doc! {"key": key, "status": {"$in": ["pending", "failed"]}};
            let change = doc! {"$set": {"status": "cancelled"}, "$inc": {"version": Bson::Int64(1)}};
            batch.change(ScheduledTask::COLLECTION, &filter, &change, None)
        }
        Write::Forget { collection, filter } => batch.remove_all(collection, filter),
        Write::Change { collection, filter, change, may_be_new: true } => batch.upsert(collection, filter, change),
        Write::Change { collection, filter, change, may_be_new: false } => {
            batch.change(collection, filter, change, Some(changed(collection)))
        }
        // Said by the store itself, which asks for its number first.
        Write::Say(_) => Ok(()),
    }
}
