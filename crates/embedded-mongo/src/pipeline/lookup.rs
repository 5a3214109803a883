//! `$lookup`: documents of another collection, joined by equal fields, by a pipeline, or both.

use bson::{Bson, Document};

use super::{Stage, parse_pipeline, run, run::Source};
use crate::{
    error::{CommandError, Outcome},
    expression::{Constants, Expression, field_value},
    projection::set_computed,
    query::{Filter, Test},
    value::path::Path,
};

/// What is joined to each document.
#[derive(Clone, Debug)]
pub(crate) struct Lookup {
    from: String,
    /// Local and foreign field.
    equal: Option<(Path, Path)>,
    variables: Vec<(String, Expression)>,
    pipeline: Vec<Bson>,
    into: Vec<String>,
    constants: Constants,
}

impl Lookup {
    pub(super) fn parse(given: &Document, constants: &Constants) -> Outcome<Self> {
        let known = ["from", "localField", "foreignField", "let", "pipeline", "as"];
        if let Some(other) = given.keys().find(|name| !known.contains(&name.as_str())) {
            return Err(CommandError::unparsable(format!("unknown argument to $lookup: {other}")));
        }
        let text = |name: &str| {
            given.get_str(name).map_err(|_| CommandError::unparsable(format!("$lookup needs a string '{name}'")))
        };
        let equal = match (given.contains_key("localField"), given.contains_key("foreignField")) {
            (true, true) => Some((Path::parse(text("localField")?), Path::parse(text("foreignField")?))),
            (false, false) if given.contains_key("pipeline") => None,
            _ => {
                return Err(CommandError::unparsable(
                    "$lookup requires both or neither of 'localField' and 'foreignField', and one of fields and pipeline",
                ));
            }
        };
        let mut lookup = Self {
            from: text("from")?.to_owned(),
            equal,
            variables: Vec::new(),
            pipeline: given.get_array("pipeline").cloned().unwrap_or_default(),
            into: Path::parse(text("as")?).parts,
            constants: constants.clone(),
        };
        for (name, value) in given.get_document("let").into_iter().flatten() {
            lookup.variables.push((name.clone(), Expression::parse(value, constants)?));
        }
        // Mistakes in the pipeline are told before a document is read.
        lookup.stages(&Document::new())?;
        Ok(lookup)
    }

    fn stages(&self, document: &Document) -> Outcome<Vec<Stage>> {
        let mut constants = self.constants.clone();
        for (name, expression) in &self.variables {
            constants = constants.with(name, expression.evaluate(document)?.unwrap_or(Bson::Null));
        }
        parse_pipeline(&self.pipeline, &constants)
    }

    pub(super) fn run(&self, source: &Source, mut document: Document) -> Outcome<Document> {
        let mut stages = self.stages(&document)?;
        if let Some((local, foreign)) = &self.equal {
            stages.insert(0, Stage::Match(Filter::Field(foreign.clone(), equal_to(&document, local))));
        }
        let joined = run(source, &self.from, stages)?.map(|found| found.map(Bson::Document));
        let joined = joined.collect::<Outcome<Vec<_>>>()?;
        set_computed(&mut document, &self.into, Some(Bson::Array(joined)));
        Ok(document)
    }
}

/// Any element of a local array may be the equal one; a missing field equals null.
fn equal_to(document: &Document, local: &Path) -> Test {
    match field_value(document, &local.parts) {
        Some(Bson::Array(items)) => Test::In(items, Vec::new()),
        Some(value) => Test::Equal(value),
        None => Test::Equal(Bson::Null),
    }
}
