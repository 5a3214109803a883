//! From BSON to an [`Expression`]. An operator that is not known is refused by name.

use bson::{Bson, Document};

use super::{Constants, Expression, Variable, operators::Operator, unknown};
use crate::error::{CommandError, Outcome};

/// How deep expressions may nest.
const MAX_DEPTH: usize = 100;

pub(super) struct Parser<'a> {
    constants: &'a Constants,
    /// Variables of the `$let`, `$map`, … around.
    bound: Vec<String>,
    depth: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(constants: &'a Constants) -> Self {
        Self { constants, bound: Vec::new(), depth: 0 }
    }

    fn binding(&self, names: &[&str]) -> Self {
        let bound = self.bound.iter().cloned().chain(names.iter().map(|name| (*name).to_owned())).collect();
        Self { constants: self.constants, bound, depth: self.depth + 1 }
    }

    pub(super) fn expression(&self, value: &Bson) -> Outcome<Expression> {
        if self.depth >= MAX_DEPTH {
            return Err(CommandError::bad_value("expressions nest too deep"));
        }
        let inner = self.binding(&[]);
        match value {
            Bson::String(text) if text.starts_with('$') => self.path(text),
            Bson::Array(items) => Ok(Expression::Array(inner.each(items)?)),
            Bson::Document(document) => inner.document(document),
            _ => Ok(Expression::Literal(value.clone())),
        }
    }

    fn each(&self, items: &[Bson]) -> Outcome<Vec<Expression>> {
        items.iter().map(|item| self.expression(item)).collect()
    }

    fn boxed(&self, value: &Bson) -> Outcome<Box<Expression>> {
        self.expression(value).map(Box::new)
    }

    fn path(&self, text: &str) -> Outcome<Expression> {
        let (variable, parts) = match text.strip_prefix("$$") {
            None => (Variable::Root, &text[1..]),
            Some(rest) => {
                let (name, parts) = rest.split_once('.').unwrap_or((rest, ""));
                if let Some(constant) = self.constants.get(name).filter(|_| !self.bound.iter().any(|b| b == name)) {
                    return constant_path(constant, parts);
                }
                (self.variable(name)?, parts)
            }
        };
        let parts: Vec<String> = parts.split('.').filter(|_| !parts.is_empty()).map(str::to_owned).collect();
        if parts.iter().any(|part| part.is_empty() || part.starts_with('$'))
            || (parts.is_empty() && !text.starts_with("$$"))
        {
            return Err(CommandError::bad_value(format!("'{text}' is not a valid field path")));
        }
        Ok(Expression::Field { variable, parts })
    }

    fn variable(&self, name: &str) -> Outcome<Variable> {
        match name {
            "ROOT" | "CURRENT" => Ok(Variable::Root),
            "REMOVE" => Ok(Variable::Remove),
            _ if self.bound.iter().any(|bound| bound == name) => Ok(Variable::Named(name.to_owned())),
            _ => Err(CommandError::new(
                crate::error::Code::UndefinedVariable,
                format!("Use of undefined variable: {name}"),
            )),
        }
    }

    fn document(&self, document: &Document) -> Outcome<Expression> {
        match document.iter().next() {
            Some((name, argument)) if name.starts_with('$') => {
                if document.len() != 1 {
                    return Err(CommandError::bad_value(
                        "an object representing an expression must have exactly one field",
                    ));
                }
                self.operator(name, argument)
            }
            _ => {
                let fields = document.iter().map(|(name, value)| Ok((name.clone(), self.expression(value)?)));
                fields.collect::<Outcome<_>>().map(Expression::Document)
            }
        }
    }

    fn operator(&self, name: &str, argument: &Bson) -> Outcome<Expression> {
        match name {
            "$literal" => Ok(Expression::Literal(argument.clone())),
            "$cond" if argument.as_document().is_some() => {
                let given = Given::of(name, argument, &["if", "then", "else"])?;
                let parts = [given.get("if")?, given.get("then")?, given.get("else")?];
                let parts = parts.into_iter().map(|part| self.expression(part)).collect::<Outcome<_>>()?;
                Ok(Expression::Operator(Operator::Cond, parts))
            }
            "$switch" => self.switch(argument),
            "$let" => self.binding_let(argument),
            "$map" => {
                let given = Given::of(name, argument, &["input", "as", "in"])?;
                let variable = given.name("as", "this")?;
                let body = self.binding(&[&variable]).boxed(given.get("in")?)?;
                Ok(Expression::Map { input: self.boxed(given.get("input")?)?, name: variable, body })
            }
            "$filter" => {
                let given = Given::of(name, argument, &["input", "as", "cond", "limit"])?;
                let variable = given.name("as", "this")?;
                let condition = self.binding(&[&variable]).boxed(given.get("cond")?)?;
                let limit = given.0.get("limit").map(|limit| self.boxed(limit)).transpose()?;
                Ok(Expression::Filter { input: self.boxed(given.get("input")?)?, name: variable, condition, limit })
            }
            "$reduce" => {
                let given = Given::of(name, argument, &["input", "initialValue", "in"])?;
                let body = self.binding(&["value", "this"]).boxed(given.get("in")?)?;
                let initial = self.boxed(given.get("initialValue")?)?;
                Ok(Expression::Reduce { input: self.boxed(given.get("input")?)?, initial, body })
            }
            _ => self.call(name, argument),
        }
    }

    fn call(&self, name: &str, argument: &Bson) -> Outcome<Expression> {
        let (operator, fewest, most) = Operator::find(name).ok_or_else(|| unknown(name))?;
        let arguments = match argument {
            Bson::Array(items) => self.each(items)?,
            single => vec![self.expression(single)?],
        };
        if !(fewest..=most).contains(&arguments.len()) {
            return Err(CommandError::bad_value(format!(
                "Expression {name} takes {fewest} to {most} arguments. {} were passed in.",
                arguments.len()
            )));
        }
        Ok(Expression::Operator(operator, arguments))
    }

    fn switch(&self, argument: &Bson) -> Outcome<Expression> {
        let given = Given::of("$switch", argument, &["branches", "default"])?;
        let branches = given
            .get("branches")?
            .as_array()
            .ok_or_else(|| CommandError::bad_value("$switch needs an array of branches"))?;
        let branch = |branch: &Bson| {
            let given = Given::of("$switch", branch, &["case", "then"])?;
            Ok((self.expression(given.get("case")?)?, self.expression(given.get("then")?)?))
        };
        let branches = branches.iter().map(branch).collect::<Outcome<_>>()?;
        let default = given.0.get("default").map(|default| self.boxed(default)).transpose()?;
        Ok(Expression::Switch { branches, default })
    }

    fn binding_let(&self, argument: &Bson) -> Outcome<Expression> {
        let given = Given::of("$let", argument, &["vars", "in"])?;
        let vars =
            given.get("vars")?.as_document().ok_or_else(|| CommandError::bad_value("$let needs a document of vars"))?;
        let variables =
            vars.iter().map(|(name, value)| Ok((name.clone(), self.expression(value)?))).collect::<Outcome<_>>()?;
        let names: Vec<&str> = vars.keys().map(String::as_str).collect();
        Ok(Expression::Let { variables, body: self.binding(&names).boxed(given.get("in")?)? })
    }
}

/// A constant, or a field of it.
fn constant_path(constant: &Bson, parts: &str) -> Outcome<Expression> {
    if parts.is_empty() {
        return Ok(Expression::Literal(constant.clone()));
    }
    let parts: Vec<String> = parts.split('.').map(str::to_owned).collect();
    let found = constant.as_document().and_then(|document| super::field_value(document, &parts));
    Ok(found.map_or(Expression::Field { variable: Variable::Remove, parts: Vec::new() }, Expression::Literal))
}

/// The named arguments of an operator.
struct Given<'a>(&'a Document, &'a str);

impl<'a> Given<'a> {
    fn of(operator: &'a str, argument: &'a Bson, known: &[&str]) -> Outcome<Self> {
        let given =
            argument.as_document().ok_or_else(|| CommandError::bad_value(format!("{operator} needs an object")))?;
        match given.keys().find(|name| !known.contains(&name.as_str())) {
            Some(other) => Err(CommandError::bad_value(format!("Unrecognized parameter to {operator}: {other}"))),
            None => Ok(Self(given, operator)),
        }
    }

    fn get(&self, name: &str) -> Outcome<&'a Bson> {
        self.0.get(name).ok_or_else(|| CommandError::bad_value(format!("Missing '{name}' parameter to {}", self.1)))
    }

    fn name(&self, field: &str, default: &str) -> Outcome<String> {
        match self.0.get(field) {
            None => Ok(default.to_owned()),
            Some(Bson::String(name)) => Ok(name.clone()),
            Some(_) => Err(CommandError::bad_value(format!("'{field}' of {} has to be a string", self.1))),
        }
    }
}
