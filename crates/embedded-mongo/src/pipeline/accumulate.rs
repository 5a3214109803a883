//! Accumulators: many values become one.

use std::collections::BTreeSet;

use bson::{Bson, Document};

use crate::{
    error::{CommandError, Outcome},
    value::{arithmetic, compare::compare, key::key_of, type_name},
};

/// What is made of the values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Accumulator {
    Sum,
    Average,
    Minimum,
    Maximum,
    First,
    Last,
    Push,
    AddToSet,
    MergeObjects,
}

impl Accumulator {
    pub(super) fn find(name: &str) -> Option<Self> {
        Some(match name {
            "$sum" => Self::Sum,
            "$avg" => Self::Average,
            "$min" => Self::Minimum,
            "$max" => Self::Maximum,
            "$first" => Self::First,
            "$last" => Self::Last,
            "$push" => Self::Push,
            "$addToSet" => Self::AddToSet,
            "$mergeObjects" => Self::MergeObjects,
            _ => return None,
        })
    }

    pub(crate) fn start(self) -> Accumulated {
        Accumulated {
            accumulator: self,
            value: None,
            items: Vec::new(),
            seen: BTreeSet::new(),
            n_numbers: 0,
            touched: false,
        }
    }
}

/// The values so far.
pub(crate) struct Accumulated {
    accumulator: Accumulator,
    value: Option<Bson>,
    items: Vec<Bson>,
    seen: BTreeSet<Vec<u8>>,
    n_numbers: i64,
    touched: bool,
}

impl Accumulated {
    /// Takes a value in; `None` is a missing one.
    pub(crate) fn add(&mut self, value: Option<Bson>) -> Outcome<()> {
        let first = !std::mem::replace(&mut self.touched, true);
        match self.accumulator {
            Accumulator::Sum | Accumulator::Average => self.add_number(value)?,
            Accumulator::Minimum => self.keep_if(value, std::cmp::Ordering::is_lt),
            Accumulator::Maximum => self.keep_if(value, std::cmp::Ordering::is_gt),
            Accumulator::First if first => self.value = value,
            Accumulator::First => {}
            Accumulator::Last => self.value = value,
            Accumulator::Push => self.items.extend(value),
            Accumulator::AddToSet => {
                if let Some(value) = value
                    && self.seen.insert(key_of(&value))
                {
                    self.items.push(value);
                }
            }
            Accumulator::MergeObjects => self.merge(value)?,
        }
        Ok(())
    }

    fn add_number(&mut self, value: Option<Bson>) -> Outcome<()> {
        let Some(number) = value.filter(arithmetic::is_number) else { return Ok(()) };
        let total = self.value.take().unwrap_or(Bson::Int32(0));
        self.value = Some(arithmetic::add(&total, &number)?);
        self.n_numbers += 1;
        Ok(())
    }

    fn keep_if(&mut self, value: Option<Bson>, better: fn(std::cmp::Ordering) -> bool) {
        let Some(value) = value.filter(|value| !matches!(value, Bson::Null | Bson::Undefined)) else { return };
        if self.value.as_ref().is_none_or(|best| better(compare(&value, best))) {
            self.value = Some(value);
        }
    }

    fn merge(&mut self, value: Option<Bson>) -> Outcome<()> {
        match value {
            None | Some(Bson::Null) => {}
            Some(Bson::Document(document)) => match &mut self.value {
                Some(Bson::Document(merged)) => merged.extend(document),
                slot => *slot = Some(Bson::Document(document)),
            },
            Some(other) => {
                return Err(CommandError::bad_value(format!(
                    "$mergeObjects requires objects, not {}",
                    type_name(&other)
                )));
            }
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Outcome<Bson> {
        Ok(match self.accumulator {
            Accumulator::Sum => self.value.unwrap_or(Bson::Int32(0)),
            Accumulator::Average => match self.value {
                Some(total) => arithmetic::divide(&total, &Bson::Int64(self.n_numbers))?,
                None => Bson::Null,
            },
            Accumulator::Push | Accumulator::AddToSet => Bson::Array(self.items),
            Accumulator::MergeObjects => self.value.unwrap_or_else(|| Bson::Document(Document::new())),
            _ => self.value.unwrap_or(Bson::Null),
        })
    }
}
