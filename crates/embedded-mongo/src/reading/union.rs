//! `$or` whose branches each have an index: the documents of one branch after the other, each document once.

use std::{collections::HashSet, sync::Arc};

use super::{Documents, Query, plan::Plan, scan};
use crate::{catalog::Collection, documents::id_of, error::Outcome, mvcc::View, query::Filter, value::key::key_of};

/// The documents of a top-level `$or`, unfiltered; `None` when some branch would have to read everything anyway.
pub(super) fn documents(view: &View, collection: &Arc<Collection>, query: &Query) -> Outcome<Option<Documents>> {
    let Some(branches) = branches(&query.filter).filter(|_| query.hint.is_none()) else { return Ok(None) };
    let mut plans = Vec::with_capacity(branches.len());
    for branch in branches {
        let plan = Plan::choose(view, collection, &Query::of(branch.clone()))?;
        if !plan.is_narrow {
            return Ok(None);
        }
        plans.push(plan);
    }
    let (view, collection) = (view.clone(), Arc::clone(collection));
    let found = plans.into_iter().flat_map(move |plan| match scan::documents(&view, &collection, plan) {
        Ok(documents) => documents,
        Err(error) => Box::new(std::iter::once(Err(error))),
    });
    let mut seen = HashSet::new();
    Ok(Some(Box::new(found.filter_map(move |document| {
        let fresh = document.and_then(|document| Ok(seen.insert(key_of(id_of(&document)?)).then_some(document)));
        fresh.transpose()
    }))))
}

/// The branches of the filter's `$or`; an `$or` of nothing finds nothing and needs no help.
fn branches(filter: &Filter) -> Option<&[Filter]> {
    match filter {
        Filter::Or(branches) if !branches.is_empty() => Some(branches),
        Filter::And(parts) => parts.iter().find_map(|part| match part {
            Filter::Or(branches) if !branches.is_empty() => Some(branches.as_slice()),
            _ => None,
        }),
        _ => None,
    }
}
