//! `createIndexes`, `dropIndexes`, `listIndexes`.

use bson::{Bson, Document, doc};

use super::{arguments::Arguments, collections::first_batch, context::Context, cursor};
use crate::{
    catalog::Collection,
    error::{Code, CommandError, Outcome, index_number},
    reading::Documents,
};

pub(crate) fn create(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments =
        Arguments::of("createIndexes", body).only(&["indexes", "commitQuorum", "ignoreUnknownIndexOptions"])?;
    let specifications: Vec<Document> = arguments.documents("indexes")?.into_iter().cloned().collect();
    if specifications.is_empty() {
        return Err(CommandError::bad_value("Must specify at least one index to create"));
    }
    let built = context.core.create_indexes(&arguments.namespace()?, &specifications)?;
    let mut reply = doc! {
        "numIndexesBefore": index_number(built.before),
        "numIndexesAfter": index_number(built.after),
        "createdCollectionAutomatically": built.created_collection,
    };
    if built.before == built.after {
        reply.insert("note", "all indexes already exist");
    }
    Ok(reply)
}

pub(crate) fn drop_some(name: &str, context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of(name, body).only(&["index"])?;
    let wanted = arguments.required("index")?;
    let was = context.core.drop_indexes(&arguments.namespace()?, |collection| chosen(collection, wanted))?;
    Ok(doc! { "nIndexesWas": index_number(was) })
}

/// `"*"`, a name, a list of names, or keys.
fn chosen(collection: &Collection, wanted: &Bson) -> Outcome<Vec<u32>> {
    match wanted {
        Bson::String(name) if name == "*" => Ok(collection.indexes.iter().map(|index| index.id).collect()),
        Bson::String(name) if name == "_id_" => Err(CommandError::new(Code::InvalidOptions, "cannot drop _id index")),
        Bson::String(name) => collection.index_named(name).map(|index| vec![index.id]).ok_or_else(|| not_found(name)),
        Bson::Array(names) => {
            names.iter().map(|name| chosen(collection, name)).collect::<Outcome<Vec<_>>>().map(|ids| ids.concat())
        }
        Bson::Document(keys) => {
            let same = collection.indexes.iter().find(|index| index.key_pattern().to_string() == keys.to_string());
            same.map(|index| vec![index.id]).ok_or_else(|| not_found(&keys.to_string()))
        }
        _ => Err(CommandError::wrong_type("index has to be a name, a list of names or keys")),
    }
}

fn not_found(name: &str) -> CommandError {
    CommandError::new(Code::IndexNotFound, format!("index not found with name [{name}]"))
}

pub(crate) fn list(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("listIndexes", body).only(&["cursor"])?;
    let namespace = arguments.namespace()?;
    let collection = context
        .core
        .catalog
        .find(&namespace)
        .ok_or_else(|| CommandError::new(Code::NamespaceNotFound, format!("ns does not exist: {namespace}")))?;
    let listed: Documents = Box::new(collection.index_specifications().into_iter().map(Ok));
    cursor::open(context, namespace, listed, first_batch(arguments)?)
}
