//! Reading documents: a plan that uses an index where one fits, a stream of documents, and their order.

mod bounds;
mod constraints;
mod implied;
mod plan;
mod scan;
mod sort;
mod union;

use std::sync::Arc;

use bson::Document;

pub(crate) use sort::{SortOrder, sorted};

use crate::{catalog::Collection, error::Outcome, mvcc::View, query::Filter};
use plan::Plan;

/// Documents, read as they are asked for.
pub(crate) type Documents = Box<dyn Iterator<Item = Outcome<Document>> + Send>;

/// How a client names an index.
#[derive(Clone, Debug)]
pub(crate) enum Hint {
    Name(String),
    Keys(Document),
}

/// What to read.
#[derive(Clone, Debug)]
pub(crate) struct Query {
    pub(crate) filter: Filter,
    pub(crate) sort: Option<SortOrder>,
    pub(crate) skip: usize,
    pub(crate) limit: Option<usize>,
    /// The index to use.
    pub(crate) hint: Option<Hint>,
}

impl Query {
    pub(crate) fn of(filter: Filter) -> Self {
        Self { filter, sort: None, skip: 0, limit: None, hint: None }
    }
}

/// Reads what a query asks for. Whatever the plan, every document is checked against the whole filter.
pub(crate) fn read(view: &View, collection: &Arc<Collection>, query: Query) -> Outcome<Documents> {
    let plan = Plan::choose(view, collection, &query)?;
    let union = if plan.is_narrow { None } else { union::documents(view, collection, &query)? };
    let is_ordered = plan.is_ordered && union.is_none();
    let found = match union {
        Some(documents) => documents,
        None => scan::documents(view, collection, plan)?,
    };
    let filter = query.filter;
    let documents: Documents = Box::new(found.filter_map(move |document| {
        let kept = document.and_then(|document| Ok(filter.matches(&document)?.then_some(document)));
        kept.transpose()
    }));
    let in_order = match query.sort {
        Some(order) if !is_ordered => sorted(documents, order, query.limit.map(|n| n.saturating_add(query.skip)))?,
        _ => documents,
    };
    let rest = in_order.skip(query.skip);
    Ok(match query.limit {
        Some(n) => Box::new(rest.take(n)),
        None => Box::new(rest),
    })
}

#[cfg(test)]
mod tests;
