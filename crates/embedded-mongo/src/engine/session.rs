//! Sessions: the transaction number a client has reached, its open transaction, its remembered answers.

use std::{
    collections::HashMap,
    sync::Arc,
    time::{Duration, Instant},
};

use parking_lot::{Mutex, MutexGuard};

use super::{Core, retry::Remembered};
use crate::{
    catalog::{Collection, Collections, Namespace},
    error::{Code, CommandError, Outcome, TRANSIENT},
    mvcc::Tx,
};

/// A client's logical session.
pub(crate) struct Session {
    /// The highest number seen; lower ones are too old.
    pub(crate) number: i64,
    pub(crate) transaction: TransactionState,
    /// Answers of retryable writes under `number`.
    pub(crate) remembered: Remembered,
    touched: Instant,
}

/// What became of the transaction with the session's number.
pub(crate) enum TransactionState {
    /// The number is not of a transaction.
    None,
    Open(Box<OpenTransaction>),
    Committed,
    Aborted,
}

/// A transaction over several commands.
pub(crate) struct OpenTransaction {
    pub(crate) tx: Tx,
    /// The catalog as it was at the snapshot.
    collections: Collections,
    /// Collections that were written; they must be the same at commit.
    pub(crate) written: Vec<Arc<Collection>>,
    pub(crate) started: Instant,
}

impl OpenTransaction {
    pub(crate) fn begin(core: &Core) -> Outcome<Self> {
        let _steady = core.steady_schema();
        Ok(Self {
            tx: core.ledger.begin()?,
            collections: core.catalog.now(),
            written: Vec::new(),
            started: Instant::now(),
        })
    }

    /// The collection at the snapshot, or one that was made since (and is empty in the snapshot).
    pub(crate) fn collection(&self, core: &Core, namespace: &Namespace) -> Option<Arc<Collection>> {
        self.collections.get(namespace).cloned().or_else(|| core.catalog.find(namespace))
    }

    /// All collections at the snapshot and those made since.
    pub(crate) fn collections(&self, core: &Core) -> Collections {
        let mut all = (*core.catalog.now()).clone();
        all.extend(self.collections.iter().map(|(name, collection)| (name.clone(), Arc::clone(collection))));
        Arc::new(all)
    }

    pub(crate) fn will_write(&mut self, collection: &Arc<Collection>) {
        if !self.written.iter().any(|known| Arc::ptr_eq(known, collection)) {
            self.written.push(Arc::clone(collection));
        }
    }
}

impl Session {
    /// Moves on to a higher number, forgetting what belonged to the lower one.
    pub(crate) fn advance_to(&mut self, number: i64) -> Outcome<()> {
        if number < self.number {
            return Err(CommandError::new(
                Code::TransactionTooOld,
                format!(
                    "Cannot start transaction {number} because a newer transaction {} has already started",
                    self.number
                ),
            ));
        }
        if number > self.number {
            self.number = number;
            self.transaction = TransactionState::None;
            self.remembered = Remembered::default();
        }
        self.touched = Instant::now();
        Ok(())
    }

    /// Its transaction is durable.
    pub(crate) fn landed(&mut self, committed: Remembered) {
        self.transaction = TransactionState::Committed;
        self.remembered = committed;
    }

    /// The transaction that a command of number `number` speaks of.
    pub(crate) fn open_transaction(&mut self, number: i64) -> Outcome<&mut OpenTransaction> {
        let current = self.number == number;
        match &mut self.transaction {
            TransactionState::Open(open) if current => Ok(open),
            TransactionState::Committed if current => {
                Err(CommandError::new(Code::TransactionCommitted, format!("Transaction {number} has been committed")))
            }
            _ => Err(no_such_transaction(number)),
        }
    }
}

pub(crate) fn no_such_transaction(number: i64) -> CommandError {
    CommandError::new(
        Code::NoSuchTransaction,
        format!("Given transaction number {number} does not match any in-progress transaction"),
    )
    .labelled(TRANSIENT)
}

/// All sessions that are known, by id.
#[derive(Default)]
pub(crate) struct Sessions {
    known: Mutex<HashMap<Vec<u8>, Arc<Mutex<Session>>>>,
}

impl Sessions {
    fn known(&self) -> MutexGuard<'_, HashMap<Vec<u8>, Arc<Mutex<Session>>>> {
        self.known.lock()
    }

    /// The session, with what the storage remembers of it when it is new here.
    pub(crate) fn get(&self, core: &Core, id: &[u8]) -> Outcome<Arc<Mutex<Session>>> {
        if let Some(session) = self.known().get(id) {
            return Ok(Arc::clone(session));
        }
        let remembered = Remembered::load(core, id)?;
        let session = Session {
            number: remembered.number,
            transaction: if remembered.committed { TransactionState::Committed } else { TransactionState::None },
            remembered,
            touched: Instant::now(),
        };
        Ok(Arc::clone(self.known().entry(id.to_vec()).or_insert_with(|| Arc::new(Mutex::new(session)))))
    }

    /// The client says goodbye: an open transaction is aborted. The remembered answers stay for a late retry.
    pub(crate) fn end(&self, id: &[u8]) {
        self.known().remove(id);
    }

    /// Aborts every open transaction, so that nobody waits for its documents when the engine ends.
    pub(crate) fn end_all(&self) {
        self.known().clear();
    }

    /// Aborts transactions that are open for too long and forgets sessions that are idle. Busy ones are left alone.
    pub(crate) fn sweep(&self, transaction_lifetime: Duration, session_lifetime: Duration) {
        self.known().retain(|_, session| {
            let Some(mut session) = session.try_lock() else { return true };
            if matches!(&session.transaction, TransactionState::Open(open) if open.started.elapsed() >= transaction_lifetime) {
                session.transaction = TransactionState::Aborted;
            }
            session.touched.elapsed() < session_lifetime
        });
    }
}
