//! `create`, `drop`, `dropDatabase`, `listCollections`, `listDatabases`, `collStats`.

use bson::{Bson, Document, doc};

use super::{
    arguments::Arguments,
    context::Context,
    cursor::{self, FIRST_BATCH, FirstBatch},
};
use crate::{
    catalog::{Collection, Namespace, keyspace},
    error::{Code, CommandError, Outcome, index_number},
    query::Filter,
    reading::Documents,
    value::is_truthy,
};

pub(crate) fn create(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("create", body);
    let refused = [
        "capped",
        "timeseries",
        "validator",
        "viewOn",
        "pipeline",
        "collation",
        "clusteredIndex",
        "expireAfterSeconds",
        "encryptedFields",
        "changeStreamPreAndPostImages",
        "size",
        "max",
        "storageEngine",
        "indexOptionDefaults",
    ];
    arguments
        .only(&[&refused[..], &["validationLevel", "validationAction", "autoIndexId"]].concat())?
        .refuse_unless_absent(&refused)?;
    context.core.create_collection(&arguments.namespace()?)?;
    Ok(doc! {})
}

pub(crate) fn drop_one(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let namespace = Arguments::of("drop", body).only(&[])?.namespace()?;
    Ok(match context.core.drop_collection(&namespace)? {
        Some(collection) => {
            doc! { "nIndexesWas": index_number(collection.indexes.len() + 1), "ns": namespace.to_string() }
        }
        None => doc! {},
    })
}

pub(crate) fn drop_database(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let database = Arguments::of("dropDatabase", body).only(&[])?.database();
    for collection in context.core.catalog.in_database(database) {
        context.core.drop_collection(&collection.namespace)?;
    }
    Ok(doc! { "dropped": database })
}

pub(crate) fn list(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments =
        Arguments::of("listCollections", body).only(&["filter", "nameOnly", "authorizedCollections", "cursor"])?;
    let filter = arguments.filter("filter")?;
    let name_only = arguments.flag("nameOnly")?;
    let collections = context.core.catalog.in_database(arguments.database());
    let listed = collections.iter().map(|collection| described(collection, name_only));
    let namespace = Namespace { database: arguments.database().to_owned(), collection: "$cmd.listCollections".into() };
    cursor::open(context, namespace, passing(filter, listed)?, first_batch(arguments)?)
}

fn described(collection: &Collection, name_only: bool) -> Document {
    let mut out = doc! { "name": &collection.namespace.collection, "type": "collection" };
    if !name_only {
        out.insert("options", Document::new());
        out.insert("info", doc! { "readOnly": false, "uuid": &collection.uuid });
        out.insert("idIndex", doc! { "v": 2, "key": { "_id": 1 }, "name": "_id_" });
    }
    out
}

fn passing(filter: Filter, listed: impl Iterator<Item = Document>) -> Outcome<Documents> {
    let mut kept = Vec::new();
    for document in listed {
        if filter.matches(&document)? {
            kept.push(Ok(document));
        }
    }
    Ok(Box::new(kept.into_iter()))
}

/// `cursor: {batchSize}` of a command.
pub(crate) fn first_batch(arguments: Arguments<'_>) -> Outcome<FirstBatch> {
    let size = match arguments.document("cursor")? {
        Some(cursor) => Arguments::of("cursor", cursor).only_exactly(&["batchSize"])?.count("batchSize")?,
        None => None,
    };
    Ok(FirstBatch { size: size.unwrap_or(FIRST_BATCH), single: false })
}

pub(crate) fn list_databases(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("listDatabases", body).only(&["filter", "nameOnly", "authorizedDatabases"])?;
    let (filter, name_only) = (arguments.filter("filter")?, arguments.flag("nameOnly")?);
    let mut names: Vec<String> = context.core.catalog.all().iter().map(|c| c.namespace.database.clone()).collect();
    names.dedup();
    let mut databases = Vec::new();
    for name in names {
        let mut database = doc! { "name": name };
        if !name_only {
            // One file holds everything; a database has no size of its own.
            database.extend(doc! { "sizeOnDisk": 0_i64, "empty": false });
        }
        if filter.matches(&database)? {
            databases.push(Bson::Document(database));
        }
    }
    Ok(if name_only {
        doc! { "databases": databases }
    } else {
        doc! { "databases": databases, "totalSize": 0_i64 }
    })
}

/// Counts only: how many documents and indexes.
pub(crate) fn stats(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("collStats", body).only(&["scale"])?;
    if arguments.get("scale").is_some_and(|scale| !is_truthy(scale)) {
        return Err(CommandError::new(Code::BadValue, "scale has to be above 0"));
    }
    let namespace = arguments.namespace()?;
    let (view, collection) = context.view_of(&namespace)?;
    let (count, n_indexes) = match &collection {
        Some(collection) => (view.count(&keyspace::documents(collection))?, collection.indexes.len() + 1),
        None => (0, 0),
    };
    Ok(doc! { "ns": namespace.to_string(), "count": count.cast_signed(), "nindexes": index_number(n_indexes) })
}
