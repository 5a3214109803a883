//! One transaction: a view that can be written. Dropping it gives everything back.

use std::{collections::HashSet, sync::Arc};

use super::{
    locks::{Conflict, Locks, Ticket},
    view::View,
};
use crate::storage::{Change, Storage, StorageError};

/// Uncommitted work and the locks it holds.
pub(crate) struct Tx {
    ticket: Ticket,
    locks: Arc<Locks>,
    held: HashSet<Vec<u8>>,
    view: Option<View>,
}

impl Tx {
    pub(super) fn begin(storage: &dyn Storage, locks: &Arc<Locks>) -> Result<Self, StorageError> {
        let mut tx = Self { ticket: locks.open(), locks: Arc::clone(locks), held: HashSet::new(), view: None };
        tx.view = Some(View::over(storage.snapshot()?));
        Ok(tx)
    }

    /// The snapshot with this transaction's own writes.
    pub(crate) fn view(&self) -> &View {
        self.view.as_ref().expect("only commit takes the view, and it takes the transaction too")
    }

    fn view_mut(&mut self) -> &mut View {
        self.view.as_mut().expect("only commit takes the view, and it takes the transaction too")
    }

    /// Claims a key that must have one writer at a time: a document, a unique key.
    pub(crate) fn lock(&mut self, key: &[u8]) -> Result<(), Conflict> {
        self.locks.acquire(self.ticket, key)?;
        if !self.held.contains(key) {
            self.held.insert(key.to_vec());
        }
        Ok(())
    }

    pub(crate) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.view_mut().overlay_mut().insert(key, Some(value));
    }

    pub(crate) fn delete(&mut self, key: Vec<u8>) {
        self.view_mut().overlay_mut().insert(key, None);
    }

    pub(crate) fn has_writes(&self) -> bool {
        self.view().has_overlay()
    }

    /// Takes the writes out for the committer; the locks stay with the returned parts until they are published.
    pub(super) fn into_commit(mut self) -> (Ticket, HashSet<Vec<u8>>, Vec<Change>) {
        let overlay = self.view.take().map(View::into_overlay).unwrap_or_default();
        let changes = overlay
            .into_iter()
            .map(|(key, value)| match value {
                Some(value) => Change::Put(key, value),
                None => Change::Delete(key),
            })
            .collect();
        (self.ticket, std::mem::take(&mut self.held), changes)
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if self.view.is_some() || !self.held.is_empty() {
            self.locks.abandon(self.ticket, &self.held);
        }
    }
}
