//! Messages about public keys and addresses. `address_n` is one number after the other, never packed: so the official hosts
//! write it, and some firmware reads nothing else.

/// A node of a tree of keys.
#[derive(Clone, PartialEq, prost::Message)]
pub struct HdNode {
    /// How deep.
    #[prost(uint32, required, tag = "1")]
    pub depth: u32,
    /// Of its parent.
    #[prost(uint32, required, tag = "2")]
    pub fingerprint: u32,
    /// Which child of its parent.
    #[prost(uint32, required, tag = "3")]
    pub child_num: u32,
    /// 32 bytes.
    #[prost(bytes = "vec", required, tag = "4")]
    pub chain_code: Vec<u8>,
    /// 33 bytes, compressed.
    #[prost(bytes = "vec", required, tag = "6")]
    pub public_key: Vec<u8>,
}

/// Asks for a public key of any coin.
#[derive(Clone, PartialEq, prost::Message)]
pub struct GetPublicKey {
    /// Where.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// `secp256k1` unless said.
    #[prost(string, optional, tag = "2")]
    pub ecdsa_curve_name: Option<String>,
    /// Shows it on the device.
    #[prost(bool, optional, tag = "3")]
    pub show_display: Option<bool>,
    /// `Bitcoin` unless said.
    #[prost(string, optional, tag = "4")]
    pub coin_name: Option<String>,
    /// How addresses are made of it.
    #[prost(int32, optional, tag = "5")]
    pub script_type: Option<i32>,
    /// `xpub` whatever the script.
    #[prost(bool, optional, tag = "6")]
    pub ignore_xpub_magic: Option<bool>,
}

/// The public key, and whose tree it is.
#[derive(Clone, PartialEq, prost::Message)]
pub struct PublicKey {
    /// The node.
    #[prost(message, required, tag = "1")]
    pub node: HdNode,
    /// The node as text.
    #[prost(string, required, tag = "2")]
    pub xpub: String,
    /// Of the root: one per seed and passphrase.
    #[prost(uint32, optional, tag = "3")]
    pub root_fingerprint: Option<u32>,
    /// As wallets describe it.
    #[prost(string, optional, tag = "4")]
    pub descriptor: Option<String>,
}

/// Asks for the public key of an account.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumGetPublicKey {
    /// Where.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// Shows it on the device.
    #[prost(bool, optional, tag = "2")]
    pub show_display: Option<bool>,
}

/// The public key of an account.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumPublicKey {
    /// The node.
    #[prost(message, required, tag = "1")]
    pub node: HdNode,
    /// The node as text.
    #[prost(string, required, tag = "2")]
    pub xpub: String,
}

/// Asks for an address.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumGetAddress {
    /// Where.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// Shows it on the device.
    #[prost(bool, optional, tag = "2")]
    pub show_display: Option<bool>,
    /// A network that the device does not know by itself, signed by its makers.
    #[prost(bytes = "vec", optional, tag = "3")]
    pub encoded_network: Option<Vec<u8>>,
    /// Shows it in groups of four.
    #[prost(bool, optional, tag = "4")]
    pub chunkify: Option<bool>,
}

/// An address.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumAddress {
    /// 20 bytes; devices of long ago.
    #[prost(bytes = "vec", optional, tag = "1")]
    pub old_address: Option<Vec<u8>>,
    /// `0x` and 40 digits with their checksum.
    #[prost(string, optional, tag = "2")]
    pub address: Option<String>,
    /// Proves to the same device that it gave it.
    #[prost(bytes = "vec", optional, tag = "3")]
    pub mac: Option<Vec<u8>>,
}
