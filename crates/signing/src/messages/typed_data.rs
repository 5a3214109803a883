//! Messages by which typed data is signed (EIP-712): asked for field by field, or by its two hashes.

use super::{DataType, EthereumDefinitions};

/// Asks for a signature under typed data; the device asks for its types and values.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumSignTypedData {
    /// With which key.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// The struct that is signed.
    #[prost(string, required, tag = "2")]
    pub primary_type: String,
    /// Arrays as wallets hash them since version 4.
    #[prost(bool, optional, tag = "3")]
    pub metamask_v4_compat: Option<bool>,
    /// What the device does not know by itself.
    #[prost(message, optional, tag = "4")]
    pub definitions: Option<EthereumDefinitions>,
    /// The device compares and shows the hash of the message.
    #[prost(bytes = "vec", optional, tag = "5")]
    pub show_message_hash: Option<Vec<u8>>,
}

/// Which fields has this struct?
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTypedDataStructRequest {
    /// Its name.
    #[prost(string, required, tag = "1")]
    pub name: String,
}

/// The fields of a struct.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTypedDataStructAck {
    /// In their order.
    #[prost(message, repeated, tag = "1")]
    pub members: Vec<StructMember>,
}

/// A field of a struct.
#[derive(Clone, PartialEq, prost::Message)]
pub struct StructMember {
    /// What it holds.
    #[prost(message, required, tag = "1")]
    pub field_type: FieldType,
    /// Its name.
    #[prost(string, required, tag = "2")]
    pub name: String,
}

/// What a field holds.
#[derive(Clone, PartialEq, prost::Message)]
pub struct FieldType {
    /// Its kind.
    #[prost(enumeration = "DataType", required, tag = "1")]
    pub data_type: i32,
    /// Bytes of a number or of `bytesN`, fields of a struct, entries of an array whose length is fixed.
    #[prost(uint32, optional, tag = "2")]
    pub size: Option<u32>,
    /// What an array holds.
    #[prost(message, optional, boxed, tag = "3")]
    pub entry_type: Option<Box<FieldType>>,
    /// Which struct.
    #[prost(string, optional, tag = "4")]
    pub struct_name: Option<String>,
}

/// What stands here?
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTypedDataValueRequest {
    /// 0 the domain, 1 the message; then the number of a field or of an entry at each depth.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub member_path: Vec<u32>,
}

/// What stands there.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTypedDataValueAck {
    /// As its type says; of an array its length, two bytes.
    #[prost(bytes = "vec", required, tag = "1")]
    pub value: Vec<u8>,
}

/// A signature under typed data.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTypedDataSignature {
    /// 65 bytes: r, s, and 27 or 28.
    #[prost(bytes = "vec", required, tag = "1")]
    pub signature: Vec<u8>,
    /// Whose.
    #[prost(string, required, tag = "2")]
    pub address: String,
}

/// Asks for a signature under two hashes; the device can show nothing else.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumSignTypedHash {
    /// With which key.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// 32 bytes.
    #[prost(bytes = "vec", required, tag = "2")]
    pub domain_separator_hash: Vec<u8>,
    /// 32 bytes; none where nothing but a domain is signed.
    #[prost(bytes = "vec", optional, tag = "3")]
    pub message_hash: Option<Vec<u8>>,
    /// A network that the device does not know by itself.
    #[prost(bytes = "vec", optional, tag = "4")]
    pub encoded_network: Option<Vec<u8>>,
}
