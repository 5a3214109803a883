//! Many writers over one storage: snapshots with a private overlay, first-writer-wins locks, one committer thread.
//! Knows keys and bytes, not documents.

mod committer;
mod locks;
mod tx;
mod view;

use std::{
    sync::{Arc, mpsc},
    time::{Duration, Instant},
};

pub(crate) use committer::{Committer, Then};
pub(crate) use locks::{Conflict, Locks};
pub(crate) use tx::Tx;
pub(crate) use view::View;

use crate::{
    error::{CommandError, Outcome},
    storage::{Change, Storage, StorageError},
};

/// How long a write outside a transaction keeps trying against the locks of others.
const PATIENCE: Duration = Duration::from_secs(120);

/// Hands out transactions and commits them.
pub(crate) struct Ledger {
    storage: Arc<dyn Storage>,
    locks: Arc<Locks>,
    committer: Committer,
}

impl Ledger {
    pub(crate) fn start(storage: Arc<dyn Storage>) -> Self {
        let locks = Arc::new(Locks::default());
        let committer = Committer::start(Arc::clone(&storage), Arc::clone(&locks));
        Self { storage, locks, committer }
    }

    /// What is committed now.
    pub(crate) fn view(&self) -> Result<View, StorageError> {
        Ok(View::over(self.storage.snapshot()?))
    }

    pub(crate) fn begin(&self) -> Result<Tx, StorageError> {
        Tx::begin(&*self.storage, &self.locks)
    }

    /// Makes the transaction durable; its locks are free when this returns.
    pub(crate) fn commit(&self, tx: Tx) -> Result<(), StorageError> {
        waited_for(|then| self.committer.commit(tx, then))
    }

    /// Has the transaction made durable, and `then` called on the committer's thread; its locks are free by then.
    pub(crate) fn commit_and_then(&self, tx: Tx, then: impl FnOnce(Result<(), StorageError>) + Send + 'static) {
        self.committer.commit(tx, Box::new(then));
    }

    /// Commits changes that lock nothing, such as those of the catalog.
    pub(crate) fn commit_changes(&self, changes: Vec<Change>) -> Result<(), StorageError> {
        waited_for(|then| self.committer.commit_changes(changes, then))
    }

    /// Runs `attempt` in its own transaction until no other writer is in the way, holding a guard during each attempt
    /// and its commit but not while waiting for others.
    pub(crate) fn write_within<T, G>(
        &self,
        guard: impl Fn() -> G,
        mut attempt: impl FnMut(&mut Tx) -> Outcome<T>,
    ) -> Outcome<T> {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let generation = self.locks.generation();
            let held = guard();
            let outcome = self.try_write(&mut attempt);
            drop(held);
            match outcome {
                Err(error) if error.is_write_conflict() && Instant::now() < deadline => {
                    self.locks.wait_for_release(generation);
                }
                done => return done,
            }
        }
    }

    fn try_write<T>(&self, attempt: &mut impl FnMut(&mut Tx) -> Outcome<T>) -> Outcome<T> {
        let mut tx = self.begin()?;
        let answer = attempt(&mut tx)?;
        self.commit(tx)?;
        Ok(answer)
    }
}

fn waited_for(begin: impl FnOnce(Then)) -> Result<(), StorageError> {
    let (answer, answered) = mpsc::channel();
    // Nobody stops listening: the answer is waited for here.
    begin(Box::new(move |outcome| drop(answer.send(outcome))));
    answered.recv().unwrap_or_else(|_| Err(StorageError("the committer has stopped".into())))
}

impl From<Conflict> for CommandError {
    fn from(_: Conflict) -> Self {
        Self::write_conflict()
    }
}

#[cfg(test)]
mod tests;
