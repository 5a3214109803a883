//! Filters: parsed once, then asked about documents. Nothing here reads the storage.

mod matches;
mod parse;
mod pattern;
mod types;

use std::sync::Arc;

use bson::Bson;

pub(crate) use parse::parse_filter;
pub(crate) use pattern::Pattern;
pub(crate) use types::TypeSet;

use crate::{expression::Expression, value::path::Path};

/// A parsed query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Filter {
    And(Vec<Filter>),
    Or(Vec<Filter>),
    Nor(Vec<Filter>),
    Not(Box<Filter>),
    Field(Path, Test),
    Expression(Arc<Expression>),
}

impl Filter {
    /// The filter that every document passes.
    pub(crate) const fn everything() -> Self {
        Self::And(Vec::new())
    }

    pub(crate) fn is_everything(&self) -> bool {
        matches!(self, Self::And(parts) if parts.is_empty())
    }
}

/// What one field has to satisfy.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Test {
    Equal(Bson),
    Compare(Comparison, Bson),
    In(Vec<Bson>, Vec<Pattern>),
    Matches(Pattern),
    Exists,
    Type(TypeSet),
    Size(i64),
    Modulo {
        divisor: i64,
        remainder: i64,
    },
    /// Some element is a document that passes.
    ElementDocument(Box<Filter>),
    /// Some element passes tests on the element itself.
    ElementValue(Box<Filter>),
}

/// `$gt`, `$gte`, `$lt`, `$lte`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

#[cfg(test)]
mod tests;
