//! Reading: filters, orders, windows, groups.

use super::{Case, TABLE, begin};
use crate::draw::Draw;
use bson::{Document, doc};

/// Filters of every kind.
pub(crate) fn find(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    let commands = (0..12).map(|_| doc! {"find": TABLE, "filter": draw.filter(2), "sort": {"_id": 1}}).collect();
    begin(&mut draw, Vec::new(), commands)
}

/// Orders over mixed types, with skip and limit.
pub(crate) fn sort(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    let commands = (0..8).map(|_| sorted(&mut draw)).collect();
    begin(&mut draw, Vec::new(), commands)
}

/// The same with an index that may serve them: an index must change how fast an answer is, never what it is.
pub(crate) fn indexed(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    // Two fields that may both be arrays never stand in one index.
    let indexes = vec![doc! {"key": {"a": 1, "d.x": -1}, "name": "a_dx"}, doc! {"key": {"b": 1}, "name": "b"}];
    let commands = (0..12).map(|_| sorted(&mut draw)).collect();
    begin(&mut draw, indexes, commands)
}

fn sorted(draw: &mut Draw) -> Document {
    let (first, second) = (draw.field(), draw.one_of(&[1, -1]));
    let mut sort = doc! {first: draw.one_of(&[1, -1])};
    if draw.is_lucky(2) {
        sort.insert(draw.one_of(&["b", "d.x"]), second);
    }
    sort.insert("_id", 1);
    let skip = i64::try_from(draw.below(4)).unwrap_or(0);
    doc! {"find": TABLE, "filter": draw.filter(1), "sort": sort, "skip": skip, "limit": 6_i64}
}

/// Sums, counts and extremes by a key.
pub(crate) fn group(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    let commands = (0..6).map(|_| grouped(&mut draw)).collect();
    begin(&mut draw, Vec::new(), commands)
}

fn grouped(draw: &mut Draw) -> Document {
    // Of equal numbers in two spellings either may be the least: extremes are taken of what has one spelling.
    let of = format!("$w.{}", draw.one_of(&["day", "word"]));
    let group = doc! {"_id": format!("$w.{}", draw.one_of(&["word", "day"])), "n": {"$sum": 1}, "sum": {"$sum": "$n"}, "least": {"$min": &of}, "most": {"$max": &of}};
    let pipeline = vec![doc! {"$match": draw.filter(1)}, doc! {"$group": group}, doc! {"$sort": {"n": -1, "_id": 1}}];
    doc! {"aggregate": TABLE, "pipeline": pipeline, "cursor": {}}
}
