//! `findAndModify`: update, replace or remove one document and answer with it.

use std::sync::Arc;

use bson::{Bson, DateTime, Document, doc};

use super::{
    arguments::Arguments,
    context::{Context, still_there},
    insert::check_id,
    update::write_if_changed,
};
use crate::{
    catalog::Collection,
    documents,
    error::{CommandError, Outcome},
    mvcc::Tx,
    projection::Projection,
    reading::{self, Query, SortOrder},
    update::{Occasion, Update, parse_update, seed},
};

struct Parsed {
    query: Query,
    /// `None` removes.
    update: Option<Update>,
    upsert: bool,
    answer_new: bool,
    projection: Option<Projection>,
}

/// The document before or after, and what happened.
struct Done {
    value: Option<Document>,
    last_error: Document,
}

pub(crate) fn run(name: &str, mut context: Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of(name, body).only(&[
        "query",
        "sort",
        "remove",
        "update",
        "new",
        "fields",
        "upsert",
        "bypassDocumentValidation",
        "collation",
        "arrayFilters",
        "hint",
        "let",
    ])?;
    let arguments = arguments.refuse_unless_absent(&["collation", "arrayFilters"])?;
    let namespace = arguments.namespace()?;
    let parsed = parse(arguments)?;
    if parsed.upsert {
        context.make_sure_of(&namespace)?;
    }
    let now = DateTime::now();
    context.write(&namespace, |tx, collection| {
        let done = run_once(tx, collection, &parsed, now)?;
        let value = match (done.value, &parsed.projection) {
            (Some(document), Some(projection)) => Bson::Document(projection.apply(&document)?),
            (Some(document), None) => Bson::Document(document),
            (None, _) => Bson::Null,
        };
        Ok(doc! { "lastErrorObject": done.last_error, "value": value })
    })
}

fn parse(arguments: Arguments<'_>) -> Outcome<Parsed> {
    let remove = arguments.flag("remove")?;
    let update = arguments.get("update").map(parse_update).transpose()?;
    let (upsert, answer_new) = (arguments.flag("upsert")?, arguments.flag("new")?);
    if remove == update.is_some() {
        return Err(CommandError::unparsable("Either an update or remove=true must be specified, and not both"));
    }
    if remove && (upsert || answer_new) {
        return Err(CommandError::unparsable("Cannot specify upsert or new with remove=true"));
    }
    let mut query = Query::of(arguments.filter("query")?);
    query.sort = arguments.document("sort")?.filter(|sort| !sort.is_empty()).map(SortOrder::parse).transpose()?;
    query.limit = Some(1);
    query.hint = arguments.hint()?;
    let projection = arguments.document("fields")?.filter(|fields| !fields.is_empty());
    let projection = projection.map(|fields| Projection::parse(fields, &arguments.constants()?)).transpose()?;
    Ok(Parsed { query, update, upsert, answer_new, projection })
}

fn run_once(tx: &mut Tx, collection: Option<&Arc<Collection>>, parsed: &Parsed, now: DateTime) -> Outcome<Done> {
    let found = match collection {
        Some(collection) => reading::read(tx.view(), collection, parsed.query.clone())?.next().transpose()?,
        None => None,
    };
    match (found, &parsed.update) {
        (Some(old), Some(update)) => {
            let collection = still_there(collection)?;
            let new = update.apply(&old, Occasion { inserting: false, now })?;
            write_if_changed(tx, collection, &old, &new)?;
            let value = if parsed.answer_new { new } else { old };
            Ok(Done { value: Some(value), last_error: doc! { "n": 1, "updatedExisting": true } })
        }
        (Some(old), None) => {
            documents::remove(tx, still_there(collection)?, &old)?;
            Ok(Done { value: Some(old), last_error: doc! { "n": 1 } })
        }
        (None, Some(update)) if parsed.upsert => upsert(tx, still_there(collection)?, parsed, update, now),
        (None, Some(_)) => Ok(Done { value: None, last_error: doc! { "n": 0, "updatedExisting": false } }),
        (None, None) => Ok(Done { value: None, last_error: doc! { "n": 0 } }),
    }
}

fn upsert(tx: &mut Tx, collection: &Collection, parsed: &Parsed, update: &Update, now: DateTime) -> Outcome<Done> {
    let document = seed(&parsed.query.filter, update, now)?;
    let id = documents::id_of(&document)?.clone();
    check_id(&id)?;
    documents::insert(tx, collection, &document)?;
    let last_error = doc! { "n": 1, "updatedExisting": false, "upserted": id };
    Ok(Done { value: parsed.answer_new.then_some(document), last_error })
}
