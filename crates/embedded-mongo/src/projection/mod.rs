//! Which fields of a document are shown: the projection of `find` and `findAndModify`, and `$project`.

mod apply;
mod parse;

use bson::Document;

use crate::{
    error::Outcome,
    expression::{Constants, Expression},
    query::Filter,
};

pub(crate) use apply::set_computed;

/// A parsed projection.
#[derive(Clone, Debug)]
pub(crate) struct Projection {
    /// Fields that are not named are left out (or kept).
    inclusive: bool,
    show_id: bool,
    fields: Vec<(String, Node)>,
    computed: Vec<(Vec<String>, Expression)>,
}

#[derive(Clone, Debug)]
enum Node {
    Include,
    Exclude,
    Inside(Vec<(String, Node)>),
    Slice { skip: i64, count: Option<i64> },
    ElementMatch(Filter),
}

impl Projection {
    pub(crate) fn parse(fields: &Document, constants: &Constants) -> Outcome<Self> {
        parse::parse(fields, constants)
    }
}

#[cfg(test)]
mod tests;
