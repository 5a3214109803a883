//! Reading the fields of a command. A field that nobody knows is refused, so that no option is silently ignored.

use bson::{Bson, Document};

use crate::{
    catalog::Namespace,
    error::{Code, CommandError, Outcome},
    expression::{Constants, constants_of},
    query::{Filter, parse_filter},
    reading::Hint,
    value::{is_truthy, type_name, whole_number},
};

/// Fields that any command may carry.
const COMMON: [&str; 15] = [
    "$db",
    "lsid",
    "txnNumber",
    "autocommit",
    "startTransaction",
    "stmtId",
    "$readPreference",
    "$clusterTime",
    "readConcern",
    "writeConcern",
    "comment",
    "maxTimeMS",
    "apiVersion",
    "apiStrict",
    "apiDeprecationErrors",
];

/// A command document, or one of its statements.
#[derive(Clone, Copy)]
pub(crate) struct Arguments<'a> {
    name: &'a str,
    fields: &'a Document,
}

impl<'a> Arguments<'a> {
    pub(crate) fn of(name: &'a str, fields: &'a Document) -> Self {
        Self { name, fields }
    }

    /// Refuses fields that are neither common nor in `known`.
    pub(crate) fn only(self, known: &[&str]) -> Outcome<Self> {
        self.only_exactly(&[known, &COMMON[..], &[self.name]].concat())
    }

    /// Refuses fields that are not in `known`.
    pub(crate) fn only_exactly(self, known: &[&str]) -> Outcome<Self> {
        match self.fields.keys().find(|field| !known.contains(&field.as_str())) {
            Some(unknown) => Err(CommandError::new(
                Code::UnknownField,
                format!("BSON field '{}.{unknown}' is an unknown field.", self.name),
            )),
            None => Ok(self),
        }
    }

    /// Fields that are understood only in their harmless form.
    pub(crate) fn refuse_unless_absent(self, fields: &[&str]) -> Outcome<Self> {
        for field in fields {
            let harmless = match self.fields.get(field) {
                None | Some(Bson::Null) => true,
                Some(Bson::Document(value)) if *field == "collation" => {
                    value.is_empty() || value.get_str("locale").is_ok_and(|locale| locale == "simple")
                }
                Some(Bson::Document(value)) => value.is_empty(),
                Some(Bson::Array(value)) => value.is_empty(),
                Some(value) => !is_truthy(value),
            };
            if !harmless {
                return Err(CommandError::not_implemented(format!("option '{}.{field}'", self.name)));
            }
        }
        Ok(self)
    }

    pub(crate) fn get(self, field: &str) -> Option<&'a Bson> {
        self.fields.get(field).filter(|value| !matches!(value, Bson::Null))
    }

    pub(crate) fn required(self, field: &str) -> Outcome<&'a Bson> {
        self.get(field).ok_or_else(|| {
            CommandError::new(
                Code::MissingField,
                format!("BSON field '{}.{field}' is missing but a required field", self.name),
            )
        })
    }

    fn wrong_type(self, field: &str, value: &Bson) -> CommandError {
        CommandError::wrong_type(format!("BSON field '{}.{field}' is the wrong type '{}'", self.name, type_name(value)))
    }

    fn typed<T>(self, field: &str, read: impl Fn(&'a Bson) -> Option<T>) -> Outcome<Option<T>> {
        match self.get(field) {
            None => Ok(None),
            Some(value) => read(value).map(Some).ok_or_else(|| self.wrong_type(field, value)),
        }
    }

    pub(crate) fn document(self, field: &str) -> Outcome<Option<&'a Document>> {
        self.typed(field, Bson::as_document)
    }

    pub(crate) fn text(self, field: &str) -> Outcome<Option<&'a str>> {
        self.typed(field, Bson::as_str)
    }

    pub(crate) fn flag(self, field: &str) -> Outcome<bool> {
        let read = |value: &Bson| match value {
            Bson::Boolean(b) => Some(*b),
            Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_) => Some(is_truthy(value)),
            _ => None,
        };
        Ok(self.typed(field, read)?.unwrap_or(false))
    }

    pub(crate) fn whole(self, field: &str) -> Outcome<Option<i64>> {
        self.typed(field, whole_number)
    }

    /// A count; zero or more.
    pub(crate) fn count(self, field: &str) -> Outcome<Option<usize>> {
        let Some(number) = self.whole(field)? else { return Ok(None) };
        let count = usize::try_from(number);
        count.map(Some).map_err(|_| {
            CommandError::bad_value(format!("BSON field '{field}' value must be >= 0, actual value '{number}'"))
        })
    }

    pub(crate) fn documents(self, field: &str) -> Outcome<Vec<&'a Document>> {
        let value = self.required(field)?;
        let items = value.as_array().ok_or_else(|| self.wrong_type(field, value))?;
        items.iter().map(|item| item.as_document().ok_or_else(|| self.wrong_type(field, item))).collect()
    }

    /// The constants of `let`, for `$$variables`.
    pub(crate) fn constants(self) -> Outcome<Constants> {
        constants_of(self.document("let")?)
    }

    pub(crate) fn filter(self, field: &str) -> Outcome<Filter> {
        match self.document(field)? {
            Some(query) => parse_filter(query, &self.constants()?),
            None => Ok(Filter::everything()),
        }
    }

    /// The index to use; a name, or the keys of an index (turned into the name the default naming gives).
    pub(crate) fn hint(self) -> Outcome<Option<Hint>> {
        Ok(match self.get("hint") {
            None => None,
            Some(Bson::String(name)) => Some(Hint::Name(name.clone())),
            Some(Bson::Document(keys)) if keys.is_empty() => None,
            Some(Bson::Document(keys)) => Some(Hint::Keys(keys.clone())),
            Some(other) => return Err(self.wrong_type("hint", other)),
        })
    }

    /// The collection that the command is about.
    pub(crate) fn namespace(self) -> Outcome<Namespace> {
        let value = self.required(self.name)?;
        let collection = value.as_str().ok_or_else(|| {
            CommandError::new(Code::InvalidNamespace, format!("collection name has invalid type {}", type_name(value)))
        })?;
        Namespace::try_new(self.database(), collection)
    }

    pub(crate) fn database(self) -> &'a str {
        self.fields.get_str("$db").unwrap_or_default()
    }
}
