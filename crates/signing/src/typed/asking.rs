//! A device asks for typed data piece by piece: which fields a struct has, and what stands in them. What is not there is not
//! made up: the call is taken back.

use super::{DOMAIN, Kind, TypedData, Value, found};
use crate::{
    Error, KeyPath,
    conversation::Conversation,
    messages::{
        DataType, EthereumSignTypedData, EthereumTypedDataSignature, EthereumTypedDataStructAck,
        EthereumTypedDataStructRequest, EthereumTypedDataValueAck, EthereumTypedDataValueRequest, FieldType,
        StructMember, Wire, read,
    },
    packet::Frame,
    person::Person,
    transport::Transport,
};

/// More questions than typed data of any use has pieces.
const QUESTION_LIMIT: usize = 1 << 14;

/// Whether a device shows the hash of the message at the end, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashScreen {
    /// It shows the fields.
    Left,
    /// It shows the fields, and the hash to compare with the page's.
    Shown,
}

impl TypedData {
    /// The fields of a struct, as a device is told them.
    pub fn fields_of(&self, name: &str) -> Option<EthereumTypedDataStructAck> {
        let one = found(&self.types, name)?;
        let told = |field: &super::Field| StructMember { field_type: self.told(&field.kind), name: field.name.clone() };
        Some(EthereumTypedDataStructAck { members: one.fields.iter().map(told).collect() })
    }

    /// What stands at a place, as a device is told it: 0 is the domain and 1 the message, then the number of a field or of an
    /// entry at each depth. Of an array whose length is not fixed it is the length.
    pub fn value_at(&self, place: &[u32]) -> Option<Vec<u8>> {
        let (root, steps) = place.split_first()?;
        let (name, values) = match root {
            0 => (DOMAIN, &self.domain),
            1 => (self.primary(), &self.message),
            _ => return None,
        };
        let (first, steps) = steps.split_first()?;
        let mut here = self.field(name, values, *first)?;
        for step in steps {
            here = match here {
                (Kind::Struct(name), Value::Struct(values)) => self.field(name, values, *step)?,
                (Kind::Array(of, _), Value::Array(entries)) => (&**of, entries.get(usize::try_from(*step).ok()?)?),
                _ => return None,
            };
        }
        here.1.bytes(here.0)
    }

    fn field<'a>(&'a self, name: &str, values: &'a [Value], at: u32) -> Option<(&'a Kind, &'a Value)> {
        let at = usize::try_from(at).ok()?;
        Some((&found(&self.types, name)?.fields.get(at)?.kind, values.get(at)?))
    }

    fn told(&self, kind: &Kind) -> FieldType {
        let plain = |data_type: DataType| FieldType { data_type: data_type.into(), ..FieldType::default() };
        let sized = |data_type: DataType, size: u32| FieldType { size: Some(size), ..plain(data_type) };
        match kind {
            Kind::Uint(size) => sized(DataType::Uint, u32::from(*size)),
            Kind::Int(size) => sized(DataType::Int, u32::from(*size)),
            Kind::FixedBytes(size) => sized(DataType::Bytes, u32::from(*size)),
            Kind::Bytes => plain(DataType::Bytes),
            Kind::Text => plain(DataType::String),
            Kind::Bool => plain(DataType::Bool),
            Kind::Address => plain(DataType::Address),
            Kind::Array(of, length) => FieldType {
                size: length.map(u32::from),
                entry_type: Some(Box::new(self.told(of))),
                ..plain(DataType::Array)
            },
            Kind::Struct(name) => {
                let count = found(&self.types, name).map_or(0, |one| one.fields.len());
                let count = u32::try_from(count).unwrap_or(u32::MAX);
                FieldType { struct_name: Some(name.clone()), ..sized(DataType::Struct, count) }
            }
        }
    }
}

impl<T: Transport, P: Person> Conversation<T, P> {
    /// Asks for a signature, and answers what the device asks of the data.
    pub(crate) async fn sign_fields(
        &self,
        path: KeyPath,
        data: &TypedData,
        screen: HashScreen,
    ) -> Result<EthereumTypedDataSignature, Error> {
        let request = EthereumSignTypedData {
            address_n: path.address_n(),
            primary_type: data.primary().to_owned(),
            metamask_v4_compat: Some(true),
            definitions: None,
            show_message_hash: data.message_hash().filter(|_| screen == HashScreen::Shown).map(|hash| hash.to_vec()),
        };
        let mut heard = self.call(&request).await?;
        for _ in 0..QUESTION_LIMIT {
            if heard.id == EthereumTypedDataSignature::ID {
                return Ok(read(&heard)?);
            }
            heard = match answer(data, &heard) {
                Ok(Answer::Fields(fields)) => self.call(&fields).await?,
                Ok(Answer::Value(value)) => self.call(&value).await?,
                Err(reason) => return self.give_up(reason).await,
            };
        }
        self.give_up(Error::Hostile("questions without end")).await
    }
}

enum Answer {
    Fields(EthereumTypedDataStructAck),
    Value(EthereumTypedDataValueAck),
}

fn answer(data: &TypedData, asked: &Frame) -> Result<Answer, Error> {
    const NOT_THERE: Error = Error::Hostile("a question for what is not there");
    if asked.id == EthereumTypedDataStructRequest::ID {
        let name = read::<EthereumTypedDataStructRequest>(asked)?.name;
        return data.fields_of(&name).map(Answer::Fields).ok_or(NOT_THERE);
    }
    let place = read::<EthereumTypedDataValueRequest>(asked)?.member_path;
    let value = data.value_at(&place).ok_or(NOT_THERE)?;
    Ok(Answer::Value(EthereumTypedDataValueAck { value }))
}
