//! The store on the disk: one redb table, and before it a log. A batch is on the disk when the log has it; redb's pages
//! are written together later, at a checkpoint, since one short record costs a twentieth of the pages of a small commit.

mod opening;

use std::{path::Path, sync::Arc};

use parking_lot::Mutex;
use redb::{Database, Durability, ReadOnlyTable, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction};

use super::{Change, Direction, Entries, Entry, KeyRange, Snapshot, Storage, StorageError, log::Log};
use opening::Mark;

const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("entries");
/// Pages kept in memory, in bytes.
const CACHE_BYTES: usize = 128 << 20;
/// So many bytes of log make a checkpoint: some two seconds of the most that two cores write, and read again in less than
/// that after a crash.
const LOG_BYTES: u64 = 32 << 20;

/// A redb file and its log.
pub(crate) struct DiskStorage {
    database: Database,
    tail: Mutex<Tail>,
    log_bytes: u64,
}

/// The end of what was committed.
struct Tail {
    log: Log,
    mark: Mark,
    /// Set when the log has a batch that readers here cannot see: only who opens the store anew knows what holds.
    is_torn: bool,
}

impl DiskStorage {
    /// Opens or creates the file, and its log beside it (`.log`).
    ///
    /// # Errors: the file is locked by another process or cannot be read, or the log is not the file's.
    pub(crate) fn open(file: &Path) -> Result<Self, redb::Error> {
        Self::open_with(file, LOG_BYTES)
    }

    fn try_apply(&self, changes: &[Change]) -> Result<(), redb::Error> {
        let mut tail = self.tail.lock();
        if tail.is_torn {
            return Err(broken("a commit could not be shown before; the store has to be opened again"));
        }
        let mut write = self.database.begin_write()?;
        write.set_durability(Durability::None)?;
        change(&write, changes)?;
        let number = tail.mark.last + 1;
        tail.log.append(number, changes)?;
        tail.mark.last = number;
        if let Err(error) = write.commit() {
            tail.is_torn = true;
            return Err(error.into());
        }
        if tail.log.n_bytes() >= self.log_bytes
            && let Err(error) = self.checkpoint(&mut tail, false)
        {
            // Nothing is lost: the log has it, and grows until this works again.
            tracing::error!(%error, "the pages of the store could not be written");
        }
        Ok(())
    }

    /// Makes the file whole, so that the log is not needed.
    fn checkpoint(&self, tail: &mut Tail, is_closed: bool) -> Result<(), redb::Error> {
        tail.mark.is_closed = is_closed;
        let write = self.database.begin_write()?;
        tail.mark.write(&write)?;
        write.commit()?;
        tail.log.start_over();
        Ok(())
    }

    fn close(&self) -> Result<(), redb::Error> {
        let mut tail = self.tail.lock();
        if !tail.is_torn {
            self.checkpoint(&mut tail, true)?;
            tail.log.empty()?;
        }
        Ok(())
    }
}

impl Drop for DiskStorage {
    fn drop(&mut self) {
        if let Err(error) = self.close() {
            tracing::error!(%error, "the store could not be closed; its log will be read when it is opened");
        }
    }
}

fn change(write: &WriteTransaction, changes: &[Change]) -> Result<(), redb::Error> {
    let mut table = write.open_table(TABLE)?;
    for change in changes {
        match change {
            Change::Put(key, value) => drop(table.insert(key.as_slice(), value.as_slice())?),
            Change::Delete(key) => drop(table.remove(key.as_slice())?),
            Change::DeleteRange(range) => {
                table.retain_in(range.start.as_slice()..range.end.as_slice(), |_, _| false)?;
            }
        }
    }
    Ok(())
}

fn broken(what: impl Into<String>) -> redb::Error {
    redb::Error::Io(std::io::Error::other(what.into()))
}

impl Storage for DiskStorage {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>, StorageError> {
        let read = self.database.begin_read().map_err(failed)?;
        let table = read.open_table(TABLE).map_err(failed)?;
        Ok(Arc::new(DiskSnapshot { table }))
    }

    fn apply(&self, changes: Vec<Change>) -> Result<(), StorageError> {
        self.try_apply(&changes).map_err(failed)
    }
}

/// A redb read transaction.
struct DiskSnapshot {
    table: ReadOnlyTable<&'static [u8], &'static [u8]>,
}

impl Snapshot for DiskSnapshot {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StorageError> {
        Ok(self.table.get(key).map_err(failed)?.map(|value| value.value().to_vec()))
    }

    fn scan(&self, range: &KeyRange, direction: Direction) -> Result<Entries, StorageError> {
        let entries = self.table.range_owned(range.start.as_slice()..range.end.as_slice()).map_err(failed)?;
        Ok(match direction {
            Direction::Forward => Box::new(entries.map(copied)),
            Direction::Backward => Box::new(entries.rev().map(copied)),
        })
    }

    fn count(&self, range: &KeyRange) -> Result<u64, StorageError> {
        let mut n_keys = 0;
        for entry in ReadableTable::range(&self.table, range.start.as_slice()..range.end.as_slice()).map_err(failed)? {
            entry.map_err(failed)?;
            n_keys += 1;
        }
        Ok(n_keys)
    }
}

type Guard = redb::OwnedAccessGuard<&'static [u8]>;

fn copied(entry: Result<(Guard, Guard), redb::StorageError>) -> Result<Entry, StorageError> {
    let (key, value) = entry.map_err(failed)?;
    Ok((key.value().to_vec(), value.value().to_vec()))
}

fn failed<E: Into<redb::Error>>(error: E) -> StorageError {
    StorageError(error.into().to_string())
}
