//! Pipelines at work. What the stages at the front ask of the collection is asked of the planner.

use std::{collections::VecDeque, sync::Arc};

use bson::{Bson, Document, doc};

use super::{Stage, group::Group};
use crate::{
    catalog::{Collections, Namespace, keyspace},
    error::{CommandError, Outcome},
    mvcc::View,
    query::Filter,
    reading::{Documents, Hint, Query, read, sorted},
};

/// Where collections are found, all in one state.
#[derive(Clone)]
pub(crate) struct Source {
    pub(crate) view: View,
    pub(crate) collections: Collections,
    pub(crate) database: String,
    pub(crate) hint: Option<Hint>,
}

/// Runs a pipeline over a collection; one that does not exist is empty.
pub(crate) fn run(source: &Source, collection: &str, stages: Vec<Stage>) -> Outcome<Documents> {
    let mut stages = VecDeque::from(stages);
    let query = leading_query(&mut stages, source.hint.clone());
    let namespace = Namespace { database: source.database.clone(), collection: collection.to_owned() };
    let source = Source { hint: None, ..source.clone() };
    let documents: Documents = match source.collections.get(&namespace) {
        None => Box::new(std::iter::empty()),
        Some(collection) => match counted(&query, stages.front()) {
            Some(group) => {
                stages.pop_front();
                let n = source.view.count(&keyspace::documents(collection))?;
                Box::new(group_of_all(group, n)?.map(Ok).into_iter())
            }
            None => read(&source.view, collection, query)?,
        },
    };
    apply_all(&source, documents, stages.into())
}

/// The `$match`, `$sort`, `$skip` and `$limit` at the front, as one query.
fn leading_query(stages: &mut VecDeque<Stage>, hint: Option<Hint>) -> Query {
    let mut filters = Vec::new();
    while let Some(Stage::Match(_)) = stages.front() {
        if let Some(Stage::Match(filter)) = stages.pop_front() {
            filters.push(filter);
        }
    }
    let mut query = Query::of(if filters.len() == 1 { filters.remove(0) } else { Filter::And(filters) });
    query.hint = hint;
    if let Some(Stage::Sort(order)) = stages.front() {
        query.sort = Some(order.clone());
        stages.pop_front();
    }
    if let Some(Stage::Skip(n)) = stages.front() {
        query.skip = *n;
        stages.pop_front();
    }
    if let Some(Stage::Limit(n)) = stages.front() {
        query.limit = Some(*n);
        stages.pop_front();
    }
    query
}

/// Counting a whole collection, as `countDocuments({})` asks: no document has to be looked at.
fn counted(query: &Query, next: Option<&Stage>) -> Option<Group> {
    let all = query.filter.is_everything() && query.limit.is_none() && query.skip == 0;
    match next {
        Some(Stage::Group(group)) if all && group.only_counts() => Some(group.clone()),
        _ => None,
    }
}

fn group_of_all(group: Group, n: u64) -> Outcome<Option<Document>> {
    if n == 0 {
        return Ok(None);
    }
    let n = i32::try_from(n).map_err(|_| CommandError::not_implemented("counting beyond two billion documents"))?;
    let mut out = doc! { "_id": group.id.constant().cloned().unwrap_or(Bson::Null) };
    group.fields.iter().for_each(|(name, _, _)| drop(out.insert(name, n)));
    Ok(Some(out))
}

fn apply_all(source: &Source, mut documents: Documents, stages: Vec<Stage>) -> Outcome<Documents> {
    let mut stages = VecDeque::from(stages);
    while let Some(stage) = stages.pop_front() {
        let limit = match stages.front() {
            Some(Stage::Limit(n)) => Some(*n),
            _ => None,
        };
        documents = apply(source, documents, stage, limit)?;
    }
    Ok(documents)
}

/// One stage; a sort profits from the limit that follows it.
fn apply(source: &Source, documents: Documents, stage: Stage, limit: Option<usize>) -> Outcome<Documents> {
    Ok(match stage {
        Stage::Match(filter) => Box::new(documents.filter_map(move |document| {
            let kept = document.and_then(|document| Ok(filter.matches(&document)?.then_some(document)));
            kept.transpose()
        })),
        Stage::Project(projection) => Box::new(documents.map(move |document| projection.apply(&document?))),
        Stage::AddFields(fields) => Box::new(documents.map(move |document| {
            let before = document?;
            let mut after = before.clone();
            for (path, expression) in &fields {
                crate::projection::set_computed(&mut after, path, expression.evaluate(&before)?);
            }
            Ok(after)
        })),
        Stage::Sort(order) => sorted(documents, order, limit)?,
        Stage::Limit(n) => Box::new(documents.take(n)),
        Stage::Skip(n) => Box::new(documents.skip(n)),
        Stage::Group(group) => group.run(documents)?,
        Stage::Unwind(unwind) => Box::new(documents.flat_map(move |document| match document {
            Ok(document) => unwind.run(document).into_iter().map(Ok).collect(),
            Err(error) => vec![Err(error)],
        })),
        Stage::Lookup(lookup) => {
            let source = source.clone();
            Box::new(documents.map(move |document| lookup.run(&source, document?)))
        }
        Stage::Count(field) => count(documents, &field)?,
        Stage::ReplaceRoot(expression) => {
            Box::new(documents.map(move |document| match expression.evaluate(&document?)? {
                Some(Bson::Document(root)) => Ok(root),
                _ => Err(CommandError::bad_value("'newRoot' expression must evaluate to an object")),
            }))
        }
        Stage::Facet(facets) => facet(source, documents, facets)?,
    })
}

fn count(documents: Documents, field: &str) -> Outcome<Documents> {
    let mut n: i64 = 0;
    for document in documents {
        document?;
        n += 1;
    }
    let number = i32::try_from(n).map_or(Bson::Int64(n), Bson::Int32);
    let counted = (n > 0).then(|| Ok(doc! { field: number }));
    Ok(Box::new(counted.into_iter()))
}

fn facet(source: &Source, documents: Documents, facets: Vec<(String, Vec<Stage>)>) -> Outcome<Documents> {
    let all: Arc<[Document]> = documents.collect::<Outcome<Vec<_>>>()?.into();
    let mut out = Document::new();
    for (name, stages) in facets {
        let all = Arc::clone(&all);
        let every: Documents = Box::new((0..all.len()).map(move |at| Ok(all[at].clone())));
        let result = apply_all(source, every, stages)?.map(|found| found.map(Bson::Document));
        out.insert(name, result.collect::<Outcome<Vec<_>>>()?);
    }
    Ok(Box::new(std::iter::once(Ok(out))))
}
