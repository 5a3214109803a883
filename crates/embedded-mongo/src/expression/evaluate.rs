//! Evaluating expressions. A missing value is `None` and is not the same as null.

use bson::{Bson, Document};

use super::{Expression, Variable};
use crate::{
    error::{CommandError, Outcome},
    value::{is_truthy, type_name, whole_number},
};

/// The document, and the variables of the expressions around.
#[derive(Clone, Copy)]
pub(super) struct Scope<'a> {
    root: &'a Document,
    bound: Option<Bound<'a>>,
}

#[derive(Clone, Copy)]
struct Bound<'a> {
    name: &'a str,
    value: Option<&'a Bson>,
    outer: &'a Scope<'a>,
}

impl<'a> Scope<'a> {
    pub(super) fn root(root: &'a Document) -> Self {
        Self { root, bound: None }
    }

    fn with<'b>(&'b self, name: &'b str, value: Option<&'b Bson>) -> Scope<'b> {
        Scope { root: self.root, bound: Some(Bound { name, value, outer: self }) }
    }

    fn find(&self, name: &str) -> Option<&Bson> {
        match &self.bound {
            Some(bound) if bound.name == name => bound.value,
            Some(bound) => bound.outer.find(name),
            None => None,
        }
    }
}

impl Expression {
    pub(super) fn within(&self, scope: &Scope<'_>) -> Outcome<Option<Bson>> {
        match self {
            Self::Literal(value) => Ok(Some(value.clone())),
            Self::Field { variable, parts } => Ok(look_up(scope, variable, parts)),
            Self::Document(fields) => {
                let mut out = Document::new();
                for (name, expression) in fields {
                    if let Some(value) = expression.within(scope)? {
                        out.insert(name, value);
                    }
                }
                Ok(Some(Bson::Document(out)))
            }
            Self::Array(items) => {
                let items = items.iter().map(|item| Ok(item.within(scope)?.unwrap_or(Bson::Null)));
                items.collect::<Outcome<_>>().map(Bson::Array).map(Some)
            }
            Self::Operator(operator, arguments) => operator.apply(arguments, scope),
            Self::Switch { branches, default } => switch(branches, default.as_deref(), scope),
            Self::Let { variables, body } => {
                let values = variables.iter().map(|(name, value)| Ok((name.as_str(), value.within(scope)?)));
                let_in(&values.collect::<Outcome<Vec<_>>>()?, body, scope)
            }
            Self::Map { input, name, body } => map_items(input, "$map", scope, |items| {
                let item = |item: &Bson| Ok(body.within(&scope.with(name, Some(item)))?.unwrap_or(Bson::Null));
                items.iter().map(item).collect()
            }),
            Self::Filter { input, name, condition, limit } => {
                let limit = filter_limit(limit.as_deref(), scope)?;
                map_items(input, "$filter", scope, |items| filter(items, name, condition, limit, scope))
            }
            Self::Reduce { input, initial, body } => reduce(input, initial, body, scope),
        }
    }

    /// The value where only a truth is asked for.
    pub(super) fn is_true_within(&self, scope: &Scope<'_>) -> Outcome<bool> {
        Ok(self.within(scope)?.is_some_and(|value| is_truthy(&value)))
    }
}

fn look_up(scope: &Scope<'_>, variable: &Variable, parts: &[String]) -> Option<Bson> {
    match variable {
        Variable::Remove => None,
        Variable::Root if parts.is_empty() => Some(Bson::Document(scope.root.clone())),
        Variable::Root => field_value(scope.root, parts),
        Variable::Named(name) => value_inside(scope.find(name)?, parts),
    }
}

/// The value of a field path; arrays on the way give an array of what their documents have.
pub(crate) fn field_value(document: &Document, parts: &[String]) -> Option<Bson> {
    let (first, rest) = parts.split_first()?;
    value_inside(document.get(first)?, rest)
}

fn value_inside(value: &Bson, parts: &[String]) -> Option<Bson> {
    match value {
        _ if parts.is_empty() => Some(value.clone()),
        Bson::Document(inner) => field_value(inner, parts),
        Bson::Array(items) => Some(Bson::Array(items.iter().filter_map(|item| value_inside(item, parts)).collect())),
        _ => None,
    }
}

fn switch(
    branches: &[(Expression, Expression)],
    default: Option<&Expression>,
    scope: &Scope<'_>,
) -> Outcome<Option<Bson>> {
    for (case, then) in branches {
        if case.is_true_within(scope)? {
            return then.within(scope);
        }
    }
    default
        .ok_or_else(|| {
            CommandError::bad_value("$switch could not find a matching branch, and no default was specified")
        })?
        .within(scope)
}

fn let_in(values: &[(&str, Option<Bson>)], body: &Expression, scope: &Scope<'_>) -> Outcome<Option<Bson>> {
    match values.split_first() {
        None => body.within(scope),
        Some(((name, value), rest)) => let_in(rest, body, &scope.with(name, value.as_ref())),
    }
}

/// Runs `change` on the items of an array; null and missing stay null.
fn map_items(
    input: &Expression,
    operator: &str,
    scope: &Scope<'_>,
    change: impl FnOnce(&[Bson]) -> Outcome<Vec<Bson>>,
) -> Outcome<Option<Bson>> {
    match input.within(scope)? {
        None | Some(Bson::Null) => Ok(Some(Bson::Null)),
        Some(Bson::Array(items)) => change(&items).map(Bson::Array).map(Some),
        Some(other) => {
            Err(CommandError::bad_value(format!("input to {operator} must be an array not {}", type_name(&other))))
        }
    }
}

fn filter_limit(limit: Option<&Expression>, scope: &Scope<'_>) -> Outcome<usize> {
    let Some(value) = limit.map(|limit| limit.within(scope)).transpose()?.flatten() else { return Ok(usize::MAX) };
    let limit = whole_number(&value).and_then(|n| usize::try_from(n).ok()).filter(|n| *n > 0);
    limit.ok_or_else(|| CommandError::bad_value("$filter: limit must be a positive whole number"))
}

fn filter(items: &[Bson], name: &str, condition: &Expression, limit: usize, scope: &Scope<'_>) -> Outcome<Vec<Bson>> {
    let mut kept = Vec::new();
    for item in items {
        if kept.len() < limit && condition.is_true_within(&scope.with(name, Some(item)))? {
            kept.push(item.clone());
        }
    }
    Ok(kept)
}

fn reduce(input: &Expression, initial: &Expression, body: &Expression, scope: &Scope<'_>) -> Outcome<Option<Bson>> {
    let items = match input.within(scope)? {
        None | Some(Bson::Null) => return Ok(Some(Bson::Null)),
        Some(Bson::Array(items)) => items,
        Some(other) => {
            return Err(CommandError::bad_value(format!("$reduce requires an array, not {}", type_name(&other))));
        }
    };
    let mut value = initial.within(scope)?;
    for item in &items {
        let next = body.within(&scope.with("value", value.as_ref()).with("this", Some(item)))?;
        value = next;
    }
    Ok(value)
}
