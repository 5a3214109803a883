//! What one reader sees: a snapshot of the storage under the reader's own uncommitted writes.

use std::{cmp::Ordering, collections::BTreeMap, iter::Peekable, sync::Arc};

use crate::storage::{Direction, Entries, Entry, KeyRange, Snapshot, StorageError};

/// Uncommitted writes: a value, or `None` for a removed key.
pub(crate) type Overlay = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Cheap to clone; a clone does not see later writes.
#[derive(Clone)]
pub(crate) struct View {
    base: Arc<dyn Snapshot>,
    overlay: Arc<Overlay>,
}

impl View {
    pub(super) fn over(base: Arc<dyn Snapshot>) -> Self {
        Self { base, overlay: Arc::default() }
    }

    pub(super) fn overlay_mut(&mut self) -> &mut Overlay {
        Arc::make_mut(&mut self.overlay)
    }

    pub(super) fn has_overlay(&self) -> bool {
        !self.overlay.is_empty()
    }

    pub(super) fn into_overlay(self) -> Overlay {
        Arc::try_unwrap(self.overlay).unwrap_or_else(|shared| (*shared).clone())
    }

    pub(crate) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, StorageError> {
        match self.overlay.get(key) {
            Some(written) => Ok(written.clone()),
            None => self.base.get(key),
        }
    }

    pub(crate) fn scan(&self, range: &KeyRange, direction: Direction) -> Result<Entries, StorageError> {
        if range.is_empty() {
            return Ok(Box::new(std::iter::empty()));
        }
        let stored = self.base.scan(range, direction)?;
        let mut written = self.written_in(range);
        if written.is_empty() {
            return Ok(stored);
        }
        if direction == Direction::Backward {
            written.reverse();
        }
        Ok(Box::new(Merged { stored: stored.peekable(), written: written.into_iter().peekable(), direction }))
    }

    pub(crate) fn count(&self, range: &KeyRange) -> Result<u64, StorageError> {
        let mut n_keys = self.base.count(range)?;
        for (key, value) in self.written_in(range) {
            match (self.base.get(&key)?.is_some(), value.is_some()) {
                (true, false) => n_keys -= 1,
                (false, true) => n_keys += 1,
                (true, true) | (false, false) => {}
            }
        }
        Ok(n_keys)
    }

    fn written_in(&self, range: &KeyRange) -> Vec<(Vec<u8>, Option<Vec<u8>>)> {
        if self.overlay.is_empty() {
            return Vec::new();
        }
        let written = self.overlay.range(range.start.clone()..range.end.clone());
        written.map(|(key, value)| (key.clone(), value.clone())).collect()
    }
}

/// Stored entries with the written ones laid over them, in order.
struct Merged<W: Iterator> {
    stored: Peekable<Entries>,
    written: Peekable<W>,
    direction: Direction,
}

impl<W: Iterator<Item = (Vec<u8>, Option<Vec<u8>>)>> Iterator for Merged<W> {
    type Item = Result<Entry, StorageError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let order = match (self.stored.peek(), self.written.peek()) {
                (None, None) => return None,
                (Some(Err(_)) | Some(Ok(_)), None) | (Some(Err(_)), Some(_)) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some(Ok((stored, _))), Some((written, _))) => match self.direction {
                    Direction::Forward => stored.cmp(written),
                    Direction::Backward => written.cmp(stored),
                },
            };
            if order.is_lt() {
                return self.stored.next();
            }
            if order.is_eq() {
                self.stored.next();
            }
            if let Some((key, Some(value))) = self.written.next() {
                return Some(Ok((key, value)));
            }
        }
    }
}
