//! Open cursors: results that are asked for batch by batch.

use std::{
    collections::HashMap,
    iter::Peekable,
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use crate::{catalog::Namespace, reading::Documents};

/// The session and, inside a transaction, its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CursorOwner {
    pub(crate) session: Option<Vec<u8>>,
    pub(crate) transaction: Option<i64>,
}

/// Results still to come.
pub(crate) struct Cursor {
    pub(crate) namespace: Namespace,
    pub(crate) documents: Peekable<Documents>,
    pub(crate) owner: CursorOwner,
    touched: Instant,
}

impl Cursor {
    pub(crate) fn new(namespace: Namespace, documents: Documents, owner: CursorOwner) -> Self {
        Self { namespace, documents: documents.peekable(), owner, touched: Instant::now() }
    }
}

/// All open cursors by id.
#[derive(Default)]
pub(crate) struct Cursors {
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    last_id: i64,
    cursors: HashMap<i64, Cursor>,
}

impl Cursors {
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Keeps a cursor and says its id, which is never 0.
    pub(crate) fn keep(&self, cursor: Cursor) -> i64 {
        let mut open = self.open();
        // Ids start at the clock, so that a client cannot continue a cursor of an earlier process.
        open.last_id = (open.last_id + 1).max(bson::DateTime::now().timestamp_millis());
        let id = open.last_id;
        open.cursors.insert(id, cursor);
        id
    }

    /// Takes the cursor out while a batch is read from it.
    pub(crate) fn take(&self, id: i64) -> Option<Cursor> {
        self.open().cursors.remove(&id)
    }

    pub(crate) fn put_back(&self, id: i64, mut cursor: Cursor) {
        cursor.touched = Instant::now();
        self.open().cursors.insert(id, cursor);
    }

    pub(crate) fn close_of_session(&self, session: &[u8]) {
        self.open().cursors.retain(|_, cursor| cursor.owner.session.as_deref() != Some(session));
    }

    pub(crate) fn close_of_transaction(&self, session: &[u8], number: i64) {
        self.open().cursors.retain(|_, cursor| {
            cursor.owner.transaction != Some(number) || cursor.owner.session.as_deref() != Some(session)
        });
    }

    pub(crate) fn close_idle(&self, lifetime: Duration) {
        self.open().cursors.retain(|_, cursor| cursor.touched.elapsed() < lifetime);
    }
}
