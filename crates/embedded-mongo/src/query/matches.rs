//! Whether a document passes a filter.

use bson::{Bson, Document};

use super::{Comparison, Filter, Test};
use crate::{
    error::Outcome,
    value::{
        class_of,
        compare::{compare, equal},
        decimal::Decimal,
        path::{Path, any_at, any_in_value},
    },
};

/// What a filter looks at: a document, or one value inside `$elemMatch` or `$pull`.
#[derive(Clone, Copy)]
enum Subject<'a> {
    Document(&'a Document),
    Value(&'a Bson),
}

impl Filter {
    pub(crate) fn matches(&self, document: &Document) -> Outcome<bool> {
        self.accepts(Subject::Document(document))
    }

    /// For filters whose paths start at the value itself.
    pub(crate) fn matches_value(&self, value: &Bson) -> Outcome<bool> {
        self.accepts(Subject::Value(value))
    }

    fn accepts(&self, subject: Subject<'_>) -> Outcome<bool> {
        match self {
            Self::And(parts) => every(parts, subject),
            Self::Or(parts) => some(parts, subject),
            Self::Nor(parts) => some(parts, subject).map(|found| !found),
            Self::Not(inner) => inner.accepts(subject).map(|found| !found),
            Self::Field(path, test) => test.matches_at(path, subject),
            Self::Expression(expression) => match subject {
                Subject::Document(document) => expression.is_true(document),
                Subject::Value(Bson::Document(document)) => expression.is_true(document),
                Subject::Value(_) => Ok(false),
            },
        }
    }
}

fn every(parts: &[Filter], subject: Subject<'_>) -> Outcome<bool> {
    for part in parts {
        if !part.accepts(subject)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn some(parts: &[Filter], subject: Subject<'_>) -> Outcome<bool> {
    for part in parts {
        if part.accepts(subject)? {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Test {
    fn matches_at(&self, path: &Path, subject: Subject<'_>) -> Outcome<bool> {
        let mut failure = None;
        let mut test = |found: Option<&Bson>| {
            self.accepts(found).unwrap_or_else(|error| {
                failure = Some(error);
                true
            })
        };
        let found = match subject {
            Subject::Document(document) => any_at(document, &path.parts, &mut test),
            Subject::Value(value) => any_in_value(value, &path.parts, &mut test),
        };
        failure.map_or(Ok(found), Err)
    }

    /// The value at the end of a path, or an element of it when it is an array.
    fn accepts(&self, found: Option<&Bson>) -> Outcome<bool> {
        match (self, found) {
            (Self::Exists, _) => Ok(found.is_some()),
            (Self::Size(size), _) => {
                Ok(found.and_then(Bson::as_array).is_some_and(|items| i64::try_from(items.len()) == Ok(*size)))
            }
            (Self::ElementDocument(filter), Some(Bson::Array(items))) => any_element(items, |item| match item {
                Bson::Document(document) => filter.matches(document),
                _ => Ok(false),
            }),
            (Self::ElementValue(filter), Some(Bson::Array(items))) => {
                any_element(items, |item| filter.matches_value(item))
            }
            (Self::ElementDocument(_) | Self::ElementValue(_), _) => Ok(false),
            (Self::Type(types), Some(value @ Bson::Array(items))) => {
                Ok(types.wants_arrays() && types.contains(value) || items.iter().any(|item| types.contains(item)))
            }
            (_, Some(value @ Bson::Array(items))) => {
                Ok(self.accepts_value(Some(value)) || items.iter().any(|item| self.accepts_value(Some(item))))
            }
            _ => Ok(self.accepts_value(found)),
        }
    }

    /// One value, taken as it is.
    pub(crate) fn accepts_value(&self, found: Option<&Bson>) -> bool {
        match self {
            Self::Equal(wanted) => is_equal(found, wanted),
            Self::Compare(how, bound) => how.accepts(found.unwrap_or(&Bson::Null), bound),
            Self::In(values, patterns) => {
                values.iter().any(|wanted| is_equal(found, wanted))
                    || found.is_some_and(|value| patterns.iter().any(|pattern| pattern.matches(value)))
            }
            Self::Matches(pattern) => found.is_some_and(|value| pattern.matches(value)),
            Self::Type(types) => found.is_some_and(|value| types.contains(value)),
            Self::Modulo { divisor, remainder } => {
                found.and_then(truncated).is_some_and(|value| value.checked_rem(*divisor).unwrap_or(0) == *remainder)
            }
            Self::Exists => found.is_some(),
            Self::Size(_) | Self::ElementDocument(_) | Self::ElementValue(_) => false,
        }
    }
}

fn any_element(items: &[Bson], mut test: impl FnMut(&Bson) -> Outcome<bool>) -> Outcome<bool> {
    for item in items {
        if test(item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Null equals missing, and (long deprecated) undefined.
fn is_equal(found: Option<&Bson>, wanted: &Bson) -> bool {
    match found {
        None | Some(Bson::Undefined) => matches!(wanted, Bson::Null),
        Some(value) => equal(value, wanted),
    }
}

impl Comparison {
    /// Ranges stay within the class of their bound; MinKey and MaxKey bound everything.
    pub(crate) fn accepts(self, value: &Bson, bound: &Bson) -> bool {
        let crosses = matches!(bound, Bson::MinKey | Bson::MaxKey);
        if class_of(value) != class_of(bound) && !crosses {
            return false;
        }
        if is_nan(value) != is_nan(bound) {
            return false;
        }
        let order = compare(value, bound);
        match self {
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
        }
    }
}

fn is_nan(value: &Bson) -> bool {
    match value {
        Bson::Double(n) => n.is_nan(),
        Bson::Decimal128(n) => crate::value::decimal::unpack(n) == crate::value::decimal::Unpacked::NotANumber,
        _ => false,
    }
}

/// `$mod` cuts off what is behind the point.
fn truncated(value: &Bson) -> Option<i64> {
    match value {
        Bson::Int32(n) => Some(i64::from(*n)),
        Bson::Int64(n) => Some(*n),
        Bson::Double(n) => crate::value::number::exact_i64(n.trunc()),
        Bson::Decimal128(n) => Decimal::parse(n).and_then(Decimal::to_i64),
        _ => None,
    }
}
