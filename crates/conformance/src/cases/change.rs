//! Changing: by filter, one or many, new or not, with the answer before or after.

use super::{Case, TABLE, begin};
use crate::draw::Draw;
use bson::{Document, doc};

/// Changes of one or many documents.
pub(crate) fn update(seed: u64) -> Case {
    several(seed, |draw| {
        let change = doc! {"q": draw.filter(1), "u": draw.change(), "multi": true};
        doc! {"update": TABLE, "updates": [change]}
    })
}

/// Change one and answer with it, as leases and counters do.
pub(crate) fn modify(seed: u64) -> Case {
    several(seed, |draw| {
        let base = doc! {"findAndModify": TABLE, "query": draw.filter(1), "sort": {"_id": 1}};
        let mut command = base;
        if draw.is_lucky(5) {
            command.insert("remove", true);
        } else {
            command.insert("update", draw.change());
            command.insert("new", draw.is_lucky(2));
        }
        command
    })
}

/// A change that makes the document when there is none.
pub(crate) fn upsert(seed: u64) -> Case {
    several(seed, |draw| {
        let id = i32::try_from(draw.below(20)).unwrap_or(0);
        let mut change = draw.change();
        change.entry("$setOnInsert".to_owned()).or_insert_with(|| doc! {"born": 1}.into());
        doc! {"update": TABLE, "updates": [{"q": {"_id": id}, "u": change, "upsert": true}]}
    })
}

fn several(seed: u64, command: impl Fn(&mut Draw) -> Document) -> Case {
    let mut draw = Draw::new(seed);
    let commands = (0..8).map(|_| command(&mut draw)).collect();
    begin(&mut draw, Vec::new(), commands)
}
