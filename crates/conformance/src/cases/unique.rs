//! What may stand only once: unique, partial and compound indexes against inserts and changes.

use super::{Case, TABLE, begin};
use crate::draw::Draw;
use bson::{Document, doc};

/// Inserts and changes that run into unique indexes.
pub(crate) fn unique(seed: u64) -> Case {
    let mut draw = Draw::new(seed);
    let commands = (0..10).map(|n| command(&mut draw, 100 + n)).collect();
    let indexes = vec![
        doc! {"key": {"f": 1}, "name": "f_once", "unique": true, "partialFilterExpression": {"is_open": true}},
        doc! {"key": {"g": 1, "h": 1}, "name": "gh_once", "unique": true},
    ];
    Case { documents: Vec::new(), ..begin(&mut draw, indexes, commands) }
}

fn command(draw: &mut Draw, id: i32) -> Document {
    let mut row = doc! {"_id": id, "f": draw.number(), "is_open": draw.is_lucky(2)};
    for name in ["g", "h"] {
        if !draw.is_lucky(5) {
            row.insert(name, draw.scalar());
        }
    }
    if draw.is_lucky(3) {
        let change = doc! {"q": {"_id": {"$gte": 100}}, "u": {"$set": {"f": draw.number(), "is_open": true}}};
        return doc! {"update": TABLE, "updates": [change]};
    }
    doc! {"insert": TABLE, "documents": [row]}
}
