//! Operators on arrays: `$push`, `$addToSet`, `$pull`, `$pullAll`, `$pop`.

use bson::{Bson, Document};

use super::place;
use crate::{
    error::{CommandError, Outcome},
    query::Filter,
    reading::SortOrder,
    value::{
        compare::{compare, equal},
        path::Path,
        type_name,
    },
};

/// What happens to one array.
#[derive(Clone, Debug)]
pub(crate) enum ArrayDeed {
    Push(Push),
    AddToSet(Vec<Bson>),
    Pull(Pull),
    PullAll(Vec<Bson>),
    PopFirst,
    PopLast,
}

/// `$push` with its modifiers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Push {
    pub(super) each: Vec<Bson>,
    pub(super) position: Option<i64>,
    pub(super) sort: Option<PushSort>,
    pub(super) slice: Option<i64>,
}

#[derive(Clone, Debug)]
pub(crate) enum PushSort {
    ByValue { descending: bool },
    ByFields(SortOrder),
}

/// What `$pull` takes out.
#[derive(Clone, Debug)]
pub(crate) enum Pull {
    Equal(Bson),
    /// Documents that pass.
    Documents(Filter),
    /// Elements that pass tests on themselves.
    Values(Filter),
}

impl ArrayDeed {
    pub(super) fn apply(&self, document: &mut Document, path: &Path) -> Outcome<()> {
        match place::find_mut(document, &path.parts) {
            Some(Bson::Array(items)) => self.change(items),
            Some(other) => Err(CommandError::bad_value(format!(
                "The field '{}' must be an array but is of type {}",
                path.text,
                type_name(other)
            ))),
            None if matches!(self, Self::Push(_) | Self::AddToSet(_)) => {
                let mut items = Vec::new();
                self.change(&mut items)?;
                place::set(document, path, Bson::Array(items))
            }
            None => Ok(()),
        }
    }

    fn change(&self, items: &mut Vec<Bson>) -> Outcome<()> {
        match self {
            Self::Push(push) => push.change(items),
            Self::AddToSet(values) => {
                for value in values {
                    if !items.iter().any(|item| equal(item, value)) {
                        items.push(value.clone());
                    }
                }
            }
            Self::Pull(pull) => return pull.change(items),
            Self::PullAll(values) => items.retain(|item| !values.iter().any(|value| equal(item, value))),
            Self::PopFirst if items.is_empty() => {}
            Self::PopFirst => drop(items.remove(0)),
            Self::PopLast => drop(items.pop()),
        }
        Ok(())
    }
}

impl Push {
    fn change(&self, items: &mut Vec<Bson>) {
        let at = self.position.map_or(items.len(), |position| counted(position, items.len()));
        items.splice(at..at, self.each.iter().cloned());
        match &self.sort {
            Some(PushSort::ByValue { descending: false }) => items.sort_by(compare),
            Some(PushSort::ByValue { descending: true }) => items.sort_by(|a, b| compare(b, a)),
            Some(PushSort::ByFields(order)) => {
                let empty = Document::new();
                items.sort_by_cached_key(|item| order.key_of(item.as_document().unwrap_or(&empty)));
            }
            None => {}
        }
        match self.slice {
            Some(n) if n >= 0 => items.truncate(usize::try_from(n).unwrap_or(usize::MAX)),
            Some(n) => drop(items.drain(..counted(n, items.len()))),
            None => {}
        }
    }
}

/// A position from the front, or from the back when it is negative.
fn counted(position: i64, len: usize) -> usize {
    let distance = usize::try_from(position.unsigned_abs()).unwrap_or(usize::MAX);
    if position >= 0 { distance.min(len) } else { len.saturating_sub(distance) }
}

impl Pull {
    fn change(&self, items: &mut Vec<Bson>) -> Outcome<()> {
        let mut kept = Vec::with_capacity(items.len());
        for item in items.drain(..) {
            let goes = match (self, &item) {
                (Self::Equal(value), _) => equal(&item, value),
                (Self::Documents(filter), Bson::Document(inner)) => filter.matches(inner)?,
                (Self::Documents(_), _) => false,
                (Self::Values(filter), _) => filter.matches_value(&item)?,
            };
            if !goes {
                kept.push(item);
            }
        }
        *items = kept;
        Ok(())
    }
}
