//! The document that an upsert starts from: what the filter says the fields equal.

use bson::{Bson, Document};

use super::{Occasion, Update, place, with_id_first};
use crate::{
    error::{CommandError, Outcome},
    query::{Filter, Test},
    value::path::Path,
};

/// The document to insert when nothing matched.
pub(crate) fn seed(filter: &Filter, update: &Update, now: bson::DateTime) -> Outcome<Document> {
    let mut equalities = Vec::new();
    collect(filter, &mut equalities);
    if update.is_replacement() {
        equalities.retain(|(path, _)| path.text == "_id");
    }
    let mut document = Document::new();
    for (path, value) in equalities {
        if place::find_mut(&mut document, &path.parts).is_some() {
            return Err(CommandError::bad_value(format!(
                "cannot infer query fields to set, path '{}' is matched twice",
                path.text
            )));
        }
        place::set(&mut document, path, value.clone())?;
    }
    Ok(with_id_first(update.apply(&document, Occasion { inserting: true, now })?))
}

fn collect<'a>(filter: &'a Filter, found: &mut Vec<(&'a Path, &'a Bson)>) {
    match filter {
        Filter::And(parts) => parts.iter().for_each(|part| collect(part, found)),
        Filter::Or(parts) if parts.len() == 1 => collect(&parts[0], found),
        Filter::Field(path, Test::Equal(value)) => found.push((path, value)),
        Filter::Field(path, Test::In(values, patterns)) if values.len() == 1 && patterns.is_empty() => {
            found.push((path, &values[0]));
        }
        _ => {}
    }
}
