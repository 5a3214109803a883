//! From `{key, name, unique, …}` to an [`Index`]. Options that this engine does not have are refused by name.

use bson::{Bson, Document, doc};

use super::{Index, IndexField};
use crate::{
    error::{Code, CommandError, Outcome},
    expression::Constants,
    query::{Filter, Test, parse_filter},
    value::{is_truthy, number, path::Path, whole_number},
};

const MAX_FIELDS: usize = 32;

/// Parses a specification; the index has no id yet.
pub(crate) fn parse_index(given: &Document) -> Outcome<Index> {
    let key = given.get_document("key").map_err(|_| cannot("an index needs a 'key' document"))?;
    let name = given.get_str("name").map_err(|_| cannot("an index needs a 'name'"))?;
    let fields = parse_fields(key)?;
    let mut specification = doc! { "v": 2, "key": key.clone(), "name": name };
    let mut index = Index {
        id: 0,
        name: name.to_owned(),
        fields,
        unique: false,
        sparse: false,
        partial: None,
        expire_after_secs: None,
        specification: Document::new(),
    };
    for (option, value) in given {
        if parse_option(&mut index, option, value)? {
            specification.insert(option, value.clone());
        }
    }
    if index.sparse && index.partial.is_some() {
        return Err(cannot("cannot mix \"partialFilterExpression\" and \"sparse\" options"));
    }
    if index.expire_after_secs.is_some() && index.fields.len() != 1 {
        return Err(cannot("TTL indexes are single-field indexes, compound indexes do not support TTL"));
    }
    index.specification = specification;
    Ok(index)
}

/// Reads one option; says whether `listIndexes` shows it.
fn parse_option(index: &mut Index, option: &str, value: &Bson) -> Outcome<bool> {
    match option {
        "key" | "name" | "v" | "ns" | "background" => return Ok(false),
        "unique" => index.unique = is_truthy(value),
        "sparse" => index.sparse = is_truthy(value),
        "hidden" if !is_truthy(value) => return Ok(false),
        "collation"
            if value.as_document().is_some_and(|c| c.get_str("locale").is_ok_and(|locale| locale == "simple")) =>
        {
            return Ok(false);
        }
        "expireAfterSeconds" => index.expire_after_secs = Some(parse_seconds(value)?),
        "partialFilterExpression" => {
            let query = value.as_document().ok_or_else(|| cannot("partialFilterExpression has to be a document"))?;
            let filter = parse_filter(query, &Constants::default())?;
            allowed_in_partial(&filter)?;
            index.partial = Some(filter);
        }
        _ => return Err(CommandError::not_implemented(format!("index option '{option}'"))),
    }
    Ok(!matches!(option, "unique" | "sparse") || is_truthy(value))
}

fn parse_fields(key: &Document) -> Outcome<Vec<IndexField>> {
    if key.is_empty() || key.len() > MAX_FIELDS {
        return Err(cannot("an index has between 1 and 32 fields"));
    }
    key.iter().map(|(path, direction)| parse_field(path, direction)).collect()
}

fn parse_field(path: &str, direction: &Bson) -> Outcome<IndexField> {
    if path.contains("$**") {
        return Err(CommandError::not_implemented("a wildcard index"));
    }
    if path.split('.').any(|part| part.is_empty() || part.starts_with('$')) {
        return Err(cannot("index keys cannot have an empty field or one that starts with '$'"));
    }
    if let Bson::String(kind) = direction {
        return Err(CommandError::not_implemented(format!("an index of type '{kind}'")));
    }
    let order = number::compare(direction, &Bson::Int32(0));
    if crate::value::class_of(direction) != crate::value::class::NUMBER || order.is_eq() {
        return Err(cannot("values in the index key pattern have to be numbers and not 0"));
    }
    Ok(IndexField { path: Path::parse(path), descending: order.is_lt() })
}

fn parse_seconds(value: &Bson) -> Outcome<i64> {
    let seconds = whole_number(value).filter(|secs| (0..=i64::from(i32::MAX)).contains(secs));
    seconds.ok_or_else(|| cannot("TTL index 'expireAfterSeconds' has to be a number between 0 and 2147483647"))
}

/// MongoDB allows few operators here, because queries must be able to imply them.
fn allowed_in_partial(filter: &Filter) -> Outcome<()> {
    match filter {
        Filter::And(parts) | Filter::Or(parts) => parts.iter().try_for_each(allowed_in_partial),
        Filter::Field(_, Test::Equal(_) | Test::Compare(..) | Test::Exists | Test::Type(_)) => Ok(()),
        Filter::Field(_, Test::In(_, patterns)) if patterns.is_empty() => Ok(()),
        _ => Err(cannot(
            "unsupported expression in partial index: only $eq, $exists: true, $gt, $gte, $lt, $lte, $type, $in, $and, $or",
        )),
    }
}

fn cannot(why: &str) -> CommandError {
    CommandError::new(Code::CannotCreateIndex, why)
}
