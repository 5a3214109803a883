//! Messages by which texts and transactions are signed. Numbers are bytes, biggest first, without zeros before them; zero
//! itself is no byte at all.

/// Asks for a signature under a text (EIP-191).
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumSignMessage {
    /// With which key.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// The text.
    #[prost(bytes = "vec", required, tag = "2")]
    pub message: Vec<u8>,
    /// A network that the device does not know by itself.
    #[prost(bytes = "vec", optional, tag = "3")]
    pub encoded_network: Option<Vec<u8>>,
    /// Shows addresses in groups of four.
    #[prost(bool, optional, tag = "4")]
    pub chunkify: Option<bool>,
}

/// A signature under a text.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumMessageSignature {
    /// 65 bytes: r, s, and 27 or 28.
    #[prost(bytes = "vec", required, tag = "2")]
    pub signature: Vec<u8>,
    /// Whose.
    #[prost(string, required, tag = "3")]
    pub address: String,
}

/// What a device does not know of networks and tokens by itself, signed by its makers.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumDefinitions {
    /// The network.
    #[prost(bytes = "vec", optional, tag = "1")]
    pub encoded_network: Option<Vec<u8>>,
    /// The token.
    #[prost(bytes = "vec", optional, tag = "2")]
    pub encoded_token: Option<Vec<u8>>,
}

/// Asks for a signature under a transaction as it was before EIP-1559.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumSignTx {
    /// With which key.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// Its place among all transactions of its sender.
    #[prost(bytes = "vec", optional, tag = "2")]
    pub nonce: Option<Vec<u8>>,
    /// What is paid for each unit of gas.
    #[prost(bytes = "vec", required, tag = "3")]
    pub gas_price: Vec<u8>,
    /// At most so much gas is used.
    #[prost(bytes = "vec", required, tag = "4")]
    pub gas_limit: Vec<u8>,
    /// How much of the chain's own coin goes along.
    #[prost(bytes = "vec", optional, tag = "6")]
    pub value: Option<Vec<u8>>,
    /// The first 1,024 bytes of what a contract is called with.
    #[prost(bytes = "vec", optional, tag = "7")]
    pub data_initial_chunk: Option<Vec<u8>>,
    /// How many bytes that is in all.
    #[prost(uint32, optional, tag = "8")]
    pub data_length: Option<u32>,
    /// On which chain.
    #[prost(uint64, required, tag = "9")]
    pub chain_id: u64,
    /// Another chain's kinds.
    #[prost(uint32, optional, tag = "10")]
    pub tx_type: Option<u32>,
    /// Who is called or paid, `0x…`.
    #[prost(string, optional, tag = "11")]
    pub to: Option<String>,
    /// What the device does not know by itself.
    #[prost(message, optional, tag = "12")]
    pub definitions: Option<EthereumDefinitions>,
    /// Shows addresses in groups of four.
    #[prost(bool, optional, tag = "13")]
    pub chunkify: Option<bool>,
}

/// Asks for a signature under a transaction of EIP-1559.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumSignTxEip1559 {
    /// With which key.
    #[prost(uint32, repeated, packed = "false", tag = "1")]
    pub address_n: Vec<u32>,
    /// Its place among all transactions of its sender.
    #[prost(bytes = "vec", required, tag = "2")]
    pub nonce: Vec<u8>,
    /// At most so much is paid for each unit of gas.
    #[prost(bytes = "vec", required, tag = "3")]
    pub max_gas_fee: Vec<u8>,
    /// At most so much of it goes to whoever makes the block.
    #[prost(bytes = "vec", required, tag = "4")]
    pub max_priority_fee: Vec<u8>,
    /// At most so much gas is used.
    #[prost(bytes = "vec", required, tag = "5")]
    pub gas_limit: Vec<u8>,
    /// Who is called or paid, `0x…`.
    #[prost(string, optional, tag = "6")]
    pub to: Option<String>,
    /// How much of the chain's own coin goes along.
    #[prost(bytes = "vec", required, tag = "7")]
    pub value: Vec<u8>,
    /// The first 1,024 bytes of what a contract is called with.
    #[prost(bytes = "vec", optional, tag = "8")]
    pub data_initial_chunk: Option<Vec<u8>>,
    /// How many bytes that is in all.
    #[prost(uint32, required, tag = "9")]
    pub data_length: u32,
    /// On which chain.
    #[prost(uint64, required, tag = "10")]
    pub chain_id: u64,
    /// What is reached beforehand.
    #[prost(message, repeated, tag = "11")]
    pub access_list: Vec<EthereumAccessList>,
    /// What the device does not know by itself.
    #[prost(message, optional, tag = "12")]
    pub definitions: Option<EthereumDefinitions>,
    /// Shows addresses in groups of four.
    #[prost(bool, optional, tag = "13")]
    pub chunkify: Option<bool>,
}

/// A contract and what of it is reached.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumAccessList {
    /// The contract.
    #[prost(string, required, tag = "1")]
    pub address: String,
    /// 32 bytes each.
    #[prost(bytes = "vec", repeated, tag = "2")]
    pub storage_keys: Vec<Vec<u8>>,
}

/// The device wants more of the data, or has signed.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTxRequest {
    /// How many more bytes.
    #[prost(uint32, optional, tag = "1")]
    pub data_length: Option<u32>,
    /// 0 or 1, or as EIP-155 says.
    #[prost(uint32, optional, tag = "2")]
    pub signature_v: Option<u32>,
    /// First half.
    #[prost(bytes = "vec", optional, tag = "3")]
    pub signature_r: Option<Vec<u8>>,
    /// Second half.
    #[prost(bytes = "vec", optional, tag = "4")]
    pub signature_s: Option<Vec<u8>>,
}

/// More of the data.
#[derive(Clone, PartialEq, prost::Message)]
pub struct EthereumTxAck {
    /// As many bytes as were asked for.
    #[prost(bytes = "vec", required, tag = "1")]
    pub data_chunk: Vec<u8>,
}
