//! One text for one meaning: RFC 8785 for JSON that has no fractions, and digests of its fields.

use serde::{Serialize, Serializer, ser::SerializeMap};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// A value whose names are written in order, whatever order its map keeps.
struct Sorted<'a>(&'a Value);

impl Serialize for Sorted<'_> {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Object(fields) => {
                // Our names are ASCII, where the order of bytes is the order of the standard.
                let sorted: BTreeMap<&String, &Value> = fields.iter().collect();
                let mut map = s.serialize_map(Some(sorted.len()))?;
                for (name, value) in sorted {
                    map.serialize_entry(name, &Sorted(value))?;
                }
                map.end()
            }
            Value::Array(values) => s.collect_seq(values.iter().map(Sorted)),
            other => other.serialize(s),
        }
    }
}

/// The one text of a value.
pub(crate) fn text(value: &Value) -> String {
    serde_json::to_string(&Sorted(value)).expect("a value that was read can be written")
}

/// The one text of a shape of ours.
pub(crate) fn text_of(shape: &impl Serialize) -> String {
    text(&value_of(shape))
}

/// SHA-256 of the one text of a shape of ours, lower-case hex.
pub(in crate::escrow) fn digest_of(shape: &impl Serialize) -> String {
    hex::encode(Sha256::digest(text_of(shape)))
}

/// A shape of ours as a value.
pub(crate) fn value_of(shape: &impl Serialize) -> Value {
    serde_json::to_value(shape).expect("our shapes have names of text and whole numbers")
}

/// Digests of everything in a value, each under its path: `money.funded.amount`, `journals.0.key`.
pub(crate) fn digests(value: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    walk("", value, &mut found);
    found
}

fn walk(path: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Value::Object(fields) => fields.iter().for_each(|(name, value)| walk(&below(name), value, found)),
        Value::Array(values) => {
            values.iter().enumerate().for_each(|(at, value)| walk(&below(&at.to_string()), value, found));
        }
        leaf => {
            found.insert(path.to_owned(), hex::encode(Sha256::digest(text(leaf))));
        }
    }
}
