//! Where bytes live: one ordered space of keys, read through snapshots, changed by whole batches. Two implementations
//! (files and memory); nothing above this trait knows which.

mod disk;
mod log;
mod memory;

use std::sync::Arc;

pub(crate) use disk::DiskStorage;
pub(crate) use memory::MemoryStorage;

/// A key and its value.
pub(crate) type Entry = (Vec<u8>, Vec<u8>);
/// What a scan yields, lazily: dropping it stops the reading.
pub(crate) type Entries = Box<dyn Iterator<Item = Result<Entry, StorageError>> + Send>;

/// The storage failed: a full disk, a broken file. Nothing of the batch was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("storage failed: {0}")]
pub(crate) struct StorageError(pub(crate) String);

/// One change of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Put(Vec<u8>, Vec<u8>),
    Delete(Vec<u8>),
    DeleteRange(KeyRange),
}

/// Keys from `start` up to, but without, `end`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KeyRange {
    pub(crate) start: Vec<u8>,
    pub(crate) end: Vec<u8>,
}

impl KeyRange {
    pub(crate) fn is_empty(&self) -> bool {
        self.start >= self.end
    }

    /// Every key that starts with `prefix`.
    pub(crate) fn prefixed(prefix: &[u8]) -> Self {
        Self { start: prefix.to_vec(), end: crate::value::key::after_prefix(prefix) }
    }
}

/// The way a scan walks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Forward,
    Backward,
}

/// An ordered, durable key-value space.
pub(crate) trait Storage: Send + Sync {
    /// The state after the last applied batch; later batches do not change it.
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>, StorageError>;

    /// Applies all changes in order, all or nothing, and returns when they are durable.
    fn apply(&self, changes: Vec<Change>) -> Result<(), StorageError>;
}

/// A state of the space that stands still.
pub(crate) trait Snapshot: Send + Sync {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StorageError>;

    fn scan(&self, range: &KeyRange, direction: Direction) -> Result<Entries, StorageError>;

    /// How many keys the range has.
    fn count(&self, range: &KeyRange) -> Result<u64, StorageError>;
}

#[cfg(test)]
mod crash_tests;
#[cfg(test)]
mod tests;
