//! What documents are as bytes, told without writing the bytes: how many they are, and whether two are the same.

use bson::{Bson, Document, spec::BinarySubtype};

/// True when both are the same bytes. Stricter than `==`, which passes over the order of fields, and the sign of zero.
pub(crate) fn is_same_document(one: &Document, other: &Document) -> bool {
    let is_same_field = |((name, value), (other_name, other))| name == other_name && is_same(value, other);
    one.len() == other.len() && one.iter().zip(other).all(is_same_field)
}

/// As [`is_same_document`], for one value.
pub(crate) fn is_same(one: &Bson, other: &Bson) -> bool {
    match (one, other) {
        (Bson::Document(one), Bson::Document(other)) => is_same_document(one, other),
        (Bson::Array(one), Bson::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Bson::Double(one), Bson::Double(other)) => one.to_bits() == other.to_bits(),
        (Bson::JavaScriptCodeWithScope(one), Bson::JavaScriptCodeWithScope(other)) => {
            one.code == other.code && is_same_document(&one.scope, &other.scope)
        }
        _ => one == other,
    }
}

/// How many bytes a document is.
pub(crate) fn document_size(document: &Document) -> usize {
    // Its length in front, and the zero at its end.
    5 + document.iter().map(|(name, value)| element_size(name.len(), value)).sum::<usize>()
}

/// The type, the name and its zero, the value.
fn element_size(name: usize, value: &Bson) -> usize {
    2 + name + value_size(value)
}

fn value_size(value: &Bson) -> usize {
    let text = |text: &str| 4 + text.len() + 1;
    match value {
        Bson::Null | Bson::Undefined | Bson::MinKey | Bson::MaxKey => 0,
        Bson::Boolean(_) => 1,
        Bson::Int32(_) => 4,
        Bson::Double(_) | Bson::Int64(_) | Bson::DateTime(_) | Bson::Timestamp(_) => 8,
        Bson::ObjectId(_) => 12,
        Bson::Decimal128(_) => 16,
        Bson::String(it) | Bson::Symbol(it) | Bson::JavaScriptCode(it) => text(it),
        Bson::Document(it) => document_size(it),
        Bson::Array(items) => array_size(items),
        // The old kind says its length twice.
        Bson::Binary(it) => 5 + it.bytes.len() + if it.subtype == BinarySubtype::BinaryOld { 4 } else { 0 },
        Bson::RegularExpression(it) => it.pattern.as_str().len() + it.options.as_str().len() + 2,
        Bson::JavaScriptCodeWithScope(it) => 4 + text(&it.code) + document_size(&it.scope),
        // Its fields are its library's own; nobody writes one any more.
        Bson::DbPointer(_) => bson::doc! { "": value }.to_vec().map_or(0, |bytes| bytes.len() - 7),
    }
}

/// The names of the elements are their numbers, written out.
fn array_size(items: &[Bson]) -> usize {
    let digits = |at: usize| at.checked_ilog10().map_or(1, |log| log as usize + 1);
    5 + items.iter().enumerate().map(|(at, item)| element_size(digits(at), item)).sum::<usize>()
}

#[cfg(test)]
#[path = "bytes_tests.rs"]
mod tests;
