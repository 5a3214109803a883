//! Finding, making and emptying the place that a dotted path names.

use bson::{Bson, Document};

use crate::{
    error::{Code, CommandError, Outcome},
    value::path::{Path, position},
};

/// MongoDB pads an array with at most this many nulls.
const MAX_PADDING: usize = 1_500_000;

/// The value at the path, or `None`; `Err` only where a scalar stands in the way of a write is left to [`set`].
pub(super) fn find_mut<'a>(document: &'a mut Document, parts: &[String]) -> Option<&'a mut Bson> {
    let (first, rest) = parts.split_first()?;
    let mut value = document.get_mut(first)?;
    for part in rest {
        value = match value {
            Bson::Document(inner) => inner.get_mut(part)?,
            Bson::Array(items) => items.get_mut(position(part)?)?,
            _ => return None,
        };
    }
    Some(value)
}

/// Puts the value at the path, making the documents on the way.
pub(super) fn set(document: &mut Document, path: &Path, value: Bson) -> Outcome<()> {
    set_in_document(document, path, &path.parts, value)
}

fn set_in_document(document: &mut Document, path: &Path, parts: &[String], value: Bson) -> Outcome<()> {
    let (first, rest) = parts.split_first().expect("a path has at least one part");
    if rest.is_empty() {
        document.insert(first, value);
        return Ok(());
    }
    let slot = document.entry(first.clone()).or_insert(Bson::Document(Document::new()));
    set_in_value(slot, path, rest, value)
}

fn set_in_value(slot: &mut Bson, path: &Path, parts: &[String], value: Bson) -> Outcome<()> {
    match slot {
        Bson::Document(inner) => set_in_document(inner, path, parts, value),
        Bson::Array(items) => set_in_array(items, path, parts, value),
        _ => Err(not_viable(path, &parts[0])),
    }
}

fn set_in_array(items: &mut Vec<Bson>, path: &Path, parts: &[String], value: Bson) -> Outcome<()> {
    let (first, rest) = parts.split_first().expect("a path has at least one part");
    let at = position(first).ok_or_else(|| not_viable(path, first))?;
    if at >= items.len() {
        if at - items.len() > MAX_PADDING {
            return Err(CommandError::bad_value(format!("can't backfill more than {MAX_PADDING} elements")));
        }
        items.resize(at + 1, Bson::Null);
        if !rest.is_empty() {
            items[at] = Bson::Document(Document::new());
        }
    }
    if rest.is_empty() {
        items[at] = value;
        return Ok(());
    }
    set_in_value(&mut items[at], path, rest, value)
}

/// Removes the field at the path; an array element becomes null. Nothing there is fine.
pub(super) fn unset(document: &mut Document, parts: &[String]) -> Option<Bson> {
    let (last, before) = parts.split_last()?;
    if before.is_empty() {
        return document.remove(last);
    }
    match find_mut(document, before)? {
        Bson::Document(inner) => inner.remove(last),
        Bson::Array(items) => items.get_mut(position(last)?).map(|item| std::mem::replace(item, Bson::Null)),
        _ => None,
    }
}

fn not_viable(path: &Path, part: &str) -> CommandError {
    CommandError::new(
        Code::PathNotViable,
        format!("Cannot create field '{part}' in the element on the way of '{}'", path.text),
    )
}
