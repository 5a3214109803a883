//! The hashes of typed data: the domain's, the message's, and what is signed of both.

use super::{DOMAIN, Kind, Type, TypedData, Value, found};
use crate::address::keccak;

impl TypedData {
    /// The hash of the domain.
    pub fn domain_hash(&self) -> [u8; 32] {
        self.hash_struct(DOMAIN, &self.domain)
    }

    /// The hash of the message; none where nothing but a domain is signed.
    pub fn message_hash(&self) -> Option<[u8; 32]> {
        (self.primary != DOMAIN).then(|| self.hash_struct(&self.primary, &self.message))
    }

    /// What is signed.
    pub fn digest(&self) -> [u8; 32] {
        let mut bytes = vec![0x19, 0x01];
        bytes.extend(self.domain_hash());
        bytes.extend(self.message_hash().iter().flatten());
        keccak(&bytes)
    }

    /// The text of a struct with all that it is made of, as it is hashed; empty where there is no such struct.
    pub fn type_text(&self, name: &str) -> String {
        let mut parts = Vec::new();
        self.collect(name, &mut parts);
        // The struct itself first, then the others by their names.
        if let Some((_, others)) = parts.split_first_mut() {
            others.sort_by(|one, other| one.name.cmp(&other.name));
        }
        parts.into_iter().map(written).collect()
    }

    fn collect<'a>(&'a self, name: &str, parts: &mut Vec<&'a Type>) {
        let Some(one) = found(&self.types, name) else { return };
        if parts.iter().any(|part| part.name == name) {
            return;
        }
        parts.push(one);
        for field in &one.fields {
            if let Kind::Struct(name) = field.kind.holds() {
                self.collect(name, parts);
            }
        }
    }

    fn hash_struct(&self, name: &str, values: &[Value]) -> [u8; 32] {
        let mut bytes = keccak(self.type_text(name).as_bytes()).to_vec();
        let fields = found(&self.types, name).into_iter().flat_map(|one| &one.fields);
        for (field, value) in fields.zip(values) {
            bytes.extend(self.word(&field.kind, value));
        }
        keccak(&bytes)
    }

    /// The 32 bytes that stand for a value.
    fn word(&self, kind: &Kind, value: &Value) -> [u8; 32] {
        match (kind, value) {
            (Kind::Struct(name), Value::Struct(values)) => self.hash_struct(name, values),
            (Kind::Array(of, _), Value::Array(entries)) => {
                keccak(&entries.iter().flat_map(|entry| self.word(of, entry)).collect::<Vec<u8>>())
            }
            (Kind::FixedBytes(_), Value::Bytes(bytes)) => at_start(bytes),
            (_, Value::Bytes(bytes)) => keccak(bytes),
            (_, Value::Text(text)) => keccak(text.as_bytes()),
            (_, Value::Number(bytes)) => *bytes,
            (_, Value::Bool(is_so)) => at_end(&[u8::from(*is_so)]),
            (_, Value::Address(address)) => at_end(&address.0),
            // No typed data has it: what does not fit was refused.
            (_, Value::Struct(_) | Value::Array(_)) => [0; 32],
        }
    }
}

fn written(one: &Type) -> String {
    let fields: Vec<String> = one.fields.iter().map(|field| format!("{} {}", field.kind.text(), field.name)).collect();
    format!("{}({})", one.name, fields.join(","))
}

fn at_start(bytes: &[u8]) -> [u8; 32] {
    let mut word = [0; 32];
    word.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    word
}

fn at_end(bytes: &[u8]) -> [u8; 32] {
    let mut word = [0; 32];
    word.iter_mut().rev().zip(bytes.iter().rev()).for_each(|(to, from)| *to = *from);
    word
}
