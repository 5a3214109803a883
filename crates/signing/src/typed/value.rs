//! Values, whether they fit their types, and how they are written for a device.

use super::{BadTypedData, Kind, Type, found};
use crate::Address;

/// Deeper structs than any device follows.
const DEPTH_LIMIT: usize = 16;

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `uintN` and `intN`: 32 bytes, the biggest first, negative ones as their complement.
    Number([u8; 32]),
    /// `bytes` and `bytesN`.
    Bytes(Vec<u8>),
    /// `string`.
    Text(String),
    /// `bool`.
    Bool(bool),
    /// `address`.
    Address(Address),
    /// The entries of an array.
    Array(Vec<Value>),
    /// The fields of a struct, in their order.
    Struct(Vec<Value>),
}

impl Value {
    /// A string.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A number that is not negative.
    pub fn number(number: u128) -> Self {
        let mut bytes = [0; 32];
        bytes[16..].copy_from_slice(&number.to_be_bytes());
        Self::Number(bytes)
    }

    /// As a device takes it; none where it is no plain value of this kind.
    pub(super) fn bytes(&self, kind: &Kind) -> Option<Vec<u8>> {
        Some(match (kind, self) {
            (Kind::Uint(size) | Kind::Int(size), Self::Number(bytes)) => {
                bytes[32_usize.checked_sub(usize::from(*size))?..].to_vec()
            }
            (Kind::Bytes | Kind::FixedBytes(_), Self::Bytes(bytes)) => bytes.clone(),
            (Kind::Text, Self::Text(text)) => text.as_bytes().to_vec(),
            (Kind::Bool, Self::Bool(is_so)) => vec![u8::from(*is_so)],
            (Kind::Address, Self::Address(address)) => address.0.to_vec(),
            (Kind::Array(_, None), Self::Array(entries)) => u16::try_from(entries.len()).ok()?.to_be_bytes().to_vec(),
            _ => return None,
        })
    }
}

/// Whether these are values of this struct.
pub(super) fn fits(types: &[Type], of: &Type, values: &[Value]) -> Result<(), BadTypedData> {
    fits_struct(types, of, values, 0)
}

fn fits_struct(types: &[Type], of: &Type, values: &[Value], depth: usize) -> Result<(), BadTypedData> {
    if depth > DEPTH_LIMIT || values.len() != of.fields.len() {
        return Err(BadTypedData::Value(of.name.clone()));
    }
    of.fields.iter().zip(values).try_for_each(|(field, value)| {
        let bad = || BadTypedData::Value(field.name.clone());
        match (&field.kind, value) {
            (Kind::Array(kind, length), Value::Array(entries)) => {
                let is_long = u16::try_from(entries.len()).ok();
                if is_long.is_none() || (length.is_some() && *length != is_long) {
                    return Err(bad());
                }
                entries.iter().try_for_each(|entry| fits_one(types, kind, entry, depth, &bad))
            }
            (kind, value) => fits_one(types, kind, value, depth, &bad),
        }
    })
}

fn fits_one(
    types: &[Type],
    kind: &Kind,
    value: &Value,
    depth: usize,
    bad: &impl Fn() -> BadTypedData,
) -> Result<(), BadTypedData> {
    let is_good = match (kind, value) {
        (Kind::Struct(name), Value::Struct(values)) => {
            let of = found(types, name).ok_or_else(|| BadTypedData::Unknown(name.clone()))?;
            return fits_struct(types, of, values, depth + 1);
        }
        (Kind::Uint(size), Value::Number(bytes)) => above(bytes, *size).iter().all(|byte| *byte == 0),
        (Kind::Int(size), Value::Number(bytes)) => {
            let above = above(bytes, *size);
            let is_negative = bytes[above.len()] >= 0x80;
            above.iter().all(|byte| *byte == if is_negative { 0xff } else { 0 })
        }
        (Kind::FixedBytes(size), Value::Bytes(bytes)) => bytes.len() == usize::from(*size),
        (Kind::Bytes, Value::Bytes(_))
        | (Kind::Text, Value::Text(_))
        | (Kind::Bool, Value::Bool(_))
        | (Kind::Address, Value::Address(_)) => true,
        _ => false,
    };
    if is_good { Ok(()) } else { Err(bad()) }
}

/// The bytes of a number that its type has no room for. Sizes are from 1 to 32.
fn above(bytes: &[u8; 32], size: u8) -> &[u8] {
    &bytes[..32_usize.saturating_sub(usize::from(size)).min(31)]
}
