//! `delete`: one or many.

use std::sync::Arc;

use bson::{Document, doc};

use super::{
    arguments::Arguments,
    context::Context,
    statements::{check_count, is_ordered, run_all, with_errors},
};
use crate::{
    catalog::Collection,
    documents,
    error::{CommandError, Outcome, index_number},
    mvcc::Tx,
    query::Filter,
    reading::{self, Hint, Query},
};

/// One parsed statement.
pub(super) struct Statement {
    filter: Filter,
    only_one: bool,
    hint: Option<Hint>,
}

pub(crate) fn run(mut context: Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("delete", body).only(&["deletes", "ordered", "let"])?;
    let namespace = arguments.namespace()?;
    let parsed: Vec<Outcome<Statement>> =
        arguments.documents("deletes")?.into_iter().map(|s| parse(s, arguments)).collect();
    check_count(parsed.len())?;
    context.write(&namespace, |tx, collection| {
        let mut n_removed = 0;
        let errors = run_all(parsed.len(), is_ordered(body), |at| {
            n_removed += run_one(tx, collection, parsed[at].as_ref().map_err(Clone::clone)?)?;
            Ok(())
        })?;
        Ok(with_errors(doc! { "n": index_number(n_removed) }, errors))
    })
}

/// How many went.
pub(super) fn run_one(tx: &mut Tx, collection: Option<&Arc<Collection>>, statement: &Statement) -> Outcome<usize> {
    let Some(collection) = collection else { return Ok(0) };
    let mut query = Query::of(statement.filter.clone());
    query.limit = statement.only_one.then_some(1);
    query.hint.clone_from(&statement.hint);
    let found = reading::read(tx.view(), collection, query)?.collect::<Outcome<Vec<_>>>()?;
    for document in &found {
        documents::remove(tx, collection, document)?;
    }
    Ok(found.len())
}

fn parse(statement: &Document, command: Arguments<'_>) -> Outcome<Statement> {
    let arguments = Arguments::of("delete.deletes", statement).only_exactly(&["q", "limit", "hint", "collation"])?;
    let only_one = match arguments.whole("limit")? {
        Some(1) => true,
        Some(0) => false,
        _ => return Err(CommandError::unparsable("The limit field in delete objects must be 0 or 1")),
    };
    Statement::read(arguments, "q", only_one, command)
}

impl Statement {
    /// From fields with this name for what it looks for.
    pub(super) fn read(arguments: Arguments<'_>, query: &str, only_one: bool, command: Arguments<'_>) -> Outcome<Self> {
        let arguments = arguments.refuse_unless_absent(&["collation"])?;
        let wanted =
            arguments.document(query)?.ok_or_else(|| CommandError::unparsable(format!("a delete needs a {query}")))?;
        let filter = crate::query::parse_filter(wanted, &command.constants()?)?;
        Ok(Self { filter, only_one, hint: arguments.hint()? })
    }
}
