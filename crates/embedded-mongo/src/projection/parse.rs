//! From a projection document to a [`Projection`].

use bson::{Bson, Document};

use super::{Node, Projection};
use crate::{
    error::{Code, CommandError, Outcome},
    expression::{Constants, Expression},
    query::{Filter, Test, parse_filter},
    value::{is_truthy, whole_number},
};

pub(super) fn parse(fields: &Document, constants: &Constants) -> Outcome<Projection> {
    let mut reading = Reading { constants, includes: false, excludes: false, fields: Vec::new(), computed: Vec::new() };
    let mut show_id = None;
    for (path, value) in fields {
        match (path.as_str(), value) {
            ("_id", Bson::Boolean(_) | Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_)) => {
                show_id = Some(is_truthy(value))
            }
            _ => reading.field(&path.split('.').map(str::to_owned).collect::<Vec<_>>(), value)?,
        }
    }
    if reading.includes && reading.excludes {
        return Err(CommandError::new(Code::MixedProjection, "Cannot mix inclusion and exclusion in a projection"));
    }
    let inclusive = reading.includes || (show_id == Some(true) && !reading.excludes && !reading.only_slices());
    Ok(Projection { inclusive, show_id: show_id.unwrap_or(true), fields: reading.fields, computed: reading.computed })
}

struct Reading<'a> {
    constants: &'a Constants,
    includes: bool,
    excludes: bool,
    fields: Vec<(String, Node)>,
    computed: Vec<(Vec<String>, Expression)>,
}

impl Reading<'_> {
    fn only_slices(&self) -> bool {
        !self.fields.is_empty() && self.fields.iter().all(|(_, node)| matches!(node, Node::Slice { .. }))
    }

    fn field(&mut self, path: &[String], value: &Bson) -> Outcome<()> {
        if path.iter().any(|part| part.is_empty() || part.starts_with('$')) {
            return Err(CommandError::not_implemented(format!("the projection '{}'", path.join("."))));
        }
        match value {
            Bson::Boolean(_) | Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_) | Bson::Decimal128(_) => {
                let node = if is_truthy(value) { Node::Include } else { Node::Exclude };
                self.includes |= is_truthy(value);
                self.excludes |= !is_truthy(value);
                place(&mut self.fields, path, node)
            }
            Bson::Document(inner) => self.document(path, inner),
            _ => self.compute(path, value),
        }
    }

    fn document(&mut self, path: &[String], inner: &Document) -> Outcome<()> {
        match inner.iter().next() {
            None => Err(CommandError::bad_value("an empty object is not a valid projection")),
            Some((name, argument)) if name == "$slice" && is_find_slice(argument) => {
                place(&mut self.fields, path, slice(argument)?)
            }
            Some((name, argument)) if name == "$elemMatch" => {
                self.includes = true;
                place(&mut self.fields, path, Node::ElementMatch(element_match(argument, self.constants)?))
            }
            Some((name, _)) if name == "$meta" => Err(CommandError::not_implemented("$meta")),
            Some((name, _)) if name.starts_with('$') => self.compute(path, &Bson::Document(inner.clone())),
            Some(_) => inner.iter().try_for_each(|(name, value)| {
                let deeper: Vec<String> = path.iter().cloned().chain(name.split('.').map(str::to_owned)).collect();
                self.field(&deeper, value)
            }),
        }
    }

    fn compute(&mut self, path: &[String], value: &Bson) -> Outcome<()> {
        self.includes = true;
        self.computed.push((path.to_vec(), Expression::parse(value, self.constants)?));
        Ok(())
    }
}

/// `$slice: n` and `$slice: [skip, n]` are of `find`; with a field path it is the expression.
fn is_find_slice(argument: &Bson) -> bool {
    let numbers = |items: &Vec<Bson>| items.len() == 2 && items.iter().all(|item| whole_number(item).is_some());
    whole_number(argument).is_some() || argument.as_array().is_some_and(numbers)
}

fn slice(argument: &Bson) -> Outcome<Node> {
    let wrong = || CommandError::bad_value("$slice needs a whole number or two");
    match argument {
        Bson::Array(pair) => {
            let skip = whole_number(&pair[0]).ok_or_else(wrong)?;
            let count = whole_number(&pair[1]).filter(|count| *count > 0).ok_or_else(wrong)?;
            Ok(Node::Slice { skip, count: Some(count) })
        }
        _ => match whole_number(argument).ok_or_else(wrong)? {
            n if n < 0 => Ok(Node::Slice { skip: n, count: None }),
            n => Ok(Node::Slice { skip: 0, count: Some(n) }),
        },
    }
}

fn element_match(argument: &Bson, constants: &Constants) -> Outcome<Filter> {
    let mut query = Document::new();
    query.insert("x", bson::doc! { "$elemMatch": argument.clone() });
    match parse_filter(&query, constants)? {
        Filter::Field(_, Test::ElementDocument(filter)) | Filter::Field(_, Test::ElementValue(filter)) => Ok(*filter),
        _ => Err(CommandError::bad_value("$elemMatch needs an object")),
    }
}

fn place(fields: &mut Vec<(String, Node)>, path: &[String], node: Node) -> Outcome<()> {
    let collision = || CommandError::new(Code::PathCollision, format!("Path collision at {}", path.join(".")));
    let (first, rest) = path.split_first().ok_or_else(collision)?;
    let found = fields.iter_mut().find(|(name, _)| name == first);
    match (found, rest.is_empty()) {
        (None, true) => fields.push((first.clone(), node)),
        (None, false) => {
            let mut inside = Vec::new();
            place(&mut inside, rest, node)?;
            fields.push((first.clone(), Node::Inside(inside)));
        }
        (Some((_, Node::Inside(inside))), false) => place(inside, rest, node)?,
        (Some(_), _) => return Err(collision()),
    }
    Ok(())
}
