//! One thread that makes commits durable: all that wait share one storage batch and one fsync.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender},
    },
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{
    locks::{Locks, Ticket},
    tx::Tx,
};
use crate::storage::{Change, Storage, StorageError};

/// Most changes that share one batch; keeps one huge commit from growing without end.
const MAX_CHANGES_PER_BATCH: usize = 50_000;

/// How long a commit waits for others that are about to end, so that they share its batch. Somebody alone never waits.
const GATHERING: Duration = Duration::from_micros(200);
/// Of so many that are open, one commit is enough to stop waiting: the others work on while this batch goes to the disk, and
/// share the next one. Waiting for all of them leaves the processors idle during every fsync.
const OPEN_PER_COMMIT: usize = 3;

/// What is done on the committer's thread when a commit is durable or could not be made so; it must not wait.
pub(crate) type Then = Box<dyn FnOnce(Result<(), StorageError>) + Send>;

struct Job {
    changes: Vec<Change>,
    owner: Option<(Ticket, HashSet<Vec<u8>>)>,
    then: Then,
}

/// The way to the committer thread; dropping it ends the thread after the commits that wait.
pub(crate) struct Committer {
    jobs: Option<Sender<Job>>,
    locks: Arc<Locks>,
    thread: Option<JoinHandle<()>>,
}

impl Committer {
    pub(super) fn start(storage: Arc<dyn Storage>, locks: Arc<Locks>) -> Self {
        let (jobs, waiting) = mpsc::channel();
        let for_thread = Arc::clone(&locks);
        let thread = std::thread::Builder::new()
            .name("embedded-mongo-committer".into())
            .spawn(move || commit_until_closed(&*storage, &for_thread, &waiting))
            .ok();
        Self { jobs: Some(jobs), locks, thread }
    }

    /// Returns at once.
    pub(super) fn commit(&self, tx: Tx, then: Then) {
        let (ticket, held, changes) = tx.into_commit();
        if changes.is_empty() {
            self.locks.abandon(ticket, &held);
            return then(Ok(()));
        }
        self.send(Job { changes, owner: Some((ticket, held)), then });
    }

    /// Returns at once.
    pub(super) fn commit_changes(&self, changes: Vec<Change>, then: Then) {
        self.send(Job { changes, owner: None, then });
    }

    fn send(&self, job: Job) {
        let refused = match &self.jobs {
            Some(jobs) => jobs.send(job).err().map(|unsent| unsent.0),
            None => Some(job),
        };
        if let Some(job) = refused {
            (job.then)(Err(StorageError("the committer has stopped".into())));
        }
    }
}

impl Drop for Committer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn commit_until_closed(storage: &dyn Storage, locks: &Locks, waiting: &Receiver<Job>) {
    while let Ok(first) = waiting.recv() {
        commit_together(storage, locks, gathered(first, locks, waiting));
    }
}

/// All that wait, and those who come while enough others are open.
fn gathered(first: Job, locks: &Locks, waiting: &Receiver<Job>) -> Vec<Job> {
    let mut n_changes = first.changes.len();
    let mut batch = vec![first];
    let end = Instant::now() + GATHERING;
    while n_changes < MAX_CHANGES_PER_BATCH {
        let next = waiting.try_recv().or_else(|_| {
            let left = end.saturating_duration_since(Instant::now());
            waiting.recv_timeout(if locks.n_open() > OPEN_PER_COMMIT * batch.len() { left } else { Duration::ZERO })
        });
        let Ok(job) = next else { break };
        n_changes += job.changes.len();
        batch.push(job);
    }
    batch
}

fn commit_together(storage: &dyn Storage, locks: &Locks, mut batch: Vec<Job>) {
    let changes = batch.iter_mut().flat_map(|job| std::mem::take(&mut job.changes)).collect();
    let outcome = storage.apply(changes);
    let owners: Vec<_> = batch.iter_mut().filter_map(|job| job.owner.take()).collect();
    match &outcome {
        Ok(()) => locks.publish(owners),
        Err(error) => {
            tracing::error!(%error, n_commits = batch.len(), "a commit could not be made durable");
            owners.iter().for_each(|(ticket, keys)| locks.abandon(*ticket, keys));
        }
    }
    for job in batch {
        (job.then)(outcome.clone());
    }
}
