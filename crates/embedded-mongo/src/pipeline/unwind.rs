//! `$unwind`.

use bson::{Bson, Document};

use crate::{
    error::{CommandError, Outcome},
    projection::set_computed,
    value::{
        is_truthy,
        path::{Path, plain},
    },
};

/// A document per element of an array.
#[derive(Clone, Debug)]
pub(crate) struct Unwind {
    path: Path,
    keep_empty: bool,
    index_field: Option<Vec<String>>,
}

impl Unwind {
    pub(super) fn parse(given: &Bson) -> Outcome<Self> {
        let wrong = || CommandError::bad_value("$unwind needs a field path that starts with $");
        let options = match given {
            Bson::String(_) => None,
            Bson::Document(options) => Some(options),
            _ => return Err(wrong()),
        };
        let known = ["path", "preserveNullAndEmptyArrays", "includeArrayIndex"];
        if let Some(other) = options.into_iter().flat_map(Document::keys).find(|name| !known.contains(&name.as_str())) {
            return Err(CommandError::bad_value(format!("unrecognized option to $unwind stage: {other}")));
        }
        let path = options.map_or(Some(given), |options| options.get("path")).and_then(Bson::as_str);
        let path = path.and_then(|path| path.strip_prefix('$')).filter(|path| !path.is_empty()).ok_or_else(wrong)?;
        let index = options.and_then(|options| options.get_str("includeArrayIndex").ok());
        Ok(Self {
            path: Path::parse(path),
            keep_empty: options.and_then(|o| o.get("preserveNullAndEmptyArrays")).is_some_and(is_truthy),
            index_field: index.map(|field| Path::parse(field).parts),
        })
    }

    pub(super) fn run(&self, document: Document) -> Vec<Document> {
        match plain(&document, &self.path.parts) {
            Some(Bson::Array(items)) if items.is_empty() => {
                let mut rest = document;
                set_computed(&mut rest, &self.path.parts, None);
                self.kept(rest)
            }
            Some(Bson::Array(items)) => {
                let items = items.clone();
                items.into_iter().enumerate().map(|(at, item)| self.with(document.clone(), Some(at), item)).collect()
            }
            None | Some(Bson::Null) => self.kept(document),
            Some(_) => vec![self.with_index(document, None)],
        }
    }

    fn kept(&self, document: Document) -> Vec<Document> {
        if self.keep_empty { vec![self.with_index(document, None)] } else { Vec::new() }
    }

    fn with(&self, mut document: Document, at: Option<usize>, item: Bson) -> Document {
        set_computed(&mut document, &self.path.parts, Some(item));
        self.with_index(document, at)
    }

    fn with_index(&self, mut document: Document, at: Option<usize>) -> Document {
        if let Some(field) = &self.index_field {
            let index = at.and_then(|at| i64::try_from(at).ok()).map_or(Bson::Null, Bson::Int64);
            set_computed(&mut document, field, Some(index));
        }
        document
    }
}
