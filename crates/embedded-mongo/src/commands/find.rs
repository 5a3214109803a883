//! `find`, `count`, `distinct`.

use std::collections::BTreeSet;

use bson::{Bson, Document, doc};

use super::{
    arguments::Arguments,
    context::Context,
    cursor::{self, FIRST_BATCH, FirstBatch},
};
use crate::{
    catalog::keyspace,
    error::{CommandError, Outcome},
    projection::Projection,
    reading::{self, Documents, Query, SortOrder},
    value::{
        key::key_of,
        path::{Path, any_at},
    },
};

const FIND: [&str; 22] = [
    "filter",
    "sort",
    "projection",
    "hint",
    "skip",
    "limit",
    "batchSize",
    "singleBatch",
    "let",
    "allowDiskUse",
    "noCursorTimeout",
    "collation",
    "max",
    "min",
    "returnKey",
    "showRecordId",
    "tailable",
    "oplogReplay",
    "awaitData",
    "allowPartialResults",
    "readOnce",
    "mirrored",
];
/// Options that would change the answer and are not here.
const NOT_HERE: [&str; 7] = ["collation", "max", "min", "returnKey", "showRecordId", "tailable", "awaitData"];

pub(crate) fn run(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("find", body).only(&FIND)?.refuse_unless_absent(&NOT_HERE)?;
    let namespace = arguments.namespace()?;
    let mut query = Query::of(arguments.filter("filter")?);
    query.sort = arguments.document("sort")?.filter(|sort| !sort.is_empty()).map(SortOrder::parse).transpose()?;
    query.skip = arguments.count("skip")?.unwrap_or(0);
    query.limit = arguments.count("limit")?.filter(|limit| *limit > 0);
    query.hint = arguments.hint()?;
    let projection = arguments.document("projection")?.filter(|fields| !fields.is_empty());
    let projection = projection.map(|fields| Projection::parse(fields, &arguments.constants()?)).transpose()?;
    let first = FirstBatch {
        size: arguments.count("batchSize")?.unwrap_or(FIRST_BATCH),
        single: arguments.flag("singleBatch")?,
    };
    let (view, collection) = context.view_of(&namespace)?;
    let found: Documents = match collection {
        Some(collection) => reading::read(&view, &collection, query)?,
        None => Box::new(std::iter::empty()),
    };
    let shown: Documents = match projection {
        Some(projection) => Box::new(found.map(move |document| projection.apply(&document?))),
        None => found,
    };
    cursor::open(context, namespace, shown, first)
}

pub(crate) fn count(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("count", body)
        .only(&["query", "limit", "skip", "hint", "collation", "fields"])?
        .refuse_unless_absent(&["collation"])?;
    let namespace = arguments.namespace()?;
    let mut query = Query::of(arguments.filter("query")?);
    query.skip = arguments.count("skip")?.unwrap_or(0);
    query.limit = match arguments.whole("limit")? {
        None | Some(0) => None,
        Some(limit) => Some(usize::try_from(limit.unsigned_abs()).unwrap_or(usize::MAX)),
    };
    query.hint = arguments.hint()?;
    let (view, collection) = context.view_of(&namespace)?;
    let n = match collection {
        None => 0,
        Some(collection) if query.filter.is_everything() && query.limit.is_none() && query.skip == 0 => {
            view.count(&keyspace::documents(&collection))?
        }
        Some(collection) => {
            let mut n = 0;
            for document in reading::read(&view, &collection, query)? {
                document?;
                n += 1;
            }
            n
        }
    };
    Ok(doc! { "n": i32::try_from(n).map_or_else(|_| Bson::Int64(n.cast_signed()), Bson::Int32) })
}

pub(crate) fn distinct(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("distinct", body)
        .only(&["key", "query", "collation", "hint"])?
        .refuse_unless_absent(&["collation"])?;
    let namespace = arguments.namespace()?;
    let path = arguments.text("key")?.ok_or_else(|| CommandError::bad_value("distinct needs a key"))?;
    let path = Path::parse(path);
    let mut query = Query::of(arguments.filter("query")?);
    query.hint = arguments.hint()?;
    let (view, collection) = context.view_of(&namespace)?;
    let Some(collection) = collection else { return Ok(doc! { "values": [] }) };
    let (mut seen, mut values) = (BTreeSet::new(), Vec::new());
    for document in reading::read(&view, &collection, query)? {
        let document = document?;
        any_at(&document, &path.parts, &mut |found| {
            let single = found.map(std::slice::from_ref).unwrap_or_default();
            for value in found.and_then(Bson::as_array).map_or(single, Vec::as_slice) {
                if seen.insert(key_of(value)) {
                    values.push(value.clone());
                }
            }
            false
        });
    }
    Ok(doc! { "values": values })
}
