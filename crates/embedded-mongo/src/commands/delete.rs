//! `delete`: one or many.

use bson::{Document, doc};

use super::{
    arguments::Arguments,
    context::Context,
    statements::{check_count, is_ordered, run_all, with_errors},
};
use crate::{
    documents,
    error::{CommandError, Outcome, index_number},
    query::Filter,
    reading::{self, Hint, Query},
};

struct Statement {
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
            let statement = parsed[at].as_ref().map_err(Clone::clone)?;
            let Some(collection) = collection else { return Ok(()) };
            let mut query = Query::of(statement.filter.clone());
            query.limit = statement.only_one.then_some(1);
            query.hint.clone_from(&statement.hint);
            for document in reading::read(tx.view(), collection, query)?.collect::<Outcome<Vec<_>>>()? {
                documents::remove(tx, collection, &document)?;
                n_removed += 1;
            }
            Ok(())
        })?;
        Ok(with_errors(doc! { "n": index_number(n_removed) }, errors))
    })
}

fn parse(statement: &Document, command: Arguments<'_>) -> Outcome<Statement> {
    let arguments = Arguments::of("delete.deletes", statement)
        .only_exactly(&["q", "limit", "hint", "collation"])?
        .refuse_unless_absent(&["collation"])?;
    let query = arguments.document("q")?.ok_or_else(|| CommandError::unparsable("a delete needs a q"))?;
    let only_one = match arguments.whole("limit")? {
        Some(1) => true,
        Some(0) => false,
        _ => return Err(CommandError::unparsable("The limit field in delete objects must be 0 or 1")),
    };
    Ok(Statement {
        filter: crate::query::parse_filter(query, &command.constants()?)?,
        only_one,
        hint: arguments.hint()?,
    })
}
