//! Aggregation pipelines: stages that turn one stream of documents into another.

mod accumulate;
mod group;
mod lookup;
mod parse;
mod run;
mod unwind;

pub(crate) use accumulate::Accumulator;
pub(crate) use parse::parse_pipeline;
pub(crate) use run::{Source, run};

use crate::{expression::Expression, projection::Projection, query::Filter, reading::SortOrder};

/// One stage.
#[derive(Clone, Debug)]
pub(crate) enum Stage {
    Match(Filter),
    Project(Projection),
    AddFields(Vec<(Vec<String>, Expression)>),
    Sort(SortOrder),
    Limit(usize),
    Skip(usize),
    Group(group::Group),
    Unwind(unwind::Unwind),
    Lookup(lookup::Lookup),
    /// The name of the field with the number.
    Count(String),
    ReplaceRoot(Expression),
    Facet(Vec<(String, Vec<Stage>)>),
}
