//! Operators on strings, and from one type to another.

use bson::{Bson, DateTime};

use super::operators::Operator;
use crate::{
    error::{CommandError, Outcome},
    value::{decimal::Decimal, is_truthy, number::exact_i64, type_name, whole_number},
};

pub(super) fn concat(values: &[Bson]) -> Outcome<Bson> {
    let parts = values.iter().map(|value| string(value, "$concat")).collect::<Outcome<Vec<_>>>()?;
    Ok(Bson::String(parts.concat()))
}

fn string<'a>(value: &'a Bson, operator: &str) -> Outcome<&'a str> {
    value
        .as_str()
        .ok_or_else(|| CommandError::bad_value(format!("{operator} only supports strings, not {}", type_name(value))))
}

/// Only ASCII letters change, as MongoDB does it; null gives an empty string.
pub(super) fn letters(value: Option<&Bson>, upper: bool) -> Outcome<Option<Bson>> {
    let text = match value {
        None | Some(Bson::Null) => String::new(),
        Some(value) => match convert(Operator::ToString, value)? {
            Bson::String(text) if upper => text.to_ascii_uppercase(),
            Bson::String(text) => text.to_ascii_lowercase(),
            _ => String::new(),
        },
    };
    Ok(Some(Bson::String(text)))
}

pub(super) fn text(operator: Operator, values: &[Bson]) -> Outcome<Bson> {
    let subject = string(&values[0], operator.name())?;
    match operator {
        Operator::StrLenCp => Ok(Bson::Int32(i32::try_from(subject.chars().count()).unwrap_or(i32::MAX))),
        Operator::Split => {
            let separator = string(&values[1], "$split")?;
            if separator.is_empty() {
                return Err(CommandError::bad_value("$split requires a non-empty separator"));
            }
            Ok(Bson::Array(subject.split(separator).map(Bson::from).collect()))
        }
        _ => {
            let position = |value: &Bson| whole_number(value).and_then(|n| usize::try_from(n).ok());
            let wrong = || CommandError::bad_value("$substrCP: start and length have to be whole and not negative");
            let (start, len) = (position(&values[1]).ok_or_else(wrong)?, position(&values[2]).ok_or_else(wrong)?);
            Ok(Bson::String(subject.chars().skip(start).take(len).collect()))
        }
    }
}

pub(super) fn convert(operator: Operator, value: &Bson) -> Outcome<Bson> {
    let converted = match operator {
        Operator::ToString => to_string(value).map(Bson::String),
        Operator::ToBool => Some(Bson::Boolean(is_truthy(value))),
        Operator::ToLong => to_long(value).map(Bson::Int64),
        Operator::ToInt => to_long(value).and_then(|n| i32::try_from(n).ok()).map(Bson::Int32),
        Operator::ToDouble => to_double(value).map(Bson::Double),
        Operator::ToDecimal => to_decimal(value),
        Operator::ToDate => match value {
            Bson::DateTime(_) => Some(value.clone()),
            Bson::Int64(millis) => Some(Bson::DateTime(DateTime::from_millis(*millis))),
            Bson::ObjectId(id) => Some(Bson::DateTime(id.timestamp())),
            Bson::String(text) => DateTime::parse_rfc3339_str(text).ok().map(Bson::DateTime),
            _ => None,
        },
        _ => match value {
            Bson::ObjectId(_) => Some(value.clone()),
            Bson::String(text) => bson::oid::ObjectId::parse_str(text).ok().map(Bson::ObjectId),
            _ => None,
        },
    };
    converted.ok_or_else(|| {
        CommandError::new(
            crate::error::Code::ConversionFailure,
            format!("cannot {} the {} {value} in $convert with no onError value", operator.name(), type_name(value)),
        )
    })
}

fn to_string(value: &Bson) -> Option<String> {
    match value {
        Bson::String(text) => Some(text.clone()),
        Bson::Int32(n) => Some(n.to_string()),
        Bson::Int64(n) => Some(n.to_string()),
        // Doubles and dates have spellings of their own; whole doubles are the ones that are the same everywhere.
        Bson::Double(n) => exact_i64(*n).map(|whole| whole.to_string()),
        Bson::Decimal128(n) => Some(n.to_string()),
        Bson::Boolean(b) => Some(b.to_string()),
        Bson::ObjectId(id) => Some(id.to_hex()),
        Bson::DateTime(date) => iso_millis(*date),
        _ => None,
    }
}

/// `2026-11-20T12:00:00.000Z`, always with milliseconds.
fn iso_millis(date: DateTime) -> Option<String> {
    let text = date.try_to_rfc3339_string().ok()?;
    let head = text.get(..19)?;
    Some(format!("{head}.{:03}Z", date.timestamp_millis().rem_euclid(1000)))
}

fn to_long(value: &Bson) -> Option<i64> {
    match value {
        Bson::Boolean(b) => Some(i64::from(*b)),
        Bson::String(text) => text.parse().ok(),
        Bson::DateTime(date) => Some(date.timestamp_millis()),
        Bson::Double(n) => exact_i64(n.trunc()),
        _ => whole_number(value),
    }
}

fn to_double(value: &Bson) -> Option<f64> {
    match value {
        Bson::Double(n) => Some(*n),
        Bson::String(text) => text.parse().ok(),
        Bson::Decimal128(n) => n.to_string().parse().ok(),
        #[allow(clippy::cast_precision_loss)]
        _ => to_long(value).map(|n| n as f64),
    }
}

fn to_decimal(value: &Bson) -> Option<Bson> {
    match value {
        Bson::Decimal128(_) => Some(value.clone()),
        Bson::String(text) => text.parse().ok().map(Bson::Decimal128),
        Bson::Double(n) => exact_i64(*n).map(|whole| Bson::Decimal128(Decimal::from_i64(whole).pack())),
        _ => to_long(value).map(|n| Bson::Decimal128(Decimal::from_i64(n).pack())),
    }
}
