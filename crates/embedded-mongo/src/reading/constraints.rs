//! What a filter demands of single fields, whatever else it demands.

use super::bounds::{Interval, intervals_of};
use crate::query::{Filter, Test};

/// A demand that every document that passes meets.
#[derive(Debug)]
pub(super) struct Constraint<'a> {
    pub(super) path: String,
    pub(super) test: &'a Test,
    pub(super) intervals: Option<Vec<Interval>>,
}

/// All demands of a filter.
pub(super) fn constraints_of(filter: &Filter) -> Vec<Constraint<'_>> {
    let mut found = Vec::new();
    collect(filter, "", &mut found);
    found
}

fn collect<'a>(filter: &'a Filter, prefix: &str, found: &mut Vec<Constraint<'a>>) {
    match filter {
        Filter::And(parts) => parts.iter().for_each(|part| collect(part, prefix, found)),
        Filter::Or(parts) if parts.len() == 1 => collect(&parts[0], prefix, found),
        Filter::Field(path, test) => {
            let path = joined(prefix, &path.text);
            match test {
                Test::ElementDocument(inner) => collect(inner, &path, found),
                Test::ElementValue(inner) => collect(inner, &path, found),
                _ => {}
            }
            found.push(Constraint { path, test, intervals: intervals_of(test) });
        }
        _ => {}
    }
}

fn joined(prefix: &str, path: &str) -> String {
    match (prefix.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (_, true) => prefix.to_owned(),
        _ => format!("{prefix}.{path}"),
    }
}
