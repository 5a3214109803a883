//! Update documents: parsed once, then applied to documents. Nothing here writes.

mod arrays;
mod fields;
mod parse;
mod place;
mod upsert;

use bson::{Bson, DateTime, Document};

pub(crate) use parse::parse_update;
pub(crate) use upsert::seed;

use crate::{
    error::{Code, CommandError, Outcome},
    value::{compare::equal, path::Path},
};
use arrays::ArrayDeed;
use fields::FieldDeed;

/// A parsed update.
#[derive(Clone, Debug)]
pub(crate) enum Update {
    Replacement(Document),
    /// Sorted by path, as MongoDB applies them.
    Operators(Vec<Step>),
}

/// One operator on one path.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(super) path: Path,
    pub(super) deed: Deed,
}

#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Field(FieldDeed),
    Array(ArrayDeed),
}

/// What an update may need to know besides the document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Occasion {
    /// The document is being inserted by an upsert.
    pub(crate) inserting: bool,
    pub(crate) now: DateTime,
}

impl Update {
    pub(crate) const fn is_replacement(&self) -> bool {
        matches!(self, Self::Replacement(_))
    }

    /// The document after the update. The `_id` may not change.
    pub(crate) fn apply(&self, old: &Document, occasion: Occasion) -> Outcome<Document> {
        let new = match self {
            Self::Replacement(replacement) => replace(old, replacement),
            Self::Operators(steps) => operate(old, steps, occasion)?,
        };
        match (old.get("_id"), new.get("_id")) {
            (Some(before), Some(after)) if !equal(before, after) => Err(immutable_id()),
            (Some(_), None) => Err(immutable_id()),
            _ => Ok(new),
        }
    }
}

fn replace(old: &Document, replacement: &Document) -> Document {
    let mut new = Document::new();
    if let Some(id) = replacement.get("_id").or_else(|| old.get("_id")) {
        new.insert("_id", id.clone());
    }
    new.extend(replacement.clone());
    new
}

fn operate(old: &Document, steps: &[Step], occasion: Occasion) -> Outcome<Document> {
    let mut new = old.clone();
    for step in steps {
        match &step.deed {
            Deed::Field(deed) => deed.apply(&mut new, &step.path, occasion)?,
            Deed::Array(deed) => deed.apply(&mut new, &step.path)?,
        }
    }
    Ok(new)
}

fn immutable_id() -> CommandError {
    CommandError::new(
        Code::ImmutableField,
        "Performing an update on the path '_id' would modify the immutable field '_id'",
    )
}

/// Puts `_id` first, making one when it is missing.
pub(crate) fn with_id_first(mut document: Document) -> Document {
    if document.keys().next().is_some_and(|first| first == "_id") {
        return document;
    }
    let id = document.remove("_id").unwrap_or_else(|| Bson::ObjectId(bson::oid::ObjectId::new()));
    let mut ordered = Document::new();
    ordered.insert("_id", id);
    ordered.extend(document);
    ordered
}

#[cfg(test)]
mod tests;
