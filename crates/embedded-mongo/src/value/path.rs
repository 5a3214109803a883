//! Dotted paths and how they walk through documents and arrays.

use bson::{Bson, Document};

/// `a.b.0`: the text and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Path {
    pub(crate) text: String,
    pub(crate) parts: Vec<String>,
}

impl Path {
    pub(crate) fn parse(text: &str) -> Self {
        Self { text: text.to_owned(), parts: text.split('.').map(str::to_owned).collect() }
    }

    /// The value itself, as inside `$elemMatch: {$gt: 1}`.
    pub(crate) fn itself() -> Self {
        Self { text: String::new(), parts: Vec::new() }
    }
}

/// A part that can name an array position: digits without a leading zero.
pub(crate) fn position(part: &str) -> Option<usize> {
    let plain = part == "0" || (!part.starts_with('0') && part.bytes().all(|b| b.is_ascii_digit()));
    if plain { part.parse().ok() } else { None }
}

/// Whether any value at the path satisfies `test`; `None` stands for a missing field. Arrays on the way are entered one
/// level per part, arrays at the end are handed over whole.
pub(crate) fn any_at<'a>(
    document: &'a Document,
    parts: &[String],
    test: &mut dyn FnMut(Option<&'a Bson>) -> bool,
) -> bool {
    let Some((first, rest)) = parts.split_first() else { return false };
    match document.get(first) {
        Some(value) => any_in_value(value, rest, test),
        None => test(None),
    }
}

pub(crate) fn any_in_value<'a>(
    value: &'a Bson,
    rest: &[String],
    test: &mut dyn FnMut(Option<&'a Bson>) -> bool,
) -> bool {
    match value {
        _ if rest.is_empty() => test(Some(value)),
        Bson::Document(inner) => any_at(inner, rest, test),
        Bson::Array(items) => any_in_array(items, rest, test),
        _ => test(None),
    }
}

fn any_in_array<'a>(items: &'a [Bson], parts: &[String], test: &mut dyn FnMut(Option<&'a Bson>) -> bool) -> bool {
    let at_position = parts.first().and_then(|part| position(part)).and_then(|index| items.get(index));
    if at_position.is_some_and(|item| any_in_value(item, &parts[1..], test)) {
        return true;
    }
    items.iter().filter_map(Bson::as_document).any(|inner| any_at(inner, parts, test))
}

/// The value at a path that does not pass through arrays.
pub(crate) fn plain<'a>(document: &'a Document, parts: &[String]) -> Option<&'a Bson> {
    let (first, rest) = parts.split_first()?;
    let value = document.get(first)?;
    match value {
        _ if rest.is_empty() => Some(value),
        Bson::Document(inner) => plain(inner, rest),
        _ => None,
    }
}

/// The values that a sort compares: arrays give their elements, an empty array counts as undefined, missing as null.
pub(crate) fn sort_values(document: &Document, parts: &[String]) -> Vec<Bson> {
    let mut values = Vec::new();
    any_at(document, parts, &mut |found| {
        match found {
            Some(Bson::Array(items)) if items.is_empty() => values.push(Bson::Undefined),
            Some(Bson::Array(items)) => values.extend(items.iter().cloned()),
            Some(value) => values.push(value.clone()),
            None => values.push(Bson::Null),
        }
        false
    });
    if values.is_empty() {
        values.push(Bson::Null);
    }
    values
}
