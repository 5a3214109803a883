//! From a pipeline of BSON to stages. A stage that is not known is refused by name.

use bson::{Bson, Document, doc};

use super::{Stage, group::Group, lookup::Lookup, unwind::Unwind};
use crate::{
    error::{Code, CommandError, Outcome},
    expression::{Constants, Expression},
    projection::Projection,
    query::parse_filter,
    reading::SortOrder,
    value::whole_number,
};

/// Stages that MongoDB has and this engine has not.
const NOT_HERE: [&str; 24] = [
    "$changeStream",
    "$collStats",
    "$indexStats",
    "$bucket",
    "$bucketAuto",
    "$currentOp",
    "$densify",
    "$documents",
    "$fill",
    "$geoNear",
    "$graphLookup",
    "$listSessions",
    "$merge",
    "$out",
    "$planCacheStats",
    "$redact",
    "$sample",
    "$search",
    "$setWindowFields",
    "$unionWith",
    "$listLocalSessions",
    "$changeStreamSplitLargeEvent",
    "$searchMeta",
    "$vectorSearch",
];

pub(crate) fn parse_pipeline(stages: &[Bson], constants: &Constants) -> Outcome<Vec<Stage>> {
    let mut parsed = Vec::with_capacity(stages.len());
    for stage in stages {
        let single = stage.as_document().filter(|stage| stage.len() == 1).and_then(|stage| stage.iter().next());
        let (name, argument) = single.ok_or_else(|| {
            CommandError::unparsable("A pipeline stage specification object must contain exactly one field.")
        })?;
        parse_stage(name, argument, constants, &mut parsed)?;
    }
    Ok(parsed)
}

fn parse_stage(name: &str, argument: &Bson, constants: &Constants, parsed: &mut Vec<Stage>) -> Outcome<()> {
    let document =
        || argument.as_document().ok_or_else(|| CommandError::bad_value(format!("the {name} stage needs an object")));
    let stage = match name {
        "$match" => Stage::Match(parse_filter(document()?, constants)?),
        "$project" => Stage::Project(project(document()?, constants)?),
        "$addFields" | "$set" => Stage::AddFields(added_fields(document()?, constants)?),
        "$unset" => Stage::Project(unset(argument, constants)?),
        "$sort" => Stage::Sort(sort(document()?)?),
        "$limit" => Stage::Limit(count(name, argument).and_then(positive)?),
        "$skip" => Stage::Skip(count(name, argument)?),
        "$group" => Stage::Group(Group::parse(document()?, constants)?),
        "$sortByCount" => {
            let group = doc! { "_id": argument.clone(), "count": { "$sum": 1 } };
            parsed.push(Stage::Group(Group::parse(&group, constants)?));
            Stage::Sort(SortOrder::parse(&doc! { "count": -1 })?)
        }
        "$unwind" => Stage::Unwind(Unwind::parse(argument)?),
        "$lookup" => Stage::Lookup(Lookup::parse(document()?, constants)?),
        "$count" => match argument.as_str() {
            Some(field) if !field.is_empty() && !field.starts_with('$') && !field.contains('.') => {
                Stage::Count(field.to_owned())
            }
            _ => return Err(CommandError::bad_value("the count field must be a non-empty string without '$' and '.'")),
        },
        "$replaceRoot" => {
            let root =
                document()?.get("newRoot").ok_or_else(|| CommandError::bad_value("$replaceRoot needs a newRoot"))?;
            Stage::ReplaceRoot(Expression::parse(root, constants)?)
        }
        "$replaceWith" => Stage::ReplaceRoot(Expression::parse(argument, constants)?),
        "$facet" => Stage::Facet(facets(document()?, constants)?),
        _ if NOT_HERE.contains(&name) => return Err(CommandError::not_implemented(format!("the stage {name}"))),
        _ => return Err(CommandError::new(Code::UnknownStage, format!("Unrecognized pipeline stage name: '{name}'"))),
    };
    parsed.push(stage);
    Ok(())
}

fn project(fields: &Document, constants: &Constants) -> Outcome<Projection> {
    if fields.is_empty() {
        return Err(CommandError::bad_value("$project specification must have at least one field"));
    }
    Projection::parse(fields, constants)
}

fn sort(order: &Document) -> Outcome<SortOrder> {
    if order.is_empty() {
        return Err(CommandError::bad_value("$sort stage must have at least one sort key"));
    }
    SortOrder::parse(order)
}

fn unset(argument: &Bson, constants: &Constants) -> Outcome<Projection> {
    let single = std::slice::from_ref(argument);
    let mut hidden = Document::new();
    for field in argument.as_array().map_or(single, Vec::as_slice) {
        let field = field
            .as_str()
            .ok_or_else(|| CommandError::bad_value("$unset specification must be a string or an array of strings"))?;
        hidden.insert(field, 0);
    }
    project(&hidden, constants)
}

/// Nested documents name deeper fields: `{a: {b: 1}}` is `{"a.b": 1}`.
fn added_fields(fields: &Document, constants: &Constants) -> Outcome<Vec<(Vec<String>, Expression)>> {
    let mut added = Vec::new();
    add_inside(&[], fields, constants, &mut added)?;
    Ok(added)
}

fn add_inside(
    prefix: &[String],
    fields: &Document,
    constants: &Constants,
    added: &mut Vec<(Vec<String>, Expression)>,
) -> Outcome<()> {
    for (name, value) in fields {
        let path: Vec<String> = prefix.iter().cloned().chain(name.split('.').map(str::to_owned)).collect();
        if path.iter().any(|part| part.is_empty() || part.starts_with('$')) {
            return Err(CommandError::bad_value(format!("'{}' is not a field that can be set", path.join("."))));
        }
        match value {
            Bson::Document(inner) if !inner.is_empty() && !inner.keys().any(|name| name.starts_with('$')) => {
                add_inside(&path, inner, constants, added)?;
            }
            _ => added.push((path, Expression::parse(value, constants)?)),
        }
    }
    Ok(())
}

fn facets(given: &Document, constants: &Constants) -> Outcome<Vec<(String, Vec<Stage>)>> {
    let facet = |(name, stages): (&String, &Bson)| {
        let stages = stages.as_array().ok_or_else(|| CommandError::bad_value("each facet is a pipeline"))?;
        let stages = parse_pipeline(stages, constants)?;
        if stages.iter().any(|stage| matches!(stage, Stage::Facet(_))) {
            return Err(CommandError::bad_value("$facet is not allowed within a $facet stage"));
        }
        Ok((name.clone(), stages))
    };
    given.iter().map(facet).collect()
}

fn count(name: &str, argument: &Bson) -> Outcome<usize> {
    let count = whole_number(argument).and_then(|count| usize::try_from(count).ok());
    count.ok_or_else(|| CommandError::bad_value(format!("invalid argument to {name} stage: {argument}")))
}

fn positive(count: usize) -> Outcome<usize> {
    if count == 0 { Err(CommandError::bad_value("the limit must be positive")) } else { Ok(count) }
}
