//! `$type`: names and numbers of BSON types.

use bson::Bson;

use crate::{
    error::{CommandError, Outcome},
    value::{type_name, whole_number},
};

/// The types a `$type` accepts, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TypeSet(Vec<&'static str>);

const NAMES: [(i64, &str); 21] = [
    (1, "double"),
    (2, "string"),
    (3, "object"),
    (4, "array"),
    (5, "binData"),
    (6, "undefined"),
    (7, "objectId"),
    (8, "bool"),
    (9, "date"),
    (10, "null"),
    (11, "regex"),
    (12, "dbPointer"),
    (13, "javascript"),
    (14, "symbol"),
    (15, "javascriptWithScope"),
    (16, "int"),
    (17, "timestamp"),
    (18, "long"),
    (19, "decimal"),
    (-1, "minKey"),
    (127, "maxKey"),
];
const NUMBERS: [&str; 4] = ["double", "int", "long", "decimal"];

impl TypeSet {
    pub(crate) fn parse(operand: &Bson) -> Outcome<Self> {
        let single = std::slice::from_ref(operand);
        let wanted = operand.as_array().map_or(single, Vec::as_slice);
        if wanted.is_empty() {
            return Err(CommandError::unparsable("$type must match at least one type"));
        }
        let mut names = Vec::new();
        for one in wanted {
            match one.as_str() {
                Some("number") => names.extend(NUMBERS),
                _ => names.push(name_of(one)?),
            }
        }
        Ok(Self(names))
    }

    pub(crate) fn contains(&self, value: &Bson) -> bool {
        self.0.contains(&type_name(value))
    }

    /// Whether `$type: "array"` is asked for: then the array itself counts, not only its elements.
    pub(crate) fn wants_arrays(&self) -> bool {
        self.0.contains(&"array")
    }
}

fn name_of(operand: &Bson) -> Outcome<&'static str> {
    let found = match operand.as_str() {
        Some(name) => NAMES.iter().find(|(_, known)| *known == name),
        None => whole_number(operand).and_then(|code| NAMES.iter().find(|(known, _)| *known == code)),
    };
    found
        .map(|(_, name)| *name)
        .ok_or_else(|| CommandError::bad_value(format!("Unknown type name alias or code: {operand}")))
}
