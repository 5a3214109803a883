//! From a query document to a [`Filter`]. An operator that is not known is refused by its name.

use std::sync::Arc;

use bson::{Bson, Document};

use super::{Comparison, Filter, Pattern, Test, TypeSet};
use crate::{
    error::{CommandError, Outcome},
    expression::{Constants, Expression},
    value::{path::Path, type_name, whole_number},
};

/// How deep operators may nest.
const MAX_DEPTH: usize = 100;

/// Parses a query; `constants` are the values of `$$variables` inside `$expr`.
pub(crate) fn parse_filter(query: &Document, constants: &Constants) -> Outcome<Filter> {
    Parser { constants, depth: 0 }.document(query)
}

struct Parser<'a> {
    constants: &'a Constants,
    depth: usize,
}

impl Parser<'_> {
    fn deeper(&self) -> Outcome<Parser<'_>> {
        if self.depth >= MAX_DEPTH {
            return Err(CommandError::bad_value("exceeded depth limit of a query"));
        }
        Ok(Parser { constants: self.constants, depth: self.depth + 1 })
    }

    fn document(&self, query: &Document) -> Outcome<Filter> {
        let inner = self.deeper()?;
        let mut parts = Vec::with_capacity(query.len());
        for (name, operand) in query {
            match name.as_str() {
                "$and" => parts.push(Filter::And(inner.list(name, operand)?)),
                "$or" => parts.push(Filter::Or(inner.list(name, operand)?)),
                "$nor" => parts.push(Filter::Nor(inner.list(name, operand)?)),
                "$expr" => parts.push(Filter::Expression(Arc::new(Expression::parse(operand, self.constants)?))),
                "$comment" => {}
                _ if name.starts_with('$') => return Err(unknown_top_level(name)),
                _ => inner.field(Path::parse(name), operand, &mut parts)?,
            }
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Filter::And(parts) })
    }

    fn list(&self, name: &str, operand: &Bson) -> Outcome<Vec<Filter>> {
        let wrong = || CommandError::bad_value(format!("{name} must be a nonempty array of documents"));
        let items = operand.as_array().filter(|items| !items.is_empty()).ok_or_else(wrong)?;
        items.iter().map(|item| self.document(item.as_document().ok_or_else(wrong)?)).collect()
    }

    /// `{field: value}` or `{field: {$op: …}}`.
    fn field(&self, path: Path, operand: &Bson, parts: &mut Vec<Filter>) -> Outcome<()> {
        match operand {
            Bson::Document(operators) if starts_with_operator(operators) => self.operators(&path, operators, parts),
            Bson::RegularExpression(_) => {
                let pattern = Pattern::from_bson(operand)?.expect("the value is a regular expression");
                parts.push(Filter::Field(path, Test::Matches(pattern)));
                Ok(())
            }
            _ => {
                parts.push(Filter::Field(path, Test::Equal(operand.clone())));
                Ok(())
            }
        }
    }

    fn operators(&self, path: &Path, operators: &Document, parts: &mut Vec<Filter>) -> Outcome<()> {
        for (name, operand) in operators {
            if name == "$options" {
                operators.get("$regex").ok_or_else(|| CommandError::bad_value("$options needs a $regex"))?;
                continue;
            }
            parts.push(self.operator(path, name, operand, operators)?);
        }
        Ok(())
    }

    fn operator(&self, path: &Path, name: &str, operand: &Bson, all: &Document) -> Outcome<Filter> {
        let field = |test| Ok(Filter::Field(path.clone(), test));
        let compare = |how| field(Test::Compare(how, no_pattern(name, operand)?));
        match name {
            "$eq" => field(Test::Equal(operand.clone())),
            "$ne" => Ok(not(Filter::Field(path.clone(), Test::Equal(no_pattern(name, operand)?)))),
            "$gt" => compare(Comparison::Greater),
            "$gte" => compare(Comparison::GreaterOrEqual),
            "$lt" => compare(Comparison::Less),
            "$lte" => compare(Comparison::LessOrEqual),
            "$in" => field(parse_in(name, operand)?),
            "$nin" => Ok(not(Filter::Field(path.clone(), parse_in(name, operand)?))),
            "$exists" => {
                let exists = Filter::Field(path.clone(), Test::Exists);
                Ok(if crate::value::is_truthy(operand) { exists } else { not(exists) })
            }
            "$type" => field(Test::Type(TypeSet::parse(operand)?)),
            "$size" => field(Test::Size(parse_size(operand)?)),
            "$mod" => field(parse_modulo(operand)?),
            "$regex" => field(Test::Matches(parse_regex(operand, all.get("$options"))?)),
            "$not" => self.negation(path, operand),
            "$all" => self.all(path, operand),
            "$elemMatch" => field(self.element_match(operand)?),
            _ => Err(CommandError::bad_value(format!("unknown operator: {name}"))),
        }
    }

    fn negation(&self, path: &Path, operand: &Bson) -> Outcome<Filter> {
        let mut parts = Vec::new();
        match operand {
            Bson::RegularExpression(_) => self.field(path.clone(), operand, &mut parts)?,
            Bson::Document(operators) if starts_with_operator(operators) => {
                self.deeper()?.operators(path, operators, &mut parts)?;
            }
            _ => return Err(CommandError::bad_value("$not needs a regex or a document of operators")),
        }
        Ok(not(Filter::And(parts)))
    }

    fn all(&self, path: &Path, operand: &Bson) -> Outcome<Filter> {
        let items = operand.as_array().ok_or_else(|| CommandError::bad_value("$all needs an array"))?;
        if items.is_empty() {
            return Ok(Filter::Or(Vec::new()));
        }
        let mut parts = Vec::with_capacity(items.len());
        for item in items {
            match item {
                Bson::Document(inner) if inner.keys().next().is_some_and(|k| k == "$elemMatch") => {
                    self.deeper()?.operators(path, inner, &mut parts)?;
                }
                Bson::Document(inner) if starts_with_operator(inner) => {
                    return Err(CommandError::bad_value("no $ expressions in $all"));
                }
                _ => self.field(path.clone(), item, &mut parts)?,
            }
        }
        Ok(Filter::And(parts))
    }

    fn element_match(&self, operand: &Bson) -> Outcome<Test> {
        let query = operand.as_document().ok_or_else(|| CommandError::bad_value("$elemMatch needs an Object"))?;
        let logical = ["$and", "$or", "$nor", "$expr", "$comment"];
        let on_value =
            query.keys().next().is_some_and(|name| name.starts_with('$') && !logical.contains(&name.as_str()));
        let inner = self.deeper()?;
        if !on_value {
            return Ok(Test::ElementDocument(Box::new(inner.document(query)?)));
        }
        let mut parts = Vec::new();
        inner.operators(&Path::itself(), query, &mut parts)?;
        Ok(Test::ElementValue(Box::new(Filter::And(parts))))
    }
}

fn unknown_top_level(name: &str) -> CommandError {
    match name {
        "$where" | "$text" | "$jsonSchema" | "$sampleRate" | "$rand" => CommandError::not_implemented(name),
        _ => CommandError::bad_value(format!("unknown top level operator: {name}")),
    }
}

fn starts_with_operator(document: &Document) -> bool {
    document.keys().next().is_some_and(|name| name.starts_with('$') && !matches!(name.as_str(), "$ref" | "$id" | "$db"))
}

fn not(filter: Filter) -> Filter {
    Filter::Not(Box::new(filter))
}

fn no_pattern(name: &str, operand: &Bson) -> Outcome<Bson> {
    match operand {
        Bson::RegularExpression(_) => Err(CommandError::bad_value(format!("Can't have RegEx as arg to {name}."))),
        Bson::Undefined => Err(CommandError::bad_value("cannot compare to undefined")),
        _ => Ok(operand.clone()),
    }
}

fn parse_in(name: &str, operand: &Bson) -> Outcome<Test> {
    let items = operand.as_array().ok_or_else(|| CommandError::bad_value(format!("{name} needs an array")))?;
    let (mut values, mut patterns) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Bson::Document(inner) if starts_with_operator(inner) => {
                return Err(CommandError::bad_value(format!("cannot nest $ under {name}")));
            }
            Bson::RegularExpression(_) => patterns.extend(Pattern::from_bson(item)?),
            _ => values.push(item.clone()),
        }
    }
    Ok(Test::In(values, patterns))
}

fn parse_size(operand: &Bson) -> Outcome<i64> {
    let size = whole_number(operand).ok_or_else(|| {
        CommandError::unparsable(format!(
            "Failed to parse $size. Expected a whole number, found {}",
            type_name(operand)
        ))
    })?;
    if size < 0 {
        return Err(CommandError::unparsable("$size may not be negative"));
    }
    Ok(size)
}

fn parse_modulo(operand: &Bson) -> Outcome<Test> {
    let wrong = || CommandError::bad_value("malformed mod, needs to be an array of two whole numbers");
    let [divisor, remainder] = operand.as_array().ok_or_else(wrong)?.as_slice() else { return Err(wrong()) };
    let divisor = whole_number(divisor).ok_or_else(wrong)?;
    if divisor == 0 {
        return Err(CommandError::bad_value("divisor cannot be 0"));
    }
    Ok(Test::Modulo { divisor, remainder: whole_number(remainder).ok_or_else(wrong)? })
}

fn parse_regex(operand: &Bson, options: Option<&Bson>) -> Outcome<Pattern> {
    let given = match options {
        None => None,
        Some(Bson::String(text)) => Some(text.as_str()),
        Some(_) => return Err(CommandError::bad_value("$options has to be a string")),
    };
    match operand {
        Bson::String(text) => Pattern::compile(text, given.unwrap_or("")),
        Bson::RegularExpression(regex) => {
            Pattern::compile(regex.pattern.as_str(), given.unwrap_or(regex.options.as_str()))
        }
        _ => Err(CommandError::bad_value("$regex has to be a string")),
    }
}
