//! The layout of the one key space: a letter for the kind, then ids, then memcomparable keys.

use bson::Bson;

use super::{Collection, Index, Namespace};
use crate::{storage::KeyRange, value::key};

/// Catalog records: `c` database `\0` collection.
pub(crate) const CATALOG: &[u8] = b"c";
/// Remembered answers of retryable writes: `r` session id.
pub(crate) const RETRY: &[u8] = b"r";
/// The next id for a collection or an index.
pub(crate) const NEXT_ID: &[u8] = b"m\0next-id";

const DOCUMENT: u8 = b'd';
const INDEX: u8 = b'i';
const MULTIKEY: &[u8] = b"m\0multikey";

pub(crate) fn catalog(namespace: &Namespace) -> Vec<u8> {
    [CATALOG, namespace.database.as_bytes(), &[0], namespace.collection.as_bytes()].concat()
}

fn with_id(kind: u8, id: u32) -> Vec<u8> {
    let mut key = Vec::with_capacity(32);
    key.push(kind);
    key.extend(id.to_be_bytes());
    key
}

pub(crate) fn documents(collection: &Collection) -> KeyRange {
    KeyRange::prefixed(&document_prefix(collection))
}

pub(crate) fn document_prefix(collection: &Collection) -> Vec<u8> {
    with_id(DOCUMENT, collection.id)
}

/// The key of the document with this `_id`.
pub(crate) fn document(collection: &Collection, id: &Bson) -> Vec<u8> {
    let mut out = document_prefix(collection);
    key::encode(&mut out, id);
    out
}

pub(crate) fn index_prefix(index: &Index) -> Vec<u8> {
    with_id(INDEX, index.id)
}

pub(crate) fn index_entries(index: &Index) -> KeyRange {
    KeyRange::prefixed(&index_prefix(index))
}

/// Present when some document has, or had, several entries in the index.
pub(crate) fn multikey_mark(index: &Index) -> Vec<u8> {
    [MULTIKEY, &index.id.to_be_bytes()].concat()
}

pub(crate) fn retry(session: &[u8]) -> Vec<u8> {
    [RETRY, session].concat()
}
