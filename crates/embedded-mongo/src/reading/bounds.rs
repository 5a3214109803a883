//! Which keys of one index field a test allows. The bounds may allow more than the test, never less.

use bson::Bson;

use crate::{
    query::{Comparison, Test},
    storage::KeyRange,
    value::{
        class, class_of,
        decimal::{Unpacked, unpack},
        key::{after_prefix, class_range, encode_text_open, invert, key_of},
    },
};

/// Keys of one field from `start` up to, but without, `end`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Interval {
    pub(super) start: Vec<u8>,
    pub(super) end: Vec<u8>,
    /// Exactly one value.
    pub(super) is_point: bool,
}

impl Interval {
    fn point(value: &Bson) -> Self {
        let start = key_of(value);
        Self { end: after_prefix(&start), start, is_point: true }
    }

    fn range(start: Vec<u8>, end: Vec<u8>) -> Self {
        Self { start, end, is_point: false }
    }

    fn of_class(class: u8) -> Self {
        let (start, end) = class_range(class);
        Self::range(start, end)
    }

    fn and(&self, other: &Self) -> Option<Self> {
        let start = self.start.clone().max(other.start.clone());
        let end = self.end.clone().min(other.end.clone());
        let is_point = (self.is_point && self.start == start) || (other.is_point && other.start == start);
        (start < end).then_some(Self { start, end, is_point })
    }

    /// The storage keys under `prefix`, for an ascending or descending field.
    pub(super) fn under(&self, prefix: &[u8], descending: bool) -> KeyRange {
        let with = |bytes: &[u8]| [prefix, bytes].concat();
        if !descending {
            return KeyRange { start: with(&self.start), end: with(&self.end) };
        }
        // Keys end by themselves, so turning them round turns the order round: what was before `end` comes after it.
        let turned = |bytes: &[u8]| {
            let mut turned = bytes.to_vec();
            invert(&mut turned);
            after_prefix(&turned)
        };
        KeyRange { start: with(&turned(&self.end)), end: with(&turned(&self.start)) }
    }
}

/// What two sets of intervals have in common.
pub(super) fn intersection(a: &[Interval], b: &[Interval]) -> Vec<Interval> {
    let mut common: Vec<Interval> = a.iter().flat_map(|x| b.iter().filter_map(|y| x.and(y))).collect();
    common.sort();
    common.dedup();
    common
}

/// Sorted intervals that contain every key of every document that passes; `None` when an index does not help.
pub(super) fn intervals_of(test: &Test) -> Option<Vec<Interval>> {
    let mut intervals = match test {
        Test::Equal(value) => equal(value),
        Test::Compare(how, bound) => vec![compared(*how, bound)?],
        Test::In(values, patterns) if patterns.is_empty() => values.iter().flat_map(equal).collect(),
        Test::Matches(pattern) => {
            let mut start = vec![class::STRING];
            encode_text_open(&mut start, pattern.literal_prefix()?);
            vec![Interval::range(start.clone(), after_prefix(&start)), Interval::of_class(class::REGEX)]
        }
        _ => return None,
    };
    intervals.sort();
    intervals.dedup();
    Some(intervals)
}

/// An array is found by its first element, or as an element of another array.
fn equal(value: &Bson) -> Vec<Interval> {
    match value {
        Bson::Null => vec![Interval::range(vec![class::UNDEFINED], vec![class::NULL + 1])],
        Bson::Array(items) => vec![Interval::point(items.first().unwrap_or(&Bson::Undefined)), Interval::point(value)],
        _ => vec![Interval::point(value)],
    }
}

fn compared(how: Comparison, bound: &Bson) -> Option<Interval> {
    let class = class_of(bound);
    if matches!(class, class::MIN_KEY | class::MAX_KEY | class::ARRAY | class::UNDEFINED) || is_nan(bound) {
        return None;
    }
    if class == class::NULL {
        let with_equal = matches!(how, Comparison::GreaterOrEqual | Comparison::LessOrEqual);
        return with_equal.then(|| Interval::range(vec![class::UNDEFINED], vec![class::NULL + 1]));
    }
    let (lowest, highest) = class_range(class);
    let key = key_of(bound);
    Some(match how {
        Comparison::Greater => Interval::range(after_prefix(&key), highest),
        Comparison::GreaterOrEqual => Interval::range(key, highest),
        Comparison::Less => Interval::range(lowest, key),
        Comparison::LessOrEqual => Interval::range(lowest, after_prefix(&key)),
    })
}

fn is_nan(value: &Bson) -> bool {
    match value {
        Bson::Double(n) => n.is_nan(),
        Bson::Decimal128(n) => unpack(n) == Unpacked::NotANumber,
        _ => false,
    }
}
