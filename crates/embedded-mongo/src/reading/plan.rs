//! Choosing how to read: which index, which ranges of it, which way.

use std::sync::Arc;

use bson::Document;

use super::{
    Hint, Query, SortOrder,
    bounds::{Interval, intersection},
    constraints::{Constraint, constraints_of},
    implied,
};
use crate::{
    catalog::{Collection, Index, IndexField, keyspace},
    error::{CommandError, Outcome},
    mvcc::View,
    storage::{Direction, KeyRange},
    value::path::Path,
};

/// Most ranges a plan may have; `$in` lists multiply.
const MAX_RANGES: usize = 2000;

/// How to read a collection.
#[derive(Debug)]
pub(super) struct Plan {
    /// `None` reads the documents themselves, which are in `_id` order.
    pub(super) index: Option<Arc<Index>>,
    pub(super) streams: Vec<Stream>,
    pub(super) direction: Direction,
    /// The documents come in the order that the query asks for; streams have to be merged for it.
    pub(super) is_ordered: bool,
    /// A document can come several times.
    pub(super) is_multikey: bool,
    /// The filter spares reading some documents.
    pub(super) is_narrow: bool,
    /// At most one document, and the range starts with its key.
    pub(super) is_single: bool,
    score: u32,
}

/// A range of keys; keys of different streams compare from `ordered_from` on.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Stream {
    pub(super) range: KeyRange,
    pub(super) ordered_from: usize,
}

impl Plan {
    pub(super) fn choose(view: &View, collection: &Collection, query: &Query) -> Outcome<Self> {
        let constraints = constraints_of(&query.filter);
        let documents = Candidate {
            index: None,
            fields: vec![IndexField { path: Path::parse("_id"), descending: false }],
            prefix: keyspace::document_prefix(collection),
            is_unique: true,
            is_multikey: false,
        };
        let mut best = documents.plan(&constraints, query);
        if let Some(hint) = &query.hint {
            return match hinted(collection, hint)? {
                None => Ok(best),
                Some(index) if !implied::has_all(index, &constraints) => {
                    Err(CommandError::bad_value("the hinted index does not have all documents of the query"))
                }
                Some(index) => Ok(Candidate::of(view, index)?.plan(&constraints, query)),
            };
        }
        // No index is better than the document itself.
        if best.is_single {
            return Ok(best);
        }
        for index in collection.indexes.iter().filter(|index| implied::has_all(index, &constraints)) {
            let plan = Candidate::of(view, index)?.plan(&constraints, query);
            if plan.score > best.score {
                best = plan;
            }
        }
        Ok(best)
    }
}

/// The index that a hint means; `None` for the documents themselves.
fn hinted<'a>(collection: &'a Collection, hint: &Hint) -> Outcome<Option<&'a Arc<Index>>> {
    let is_documents =
        |keys: &Document| matches!(keys.keys().next().map(String::as_str), Some("_id" | "$natural")) && keys.len() == 1;
    let found = match hint {
        Hint::Name(name) if name == "_id_" => return Ok(None),
        Hint::Keys(keys) if is_documents(keys) => return Ok(None),
        Hint::Name(name) => collection.index_named(name),
        Hint::Keys(keys) => collection.indexes.iter().find(|index| index.key_pattern().to_string() == keys.to_string()),
    };
    found.map(Some).ok_or_else(|| {
        CommandError::bad_value("error processing query: hint provided does not correspond to an existing index")
    })
}

/// An index, or the documents in `_id` order, as something to plan with.
struct Candidate {
    index: Option<Arc<Index>>,
    fields: Vec<IndexField>,
    prefix: Vec<u8>,
    is_unique: bool,
    is_multikey: bool,
}

/// Keys that the first fields of an index allow.
struct Narrowed {
    /// Where the keys of each field end, for every combination of points.
    prefixes: Vec<Vec<usize>>,
    bytes: Vec<Vec<u8>>,
    n_points: usize,
    /// Fields with exactly one allowed value: any order is theirs.
    constant: Vec<bool>,
    range: Option<Vec<Interval>>,
}

impl Candidate {
    fn of(view: &View, index: &Arc<Index>) -> Outcome<Self> {
        Ok(Self {
            fields: index.fields.clone(),
            prefix: keyspace::index_prefix(index),
            is_unique: index.unique,
            is_multikey: view.get(&keyspace::multikey_mark(index))?.is_some(),
            index: Some(Arc::clone(index)),
        })
    }

    fn plan(self, constraints: &[Constraint<'_>], query: &Query) -> Plan {
        let narrowed = self.narrow(constraints);
        let order = query.sort.as_ref().filter(|_| !self.is_multikey);
        let order = order.and_then(|order| self.order(order, &narrowed));
        let score = self.score(&narrowed, order.is_some(), query.limit.is_some());
        let (ordered_from, direction) = order.unwrap_or((0, Direction::Forward));
        let streams = self.streams(&narrowed, ordered_from);
        Plan {
            is_single: self.index.is_none() && narrowed.n_points == 1 && streams.len() == 1,
            streams,
            index: self.index,
            direction,
            is_ordered: order.is_some(),
            is_multikey: self.is_multikey,
            is_narrow: narrowed.n_points > 0 || narrowed.range.is_some(),
            score,
        }
    }

    /// Follows the fields as long as each has a demand; after a range the rest cannot be used.
    fn narrow(&self, constraints: &[Constraint<'_>]) -> Narrowed {
        let mut out = Narrowed {
            prefixes: vec![vec![self.prefix.len()]],
            bytes: vec![self.prefix.clone()],
            n_points: 0,
            constant: Vec::new(),
            range: None,
        };
        for (at, field) in self.fields.iter().enumerate() {
            if self.is_multikey && self.shares_array(at) {
                break;
            }
            let Some(intervals) = self.allowed(field, constraints) else { break };
            if intervals.len() * out.bytes.len() > MAX_RANGES {
                break;
            }
            if !intervals.iter().all(|interval| interval.is_point) {
                out.range = Some(intervals);
                break;
            }
            out.constant.push(intervals.len() == 1);
            out.extend(&intervals, field.descending);
        }
        out
    }

    /// Two fields of one array may be met by different elements, but their entries come from the same.
    fn shares_array(&self, at: usize) -> bool {
        let first = |field: &IndexField| field.path.parts[0].clone();
        self.fields[..at].iter().any(|earlier| first(earlier) == first(&self.fields[at]))
    }

    /// With several entries per document two demands may be met by two of them, so only one can narrow.
    fn allowed(&self, field: &IndexField, constraints: &[Constraint<'_>]) -> Option<Vec<Interval>> {
        let mut known = constraints
            .iter()
            .filter(|known| known.path == field.path.text)
            .filter_map(|known| known.intervals.as_ref());
        if self.is_multikey {
            return known.min_by_key(|intervals| !intervals.iter().all(|interval| interval.is_point)).cloned();
        }
        let first = known.next()?.clone();
        Some(known.fold(first, |all, next| intersection(&all, next)))
    }

    /// Where the wanted order starts in the index, and the way to walk.
    fn order(&self, order: &SortOrder, narrowed: &Narrowed) -> Option<(usize, Direction)> {
        (0..=narrowed.n_points).find_map(|from| Some((from, self.order_from(from, order, narrowed)?)))
    }

    fn order_from(&self, from: usize, order: &SortOrder, narrowed: &Narrowed) -> Option<Direction> {
        let is_constant = |at: usize| narrowed.constant.get(at) == Some(&true);
        let mut at = from;
        let mut direction = None;
        for wanted in &order.fields {
            if self.fields.iter().enumerate().any(|(n, field)| is_constant(n) && field.path == wanted.path) {
                continue;
            }
            while is_constant(at) {
                at += 1;
            }
            let field = self.fields.get(at).filter(|field| field.path == wanted.path)?;
            let way = if field.descending == wanted.descending { Direction::Forward } else { Direction::Backward };
            if direction.is_some_and(|known| known != way) {
                return None;
            }
            direction = Some(way);
            at += 1;
        }
        Some(direction.unwrap_or(Direction::Forward))
    }

    /// Points narrow most, then an order that spares a sort, then a range.
    fn score(&self, narrowed: &Narrowed, is_ordered: bool, is_limited: bool) -> u32 {
        let one_document = self.is_unique && narrowed.n_points == self.fields.len();
        let points = u32::try_from(narrowed.n_points).unwrap_or(0) * 10;
        let order = if is_limited { 6 } else { 3 };
        points + u32::from(one_document) * 100 + u32::from(narrowed.range.is_some()) * 4 + u32::from(is_ordered) * order
    }

    fn streams(&self, narrowed: &Narrowed, ordered_from: usize) -> Vec<Stream> {
        let mut streams = Vec::new();
        let descending = self.fields.get(narrowed.n_points).is_some_and(|field| field.descending);
        for (bytes, ends) in narrowed.bytes.iter().zip(&narrowed.prefixes) {
            let ordered_from = ends[ordered_from];
            match &narrowed.range {
                Some(intervals) => streams.extend(
                    intervals.iter().map(|interval| Stream { range: interval.under(bytes, descending), ordered_from }),
                ),
                None => streams.push(Stream { range: KeyRange::prefixed(bytes), ordered_from }),
            }
        }
        streams
    }
}

impl Narrowed {
    fn extend(&mut self, points: &[Interval], descending: bool) {
        let (mut bytes, mut prefixes) = (Vec::new(), Vec::new());
        for (before, ends) in self.bytes.iter().zip(&self.prefixes) {
            for point in points {
                let mut key = point.start.clone();
                if descending {
                    crate::value::key::invert(&mut key);
                }
                let next = [before.as_slice(), &key].concat();
                prefixes.push(ends.iter().copied().chain([next.len()]).collect());
                bytes.push(next);
            }
        }
        self.bytes = bytes;
        self.prefixes = prefixes;
        self.n_points += 1;
    }
}
