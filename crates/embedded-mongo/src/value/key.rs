//! Memcomparable keys: bytes that sort exactly as [`super::compare::compare`] does, and that end by themselves, so that
//! several can follow each other and be inverted for descending order.

use bson::{Bson, Document};

use super::{class, class_of, number};

/// The key of one value.
pub(crate) fn key_of(value: &Bson) -> Vec<u8> {
    let mut out = Vec::with_capacity(24);
    encode(&mut out, value);
    out
}

/// Appends the key of `value`, inverted when the field is descending.
pub(crate) fn encode_directed(out: &mut Vec<u8>, value: &Bson, descending: bool) {
    let start = out.len();
    encode(out, value);
    if descending {
        invert(&mut out[start..]);
    }
}

pub(crate) fn invert(bytes: &mut [u8]) {
    bytes.iter_mut().for_each(|byte| *byte = !*byte);
}

pub(crate) fn encode(out: &mut Vec<u8>, value: &Bson) {
    out.push(class_of(value));
    encode_body(out, value);
}

fn encode_body(out: &mut Vec<u8>, value: &Bson) {
    match value {
        Bson::MinKey | Bson::MaxKey | Bson::Null | Bson::Undefined => {}
        Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_) | Bson::Decimal128(_) => number::encode(out, value),
        Bson::String(text) | Bson::Symbol(text) | Bson::JavaScriptCode(text) => encode_text(out, text),
        Bson::Document(document) => encode_document(out, document),
        Bson::Array(items) => {
            items.iter().for_each(|item| encode(out, item));
            out.push(0);
        }
        Bson::Binary(binary) => {
            out.extend(u32::try_from(binary.bytes.len()).unwrap_or(u32::MAX).to_be_bytes());
            out.push(binary.subtype.into());
            out.extend(&binary.bytes);
        }
        Bson::ObjectId(id) => out.extend(id.bytes()),
        Bson::Boolean(b) => out.push(u8::from(*b)),
        Bson::DateTime(date) => out.extend(ordered_i64(date.timestamp_millis())),
        Bson::Timestamp(stamp) => {
            out.extend(stamp.time.to_be_bytes());
            out.extend(stamp.increment.to_be_bytes());
        }
        Bson::RegularExpression(regex) => {
            encode_text(out, regex.pattern.as_str());
            encode_text(out, regex.options.as_str());
        }
        Bson::DbPointer(pointer) => encode_text(out, &format!("{pointer:?}")),
        Bson::JavaScriptCodeWithScope(code) => {
            encode_text(out, &code.code);
            encode_document(out, &code.scope);
        }
    }
}

fn ordered_i64(value: i64) -> [u8; 8] {
    (value.cast_unsigned() ^ (1 << 63)).to_be_bytes()
}

/// Zero bytes are escaped, two zeros end the text.
fn encode_text(out: &mut Vec<u8>, text: &str) {
    encode_text_open(out, text);
    out.extend([0, 0]);
}

/// The key of every string that starts with `text` starts with these bytes (after the class).
pub(crate) fn encode_text_open(out: &mut Vec<u8>, text: &str) {
    for byte in text.bytes() {
        out.push(byte);
        if byte == 0 {
            out.push(0xFF);
        }
    }
}

fn encode_document(out: &mut Vec<u8>, document: &Document) {
    for (name, value) in document {
        out.push(class_of(value));
        encode_text(out, name);
        encode_body(out, value);
    }
    out.push(0);
}

/// The first key after every key that starts with `prefix`. Keys never start with 0xFF, so it exists.
pub(crate) fn after_prefix(prefix: &[u8]) -> Vec<u8> {
    let mut next = prefix.to_vec();
    while let Some(last) = next.pop() {
        if last < 0xFF {
            next.push(last + 1);
            return next;
        }
    }
    vec![0xFF]
}

/// The first key of a class and the first key after it.
pub(crate) fn class_range(class: u8) -> (Vec<u8>, Vec<u8>) {
    debug_assert!(class <= class::MAX_KEY);
    (vec![class], vec![class + 1])
}

#[cfg(test)]
#[path = "key_tests.rs"]
mod tests;
