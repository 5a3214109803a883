//! The suites: what kind of commands are drawn, and how many documents they meet.

mod change;
mod read;
mod unique;

use crate::draw::Draw;
use bson::Document;

/// A collection's first documents, and the commands that follow. Every command names the collection [`TABLE`].
pub(crate) struct Case {
    pub(crate) indexes: Vec<Document>,
    pub(crate) documents: Vec<Document>,
    pub(crate) commands: Vec<Document>,
}

/// Stands for the collection's name in a command.
pub(crate) const TABLE: &str = "TABLE";

/// How many documents a case begins with.
const COUNT: usize = 12;

/// A suite's name, and what draws a case of it by its seed.
pub(crate) type Suite = (&'static str, fn(u64) -> Case);

/// Every suite.
pub(crate) const SUITES: [Suite; 8] = [
    ("find", read::find),
    ("sort", read::sort),
    ("indexed", read::indexed),
    ("group", read::group),
    ("update", change::update),
    ("modify", change::modify),
    ("upsert", change::upsert),
    ("unique", unique::unique),
];

fn begin(draw: &mut Draw, indexes: Vec<Document>, commands: Vec<Document>) -> Case {
    Case { indexes, documents: draw.documents(COUNT), commands }
}
