//! `insert`.

use bson::{Bson, Document, doc};

use super::{
    arguments::Arguments,
    context::{Context, still_there},
    statements::{check_count, is_ordered, run_all, with_errors},
};
use crate::{
    documents,
    error::{CommandError, Outcome, index_number},
    update::with_id_first,
    value::type_name,
};

pub(crate) fn run(mut context: Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("insert", body).only(&["documents", "ordered", "bypassDocumentValidation"])?;
    let namespace = arguments.namespace()?;
    let given = arguments.documents("documents")?;
    check_count(given.len())?;
    // Ids are chosen once, so that trying again inserts the same documents.
    let prepared: Vec<Outcome<Document>> = given.into_iter().cloned().map(prepare).collect();
    context.make_sure_of(&namespace)?;
    context.write(&namespace, |tx, collection| {
        let collection = still_there(collection)?;
        let errors = run_all(prepared.len(), is_ordered(body), |at| {
            documents::insert(tx, collection, prepared[at].as_ref().map_err(Clone::clone)?)
        })?;
        let tried = errors.last().filter(|_| is_ordered(body)).and_then(|error| error.get_i32("index").ok());
        let inserted = tried.unwrap_or_else(|| index_number(prepared.len() - errors.len()));
        Ok(with_errors(doc! { "n": inserted }, errors))
    })
}

/// With an `_id` in front, and one that may be an id.
pub(super) fn prepare(document: Document) -> Outcome<Document> {
    let document = with_id_first(document);
    check_id(documents::id_of(&document)?)?;
    Ok(document)
}

/// Arrays, regular expressions and undefined cannot be ids.
pub(crate) fn check_id(id: &Bson) -> Outcome<()> {
    match id {
        Bson::Array(_) | Bson::RegularExpression(_) | Bson::Undefined => {
            Err(CommandError::bad_value(format!("The '_id' value cannot be of type {}", type_name(id))))
        }
        _ => Ok(()),
    }
}
