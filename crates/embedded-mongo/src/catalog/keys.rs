//! Which entries a document has in an index. Arrays give an entry per element; fields of the same array stay together.

use bson::{Bson, Document, doc};

use super::{Index, keyspace};
use crate::{
    error::{Code, CommandError, Outcome},
    value::{key, path::position},
};

/// One entry of a document in an index.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct IndexEntry {
    /// The storage key; the id is part of it unless the index is unique.
    pub(crate) key: Vec<u8>,
    /// The indexed values, for the words of a duplicate key error.
    pub(crate) values: Vec<Bson>,
}

/// All entries of a document, sorted and without repeats, and whether an array was opened for them.
pub(crate) fn entries_of(index: &Index, document: &Document, id_key: &[u8]) -> Outcome<(Vec<IndexEntry>, bool)> {
    if let Some(filter) = &index.partial
        && !filter.matches(document)?
    {
        return Ok((Vec::new(), false));
    }
    let walks = index.fields.iter().map(|field| Walk::start(document, &field.path.parts)).collect();
    let mut found = Found { index, rows: Vec::new(), multikey: false };
    found.expand(walks)?;
    let all_missing = |row: &Vec<Option<Bson>>| row.iter().all(Option::is_none);
    let rows = found.rows.into_iter().filter(|row| !(index.sparse && all_missing(row)));
    let mut entries: Vec<IndexEntry> = rows.map(|row| entry(index, row, id_key)).collect();
    entries.sort_by(|a, b| a.key.cmp(&b.key));
    entries.dedup_by(|a, b| a.key == b.key);
    Ok((entries, found.multikey))
}

fn entry(index: &Index, row: Vec<Option<Bson>>, id_key: &[u8]) -> IndexEntry {
    let values: Vec<Bson> = row.into_iter().map(|value| value.unwrap_or(Bson::Null)).collect();
    let mut bytes = keyspace::index_prefix(index);
    for (field, value) in index.fields.iter().zip(&values) {
        key::encode_directed(&mut bytes, value, field.descending);
    }
    if !index.unique {
        bytes.extend(id_key);
    }
    IndexEntry { key: bytes, values }
}

/// How far one field has come.
#[derive(Clone)]
enum Walk<'a> {
    /// At a value, with parts still to go.
    At(&'a Bson, &'a [String]),
    Done(Option<Bson>),
}

impl<'a> Walk<'a> {
    fn start(document: &'a Document, parts: &'a [String]) -> Self {
        match parts.split_first().and_then(|(first, rest)| document.get(first).map(|value| (value, rest))) {
            Some((value, rest)) => Self::At(value, rest).forward(),
            None => Self::Done(None),
        }
    }

    /// Walks until the end or an array that has to be opened.
    fn forward(self) -> Self {
        let Self::At(value, parts) = self else { return self };
        match (value, parts.split_first()) {
            (Bson::Array(items), Some((first, rest))) => match position(first).and_then(|at| items.get(at)) {
                Some(item) => Self::At(item, rest).forward(),
                None => self,
            },
            (Bson::Array(_), None) => self,
            (_, None) => Self::Done(Some(value.clone())),
            (Bson::Document(inner), Some(_)) => Self::start(inner, parts),
            (_, Some(_)) => Self::Done(None),
        }
    }

    /// The array this walk stands before.
    fn array(&self) -> Option<&'a [Bson]> {
        match self {
            Self::At(Bson::Array(items), _) => Some(items),
            _ => None,
        }
    }

    /// This walk inside one element of its array.
    fn into_element(self, item: &'a Bson) -> Self {
        match self {
            Self::At(_, []) => Self::Done(Some(item.clone())),
            Self::At(_, parts) => match item {
                Bson::Document(inner) => Self::start(inner, parts),
                _ => Self::Done(None),
            },
            done @ Self::Done(_) => done,
        }
    }

    fn into_empty(self) -> Self {
        match self {
            Self::At(_, []) => Self::Done(Some(Bson::Undefined)),
            Self::At(..) => Self::Done(None),
            done @ Self::Done(_) => done,
        }
    }
}

struct Found<'i> {
    index: &'i Index,
    rows: Vec<Vec<Option<Bson>>>,
    multikey: bool,
}

impl Found<'_> {
    fn expand(&mut self, walks: Vec<Walk<'_>>) -> Outcome<()> {
        let Some(array) = walks.iter().find_map(Walk::array) else {
            self.rows
                .push(walks.into_iter().map(|walk| if let Walk::Done(value) = walk { value } else { None }).collect());
            return Ok(());
        };
        let is_same = |walk: &Walk<'_>| {
            walk.array().is_some_and(|other| std::ptr::eq(other.as_ptr(), array.as_ptr()) && other.len() == array.len())
        };
        if walks.iter().any(|walk| walk.array().is_some() && !is_same(walk)) {
            return Err(self.parallel_arrays());
        }
        self.multikey = true;
        if array.is_empty() {
            return self
                .expand(walks.into_iter().map(|walk| if is_same(&walk) { walk.into_empty() } else { walk }).collect());
        }
        for item in array {
            let inside = walks.iter().cloned().map(|walk| if is_same(&walk) { walk.into_element(item) } else { walk });
            self.expand(inside.collect())?;
        }
        Ok(())
    }

    fn parallel_arrays(&self) -> CommandError {
        CommandError::new(
            Code::CannotIndexParallelArrays,
            format!("cannot index parallel arrays in index {}", self.index.name),
        )
    }
}

/// `{a: 1, b: "x"}` of an entry, with the names of the index.
pub(crate) fn key_value(index: &Index, values: &[Bson]) -> Document {
    let mut out = doc! {};
    for (field, value) in index.fields.iter().zip(values) {
        out.insert(&field.path.text, value.clone());
    }
    out
}
