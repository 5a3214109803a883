//! Writers of one row that many want at once (the count of a template) take turns in this process, instead of beating
//! each other at the database and starting again. Another process still meets them there: turns spare tries, and never
//! stand in for the check that the write itself carries.

use crate::Commit;
use std::{
    collections::BTreeSet,
    hash::{BuildHasher, BuildHasherDefault, DefaultHasher},
};
use tokio::sync::{Mutex, MutexGuard};

/// Rows that share a line now and then lose nothing but a moment.
const LINES: usize = 64;

static ALL: [Mutex<()>; LINES] = [const { Mutex::const_new(()) }; LINES];

/// The turn of whoever holds it, at every row it writes.
pub(crate) type Turns = Vec<MutexGuard<'static, ()>>;

/// Waits for a turn at each of these rows; always in one order, so that two who want the same rows never wait for each
/// other.
pub(crate) async fn turns_at(rows: &[String]) -> Turns {
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let line = |row: &String| usize::try_from(hasher.hash_one(row) % LINES as u64).unwrap_or_default();
    let lines: BTreeSet<usize> = rows.iter().map(line).collect();
    let mut turns = Turns::new();
    for line in lines {
        turns.push(ALL[line].lock().await);
    }
    turns
}

impl Commit {
    /// This row is wanted by many at once.
    pub(crate) fn among_many(mut self, row: String) -> Self {
        self.wanted.push(row);
        self
    }
}
