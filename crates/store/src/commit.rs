//! A write is a value: everything one deed changes, written all or nothing. How it is written stands in `transaction`.
//! No callbacks: a [`Commit`] is built first and can be tried again as it is.

use crate::{Document, Once, chat::Saying, collections};
use bson::Document as BsonDocument;
use domain::{UserId, event::EventRow, ledger::Journal, tasks::ScheduledTask};
use serde::Serialize;
use std::collections::BTreeSet;

/// What one deed writes.
#[derive(Debug, Default)]
#[must_use = "a commit writes nothing until it is given to the store"]
pub struct Commit {
    pub(crate) writes: Vec<Write>,
    pub(crate) journals: Vec<Journal>,
    events: Vec<EventRow>,
    concerned: BTreeSet<UserId>,
    pub(crate) wanted: Vec<String>,
    pub(crate) fault: Option<String>,
}

#[derive(Debug)]
pub(crate) enum Write {
    Insert { collection: &'static str, row: BsonDocument },
    Save { collection: &'static str, id: String, version: i64, row: BsonDocument },
    Remove { collection: &'static str, id: String, version: i64 },
    CancelTask { key: String },
    Forget { collection: &'static str, filter: BsonDocument },
    Change { collection: &'static str, filter: BsonDocument, change: BsonDocument, may_be_new: bool },
    Say(Saying),
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

    /// What waits for this person is another after it: their open pages are told.
    pub fn concerns(mut self, person: UserId) -> Self {
        self.concerned.insert(person);
        self
    }

    /// Whose open pages are told after it.
    pub const fn concerned(&self) -> &BTreeSet<UserId> {
        &self.concerned
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

    pub(crate) fn shape<T: Serialize>(&mut self, value: &T) -> Option<BsonDocument> {
        // Through bytes: only that form keeps dates and decimals as the database knows them.
        let shaped = bson::serialize_to_vec(value).and_then(|bytes| bson::deserialize_from_slice(&bytes));
        shaped.map_err(|error| self.fault = Some(error.to_string())).ok()
    }
}

fn stored_version(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}
