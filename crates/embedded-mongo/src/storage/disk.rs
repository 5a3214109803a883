//! The file: one redb table. A batch is one write transaction, fsynced before `apply` returns.

use std::{path::Path, sync::Arc};

use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTable, TableDefinition};

use super::{Change, Direction, Entries, Entry, KeyRange, Snapshot, Storage, StorageError};

const TABLE: TableDefinition<&[u8], &[u8]> = TableDefinition::new("entries");
/// Pages kept in memory, in bytes.
const CACHE_BYTES: usize = 128 << 20;

/// Everything in one redb file.
pub(crate) struct DiskStorage {
    database: Database,
}

impl DiskStorage {
    /// Opens or creates the file.
    ///
    /// # Errors: the file is locked by another process, or cannot be read.
    pub(crate) fn open(file: &Path) -> Result<Self, redb::Error> {
        let mut builder = Database::builder();
        builder.set_cache_size(CACHE_BYTES);
        builder.set_repair_callback(|session| {
            tracing::warn!(progress = session.progress(), "the store was not closed; its file is being checked");
        });
        let database = builder.create(file)?;
        let write = database.begin_write()?;
        write.open_table(TABLE)?;
        write.commit()?;
        Ok(Self { database })
    }

    fn try_apply(&self, changes: Vec<Change>) -> Result<(), redb::Error> {
        let write = self.database.begin_write()?;
        {
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
        }
        Ok(write.commit()?)
    }
}

impl Storage for DiskStorage {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>, StorageError> {
        let read = self.database.begin_read().map_err(failed)?;
        let table = read.open_table(TABLE).map_err(failed)?;
        Ok(Arc::new(DiskSnapshot { table }))
    }

    fn apply(&self, changes: Vec<Change>) -> Result<(), StorageError> {
        self.try_apply(changes).map_err(failed)
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
