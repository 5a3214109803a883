//! Opening the store: what its log has and its file has not is made up for.

use std::path::Path;

use bson::oid::ObjectId;
use parking_lot::Mutex;
use redb::{Database, ReadableDatabase, TableDefinition, TableError, WriteTransaction};

use super::{CACHE_BYTES, DiskStorage, TABLE, Tail, broken, change};
use crate::storage::log::{Log, StoreId};

const MARKS: TableDefinition<&str, &[u8]> = TableDefinition::new("marks");
const MARK: &str = "log";
/// The store's name, the number, and whether it was closed.
const MARK_BYTES: usize = 12 + 8 + 1;

/// How far the file itself is, apart from its log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    store: StoreId,
    /// The last batch; in the file, the last one that needs no log.
    pub(super) last: u64,
    /// Nothing is only in the log.
    pub(super) is_closed: bool,
}

impl Mark {
    fn new() -> Self {
        Self { store: ObjectId::new().bytes(), last: 0, is_closed: true }
    }

    /// The file's mark. A file without one is new, or from before there were logs, and gets one before it gets a log.
    fn of(database: &Database) -> Result<Self, redb::Error> {
        if let Some(mark) = Self::read(database)? {
            return Ok(mark);
        }
        let (mark, write) = (Self::new(), database.begin_write()?);
        mark.write(&write)?;
        write.commit()?;
        Ok(mark)
    }

    fn read(database: &Database) -> Result<Option<Self>, redb::Error> {
        let table = match database.begin_read()?.open_table(MARKS) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            opened => opened?,
        };
        let Some(bytes) = table.get(MARK)? else { return Ok(None) };
        let bytes: [u8; MARK_BYTES] =
            bytes.value().try_into().map_err(|_| broken("the store says in unknown words how far it is"))?;
        let (store, rest) = bytes.split_at(12);
        let (last, is_closed) = rest.split_at(8);
        let unequal = |_| broken("the store's mark has another length");
        Ok(Some(Self {
            store: store.try_into().map_err(unequal)?,
            last: u64::from_le_bytes(last.try_into().map_err(unequal)?),
            is_closed: is_closed == [1],
        }))
    }

    pub(super) fn write(&self, transaction: &WriteTransaction) -> Result<(), redb::Error> {
        let bytes = [&self.store[..], &self.last.to_le_bytes(), &[u8::from(self.is_closed)]].concat();
        transaction.open_table(MARKS)?.insert(MARK, bytes.as_slice())?;
        Ok(())
    }
}

impl DiskStorage {
    /// The same with checkpoints after so many bytes of log.
    pub(in crate::storage) fn open_with(file: &Path, log_bytes: u64) -> Result<Self, redb::Error> {
        let mut builder = Database::builder();
        builder.set_cache_size(CACHE_BYTES);
        builder.set_repair_callback(|session| {
            tracing::warn!(progress = session.progress(), "the store was not closed; its file is being checked");
        });
        let database = builder.create(file)?;
        let mut mark = Mark::of(&database)?;
        let path = file.with_extension("log");
        let log = match Log::open(&path, mark.store)? {
            Some(log) => log,
            None if mark.is_closed => Log::create(&path, mark.store)?,
            None => return Err(broken(format!("{} is missing, and with it the last commits", path.display()))),
        };
        make_up(&database, &log, &mut mark)?;
        Ok(Self { database, tail: Mutex::new(Tail { log, mark, is_torn: false }), log_bytes })
    }
}

/// Takes what only the log has into the file, and marks the file as open.
fn make_up(database: &Database, log: &Log, mark: &mut Mark) -> Result<(), redb::Error> {
    let write = database.begin_write()?;
    write.open_table(TABLE)?;
    let known = mark.last;
    log.read(|(number, changes)| {
        if number <= mark.last {
            return Ok(());
        }
        if number != mark.last + 1 {
            return Err(broken(format!("the log goes on at {number} and the file ends at {known}")));
        }
        mark.last = number;
        change(&write, &changes)
    })?;
    if mark.last > known {
        tracing::warn!(n_batches = mark.last - known, "the store was not closed; its log was read");
    }
    mark.is_closed = false;
    mark.write(&write)?;
    Ok(write.commit()?)
}
