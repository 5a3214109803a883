//! Sorting documents by memcomparable keys; with a limit only the best are kept.

use std::collections::BinaryHeap;

use bson::{Bson, Document};

use super::Documents;
use crate::{
    error::{CommandError, Outcome},
    value::{
        key::{encode, encode_directed, invert},
        path::{Path, plain, sort_values},
        whole_number,
    },
};

/// `{a: 1, b: -1}`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SortOrder {
    pub(crate) fields: Vec<SortField>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SortField {
    pub(crate) path: Path,
    pub(crate) descending: bool,
}

impl SortOrder {
    pub(crate) fn parse(order: &Document) -> Outcome<Self> {
        let mut fields = Vec::with_capacity(order.len());
        for (path, direction) in order {
            let descending = match whole_number(direction) {
                Some(1) => false,
                Some(-1) => true,
                _ if direction.as_document().is_some() => {
                    return Err(CommandError::not_implemented(format!("a sort by {direction}")));
                }
                _ => {
                    return Err(CommandError::bad_value(
                        "$sort key ordering must be 1 (for ascending) or -1 (for descending)",
                    ));
                }
            };
            if path.split('.').any(|part| part.is_empty() || part.starts_with('$')) {
                return Err(CommandError::bad_value(format!("'{path}' is not a field to sort by")));
            }
            fields.push(SortField { path: Path::parse(path), descending });
        }
        Ok(Self { fields })
    }

    /// Bytes that sort as the documents do. Of an array counts the lowest element, or the highest when descending.
    pub(crate) fn key_of(&self, document: &Document) -> Vec<u8> {
        let mut key = Vec::with_capacity(32);
        self.fields.iter().for_each(|field| append(&mut key, field, document));
        key
    }
}

fn append(key: &mut Vec<u8>, field: &SortField, document: &Document) {
    if let Some(value) = plain(document, &field.path.parts)
        && !matches!(value, Bson::Array(_))
    {
        encode_directed(key, value, field.descending);
        return;
    }
    let keys = sort_values(document, &field.path.parts).into_iter().map(|value| {
        let mut bytes = Vec::new();
        encode(&mut bytes, &value);
        bytes
    });
    let chosen = if field.descending { keys.max() } else { keys.min() };
    let mut bytes = chosen.unwrap_or_default();
    if field.descending {
        invert(&mut bytes);
    }
    key.extend(bytes);
}

/// All documents in order, or the first `limit` of them. Equal keys keep their order.
pub(crate) fn sorted(documents: Documents, order: SortOrder, limit: Option<usize>) -> Outcome<Documents> {
    let mut rows: Vec<Row> = match limit {
        Some(limit) => first(documents, &order, limit)?,
        None => {
            let rows = documents.enumerate().map(|(at, document)| Row::new(at, document?, &order));
            rows.collect::<Outcome<_>>()?
        }
    };
    rows.sort_unstable();
    Ok(Box::new(rows.into_iter().map(|row| Ok(row.document))))
}

fn first(documents: Documents, order: &SortOrder, limit: usize) -> Outcome<Vec<Row>> {
    let mut best = BinaryHeap::new();
    for (at, document) in documents.enumerate() {
        best.push(Row::new(at, document?, order)?);
        if best.len() > limit {
            best.pop();
        }
    }
    Ok(best.into_vec())
}

/// A document with its sort key; compares by key, then by arrival.
struct Row {
    key: Vec<u8>,
    at: usize,
    document: Document,
}

impl Row {
    fn new(at: usize, document: Document, order: &SortOrder) -> Outcome<Self> {
        Ok(Self { key: order.key_of(&document), at, document })
    }
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}
impl Eq for Row {}
impl PartialOrd for Row {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Row {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key.cmp(&other.key).then(self.at.cmp(&other.at))
    }
}
