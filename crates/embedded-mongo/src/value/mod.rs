//! What MongoDB knows about values: their order, their numbers, their keys. Pure; no storage, no commands.

pub(crate) mod arithmetic;
pub(crate) mod bytes;
pub(crate) mod compare;
pub(crate) mod decimal;
pub(crate) mod key;
pub(crate) mod number;
pub(crate) mod path;

use bson::Bson;

/// The classes of BSON values in MongoDB's order; the numbers are also the first byte of a key.
pub(crate) mod class {
    pub(crate) const MIN_KEY: u8 = 0x05;
    /// Undefined, and what an empty array is in an index or a sort.
    pub(crate) const UNDEFINED: u8 = 0x0A;
    pub(crate) const NULL: u8 = 0x0F;
    pub(crate) const NUMBER: u8 = 0x14;
    pub(crate) const STRING: u8 = 0x1E;
    pub(crate) const OBJECT: u8 = 0x28;
    pub(crate) const ARRAY: u8 = 0x2D;
    pub(crate) const BINARY: u8 = 0x32;
    pub(crate) const OBJECT_ID: u8 = 0x3C;
    pub(crate) const BOOL: u8 = 0x46;
    pub(crate) const DATE: u8 = 0x50;
    pub(crate) const TIMESTAMP: u8 = 0x5A;
    pub(crate) const REGEX: u8 = 0x64;
    pub(crate) const DB_POINTER: u8 = 0x66;
    pub(crate) const CODE: u8 = 0x68;
    pub(crate) const CODE_WITH_SCOPE: u8 = 0x6A;
    pub(crate) const MAX_KEY: u8 = 0xF0;
}

/// The class of a value: values of different classes never equal each other.
pub(crate) fn class_of(value: &Bson) -> u8 {
    match value {
        Bson::MinKey => class::MIN_KEY,
        Bson::Undefined => class::UNDEFINED,
        Bson::Null => class::NULL,
        Bson::Int32(_) | Bson::Int64(_) | Bson::Double(_) | Bson::Decimal128(_) => class::NUMBER,
        Bson::String(_) | Bson::Symbol(_) => class::STRING,
        Bson::Document(_) => class::OBJECT,
        Bson::Array(_) => class::ARRAY,
        Bson::Binary(_) => class::BINARY,
        Bson::ObjectId(_) => class::OBJECT_ID,
        Bson::Boolean(_) => class::BOOL,
        Bson::DateTime(_) => class::DATE,
        Bson::Timestamp(_) => class::TIMESTAMP,
        Bson::RegularExpression(_) => class::REGEX,
        Bson::DbPointer(_) => class::DB_POINTER,
        Bson::JavaScriptCode(_) => class::CODE,
        Bson::JavaScriptCodeWithScope(_) => class::CODE_WITH_SCOPE,
        Bson::MaxKey => class::MAX_KEY,
    }
}

/// MongoDB's name of a value's type, as `$type` spells it.
pub(crate) fn type_name(value: &Bson) -> &'static str {
    match value {
        Bson::Double(_) => "double",
        Bson::String(_) => "string",
        Bson::Document(_) => "object",
        Bson::Array(_) => "array",
        Bson::Binary(_) => "binData",
        Bson::Undefined => "undefined",
        Bson::ObjectId(_) => "objectId",
        Bson::Boolean(_) => "bool",
        Bson::DateTime(_) => "date",
        Bson::Null => "null",
        Bson::RegularExpression(_) => "regex",
        Bson::DbPointer(_) => "dbPointer",
        Bson::JavaScriptCode(_) => "javascript",
        Bson::Symbol(_) => "symbol",
        Bson::JavaScriptCodeWithScope(_) => "javascriptWithScope",
        Bson::Int32(_) => "int",
        Bson::Timestamp(_) => "timestamp",
        Bson::Int64(_) => "long",
        Bson::Decimal128(_) => "decimal",
        Bson::MinKey => "minKey",
        Bson::MaxKey => "maxKey",
    }
}

/// A number that is whole, whatever its type, as MongoDB accepts it for counts such as `limit`.
pub(crate) fn whole_number(value: &Bson) -> Option<i64> {
    match value {
        Bson::Int32(n) => Some(i64::from(*n)),
        Bson::Int64(n) => Some(*n),
        Bson::Double(n) => number::exact_i64(*n),
        Bson::Decimal128(n) => decimal::Decimal::parse(n).and_then(decimal::Decimal::to_i64),
        _ => None,
    }
}

/// What counts as true where MongoDB asks for a boolean: everything but false, null, missing and zero.
pub(crate) fn is_truthy(value: &Bson) -> bool {
    match value {
        Bson::Boolean(b) => *b,
        Bson::Null | Bson::Undefined => false,
        Bson::Int32(n) => *n != 0,
        Bson::Int64(n) => *n != 0,
        Bson::Double(n) => *n != 0.0,
        Bson::Decimal128(n) => decimal::Decimal::parse(n).is_none_or(|d| d.coefficient != 0),
        _ => true,
    }
}
