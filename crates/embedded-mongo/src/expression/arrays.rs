//! Operators on arrays, sets and objects.

use std::collections::BTreeMap;

use bson::{Bson, Document, doc};

use super::operators::{Operator, is_nullish, truth};
use crate::{
    error::{CommandError, Outcome},
    value::{compare::equal, is_truthy, key::key_of, type_name, whole_number},
};

/// Operators that refuse null.
pub(super) fn of_values(operator: Operator, values: &[Option<Bson>]) -> Outcome<Option<Bson>> {
    let array = |at: usize| match &values[at] {
        Some(Bson::Array(items)) => Ok(items),
        other => Err(CommandError::bad_value(format!(
            "The argument to {} must be an array, but was of type: {}",
            operator.name(),
            other.as_ref().map_or("missing", type_name)
        ))),
    };
    match operator {
        Operator::Size => Ok(Some(count(array(0)?.len()))),
        Operator::In => {
            let wanted = values[0].as_ref().unwrap_or(&Bson::Undefined);
            Ok(truth(array(1)?.iter().any(|item| equal(item, wanted))))
        }
        Operator::SetIsSubset => {
            let outer = set(array(1)?);
            Ok(truth(set(array(0)?).keys().all(|key| outer.contains_key(key))))
        }
        Operator::AnyElementTrue => Ok(truth(array(0)?.iter().any(is_truthy))),
        _ => Ok(truth(array(0)?.iter().all(is_truthy))),
    }
}

/// Operators whose arguments are all there.
pub(super) fn of_present(operator: Operator, values: &[Bson]) -> Outcome<Option<Bson>> {
    let array = |at: usize| items(operator, &values[at]);
    let result = match operator {
        Operator::First => return Ok(array(0)?.first().cloned()),
        Operator::Last => return Ok(array(0)?.last().cloned()),
        Operator::ArrayElemAt => return element_at(array(0)?, &values[1]),
        Operator::ConcatArrays => {
            let parts = values.iter().map(|value| items(operator, value)).collect::<Outcome<Vec<_>>>()?;
            Bson::Array(parts.concat())
        }
        Operator::Slice => Bson::Array(slice(array(0)?, &values[1..])?),
        Operator::ReverseArray => Bson::Array(array(0)?.iter().rev().cloned().collect()),
        Operator::IndexOfArray => {
            array(0)?.iter().position(|item| equal(item, &values[1])).map_or(Bson::Int32(-1), count)
        }
        Operator::SetUnion => {
            let parts = values.iter().map(|value| items(operator, value)).collect::<Outcome<Vec<_>>>()?;
            unpacked(set(&parts.concat()))
        }
        Operator::SetIntersection => intersection(operator, values)?,
        Operator::SetDifference => {
            let without = set(array(1)?);
            let mut left = set(array(0)?);
            left.retain(|key, _| !without.contains_key(key));
            unpacked(left)
        }
        Operator::ObjectToArray => object_to_array(&values[0])?,
        Operator::ArrayToObject => array_to_object(array(0)?)?,
        other => return Err(CommandError::not_implemented(other.name())),
    };
    Ok(Some(result))
}

pub(super) fn merge_objects(values: &[Option<Bson>]) -> Outcome<Option<Bson>> {
    let mut merged = Document::new();
    for value in values.iter().filter(|value| !is_nullish(value)).flatten() {
        match value {
            Bson::Document(document) => merged.extend(document.clone()),
            other => {
                return Err(CommandError::bad_value(format!(
                    "$mergeObjects requires object inputs, but input is of type {}",
                    type_name(other)
                )));
            }
        }
    }
    Ok(Some(Bson::Document(merged)))
}

fn items(operator: Operator, value: &Bson) -> Outcome<&[Bson]> {
    value.as_array().map(Vec::as_slice).ok_or_else(|| {
        CommandError::bad_value(format!("{} needs an array, but was given {}", operator.name(), type_name(value)))
    })
}

fn count(n: usize) -> Bson {
    Bson::Int32(i32::try_from(n).unwrap_or(i32::MAX))
}

fn whole(value: &Bson) -> Outcome<i64> {
    whole_number(value)
        .ok_or_else(|| CommandError::bad_value(format!("a position has to be a whole number, not {value}")))
}

fn element_at(items: &[Bson], position: &Bson) -> Outcome<Option<Bson>> {
    let at = whole(position)?;
    let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let from_front = if at < 0 { at + len } else { at };
    Ok(usize::try_from(from_front).ok().and_then(|at| items.get(at)).cloned())
}

/// `[count]` or `[position, count]`; negative ones count from the back.
fn slice(items: &[Bson], arguments: &[Bson]) -> Outcome<Vec<Bson>> {
    let len = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let (start, n) = match arguments {
        [n] => match whole(n)? {
            n if n < 0 => ((len + n).max(0), n.saturating_neg()),
            n => (0, n),
        },
        [start, n, ..] => {
            let start = whole(start)?;
            (if start < 0 { (len + start).max(0) } else { start.min(len) }, whole(n)?)
        }
        [] => (0, len),
    };
    if n < 0 {
        return Err(CommandError::bad_value("the count of $slice has to be positive after a position"));
    }
    let clamp = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
    Ok(items.iter().skip(clamp(start)).take(clamp(n)).cloned().collect())
}

/// The different values by key, so in MongoDB's order.
fn set(items: &[Bson]) -> BTreeMap<Vec<u8>, Bson> {
    items.iter().rev().map(|item| (key_of(item), item.clone())).collect()
}

fn unpacked(set: BTreeMap<Vec<u8>, Bson>) -> Bson {
    Bson::Array(set.into_values().collect())
}

fn intersection(operator: Operator, values: &[Bson]) -> Outcome<Bson> {
    let Some((first, rest)) = values.split_first() else { return Ok(Bson::Array(Vec::new())) };
    let mut kept = set(items(operator, first)?);
    for other in rest {
        let other = set(items(operator, other)?);
        kept.retain(|key, _| other.contains_key(key));
    }
    Ok(unpacked(kept))
}

fn object_to_array(value: &Bson) -> Outcome<Bson> {
    let document =
        value.as_document().ok_or_else(|| CommandError::bad_value("$objectToArray requires a document input"))?;
    Ok(Bson::Array(document.iter().map(|(k, v)| Bson::Document(doc! { "k": k, "v": v })).collect()))
}

fn array_to_object(items: &[Bson]) -> Outcome<Bson> {
    let wrong = || CommandError::bad_value("$arrayToObject needs an array of {k, v} documents or [key, value] pairs");
    let mut out = Document::new();
    for item in items {
        let (key, value) = match item {
            Bson::Document(pair) if pair.len() == 2 => (pair.get("k"), pair.get("v")),
            Bson::Array(pair) if pair.len() == 2 => (pair.first(), pair.get(1)),
            _ => return Err(wrong()),
        };
        out.insert(key.and_then(Bson::as_str).ok_or_else(wrong)?, value.ok_or_else(wrong)?.clone());
    }
    Ok(Bson::Document(out))
}
