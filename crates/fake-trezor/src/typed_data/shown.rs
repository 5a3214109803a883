//! What the person reads of typed data.

use super::types::{kind, type_name};
use crate::screen::TrezorScreen;
use alloy_primitives::{Address, I256, U256};
use signing::messages::{ButtonCode, DataType, FieldType, StructMember};

/// A struct: its name, how many fields and which.
pub(super) fn parts(title: &str, name: &str, members: &[StructMember]) -> TrezorScreen {
    let count = members.len();
    let names: Vec<&str> = members.iter().map(|member| member.name.as_str()).collect();
    let keys = if count == 1 { "key" } else { "keys" };
    let screen = TrezorScreen::new(ButtonCode::Other, title).line(name);
    screen.line(format!("Contains {count} {keys}")).line(names.join(", "))
}

/// One value: where it stands, what it is called, what it is. An entry of an array has a number.
pub(super) fn field(title: &str, name: &str, field: &FieldType, bytes: &[u8], entry: Option<usize>) -> TrezorScreen {
    let kind = type_name(field);
    let (title, description) = match entry {
        Some(index) => (format!("{title}.{name}"), format!("[{index}] ({kind})")),
        None => (title.to_owned(), format!("{name} ({kind})")),
    };
    TrezorScreen::new(ButtonCode::Other, title).line(description).line(value(field, bytes))
}

/// A value as text. It has the length that its type says.
pub(super) fn value(field: &FieldType, bytes: &[u8]) -> String {
    match kind(field) {
        Some(DataType::String) => String::from_utf8_lossy(bytes).into_owned(),
        Some(DataType::Bool) => (bytes == [1]).to_string(),
        Some(DataType::Address) => {
            Address::try_from(bytes).map_or_else(|_| hex::encode(bytes), |it| it.to_checksum(None))
        }
        Some(DataType::Uint) => U256::try_from_be_slice(bytes).map_or_else(|| hex::encode(bytes), |it| it.to_string()),
        Some(DataType::Int) => {
            let is_negative = bytes.first().is_some_and(|byte| byte & 0x80 != 0);
            let mut word = [if is_negative { 0xff } else { 0 }; 32];
            word[32 - bytes.len()..].copy_from_slice(bytes);
            I256::from_be_bytes::<32>(word).to_string()
        }
        _ => hex::encode(bytes),
    }
}
