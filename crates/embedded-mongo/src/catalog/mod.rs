//! Which collections and indexes exist: kept in memory, written through to the storage, read once at start.

mod index;
mod keys;
pub(crate) mod keyspace;
mod specification;

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

use bson::{Bson, Document, doc};

pub(crate) use index::{Index, IndexField};
pub(crate) use keys::{IndexEntry, entries_of, key_value};
pub(crate) use specification::parse_index;

use crate::{
    error::{Code, CommandError, Outcome},
    mvcc::View,
    storage::{Change, Direction, KeyRange},
};

/// `database.collection`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Namespace {
    pub(crate) database: String,
    pub(crate) collection: String,
}

impl Namespace {
    pub(crate) fn try_new(database: &str, collection: &str) -> Outcome<Self> {
        let invalid = |why| {
            CommandError::new(
                Code::InvalidNamespace,
                format!("Invalid namespace specified '{database}.{collection}': {why}"),
            )
        };
        if database.is_empty() || database.contains(['/', '\\', '.', ' ', '"', '$', '\0']) {
            return Err(invalid("the database name has a character that is not allowed"));
        }
        if collection.is_empty() || collection.contains(['$', '\0']) || collection.starts_with('.') {
            return Err(invalid("the collection name is empty or has a character that is not allowed"));
        }
        if database.len() + collection.len() + 1 > 255 {
            return Err(invalid("longer than 255 bytes"));
        }
        Ok(Self { database: database.to_owned(), collection: collection.to_owned() })
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.database, self.collection)
    }
}

/// A collection and its indexes, as they are now. Any change makes a new `Collection`.
#[derive(Clone, Debug)]
pub(crate) struct Collection {
    pub(crate) id: u32,
    pub(crate) namespace: Namespace,
    pub(crate) uuid: Bson,
    pub(crate) indexes: Vec<Arc<Index>>,
}

impl Collection {
    pub(crate) fn index_named(&self, name: &str) -> Option<&Arc<Index>> {
        self.indexes.iter().find(|index| index.name == name)
    }

    /// The specification of every index, `_id_` first.
    pub(crate) fn index_specifications(&self) -> Vec<Document> {
        let of_id = doc! { "v": 2, "key": { "_id": 1 }, "name": "_id_" };
        std::iter::once(of_id).chain(self.indexes.iter().map(|index| index.specification.clone())).collect()
    }

    /// The change that writes this collection to the catalog.
    pub(crate) fn saved(&self) -> Outcome<Change> {
        let indexes: Vec<Document> = self
            .indexes
            .iter()
            .map(|index| doc! { "id": i64::from(index.id), "specification": &index.specification })
            .collect();
        let record = doc! {
            "id": i64::from(self.id), "database": &self.namespace.database, "collection": &self.namespace.collection,
            "uuid": &self.uuid, "indexes": indexes,
        };
        Ok(Change::Put(keyspace::catalog(&self.namespace), record.to_vec()?))
    }

    fn load(record: &Document) -> Outcome<Self> {
        let broken = |_| CommandError::new(Code::InternalError, "the catalog has a record that cannot be read");
        let namespace = Namespace {
            database: record.get_str("database").map_err(broken)?.to_owned(),
            collection: record.get_str("collection").map_err(broken)?.to_owned(),
        };
        let mut indexes = Vec::new();
        for entry in record.get_array("indexes").map_err(broken)?.iter().filter_map(Bson::as_document) {
            let mut index = parse_index(entry.get_document("specification").map_err(broken)?)?;
            index.id = stored_id(entry)?;
            indexes.push(Arc::new(index));
        }
        let uuid = record.get("uuid").cloned().unwrap_or(Bson::Null);
        Ok(Self { id: stored_id(record)?, namespace, uuid, indexes })
    }
}

fn stored_id(record: &Document) -> Outcome<u32> {
    let id = record.get_i64("id").ok().and_then(|id| u32::try_from(id).ok());
    id.ok_or_else(|| CommandError::new(Code::InternalError, "the catalog has a record without an id"))
}

/// Every collection at one moment, by name.
pub(crate) type Collections = Arc<BTreeMap<Namespace, Arc<Collection>>>;

/// Every collection, by name.
pub(crate) struct Catalog {
    collections: RwLock<Collections>,
    next_id: RwLock<u32>,
}

impl Catalog {
    /// Reads the catalog; the collections themselves are not looked at.
    pub(crate) fn load(view: &View) -> Outcome<Self> {
        let mut collections = BTreeMap::new();
        for entry in view.scan(&KeyRange::prefixed(keyspace::CATALOG), Direction::Forward)? {
            let collection = Collection::load(&Document::from_reader(entry?.1.as_slice())?)?;
            collections.insert(collection.namespace.clone(), Arc::new(collection));
        }
        let stored = view.get(keyspace::NEXT_ID)?.and_then(|bytes| bytes.try_into().ok()).map_or(1, u32::from_be_bytes);
        Ok(Self { collections: RwLock::new(Arc::new(collections)), next_id: RwLock::new(stored) })
    }

    pub(crate) fn find(&self, namespace: &Namespace) -> Option<Arc<Collection>> {
        self.collections.read().unwrap_or_else(PoisonError::into_inner).get(namespace).cloned()
    }

    /// The catalog as it is now, standing still.
    pub(crate) fn now(&self) -> Collections {
        Arc::clone(&self.collections.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(crate) fn all(&self) -> Vec<Arc<Collection>> {
        self.now().values().cloned().collect()
    }

    pub(crate) fn in_database(&self, database: &str) -> Vec<Arc<Collection>> {
        self.all().into_iter().filter(|collection| collection.namespace.database == database).collect()
    }

    /// Whether this very state of the collection is still the current one.
    pub(crate) fn is_current(&self, collection: &Arc<Collection>) -> bool {
        self.find(&collection.namespace).is_some_and(|now| Arc::ptr_eq(&now, collection))
    }

    /// A fresh id and the change that keeps it from being given out again.
    pub(crate) fn take_id(&self) -> (u32, Change) {
        let mut next = self.next_id.write().unwrap_or_else(PoisonError::into_inner);
        let id = *next;
        *next += 1;
        (id, Change::Put(keyspace::NEXT_ID.to_vec(), next.to_be_bytes().to_vec()))
    }

    /// To be called after the change is durable.
    pub(crate) fn remember(&self, collection: Collection) -> Arc<Collection> {
        let collection = Arc::new(collection);
        let mut collections = self.collections.write().unwrap_or_else(PoisonError::into_inner);
        Arc::make_mut(&mut collections).insert(collection.namespace.clone(), Arc::clone(&collection));
        collection
    }

    /// To be called after the removal is durable.
    pub(crate) fn forget(&self, namespace: &Namespace) {
        Arc::make_mut(&mut self.collections.write().unwrap_or_else(PoisonError::into_inner)).remove(namespace);
    }
}
