//! `aggregate`.

use bson::Document;

use super::{arguments::Arguments, collections::first_batch, context::Context, cursor};
use crate::{
    error::{CommandError, Outcome},
    pipeline::{Source, parse_pipeline, run as run_pipeline},
};

pub(crate) fn run(context: &Context<'_>, body: &Document) -> Outcome<Document> {
    let arguments = Arguments::of("aggregate", body)
        .only(&[
            "pipeline",
            "cursor",
            "allowDiskUse",
            "explain",
            "let",
            "hint",
            "collation",
            "bypassDocumentValidation",
        ])?
        .refuse_unless_absent(&["explain", "collation"])?;
    if arguments.required("aggregate")?.as_str().is_none() {
        return Err(CommandError::not_implemented("an aggregation over a whole database"));
    }
    let namespace = arguments.namespace()?;
    let pipeline = arguments
        .required("pipeline")?
        .as_array()
        .ok_or_else(|| CommandError::wrong_type("pipeline has to be an array"))?;
    let stages = parse_pipeline(pipeline, &arguments.constants()?)?;
    let (view, collections) = context.view_of_all()?;
    let source = Source { view, collections, database: namespace.database.clone(), hint: arguments.hint()? };
    let documents = run_pipeline(&source, &namespace.collection, stages)?;
    cursor::open(context, namespace, documents, first_batch(arguments)?)
}
