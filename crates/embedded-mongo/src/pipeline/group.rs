//! `$group`.

use std::collections::HashMap;

use bson::{Bson, Document};

use super::accumulate::{Accumulated, Accumulator};
use crate::{
    error::{CommandError, Outcome},
    expression::{Constants, Expression},
    reading::Documents,
    value::key::key_of,
};

/// What documents are grouped by, and what each group shows.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(super) id: Expression,
    pub(super) fields: Vec<(String, Accumulator, Expression)>,
}

impl Group {
    pub(super) fn parse(given: &Document, constants: &Constants) -> Outcome<Self> {
        let id =
            given.get("_id").ok_or_else(|| CommandError::bad_value("a group specification must include an _id"))?;
        let fields = given.iter().filter(|(name, _)| *name != "_id");
        let fields = fields.map(|(name, value)| parse_field(name, value, constants)).collect::<Outcome<_>>()?;
        Ok(Self { id: Expression::parse(id, constants)?, fields })
    }

    /// One group with nothing but counts.
    pub(super) fn only_counts(&self) -> bool {
        let is_one = |expression: &Expression| matches!(expression.constant(), Some(Bson::Int32(1)));
        let counts = |(_, accumulator, expression): &(String, Accumulator, Expression)| {
            *accumulator == Accumulator::Sum && is_one(expression)
        };
        self.id.constant().is_some() && self.fields.iter().all(counts)
    }

    /// Groups in the order in which they were first met.
    pub(super) fn run(&self, documents: Documents) -> Outcome<Documents> {
        let mut at = HashMap::new();
        let mut groups: Vec<(Bson, Vec<Accumulated>)> = Vec::new();
        for document in documents {
            let document = document?;
            let id = self.id.evaluate(&document)?.unwrap_or(Bson::Null);
            let index = *at.entry(key_of(&id)).or_insert_with(|| {
                groups.push((id, self.fields.iter().map(|(_, accumulator, _)| accumulator.start()).collect()));
                groups.len() - 1
            });
            for ((_, _, expression), state) in self.fields.iter().zip(&mut groups[index].1) {
                state.add(expression.evaluate(&document)?)?;
            }
        }
        let finished = groups.into_iter().map(|(id, states)| self.finish(id, states)).collect::<Vec<_>>();
        Ok(Box::new(finished.into_iter()))
    }

    fn finish(&self, id: Bson, states: Vec<Accumulated>) -> Outcome<Document> {
        let mut out = bson::doc! { "_id": id };
        for ((name, _, _), state) in self.fields.iter().zip(states) {
            out.insert(name, state.finish()?);
        }
        Ok(out)
    }
}

fn parse_field(name: &str, value: &Bson, constants: &Constants) -> Outcome<(String, Accumulator, Expression)> {
    let single = value.as_document().filter(|given| given.len() == 1).and_then(|given| given.iter().next());
    let (operator, argument) =
        single.ok_or_else(|| CommandError::bad_value(format!("The field '{name}' must specify one accumulator")))?;
    if name.contains('.') {
        return Err(CommandError::bad_value(format!("The field name '{name}' cannot contain '.'")));
    }
    if operator == "$count" {
        return Ok((name.to_owned(), Accumulator::Sum, Expression::Literal(Bson::Int32(1))));
    }
    let accumulator = Accumulator::find(operator).ok_or_else(|| {
        CommandError::new(crate::error::Code::UnknownGroupOperator, format!("unknown group operator '{operator}'"))
    })?;
    Ok((name.to_owned(), accumulator, Expression::parse(argument, constants)?))
}
