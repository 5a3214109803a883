//! The values of typed data: asked for one by one, checked, shown, and hashed on the way.

use super::{
    DOMAIN, shown,
    types::{Types, kind, type_name},
};
use crate::{
    screen::TrezorScreen,
    talk::{Refusal, Talk},
};
use alloy_primitives::keccak256;
use signing::messages::{ButtonCode, DataType, EthereumTypedDataValueAck, EthereumTypedDataValueRequest, FieldType};
use std::pin::Pin;

/// Walks through the data.
pub(super) struct Reader<'a> {
    pub(super) talk: &'a Talk,
    pub(super) types: &'a Types,
    /// Structs in arrays are hashed first, as wallets do since version 4.
    pub(super) hashes_entries: bool,
}

/// Where the walk is: the path of the host, the names of the person, and whether the person follows.
#[derive(Clone)]
struct Place {
    path: Vec<u32>,
    names: Vec<String>,
    is_shown: bool,
}

/// A part of the encoded data, now or later: structs hold structs.
type Encoding<'a> = Pin<Box<dyn Future<Output = Result<Vec<u8>, Refusal>> + Send + 'a>>;

impl Place {
    fn of(root: u32, name: &str, is_shown: bool) -> Self {
        Self { path: vec![root], names: vec![name.to_owned()], is_shown }
    }

    fn below(&self, index: usize) -> Self {
        let mut place = self.clone();
        place.path.push(u32::try_from(index).unwrap_or(u32::MAX));
        place
    }

    fn title(&self) -> String {
        self.names.join(".")
    }
}

impl Reader<'_> {
    /// Asked for whole before any of it is shown: its name and version stand on the first screen.
    pub(super) async fn domain(&self) -> Result<[u8; 32], Refusal> {
        let members = self.types.members(DOMAIN);
        let (mut encoded, mut values) = (self.types.hash(DOMAIN).to_vec(), Vec::new());
        for (index, member) in members.iter().enumerate() {
            let value = self.value(&member.field_type, &Place::of(0, DOMAIN, true).below(index)).await?;
            encoded.extend(atom(&member.field_type, &value));
            values.push((member, value));
        }
        let named = |name: &str| {
            let found = values.iter().find(|(member, _)| member.name == name);
            found.map_or_else(|| "unknown".to_owned(), |(member, value)| shown::value(&member.field_type, value))
        };
        let screen = TrezorScreen::new(ButtonCode::Other, "Confirm domain").line("Name and version");
        let screen = screen.line(named("name")).line(named("version")).with_more("Show full domain");
        if self.talk.offer(screen).await? {
            for (member, value) in &values {
                self.talk.confirm(shown::field(DOMAIN, &member.name, &member.field_type, value, None)).await?;
            }
        }
        Ok(keccak256(encoded).0)
    }

    pub(super) async fn message(&self, primary: &str) -> Result<[u8; 32], Refusal> {
        let members = self.types.members(primary);
        let screen = shown::parts("Confirm message", primary, members).with_more("Show full message");
        let is_shown = self.talk.offer(screen).await?;
        let hash = self.hashed(primary, Place::of(1, primary, is_shown)).await?;
        hash.try_into().map_err(|_| Refusal::data("Invalid hash length"))
    }

    /// `hashStruct`.
    fn hashed<'a>(&'a self, name: &'a str, place: Place) -> Encoding<'a> {
        Box::pin(async move {
            let encoded = [self.types.hash(name).to_vec(), self.encoded(name, place).await?].concat();
            Ok(keccak256(encoded).to_vec())
        })
    }

    /// `encodeData`.
    async fn encoded(&self, name: &str, place: Place) -> Result<Vec<u8>, Refusal> {
        let mut out = Vec::new();
        for (index, member) in self.types.members(name).iter().enumerate() {
            let (field, mut here) = (&member.field_type, place.below(index));
            if matches!(kind(field), Some(DataType::Struct | DataType::Array)) {
                here.names.push(member.name.clone());
            }
            out.extend(match kind(field) {
                Some(DataType::Struct) => self.inner(field, here).await?,
                Some(DataType::Array) => self.array(field, here, &member.name, &place).await?,
                _ => {
                    let value = self.value(field, &here).await?;
                    if here.is_shown {
                        self.talk.confirm(shown::field(&place.title(), &member.name, field, &value, None)).await?;
                    }
                    atom(field, &value)
                }
            });
        }
        Ok(out)
    }

    async fn inner(&self, field: &FieldType, mut here: Place) -> Result<Vec<u8>, Refusal> {
        let name = field.struct_name.as_deref().unwrap_or_default();
        if here.is_shown {
            let screen = shown::parts(&here.title(), name, self.types.members(name)).with_more("Show full struct");
            here.is_shown = self.talk.offer(screen).await?;
        }
        self.hashed(name, here).await
    }

    async fn array(&self, field: &FieldType, mut here: Place, name: &str, parent: &Place) -> Result<Vec<u8>, Refusal> {
        let entry = field.entry_type.as_deref().ok_or(Refusal::data("Missing entry_type in array"))?;
        let length = match field.size {
            Some(size) => size as usize,
            None => {
                let two_bytes = FieldType { data_type: DataType::Uint.into(), size: Some(2), ..Default::default() };
                self.value(&two_bytes, &here).await?.iter().fold(0, |length, byte| length << 8 | usize::from(*byte))
            }
        };
        if here.is_shown {
            let screen = TrezorScreen::new(ButtonCode::Other, here.title());
            let screen = screen.line(format!("Array of {length} {}", type_name(entry))).with_more("Show full array");
            here.is_shown = self.talk.offer(screen).await?;
        }
        let mut encoded = Vec::new();
        for index in 0..length {
            let place = here.below(index);
            encoded.extend(match entry.struct_name.as_deref() {
                Some(inner) if self.hashes_entries => self.hashed(inner, place).await?,
                Some(inner) => Box::pin(self.encoded(inner, place)).await?,
                None => {
                    let value = self.value(entry, &place).await?;
                    if here.is_shown {
                        self.talk.confirm(shown::field(&parent.title(), name, entry, &value, Some(index))).await?;
                    }
                    atom(entry, &value)
                }
            });
        }
        Ok(keccak256(encoded).to_vec())
    }

    async fn value(&self, field: &FieldType, place: &Place) -> Result<Vec<u8>, Refusal> {
        let request = EthereumTypedDataValueRequest { member_path: place.path.clone() };
        let EthereumTypedDataValueAck { value } = self.talk.ask(request).await?;
        check(field, &value)?;
        Ok(value)
    }
}

fn check(field: &FieldType, value: &[u8]) -> Result<(), Refusal> {
    match kind(field) {
        _ if field.size.is_some_and(|size| value.len() != size as usize) => Err(Refusal::data("Invalid length")),
        Some(DataType::Bool) if !matches!(value, [0 | 1]) => Err(Refusal::data("Invalid boolean value")),
        Some(DataType::Address) if value.len() != 20 => Err(Refusal::data("Invalid address")),
        Some(DataType::String) if std::str::from_utf8(value).is_err() => Err(Refusal::data("Invalid UTF-8")),
        _ => Ok(()),
    }
}

/// 32 bytes of one value.
fn atom(field: &FieldType, value: &[u8]) -> Vec<u8> {
    let mut word = [0; 32];
    match (kind(field), field.size) {
        (Some(DataType::String), _) | (Some(DataType::Bytes), None) => return keccak256(value).to_vec(),
        (Some(DataType::Bytes), _) => word[..value.len()].copy_from_slice(value),
        (is, _) => {
            let is_negative = is == Some(DataType::Int) && value.first().is_some_and(|byte| byte & 0x80 != 0);
            word.fill(if is_negative { 0xff } else { 0 });
            word[32 - value.len()..].copy_from_slice(value);
        }
    }
    word.to_vec()
}
