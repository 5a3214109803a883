//! Typed data (EIP-712): types and values that fit each other, and their hashes. Whoever holds a [`TypedData`] holds one that
//! can be signed. What it means is not known here.

pub mod asking;
mod hashing;
mod kind;
mod value;

pub use self::{kind::Kind, value::Value};

/// The struct that every domain is.
pub const DOMAIN: &str = "EIP712Domain";

/// A field of a struct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
}

/// A struct and its fields, in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its name.
    pub name: String,
    /// Its fields.
    pub fields: Vec<Field>,
}

/// What is signed: a message, and for whom it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TypedData {
    types: Vec<Type>,
    primary: String,
    domain: Vec<Value>,
    message: Vec<Value>,
}

/// Why types and values are no typed data.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTypedData {
    /// The text of a type is none.
    #[error("{0:?} is no type")]
    Kind(String),
    /// A name that cannot stand in a type.
    #[error("{0:?} is no name")]
    Name(String),
    /// Two structs, or two fields of one, have one name.
    #[error("{0:?} is there twice")]
    Twice(String),
    /// No struct of this name.
    #[error("there is no struct {0:?}")]
    Unknown(String),
    /// A value that its type does not hold.
    #[error("the value of {0:?} does not fit")]
    Value(String),
}

impl Type {
    /// From texts: the name, and for each field its name and its type, as `("amount", "uint256")`.
    ///
    /// # Errors
    /// [`BadTypedData::Kind`].
    pub fn parse(name: &str, fields: &[(&str, &str)]) -> Result<Self, BadTypedData> {
        let fields = fields.iter().map(|(name, kind)| Ok(Field { name: (*name).to_owned(), kind: Kind::parse(kind)? }));
        Ok(Self { name: name.to_owned(), fields: fields.collect::<Result<_, _>>()? })
    }
}

impl TypedData {
    /// Types with the one of the domain among them, the name of the one that is signed, and the values of both, a value per
    /// field in their order. Where nothing but a domain is signed, `primary` is [`DOMAIN`] and `message` is empty.
    ///
    /// # Errors
    /// [`BadTypedData`].
    pub fn try_new(
        types: Vec<Type>,
        primary: &str,
        domain: Vec<Value>,
        message: Vec<Value>,
    ) -> Result<Self, BadTypedData> {
        for (at, one) in types.iter().enumerate() {
            let is_twice = types[..at].iter().any(|other| other.name == one.name);
            if is_twice {
                return Err(BadTypedData::Twice(one.name.clone()));
            }
            named(one, &types)?;
        }
        let data = Self { types, primary: primary.to_owned(), domain, message };
        value::fits(&data.types, data.find(DOMAIN)?, &data.domain)?;
        let signed = data.find(primary)?;
        if primary != DOMAIN {
            value::fits(&data.types, signed, &data.message)?;
        } else if !data.message.is_empty() {
            return Err(BadTypedData::Value(DOMAIN.to_owned()));
        }
        Ok(data)
    }

    /// The name of the struct that is signed.
    pub fn primary(&self) -> &str {
        &self.primary
    }

    /// All structs.
    pub fn types(&self) -> &[Type] {
        &self.types
    }

    fn find(&self, name: &str) -> Result<&Type, BadTypedData> {
        found(&self.types, name).ok_or_else(|| BadTypedData::Unknown(name.to_owned()))
    }
}

fn found<'a>(types: &'a [Type], name: &str) -> Option<&'a Type> {
    types.iter().find(|one| one.name == name)
}

/// Names are names, no field is there twice, and every struct that a field holds is there.
fn named(one: &Type, types: &[Type]) -> Result<(), BadTypedData> {
    // A struct that is called like a plain type would be hashed as one thing and shown as another.
    if !kind::is_name(&one.name) || !matches!(Kind::parse(&one.name), Ok(Kind::Struct(_))) {
        return Err(BadTypedData::Name(one.name.clone()));
    }
    for (at, field) in one.fields.iter().enumerate() {
        if !kind::is_name(&field.name) {
            return Err(BadTypedData::Name(field.name.clone()));
        }
        if one.fields[..at].iter().any(|other| other.name == field.name) {
            return Err(BadTypedData::Twice(field.name.clone()));
        }
        match field.kind.holds() {
            Kind::Struct(name) if found(types, name).is_none() => return Err(BadTypedData::Unknown(name.clone())),
            kind if !kind.is_sound() => return Err(BadTypedData::Kind(kind.text())),
            _ => {}
        }
    }
    Ok(())
}
