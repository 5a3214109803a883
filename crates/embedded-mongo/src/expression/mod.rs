//! Aggregation expressions: parsed once, then evaluated over documents.

mod arrays;
mod conversions;
mod evaluate;
mod operators;
mod parse;

use std::collections::HashMap;

use bson::{Bson, DateTime, Document};

pub(crate) use evaluate::field_value;

use crate::{
    error::{CommandError, Outcome},
    value::is_truthy,
};
use evaluate::Scope;
use operators::Operator;

/// Values of `$$variables` that do not change while a command runs: those of `let`, and `NOW`.
#[derive(Clone, Debug)]
pub(crate) struct Constants(HashMap<String, Bson>);

impl Default for Constants {
    fn default() -> Self {
        Self(HashMap::from([("NOW".to_owned(), Bson::DateTime(DateTime::now()))]))
    }
}

impl Constants {
    pub(crate) fn get(&self, name: &str) -> Option<&Bson> {
        self.0.get(name)
    }

    pub(crate) fn with(mut self, name: &str, value: Bson) -> Self {
        self.0.insert(name.to_owned(), value);
        self
    }
}

/// The constants of a command's `let`.
pub(crate) fn constants_of(given: Option<&Document>) -> Outcome<Constants> {
    let mut constants = Constants::default();
    for (name, value) in given.into_iter().flatten() {
        let expression = Expression::parse(value, &constants)?;
        let value = expression.evaluate(&Document::new())?.unwrap_or(Bson::Null);
        constants = constants.with(name, value);
    }
    Ok(constants)
}

/// A parsed expression.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
    Literal(Bson),
    /// `$a.b` or `$$variable.a.b`.
    Field {
        variable: Variable,
        parts: Vec<String>,
    },
    Document(Vec<(String, Expression)>),
    Array(Vec<Expression>),
    Operator(Operator, Vec<Expression>),
    Switch {
        branches: Vec<(Expression, Expression)>,
        default: Option<Box<Expression>>,
    },
    Let {
        variables: Vec<(String, Expression)>,
        body: Box<Expression>,
    },
    Map {
        input: Box<Expression>,
        name: String,
        body: Box<Expression>,
    },
    Filter {
        input: Box<Expression>,
        name: String,
        condition: Box<Expression>,
        limit: Option<Box<Expression>>,
    },
    Reduce {
        input: Box<Expression>,
        initial: Box<Expression>,
        body: Box<Expression>,
    },
}

/// Where a field path starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Variable {
    Root,
    Remove,
    Named(String),
}

impl Expression {
    pub(crate) fn parse(value: &Bson, constants: &Constants) -> Outcome<Self> {
        parse::Parser::new(constants).expression(value)
    }

    /// The value over a document; `None` is a missing value.
    pub(crate) fn evaluate(&self, document: &Document) -> Outcome<Option<Bson>> {
        self.within(&Scope::root(document))
    }

    pub(crate) fn is_true(&self, document: &Document) -> Outcome<bool> {
        Ok(self.evaluate(document)?.is_some_and(|value| is_truthy(&value)))
    }

    /// Whether the expression is the same for every document.
    pub(crate) fn constant(&self) -> Option<&Bson> {
        match self {
            Self::Literal(value) => Some(value),
            _ => None,
        }
    }
}

fn unknown(name: &str) -> CommandError {
    CommandError::new(crate::error::Code::InvalidPipelineOperator, format!("Unrecognized expression '{name}'"))
}

#[cfg(test)]
mod tests;
