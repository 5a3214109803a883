//! From an update document to an [`Update`]. What is not known is refused by name.

use bson::{Bson, Document};

use super::{
    Deed, Step, Update,
    arrays::{ArrayDeed, Pull, Push, PushSort},
    fields::FieldDeed,
};
use crate::{
    error::{Code, CommandError, Outcome},
    expression::Constants,
    query::parse_filter,
    reading::SortOrder,
    value::{arithmetic::is_number, path::Path, type_name, whole_number},
};

/// Parses the `u` of an update or the `update` of a findAndModify.
pub(crate) fn parse_update(update: &Bson) -> Outcome<Update> {
    match update {
        Bson::Document(document) if document.keys().next().is_some_and(|name| name.starts_with('$')) => {
            operators(document)
        }
        Bson::Document(document) => replacement(document),
        Bson::Array(_) => Err(CommandError::not_implemented("an update with an aggregation pipeline")),
        _ => Err(CommandError::unparsable("an update must be a document or a pipeline")),
    }
}

fn replacement(document: &Document) -> Outcome<Update> {
    match document.keys().find(|name| name.starts_with('$')) {
        Some(name) => Err(CommandError::new(
            Code::DollarPrefixedFieldName,
            format!("The dollar ($) prefixed field '{name}' is not allowed in a replacement"),
        )),
        None => Ok(Update::Replacement(document.clone())),
    }
}

fn operators(document: &Document) -> Outcome<Update> {
    let mut steps = Vec::new();
    for (operator, fields) in document {
        let fields = fields.as_document().ok_or_else(|| {
            CommandError::unparsable(format!(
                "Modifiers operate on fields but we found type {} for {operator}",
                type_name(fields)
            ))
        })?;
        for (path, operand) in fields {
            steps.push(Step { path: parse_path(path)?, deed: parse_deed(operator, operand)? });
        }
    }
    check_conflicts(&steps)?;
    steps.sort_by(|a, b| a.path.parts.cmp(&b.path.parts));
    Ok(Update::Operators(steps))
}

fn parse_path(text: &str) -> Outcome<Path> {
    for part in text.split('.') {
        if part.is_empty() {
            return Err(CommandError::new(
                Code::EmptyFieldName,
                format!("The update path '{text}' contains an empty field name"),
            ));
        }
        if part == "$" || part.starts_with("$[") {
            return Err(CommandError::not_implemented(format!("the positional operator '{part}' in '{text}'")));
        }
        if part.starts_with('$') {
            return Err(CommandError::new(
                Code::DollarPrefixedFieldName,
                format!("The field '{part}' in '{text}' may not start with $"),
            ));
        }
    }
    Ok(Path::parse(text))
}

fn parse_deed(operator: &str, operand: &Bson) -> Outcome<Deed> {
    let field = |deed| Ok(Deed::Field(deed));
    let array = |deed| Ok(Deed::Array(deed));
    match operator {
        "$set" => field(FieldDeed::Set(operand.clone())),
        "$setOnInsert" => field(FieldDeed::SetOnInsert(operand.clone())),
        "$unset" => field(FieldDeed::Unset),
        "$inc" => field(FieldDeed::Increment(number(operator, operand)?)),
        "$mul" => field(FieldDeed::Multiply(number(operator, operand)?)),
        "$min" => field(FieldDeed::Minimum(operand.clone())),
        "$max" => field(FieldDeed::Maximum(operand.clone())),
        "$rename" => {
            let target = operand
                .as_str()
                .ok_or_else(|| CommandError::bad_value("The 'to' field for $rename must be a string"))?;
            field(FieldDeed::RenameTo(parse_path(target)?))
        }
        "$currentDate" => field(current_date(operand)?),
        "$push" => array(ArrayDeed::Push(push(operand)?)),
        "$addToSet" => array(ArrayDeed::AddToSet(each(operand)?)),
        "$pull" => array(ArrayDeed::Pull(pull(operand)?)),
        "$pullAll" => {
            let values =
                operand.as_array().ok_or_else(|| CommandError::bad_value("$pullAll requires an array argument"))?;
            array(ArrayDeed::PullAll(values.clone()))
        }
        "$pop" => match whole_number(operand) {
            Some(1) => array(ArrayDeed::PopLast),
            Some(-1) => array(ArrayDeed::PopFirst),
            _ => Err(CommandError::unparsable("$pop expects 1 or -1")),
        },
        "$bit" => Err(CommandError::not_implemented("$bit")),
        _ => Err(CommandError::unparsable(format!("Unknown modifier: {operator}"))),
    }
}

fn number(operator: &str, operand: &Bson) -> Outcome<Bson> {
    if is_number(operand) {
        return Ok(operand.clone());
    }
    Err(CommandError::wrong_type(format!("Cannot {operator} with non-numeric argument of type {}", type_name(operand))))
}

fn current_date(operand: &Bson) -> Outcome<FieldDeed> {
    let kind = operand.as_document().filter(|d| d.len() == 1).and_then(|d| d.get_str("$type").ok());
    match (operand, kind) {
        (Bson::Boolean(_), _) | (_, Some("date")) => Ok(FieldDeed::CurrentDate),
        (_, Some("timestamp")) => Ok(FieldDeed::CurrentTimestamp),
        _ => Err(CommandError::bad_value("$currentDate needs true or {$type: 'date' | 'timestamp'}")),
    }
}

fn push(operand: &Bson) -> Outcome<Push> {
    let Some(modifiers) = operand.as_document().filter(|d| d.contains_key("$each")) else {
        return Ok(Push { each: vec![operand.clone()], ..Push::default() });
    };
    let mut push = Push::default();
    for (name, value) in modifiers {
        let whole =
            || whole_number(value).ok_or_else(|| CommandError::bad_value(format!("{name} needs a whole number")));
        match name.as_str() {
            "$each" => push.each = array_of("$each", value)?,
            "$slice" => push.slice = Some(whole()?),
            "$position" => push.position = Some(whole()?),
            "$sort" => push.sort = Some(push_sort(value)?),
            _ => return Err(CommandError::bad_value(format!("Unrecognized clause in $push: {name}"))),
        }
    }
    Ok(push)
}

fn push_sort(value: &Bson) -> Outcome<PushSort> {
    match value {
        Bson::Document(order) => SortOrder::parse(order).map(PushSort::ByFields),
        _ => match whole_number(value) {
            Some(1) => Ok(PushSort::ByValue { descending: false }),
            Some(-1) => Ok(PushSort::ByValue { descending: true }),
            _ => Err(CommandError::bad_value("The $sort is invalid: use 1, -1 or a document")),
        },
    }
}

fn each(operand: &Bson) -> Outcome<Vec<Bson>> {
    match operand.as_document().filter(|d| d.contains_key("$each")) {
        Some(modifiers) if modifiers.len() == 1 => array_of("$each", &modifiers["$each"]),
        Some(_) => Err(CommandError::bad_value("$addToSet takes no modifier but $each")),
        None => Ok(vec![operand.clone()]),
    }
}

fn array_of(name: &str, value: &Bson) -> Outcome<Vec<Bson>> {
    value.as_array().cloned().ok_or_else(|| CommandError::bad_value(format!("The argument to {name} must be an array")))
}

fn pull(operand: &Bson) -> Outcome<Pull> {
    let constants = Constants::default();
    match operand {
        Bson::Document(query) if query.keys().next().is_some_and(|name| name.starts_with('$')) => {
            // `{$gt: 5}` speaks about the elements themselves, as `$elemMatch` does.
            let wrapped = bson::doc! { "x": { "$elemMatch": query.clone() } };
            match parse_filter(&wrapped, &constants)? {
                crate::query::Filter::Field(_, crate::query::Test::ElementValue(filter)) => Ok(Pull::Values(*filter)),
                crate::query::Filter::Field(_, crate::query::Test::ElementDocument(filter)) => {
                    Ok(Pull::Documents(*filter))
                }
                _ => Err(CommandError::bad_value("$pull cannot use this condition")),
            }
        }
        Bson::Document(query) => parse_filter(query, &constants).map(Pull::Documents),
        Bson::RegularExpression(_) => Err(CommandError::not_implemented("$pull with a regular expression")),
        _ => Ok(Pull::Equal(operand.clone())),
    }
}

/// Two steps may not touch the same field, nor one inside the other.
fn check_conflicts(steps: &[Step]) -> Outcome<()> {
    let mut paths: Vec<&Path> = steps.iter().map(|step| &step.path).collect();
    paths.extend(steps.iter().filter_map(|step| match &step.deed {
        Deed::Field(FieldDeed::RenameTo(target)) => Some(target),
        _ => None,
    }));
    paths.sort_by(|a, b| a.parts.cmp(&b.parts));
    match paths.windows(2).find(|pair| pair[1].parts.starts_with(&pair[0].parts)) {
        Some(pair) => Err(CommandError::new(
            Code::ConflictingUpdateOperators,
            format!("Updating the path '{}' would create a conflict at '{}'", pair[1].text, pair[0].text),
        )),
        None => Ok(()),
    }
}
