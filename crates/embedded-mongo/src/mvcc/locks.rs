//! Who writes which key now, and which keys were written after a snapshot: enough to let the first writer win.

use std::{
    collections::{BTreeMap, HashMap, HashSet, VecDeque},
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// A wake-up can be missed only by a bug; then a waiting write looks again after this long.
const LOOK_AGAIN: Duration = Duration::from_millis(250);

/// Another writer has the key, or committed it after our snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Conflict;

/// A transaction as the lock table knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Ticket {
    id: u64,
    /// The last commit that the snapshot surely contains.
    sees: u64,
}

/// The lock table.
#[derive(Default)]
pub(crate) struct Locks {
    table: Mutex<Table>,
    released: Condvar,
}

#[derive(Default)]
struct Table {
    next_id: u64,
    /// The number of the last published commit.
    committed: u64,
    owners: HashMap<Vec<u8>, u64>,
    /// The last commit of keys that an open transaction may not have seen.
    last_commit: HashMap<Vec<u8>, u64>,
    recent: VecDeque<(u64, HashSet<Vec<u8>>)>,
    /// Open transactions and what they see; ids grow with time, so the first sees the least.
    open: BTreeMap<u64, u64>,
    /// Grows with every release, so that a waiting write knows that something changed.
    generation: u64,
}

impl Locks {
    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// To be called before the snapshot is taken: seeing more than the ticket says is harmless, seeing less is not.
    pub(crate) fn open(&self) -> Ticket {
        let mut table = self.table();
        table.next_id += 1;
        let ticket = Ticket { id: table.next_id, sees: table.committed };
        table.open.insert(ticket.id, ticket.sees);
        ticket
    }

    /// How many transactions have begun and not ended; one that waits to be durable is among them.
    pub(crate) fn n_open(&self) -> usize {
        self.table().open.len()
    }

    /// Owns the key until the transaction ends. Asking again for an own key is fine.
    pub(crate) fn acquire(&self, ticket: Ticket, key: &[u8]) -> Result<(), Conflict> {
        let mut table = self.table();
        match table.owners.get(key) {
            Some(owner) if *owner == ticket.id => return Ok(()),
            Some(_) => return Err(Conflict),
            None => {}
        }
        if table.last_commit.get(key).is_some_and(|at| *at > ticket.sees) {
            return Err(Conflict);
        }
        table.owners.insert(key.to_vec(), ticket.id);
        Ok(())
    }

    /// Gives the keys back without having written them.
    pub(crate) fn abandon(&self, ticket: Ticket, keys: &HashSet<Vec<u8>>) {
        let mut table = self.table();
        table.close(ticket, keys);
        drop(table);
        self.released.notify_all();
    }

    /// The writes of these transactions are durable and visible to new snapshots.
    pub(crate) fn publish(&self, done: Vec<(Ticket, HashSet<Vec<u8>>)>) {
        let mut table = self.table();
        table.committed += 1;
        let at = table.committed;
        for (ticket, keys) in done {
            table.close(ticket, &keys);
            for key in &keys {
                table.last_commit.insert(key.clone(), at);
            }
            table.recent.push_back((at, keys));
        }
        table.forget_what_all_see();
        drop(table);
        self.released.notify_all();
    }

    pub(crate) fn generation(&self) -> u64 {
        self.table().generation
    }

    /// Returns when something was released since `generation`.
    pub(crate) fn wait_for_release(&self, generation: u64) {
        let table = self.table();
        if table.generation == generation {
            drop(self.released.wait_timeout(table, LOOK_AGAIN));
        }
    }
}

impl Table {
    fn close(&mut self, ticket: Ticket, keys: &HashSet<Vec<u8>>) {
        self.open.remove(&ticket.id);
        for key in keys {
            self.owners.remove(key);
        }
        self.generation += 1;
    }

    fn forget_what_all_see(&mut self) {
        let seen_by_all = self.open.values().next().copied().unwrap_or(self.committed);
        while self.recent.front().is_some_and(|(at, _)| *at <= seen_by_all) {
            let Some((at, keys)) = self.recent.pop_front() else { return };
            for key in keys {
                if self.last_commit.get(&key) == Some(&at) {
                    self.last_commit.remove(&key);
                }
            }
        }
    }
}
