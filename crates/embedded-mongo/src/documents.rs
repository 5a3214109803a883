//! Writing documents: the document, its index entries and the uniqueness of both, inside one transaction.

use std::{fmt::Write, sync::Arc};

use bson::{Bson, Document, doc};

use crate::{
    catalog::{Collection, Index, IndexEntry, entries_of, key_value, keyspace},
    error::{Code, CommandError, Outcome},
    mvcc::Tx,
    value::{bytes::is_same, key::key_of},
};

/// The largest document, in bytes.
pub(crate) const MAX_DOCUMENT_BYTES: usize = 16 << 20;

/// The `_id` of a document that is stored or about to be.
pub(crate) fn id_of(document: &Document) -> Outcome<&Bson> {
    document.get("_id").ok_or_else(|| CommandError::new(Code::InternalError, "a document without an _id"))
}

pub(crate) fn insert(tx: &mut Tx, collection: &Collection, document: &Document) -> Outcome<()> {
    let id = id_of(document)?;
    let key = keyspace::document(collection, id);
    tx.lock(&key)?;
    if tx.view().get(&key)?.is_some() {
        return Err(duplicate_id(collection, id));
    }
    write(tx, collection, key, None, document)
}

/// Puts `new` in the place of `old`; both have the same `_id`.
pub(crate) fn replace(tx: &mut Tx, collection: &Collection, old: &Document, new: &Document) -> Outcome<()> {
    let key = keyspace::document(collection, id_of(old)?);
    tx.lock(&key)?;
    write(tx, collection, key, Some(old), new)
}

pub(crate) fn remove(tx: &mut Tx, collection: &Collection, old: &Document) -> Outcome<()> {
    let id = id_of(old)?;
    let key = keyspace::document(collection, id);
    tx.lock(&key)?;
    let id_key = key_of(id);
    for index in &collection.indexes {
        for entry in entries_of(index, old, &id_key)?.0 {
            if index.unique {
                tx.lock(&entry.key)?;
            }
            tx.delete(entry.key);
        }
    }
    tx.delete(key);
    Ok(())
}

/// The entries of one index that a write adds and removes.
struct IndexChange<'a> {
    index: &'a Arc<Index>,
    added: Vec<IndexEntry>,
    removed: Vec<IndexEntry>,
    multikey: bool,
}

fn write(tx: &mut Tx, collection: &Collection, key: Vec<u8>, old: Option<&Document>, new: &Document) -> Outcome<()> {
    let bytes = new.to_vec()?;
    if bytes.len() > MAX_DOCUMENT_BYTES {
        return Err(CommandError::new(
            Code::BsonObjectTooLarge,
            format!("object to insert too large. size in bytes: {}", bytes.len()),
        ));
    }
    let id_key = key_of(id_of(new)?);
    let mut changes = Vec::with_capacity(collection.indexes.len());
    for index in &collection.indexes {
        let change = index_change(index, old, new, &id_key)?;
        check_unique(tx, collection, &change, &id_key)?;
        changes.push(change);
    }
    // From here on it must succeed: a statement that fails has written nothing.
    tx.put(key, bytes);
    changes.into_iter().for_each(|change| apply(tx, change, &id_key));
    Ok(())
}

fn index_change<'a>(
    index: &'a Arc<Index>,
    old: Option<&Document>,
    new: &Document,
    id_key: &[u8],
) -> Outcome<IndexChange<'a>> {
    if let Some(old) = old
        && is_untouched(index, old, new)?
    {
        return Ok(IndexChange { index, added: Vec::new(), removed: Vec::new(), multikey: false });
    }
    let (mut added, multikey) = entries_of(index, new, id_key)?;
    let mut removed = match old {
        Some(old) => entries_of(index, old, id_key)?.0,
        None => Vec::new(),
    };
    let kept = |entry: &IndexEntry, others: &[IndexEntry]| others.binary_search_by(|o| o.key.cmp(&entry.key)).is_ok();
    let before = removed.clone();
    removed.retain(|entry| !kept(entry, &added));
    added.retain(|entry| !kept(entry, &before));
    Ok(IndexChange { index, added, removed, multikey })
}

/// True when the index reads the same in both, so that none of its entries has to be made, or made again to be compared:
/// most writes change a field or two that most indexes know nothing of. Compared as they are written: the same fields in
/// another order are another value.
fn is_untouched(index: &Index, old: &Document, new: &Document) -> Outcome<bool> {
    let is_kept = |first: &String| match (old.get(first), new.get(first)) {
        (Some(old), Some(new)) => is_same(old, new),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    if !index.fields.iter().all(|field| field.path.parts.first().is_some_and(is_kept)) {
        return Ok(false);
    }
    Ok(match &index.partial {
        Some(filter) => filter.matches(old)? == filter.matches(new)?,
        None => true,
    })
}

fn check_unique(tx: &mut Tx, collection: &Collection, change: &IndexChange<'_>, id_key: &[u8]) -> Outcome<()> {
    if !change.index.unique {
        return Ok(());
    }
    for entry in change.removed.iter().chain(&change.added) {
        tx.lock(&entry.key)?;
    }
    for entry in &change.added {
        if tx.view().get(&entry.key)?.is_some_and(|owner| owner != id_key) {
            return Err(duplicate_key(collection, change.index, entry));
        }
    }
    Ok(())
}

fn apply(tx: &mut Tx, change: IndexChange<'_>, id_key: &[u8]) {
    change.removed.into_iter().for_each(|entry| tx.delete(entry.key));
    change.added.into_iter().for_each(|entry| tx.put(entry.key, id_key.to_vec()));
    if change.multikey {
        mark_multikey(tx, change.index);
    }
}

/// Tells the planner, in the same commit, that a document can have several entries.
pub(crate) fn mark_multikey(tx: &mut Tx, index: &Index) {
    let mark = keyspace::multikey_mark(index);
    // A failed look is no harm: the mark is written once more.
    if !matches!(tx.view().get(&mark), Ok(Some(_))) {
        tx.put(mark, Vec::new());
    }
}

fn duplicate_id(collection: &Collection, id: &Bson) -> CommandError {
    duplicate(collection, "_id_", doc! { "_id": 1 }, doc! { "_id": id })
}

pub(crate) fn duplicate_key(collection: &Collection, index: &Index, entry: &IndexEntry) -> CommandError {
    duplicate(collection, &index.name, index.key_pattern(), key_value(index, &entry.values))
}

fn duplicate(collection: &Collection, index: &str, pattern: Document, value: Document) -> CommandError {
    let mut text = String::new();
    for (name, value) in &value {
        let separator = if text.is_empty() { "" } else { ", " };
        write!(text, "{separator}{name}: {}", shown(value)).expect("a string takes every write");
    }
    let message =
        format!("E11000 duplicate key error collection: {} index: {index} dup key: {{ {text} }}", collection.namespace);
    CommandError::new(Code::DuplicateKey, message).with_details(doc! { "keyPattern": pattern, "keyValue": value })
}

/// A value as MongoDB writes it in messages: doubles keep their point.
fn shown(value: &Bson) -> String {
    match value {
        Bson::Double(n) if n.fract() == 0.0 => format!("{n:.1}"),
        Bson::String(text) => format!("{text:?}"),
        Bson::ObjectId(id) => format!("ObjectId('{id}')"),
        Bson::DateTime(date) => format!("new Date({})", date.timestamp_millis()),
        Bson::Decimal128(n) => n.to_string(),
        _ => value.to_string(),
    }
}

/// Claims a document without changing it.
pub(crate) fn touch(tx: &mut Tx, collection: &Collection, document: &Document) -> Outcome<()> {
    Ok(tx.lock(&keyspace::document(collection, id_of(document)?))?)
}

#[cfg(test)]
#[path = "documents_tests.rs"]
mod tests;
