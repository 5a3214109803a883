//! What a commit writes, in its order: sent in one command where the database has `bulkWrite` (MongoDB 8.0 on, and our own
//! engine), else in one after another. What is said to the database and what is made of its answers stands here; which rows
//! are written, and why, does not.

mod wire;

use crate::{Store, StoreError};
use bson::{Document as BsonDocument, RawDocumentBuf, doc};
use mongodb::ClientSession;

/// The first version of the wire protocol with `bulkWrite`.
const BULK_WIRE_VERSION: i64 = 25;

/// Writes that go together.
#[derive(Default)]
pub(crate) struct Batch(Vec<Op>);

/// One write.
struct Op {
    collection: &'static str,
    deed: Deed,
    unless_one: Option<Missed>,
}

enum Deed {
    Insert(RawDocumentBuf),
    /// A replacement or operators, of the first or of all that match.
    Update {
        filter: RawDocumentBuf,
        change: RawDocumentBuf,
        all: bool,
        may_be_new: bool,
    },
    Delete {
        filter: RawDocumentBuf,
        all: bool,
    },
}

/// What it means when a write met not one row but none.
#[derive(Clone)]
pub(crate) enum Missed {
    /// Somebody changed this first.
    Conflict(String),
    /// This account holds less than was asked of it.
    NotEnough(String),
}

impl Missed {
    fn into_error(self) -> StoreError {
        match self {
            Self::Conflict(what) => StoreError::Conflict(what),
            Self::NotEnough(account) => StoreError::NotEnough { account },
        }
    }
}

impl Batch {
    /// A new row.
    pub(crate) fn insert(&mut self, collection: &'static str, row: RawDocumentBuf) {
        self.0.push(Op { collection, deed: Deed::Insert(row), unless_one: None });
    }

    /// Replaces the row that the filter names; there must be one.
    pub(crate) fn replace(
        &mut self,
        collection: &'static str,
        filter: &BsonDocument,
        row: &BsonDocument,
        missed: Missed,
    ) -> Result<(), StoreError> {
        self.update(collection, filter, row, false, false, Some(missed))
    }

    /// Changes the row that the filter names, if there is one, or there must be.
    pub(crate) fn change(
        &mut self,
        collection: &'static str,
        filter: &BsonDocument,
        change: &BsonDocument,
        unless_one: Option<Missed>,
    ) -> Result<(), StoreError> {
        self.update(collection, filter, change, false, false, unless_one)
    }

    /// Changes the row that the filter names, or makes it: one row either way.
    pub(crate) fn upsert(
        &mut self,
        collection: &'static str,
        filter: &BsonDocument,
        change: &BsonDocument,
    ) -> Result<(), StoreError> {
        self.update(collection, filter, change, false, true, Some(Missed::Conflict(collection.to_owned())))
    }

    /// Changes every row that the filter names.
    pub(crate) fn change_all(
        &mut self,
        collection: &'static str,
        filter: &BsonDocument,
        change: &BsonDocument,
    ) -> Result<(), StoreError> {
        self.update(collection, filter, change, true, false, None)
    }

    fn update(
        &mut self,
        collection: &'static str,
        filter: &BsonDocument,
        change: &BsonDocument,
        all: bool,
        may_be_new: bool,
        unless_one: Option<Missed>,
    ) -> Result<(), StoreError> {
        let (filter, change) = (raw(filter)?, raw(change)?);
        self.0.push(Op { collection, deed: Deed::Update { filter, change, all, may_be_new }, unless_one });
        Ok(())
    }

    /// Removes the row that the filter names; there must be one.
    pub(crate) fn remove(
        &mut self,
        collection: &'static str,
        filter: &BsonDocument,
        missed: Missed,
    ) -> Result<(), StoreError> {
        let deed = Deed::Delete { filter: raw(filter)?, all: false };
        self.0.push(Op { collection, deed, unless_one: Some(missed) });
        Ok(())
    }

    /// Removes every row that the filter names.
    pub(crate) fn remove_all(&mut self, collection: &'static str, filter: &BsonDocument) -> Result<(), StoreError> {
        self.0.push(Op { collection, deed: Deed::Delete { filter: raw(filter)?, all: true }, unless_one: None });
        Ok(())
    }

    /// Whether it writes to this collection.
    pub(crate) fn is_about(&self, collection: &str) -> bool {
        self.0.iter().any(|op| op.collection == collection)
    }

    /// Sends what it holds, as a part of the session's transaction; it is empty afterwards.
    ///
    /// # Errors
    /// That of the first write that was refused or met no row; the transaction is over then.
    pub(crate) async fn send(&mut self, store: &Store, session: &mut ClientSession) -> Result<(), StoreError> {
        let ops = std::mem::take(&mut self.0);
        if ops.is_empty() {
            return Ok(());
        }
        if store.has_bulk {
            let command = wire::bulk_write(store.db.name(), &ops)?;
            let admin = store.client.database("admin");
            let reply = admin.run_raw_command(command).session(session).await?;
            return wire::all_done(&ops, &reply);
        }
        for some in ops.chunk_by(Op::goes_with) {
            let reply = store.db.run_raw_command(wire::one_kind(some)?).session(&mut *session).await?;
            wire::done(some, &reply)?;
        }
        Ok(())
    }
}

impl Op {
    /// Rows for one collection go in one command; of every other write the count is needed.
    fn goes_with(&self, next: &Self) -> bool {
        let is_insert = |op: &Self| matches!(op.deed, Deed::Insert(_));
        is_insert(self) && is_insert(next) && self.collection == next.collection
    }

    fn must_have_met(&self, count: Option<i64>) -> Result<(), StoreError> {
        match (count, &self.unless_one) {
            (Some(1), _) | (Some(_), None) => Ok(()),
            (Some(_), Some(missed)) => Err(missed.clone().into_error()),
            (None, _) => Err(StoreError::Shape("a write was answered without a count".to_owned())),
        }
    }
}

/// As it goes over the wire.
pub(crate) fn raw(document: &BsonDocument) -> Result<RawDocumentBuf, StoreError> {
    Ok(RawDocumentBuf::try_from(document)?)
}

impl Store {
    /// As on a database before MongoDB 8.0: for tests of both ways.
    #[must_use]
    pub fn without_bulk(self) -> Self {
        Self { has_bulk: false, ..self }
    }
}

/// Whether the database has `bulkWrite`.
pub(crate) async fn has_bulk(db: &mongodb::Database) -> Result<bool, StoreError> {
    let hello = db.run_command(doc! {"hello": 1}).await?;
    Ok(wire::number(&hello, "maxWireVersion").is_some_and(|version| version >= BULK_WIRE_VERSION))
}
