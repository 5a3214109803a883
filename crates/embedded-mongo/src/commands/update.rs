//! `update`: one, many, replace, upsert.

use std::sync::Arc;

use bson::{Bson, DateTime, Document, doc};

use super::{
    arguments::Arguments,
    context::{Context, still_there},
    insert::check_id,
    statements::{check_count, is_ordered, run_all, with_errors},
};
use crate::{
    catalog::Collection,
    documents,
    error::{CommandError, Outcome, index_number},
    mvcc::Tx,
    query::Filter,
    reading::{self, Hint, Query},
    update::{Occasion, Update, parse_update, seed},
    value::bytes::is_same_document,
};

/// One parsed statement.
pub(super) struct Statement {
    filter: Filter,
    update: Update,
    multi: bool,
    upsert: bool,
    hint: Option<Hint>,
}

/// What a statement did.
#[derive(Default)]
pub(super) struct Done {
    pub(super) matched: usize,
    pub(super) modified: usize,
    pub(super) upserted: Option<Bson>,
}

pub(crate) fn run(mut context: Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("update", body).only(&["updates", "ordered", "bypassDocumentValidation", "let"])?;
    let namespace = arguments.namespace()?;
    let parsed: Vec<Outcome<Statement>> =
        arguments.documents("updates")?.into_iter().map(|s| parse(s, arguments)).collect();
    check_count(parsed.len())?;
    if parsed.iter().flatten().any(|statement| statement.upsert) {
        context.make_sure_of(&namespace)?;
    }
    let now = DateTime::now();
    context.write(&namespace, |tx, collection| {
        let mut total = Done::default();
        let mut upserted = Vec::new();
        let errors = run_all(parsed.len(), is_ordered(body), |at| {
            let done = run_one(tx, collection, parsed[at].as_ref().map_err(Clone::clone)?, now)?;
            total.matched += done.matched;
            total.modified += done.modified;
            upserted.extend(done.upserted.map(|id| doc! { "index": index_number(at), "_id": id }));
            Ok(())
        })?;
        let n = total.matched + upserted.len();
        let mut reply = doc! { "n": index_number(n), "nModified": index_number(total.modified) };
        if !upserted.is_empty() {
            reply.insert("upserted", upserted);
        }
        Ok(with_errors(reply, errors))
    })
}

fn parse(statement: &Document, command: Arguments<'_>) -> Outcome<Statement> {
    let known = ["q", "u", "multi", "upsert", "hint", "collation", "arrayFilters", "c"];
    let arguments = Arguments::of("update.updates", statement).only_exactly(&known)?.refuse_unless_absent(&["c"])?;
    Statement::read(arguments, "q", "u", command)
}

impl Statement {
    /// From fields with these names for what it looks for and for what it does.
    pub(super) fn read(arguments: Arguments<'_>, query: &str, change: &str, command: Arguments<'_>) -> Outcome<Self> {
        let arguments = arguments.refuse_unless_absent(&["collation", "arrayFilters"])?;
        let wanted =
            arguments.document(query)?.ok_or_else(|| CommandError::unparsable(format!("an update needs a {query}")))?;
        let parsed = Self {
            filter: crate::query::parse_filter(wanted, &command.constants()?)?,
            update: parse_update(arguments.required(change)?)?,
            multi: arguments.flag("multi")?,
            upsert: arguments.flag("upsert")?,
            hint: arguments.hint()?,
        };
        if parsed.multi && parsed.update.is_replacement() {
            return Err(CommandError::unparsable("multi update is not supported for replacement-style update"));
        }
        Ok(parsed)
    }

    pub(super) fn may_be_new(&self) -> bool {
        self.upsert
    }
}

pub(super) fn run_one(
    tx: &mut Tx,
    collection: Option<&Arc<Collection>>,
    statement: &Statement,
    now: DateTime,
) -> Outcome<Done> {
    let Some(collection) = collection else {
        return if statement.upsert { still_there(None).map(|_| Done::default()) } else { Ok(Done::default()) };
    };
    let mut query = Query::of(statement.filter.clone());
    query.limit = (!statement.multi).then_some(1);
    query.hint.clone_from(&statement.hint);
    let found = reading::read(tx.view(), collection, query)?.collect::<Outcome<Vec<_>>>()?;
    if found.is_empty() && statement.upsert {
        let document = seed(&statement.filter, &statement.update, now)?;
        let id = documents::id_of(&document)?.clone();
        check_id(&id)?;
        documents::insert(tx, collection, &document)?;
        return Ok(Done { upserted: Some(id), ..Done::default() });
    }
    let mut done = Done { matched: found.len(), ..Done::default() };
    for old in &found {
        let new = statement.update.apply(old, Occasion { inserting: false, now })?;
        if write_if_changed(tx, collection, old, &new)? {
            done.modified += 1;
        }
    }
    Ok(done)
}

/// Writes the new document unless it is the old one; locks it either way, because somebody asked to write it.
pub(crate) fn write_if_changed(tx: &mut Tx, collection: &Collection, old: &Document, new: &Document) -> Outcome<bool> {
    if is_same_document(old, new) {
        documents::touch(tx, collection, old)?;
        return Ok(false);
    }
    documents::replace(tx, collection, old, new)?;
    Ok(true)
}
