//! The types of typed data: asked for depth first, each once, checked, and written out as EIP-712 hashes them.

use super::DOMAIN;
use crate::talk::{Refusal, Talk};
use alloy_primitives::keccak256;
use signing::messages::{
    DataType, EthereumTypedDataStructAck, EthereumTypedDataStructRequest, FieldType, StructMember,
};
use std::collections::{BTreeMap, BTreeSet};

/// Every struct that the data needs.
pub(super) struct Types(BTreeMap<String, Vec<StructMember>>);

impl Types {
    pub(super) async fn collected(talk: &Talk, primary: &str) -> Result<Self, Refusal> {
        let mut known = BTreeMap::new();
        // The next is the last: what a struct needs stands before what its neighbours need.
        let mut wanted = vec![primary.to_owned(), DOMAIN.to_owned()];
        while let Some(name) = wanted.pop() {
            if known.contains_key(&name) {
                continue;
            }
            let request = EthereumTypedDataStructRequest { name: name.clone() };
            let EthereumTypedDataStructAck { members } = talk.ask(request).await?;
            members.iter().try_for_each(|member| check(&member.field_type))?;
            wanted.extend(members.iter().rev().filter_map(|member| struct_in(&member.field_type)).map(str::to_owned));
            known.insert(name, members);
        }
        Ok(Self(known))
    }

    pub(super) fn members(&self, name: &str) -> &[StructMember] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// `encodeType`, hashed: the struct, then all it needs by their names.
    pub(super) fn hash(&self, name: &str) -> [u8; 32] {
        let mut needed = BTreeSet::new();
        self.need(name, &mut needed);
        needed.remove(name);
        let written = std::iter::once(name).chain(needed).map(|name| {
            let fields = self.members(name).iter();
            let fields = fields.map(|member| format!("{} {}", type_name(&member.field_type), member.name));
            format!("{name}({})", fields.collect::<Vec<_>>().join(","))
        });
        keccak256(written.collect::<String>()).0
    }

    fn need<'a>(&'a self, name: &'a str, needed: &mut BTreeSet<&'a str>) {
        if needed.insert(name) {
            self.members(name)
                .iter()
                .filter_map(|member| struct_in(&member.field_type))
                .for_each(|it| self.need(it, needed));
        }
    }
}

pub(super) fn kind(field: &FieldType) -> Option<DataType> {
    DataType::try_from(field.data_type).ok()
}

/// The struct that a field holds, alone or in an array.
fn struct_in(field: &FieldType) -> Option<&str> {
    let innermost = field.entry_type.as_deref().unwrap_or(field);
    innermost.struct_name.as_deref()
}

/// As it stands in a schema.
pub(super) fn type_name(field: &FieldType) -> String {
    let size = field.size.unwrap_or_default();
    match kind(field) {
        Some(DataType::Uint) => format!("uint{}", size * 8),
        Some(DataType::Int) => format!("int{}", size * 8),
        Some(DataType::Bytes) => field.size.map_or_else(|| "bytes".to_owned(), |size| format!("bytes{size}")),
        Some(DataType::String) => "string".to_owned(),
        Some(DataType::Bool) => "bool".to_owned(),
        Some(DataType::Address) => "address".to_owned(),
        Some(DataType::Array) => {
            let entry = field.entry_type.as_deref().map(type_name).unwrap_or_default();
            format!("{entry}[{}]", field.size.map(|size| size.to_string()).unwrap_or_default())
        }
        Some(DataType::Struct) | None => field.struct_name.clone().unwrap_or_default(),
    }
}

/// Refuses a type that is described in a wrong way, as firmware does.
fn check(field: &FieldType) -> Result<(), Refusal> {
    let kind = kind(field).ok_or(Refusal::data("Unknown data type"))?;
    let is_size_in = |size: Option<u32>| size.is_some_and(|size| (1..=32).contains(&size));
    match (kind, field.size) {
        (DataType::Array, _) if field.entry_type.is_none() => Err(Refusal::data("Missing entry_type in array")),
        (DataType::Array, _) => match field.entry_type.as_deref() {
            Some(entry) if entry.entry_type.is_some() => Err(Refusal::data("Nested arrays are not supported")),
            entry => entry.map_or(Ok(()), check),
        },
        _ if field.entry_type.is_some() => Err(Refusal::data("Unexpected entry_type in nonarray")),
        (DataType::Struct, _) if field.struct_name.is_none() => Err(Refusal::data("Missing struct_name in struct")),
        (DataType::Struct, None) => Err(Refusal::data("Missing size in struct")),
        (DataType::Struct, _) => Ok(()),
        _ if field.struct_name.is_some() => Err(Refusal::data("Unexpected struct_name in nonstruct")),
        (DataType::Bytes, Some(_)) if !is_size_in(field.size) => Err(Refusal::data("Invalid size in bytes")),
        (DataType::Uint | DataType::Int, size) if !is_size_in(size) => Err(Refusal::data("Invalid size in int/uint")),
        (DataType::String | DataType::Bool | DataType::Address, Some(_)) => {
            Err(Refusal::data("Unexpected size in str/bool/addr"))
        }
        _ => Ok(()),
    }
}
