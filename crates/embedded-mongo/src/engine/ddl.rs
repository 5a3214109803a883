//! Collections and indexes come and go. Each change is durable on its own and waits for the writes that are under way.

use std::sync::Arc;

use bson::{Bson, Document};

use super::Core;
use crate::{
    catalog::{Collection, Index, Namespace, entries_of, keyspace, parse_index},
    documents::{duplicate_key, id_of},
    error::{Code, CommandError, Outcome},
    mvcc::View,
    storage::{Change, Direction},
    value::key::key_of,
};

/// Most indexes a collection may have, with `_id_`.
const MAX_INDEXES: usize = 64;

/// How many indexes there were before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct IndexesBuilt {
    pub(crate) before: usize,
    pub(crate) after: usize,
    pub(crate) created_collection: bool,
}

impl Core {
    /// The collection, made when it is missing.
    pub(crate) fn ensure_collection(&self, namespace: &Namespace) -> Outcome<Arc<Collection>> {
        match self.catalog.find(namespace) {
            Some(collection) => Ok(collection),
            None => {
                let _changing = self.changing_schema();
                match self.catalog.find(namespace) {
                    Some(collection) => Ok(collection),
                    None => self.make_collection(namespace),
                }
            }
        }
    }

    /// # Errors: NamespaceExists.
    pub(crate) fn create_collection(&self, namespace: &Namespace) -> Outcome<()> {
        let _changing = self.changing_schema();
        if self.catalog.find(namespace).is_some() {
            return Err(CommandError::new(Code::NamespaceExists, format!("Collection {namespace} already exists.")));
        }
        self.make_collection(namespace).map(drop)
    }

    fn make_collection(&self, namespace: &Namespace) -> Outcome<Arc<Collection>> {
        let (id, taken) = self.catalog.take_id();
        let uuid = Bson::from(bson::Uuid::new());
        let collection = Collection { id, namespace: namespace.clone(), uuid, indexes: Vec::new() };
        self.ledger.commit_changes(vec![taken, collection.saved()?])?;
        Ok(self.catalog.remember(collection))
    }

    /// Whether there was something to drop.
    pub(crate) fn drop_collection(&self, namespace: &Namespace) -> Outcome<Option<Arc<Collection>>> {
        let _changing = self.changing_schema();
        let Some(collection) = self.catalog.find(namespace) else { return Ok(None) };
        let mut changes =
            vec![Change::Delete(keyspace::catalog(namespace)), Change::DeleteRange(keyspace::documents(&collection))];
        collection.indexes.iter().for_each(|index| changes.extend(removal(index)));
        self.ledger.commit_changes(changes)?;
        self.catalog.forget(namespace);
        Ok(Some(collection))
    }

    /// Builds all indexes or none. Specifications that are there already are skipped.
    pub(crate) fn create_indexes(&self, namespace: &Namespace, specifications: &[Document]) -> Outcome<IndexesBuilt> {
        let created_collection = self.catalog.find(namespace).is_none();
        self.ensure_collection(namespace)?;
        let _changing = self.changing_schema();
        let collection = self.catalog.find(namespace).ok_or_else(CommandError::write_conflict)?;
        let mut next = (*collection).clone();
        let mut changes = Vec::new();
        for specification in specifications {
            let mut index = parse_index(specification)?;
            if is_there(&next, &index)? {
                continue;
            }
            let (id, taken) = self.catalog.take_id();
            index.id = id;
            changes.push(taken);
            changes.extend(build(&self.ledger.view()?, &collection, &index)?);
            next.indexes.push(Arc::new(index));
        }
        let built =
            IndexesBuilt { before: collection.indexes.len() + 1, after: next.indexes.len() + 1, created_collection };
        if built.after > MAX_INDEXES {
            return Err(CommandError::new(Code::CannotCreateIndex, "a collection has at most 64 indexes"));
        }
        if built.after > built.before {
            changes.push(next.saved()?);
            self.ledger.commit_changes(changes)?;
            self.catalog.remember(next);
        }
        Ok(built)
    }

    /// Drops the indexes that `choose` picks; says how many there were.
    pub(crate) fn drop_indexes(
        &self,
        namespace: &Namespace,
        choose: impl Fn(&Collection) -> Outcome<Vec<u32>>,
    ) -> Outcome<usize> {
        let _changing = self.changing_schema();
        let collection = self
            .catalog
            .find(namespace)
            .ok_or_else(|| CommandError::new(Code::NamespaceNotFound, format!("ns not found {namespace}")))?;
        let chosen = choose(&collection)?;
        let mut next = (*collection).clone();
        let mut changes = Vec::new();
        for index in collection.indexes.iter().filter(|index| chosen.contains(&index.id)) {
            changes.extend(removal(index));
        }
        next.indexes.retain(|index| !chosen.contains(&index.id));
        changes.push(next.saved()?);
        self.ledger.commit_changes(changes)?;
        self.catalog.remember(next);
        Ok(collection.indexes.len() + 1)
    }
}

fn removal(index: &Index) -> [Change; 2] {
    [Change::DeleteRange(keyspace::index_entries(index)), Change::Delete(keyspace::multikey_mark(index))]
}

/// The same index is no change; the same name or the same keys with other options is an error.
fn is_there(collection: &Collection, wanted: &Index) -> Outcome<bool> {
    if wanted.key_pattern().keys().eq(["_id"]) {
        return Ok(true);
    }
    let same_keys = |index: &Index| index.key_pattern().to_string() == wanted.key_pattern().to_string();
    let same_options = |index: &Index| {
        let partial = |index: &Index| index.specification.get("partialFilterExpression").map(ToString::to_string);
        index.unique == wanted.unique
            && index.sparse == wanted.sparse
            && index.expire_after_secs == wanted.expire_after_secs
            && partial(index) == partial(wanted)
    };
    if let Some(named) = collection.index_named(&wanted.name) {
        if same_keys(named) && same_options(named) {
            return Ok(true);
        }
        return Err(CommandError::new(
            Code::IndexKeySpecsConflict,
            format!("An existing index has the same name as the requested index: {}", wanted.name),
        ));
    }
    let same_partial = |index: &&Arc<Index>| {
        index.specification.get("partialFilterExpression") == wanted.specification.get("partialFilterExpression")
    };
    match collection.indexes.iter().filter(same_partial).find(|index| same_keys(index)) {
        Some(other) => Err(CommandError::new(
            Code::IndexOptionsConflict,
            format!("Index already exists with a different name or options: {}", other.name),
        )),
        None => Ok(false),
    }
}

/// The entries of all documents that are there.
fn build(view: &View, collection: &Collection, index: &Index) -> Outcome<Vec<Change>> {
    let mut changes = Vec::new();
    let mut keys = std::collections::HashSet::new();
    let mut is_multikey = false;
    for stored in view.scan(&keyspace::documents(collection), Direction::Forward)? {
        let document = Document::from_reader(stored?.1.as_slice())?;
        let id_key = key_of(id_of(&document)?);
        let (entries, multikey) = entries_of(index, &document, &id_key)?;
        is_multikey |= multikey;
        for entry in entries {
            if index.unique && !keys.insert(entry.key.clone()) {
                return Err(duplicate_key(collection, index, &entry));
            }
            changes.push(Change::Put(entry.key, id_key.clone()));
        }
    }
    if is_multikey {
        changes.push(Change::Put(keyspace::multikey_mark(index), Vec::new()));
    }
    Ok(changes)
}
