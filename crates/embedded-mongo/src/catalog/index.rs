//! An index as the planner and the writer see it.

use bson::Document;

use crate::{query::Filter, value::path::Path};

/// One index of a collection.
#[derive(Clone, Debug)]
pub(crate) struct Index {
    pub(crate) id: u32,
    pub(crate) name: String,
    pub(crate) fields: Vec<IndexField>,
    pub(crate) unique: bool,
    pub(crate) sparse: bool,
    /// Only documents that pass are in the index.
    pub(crate) partial: Option<Filter>,
    /// Seconds after the date in the field when a document may be removed.
    pub(crate) expire_after_secs: Option<i64>,
    /// As `listIndexes` shows it.
    pub(crate) specification: Document,
}

/// One field of an index.
#[derive(Clone, Debug)]
pub(crate) struct IndexField {
    pub(crate) path: Path,
    pub(crate) descending: bool,
}

impl Index {
    /// `{a: 1, b: -1}` as it was given.
    pub(crate) fn key_pattern(&self) -> Document {
        self.specification.get_document("key").cloned().unwrap_or_default()
    }
}
