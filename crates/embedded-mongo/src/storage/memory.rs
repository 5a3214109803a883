//! The space in memory, for tests: every key keeps its versions as long as a snapshot may want them.

use std::{
    collections::{BTreeMap, VecDeque},
    ops::Bound,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::{Change, Direction, Entries, Entry, KeyRange, Snapshot, Storage, StorageError};

/// How many entries a scan copies under the lock at a time.
const CHUNK: usize = 64;

/// Everything in one ordered map.
#[derive(Default)]
pub(crate) struct MemoryStorage {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    version: u64,
    keys: BTreeMap<Vec<u8>, Vec<Version>>,
    /// Version number and count of the snapshots that are alive.
    readers: BTreeMap<u64, usize>,
    /// Keys with versions that may be forgotten once no snapshot is older than the number.
    stale: VecDeque<(u64, Vec<u8>)>,
}

/// A value (or its removal) since a version number.
struct Version {
    since: u64,
    value: Option<Vec<u8>>,
}

fn locked(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

impl State {
    fn set(&mut self, key: Vec<u8>, value: Option<Vec<u8>>) {
        let since = self.version;
        let versions = self.keys.entry(key.clone()).or_default();
        if versions.last().is_some_and(|last| last.since == since) {
            versions.pop();
        }
        let replaces = !versions.is_empty() || value.is_none();
        versions.push(Version { since, value });
        if replaces {
            self.stale.push_back((since, key));
        }
    }

    fn visible(versions: &[Version], at: u64) -> Option<&Vec<u8>> {
        versions.iter().rev().find(|version| version.since <= at).and_then(|version| version.value.as_ref())
    }

    fn forget_stale(&mut self) {
        let oldest = self.readers.keys().next().copied().unwrap_or(self.version);
        while self.stale.front().is_some_and(|(since, _)| *since <= oldest) {
            let Some((since, key)) = self.stale.pop_front() else { return };
            let Some(versions) = self.keys.get_mut(&key) else { continue };
            let kept_from = versions.iter().rposition(|version| version.since <= since).unwrap_or(0);
            versions.drain(..kept_from);
            if versions.len() == 1 && versions[0].value.is_none() {
                self.keys.remove(&key);
            }
        }
    }

    fn chunk(&self, range: &KeyRange, after: Option<&[u8]>, direction: Direction, at: u64) -> Vec<Entry> {
        let (mut low, mut high) = (Bound::Included(range.start.as_slice()), Bound::Excluded(range.end.as_slice()));
        if let Some(after) = after {
            match direction {
                Direction::Forward => low = Bound::Excluded(after),
                Direction::Backward => high = Bound::Excluded(after),
            }
        }
        // A map refuses bounds that exclude everything.
        if direction == Direction::Backward && after == Some(range.start.as_slice()) {
            return Vec::new();
        }
        let walk = self.keys.range::<[u8], _>((low, high));
        let seen = |(key, versions): (&Vec<u8>, &Vec<Version>)| {
            Self::visible(versions, at).map(|value| (key.clone(), value.clone()))
        };
        match direction {
            Direction::Forward => walk.filter_map(seen).take(CHUNK).collect(),
            Direction::Backward => walk.rev().filter_map(seen).take(CHUNK).collect(),
        }
    }
}

impl Storage for MemoryStorage {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>, StorageError> {
        let mut state = locked(&self.state);
        let at = state.version;
        *state.readers.entry(at).or_default() += 1;
        Ok(Arc::new(MemorySnapshot { reading: Arc::new(Reading { state: Arc::clone(&self.state), at }) }))
    }

    fn apply(&self, changes: Vec<Change>) -> Result<(), StorageError> {
        let mut state = locked(&self.state);
        state.version += 1;
        for change in changes {
            match change {
                Change::Put(key, value) => state.set(key, Some(value)),
                Change::Delete(key) => state.set(key, None),
                Change::DeleteRange(range) => {
                    let keys: Vec<_> = state.keys.range(range.start..range.end).map(|(key, _)| key.clone()).collect();
                    keys.into_iter().for_each(|key| state.set(key, None));
                }
            }
        }
        state.forget_stale();
        Ok(())
    }
}

/// Keeps the versions of one state alive.
struct Reading {
    state: Arc<Mutex<State>>,
    at: u64,
}

impl Drop for Reading {
    fn drop(&mut self) {
        let mut state = locked(&self.state);
        if let Some(count) = state.readers.get_mut(&self.at) {
            *count -= 1;
            if *count == 0 {
                state.readers.remove(&self.at);
            }
        }
    }
}

struct MemorySnapshot {
    reading: Arc<Reading>,
}

impl Snapshot for MemorySnapshot {
    fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StorageError> {
        let state = locked(&self.reading.state);
        Ok(state.keys.get(key).and_then(|versions| State::visible(versions, self.reading.at)).cloned())
    }

    fn scan(&self, range: &KeyRange, direction: Direction) -> Result<Entries, StorageError> {
        if range.is_empty() {
            return Ok(Box::new(std::iter::empty()));
        }
        let (reading, range) = (Arc::clone(&self.reading), range.clone());
        let mut after: Option<Vec<u8>> = None;
        let chunks = std::iter::from_fn(move || {
            let chunk = locked(&reading.state).chunk(&range, after.as_deref(), direction, reading.at);
            after = Some(chunk.last()?.0.clone());
            Some(chunk)
        });
        Ok(Box::new(chunks.flatten().map(Ok)))
    }

    fn count(&self, range: &KeyRange) -> Result<u64, StorageError> {
        let state = locked(&self.reading.state);
        let walk = state.keys.range(range.start.clone()..range.end.clone());
        let n_keys = walk.filter(|(_, versions)| State::visible(versions, self.reading.at).is_some()).count();
        Ok(n_keys as u64)
    }
}

#[cfg(test)]
impl MemoryStorage {
    pub(super) fn versions_held(&self) -> usize {
        locked(&self.state).keys.values().map(Vec::len).sum()
    }
}
