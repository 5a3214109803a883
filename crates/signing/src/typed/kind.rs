//! The types a field can have, as text and back.

use super::BadTypedData;

/// What a field holds. Sizes of numbers and of `bytesN` are in bytes, from 1 to 32.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `uintN`.
    Uint(u8),
    /// `intN`.
    Int(u8),
    /// `bytesN`.
    FixedBytes(u8),
    /// `bytes`.
    Bytes,
    /// `string`.
    Text,
    /// `bool`.
    Bool,
    /// `address`.
    Address,
    /// `T[]`, or `T[N]` where the length is fixed. Devices know no arrays of arrays.
    Array(Box<Kind>, Option<u16>),
    /// A struct, by its name.
    Struct(String),
}

impl Kind {
    /// Reads `uint256`, `bytes32`, `Person[2]`…
    ///
    /// # Errors
    /// [`BadTypedData::Kind`].
    pub fn parse(text: &str) -> Result<Self, BadTypedData> {
        let bad = || BadTypedData::Kind(text.to_owned());
        let Some((of, length)) = text.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) else {
            return Self::parse_one(text).ok_or_else(bad);
        };
        let length = match length {
            "" => None,
            digits => Some(digits.parse().ok().filter(|length: &u16| length.to_string() == digits).ok_or_else(bad)?),
        };
        let of = Self::parse_one(of).ok_or_else(bad)?;
        Ok(Self::Array(Box::new(of), length))
    }

    /// As it stands in the text of a struct.
    pub fn text(&self) -> String {
        match self {
            Self::Uint(size) => format!("uint{}", u16::from(*size) * 8),
            Self::Int(size) => format!("int{}", u16::from(*size) * 8),
            Self::FixedBytes(size) => format!("bytes{size}"),
            Self::Bytes => "bytes".to_owned(),
            Self::Text => "string".to_owned(),
            Self::Bool => "bool".to_owned(),
            Self::Address => "address".to_owned(),
            Self::Array(of, None) => format!("{}[]", of.text()),
            Self::Array(of, Some(length)) => format!("{}[{length}]", of.text()),
            Self::Struct(name) => name.clone(),
        }
    }

    /// Itself, or what an array holds.
    pub(super) fn holds(&self) -> &Self {
        match self {
            Self::Array(of, _) => of,
            other => other,
        }
    }

    /// Sizes that there are, and no array of arrays.
    pub(super) fn is_sound(&self) -> bool {
        match self {
            Self::Uint(size) | Self::Int(size) | Self::FixedBytes(size) => (1..=32).contains(size),
            Self::Array(..) => false,
            _ => true,
        }
    }

    fn parse_one(text: &str) -> Option<Self> {
        let plain = match text {
            "bytes" => Some(Self::Bytes),
            "string" => Some(Self::Text),
            "bool" => Some(Self::Bool),
            "address" => Some(Self::Address),
            _ => None,
        };
        plain
            .or_else(|| sized(text))
            .or_else(|| (is_name(text) && !is_almost_plain(text)).then(|| Self::Struct(text.to_owned())))
    }
}

/// What can be the name of a struct or of a field.
pub(super) fn is_name(text: &str) -> bool {
    let mut bytes = text.bytes();
    let begins = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_' || byte == b'$');
    begins && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$')
}

fn sized(text: &str) -> Option<Kind> {
    let size = |digits: &str, per: u16| -> Option<u8> {
        let number: u16 = digits.parse().ok().filter(|number: &u16| number.to_string() == digits)?;
        let is_whole = number.is_multiple_of(per) && (1..=32).contains(&(number / per));
        is_whole.then_some(number / per).and_then(|size| u8::try_from(size).ok())
    };
    let with = |word: &str, per: u16| text.strip_prefix(word).and_then(|digits| size(digits, per));
    let number = with("uint", 8).map(Kind::Uint).or_else(|| with("int", 8).map(Kind::Int));
    number.or_else(|| with("bytes", 1).map(Kind::FixedBytes))
}

/// `uint`, `uint7`, `bytes33`: no plain type, and nobody calls a struct so.
fn is_almost_plain(text: &str) -> bool {
    let begins =
        |word: &str| text.strip_prefix(word).is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    ["uint", "int", "bytes"].into_iter().any(begins)
}
