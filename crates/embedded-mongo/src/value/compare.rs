//! MongoDB's total order over BSON values, across types.

use std::cmp::Ordering;

use bson::{Bson, Document};

use super::{class_of, number};

/// The order MongoDB sorts by. Missing values are the caller's matter: they count as null.
pub(crate) fn compare(a: &Bson, b: &Bson) -> Ordering {
    class_of(a).cmp(&class_of(b)).then_with(|| compare_within_class(a, b))
}

fn compare_within_class(a: &Bson, b: &Bson) -> Ordering {
    match (a, b) {
        (Bson::String(x) | Bson::Symbol(x), Bson::String(y) | Bson::Symbol(y)) => x.cmp(y),
        (Bson::Document(x), Bson::Document(y)) => compare_documents(x, y),
        (Bson::Array(x), Bson::Array(y)) => compare_arrays(x, y),
        (Bson::Binary(x), Bson::Binary(y)) => {
            (x.bytes.len(), u8::from(x.subtype), &x.bytes).cmp(&(y.bytes.len(), u8::from(y.subtype), &y.bytes))
        }
        (Bson::ObjectId(x), Bson::ObjectId(y)) => x.bytes().cmp(&y.bytes()),
        (Bson::Boolean(x), Bson::Boolean(y)) => x.cmp(y),
        (Bson::DateTime(x), Bson::DateTime(y)) => x.cmp(y),
        (Bson::Timestamp(x), Bson::Timestamp(y)) => (x.time, x.increment).cmp(&(y.time, y.increment)),
        (Bson::RegularExpression(x), Bson::RegularExpression(y)) => {
            (x.pattern.as_str(), x.options.as_str()).cmp(&(y.pattern.as_str(), y.options.as_str()))
        }
        (Bson::DbPointer(x), Bson::DbPointer(y)) => format!("{x:?}").cmp(&format!("{y:?}")),
        (Bson::JavaScriptCode(x), Bson::JavaScriptCode(y)) => x.cmp(y),
        (Bson::JavaScriptCodeWithScope(x), Bson::JavaScriptCodeWithScope(y)) => {
            x.code.cmp(&y.code).then_with(|| compare_documents(&x.scope, &y.scope))
        }
        _ => number_or_equal(a, b),
    }
}

fn number_or_equal(a: &Bson, b: &Bson) -> Ordering {
    if class_of(a) == super::class::NUMBER { number::compare(a, b) } else { Ordering::Equal }
}

/// Field by field in stored order: class of the value, then name, then value; a shorter prefix comes first.
pub(crate) fn compare_documents(a: &Document, b: &Document) -> Ordering {
    for ((name_a, value_a), (name_b, value_b)) in a.iter().zip(b.iter()) {
        let order = class_of(value_a)
            .cmp(&class_of(value_b))
            .then_with(|| name_a.cmp(name_b))
            .then_with(|| compare_within_class(value_a, value_b));
        if order.is_ne() {
            return order;
        }
    }
    a.len().cmp(&b.len())
}

fn compare_arrays(a: &[Bson], b: &[Bson]) -> Ordering {
    a.iter().zip(b).map(|(x, y)| compare(x, y)).find(|order| order.is_ne()).unwrap_or(a.len().cmp(&b.len()))
}

/// Equality in MongoDB's sense: `1`, `1.0` and decimal `1.00` are the same value.
pub(crate) fn equal(a: &Bson, b: &Bson) -> bool {
    compare(a, b).is_eq()
}
