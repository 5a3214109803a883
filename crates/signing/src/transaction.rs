//! Transactions as devices are asked to sign them: the fields, and the data in pieces. What they are for is not known here.

use crate::{
    Address, Error, KeyPath,
    conversation::Conversation,
    messages::{EthereumDefinitions, EthereumSignTx, EthereumSignTxEip1559, EthereumTxAck, EthereumTxRequest, Wire},
    person::Person,
    transport::Transport,
};

/// Devices take so much of the data at once, in bytes.
const CHUNK: usize = 1024;

/// A number of up to 32 bytes, without zeros before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity(Vec<u8>);

/// What a device does not know of networks and tokens by itself: signed by its makers, or it shows bare numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definitions {
    /// The network.
    pub network: Option<Vec<u8>>,
    /// The token.
    pub token: Option<Vec<u8>>,
}

/// A transaction of EIP-1559. Amounts in the chain's smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transaction {
    /// On which chain.
    pub chain_id: u64,
    /// Its place among all transactions of its sender.
    pub nonce: u64,
    /// At most so much of each unit of gas goes to whoever makes the block.
    pub max_priority_fee: Quantity,
    /// At most so much is paid for each unit of gas.
    pub max_fee: Quantity,
    /// At most so much gas is used.
    pub gas_limit: u64,
    /// Who is called or paid.
    pub to: Address,
    /// How much of the chain's own coin goes along.
    pub value: Quantity,
    /// What a contract is called with; empty for a plain payment.
    pub data: Vec<u8>,
    /// What the device should know to show it.
    pub definitions: Definitions,
}

/// A transaction as it was before EIP-1559, for chains without it. Amounts in the chain's smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegacyTransaction {
    /// On which chain.
    pub chain_id: u64,
    /// Its place among all transactions of its sender.
    pub nonce: u64,
    /// What is paid for each unit of gas.
    pub gas_price: Quantity,
    /// At most so much gas is used.
    pub gas_limit: u64,
    /// Who is called or paid.
    pub to: Address,
    /// How much of the chain's own coin goes along.
    pub value: Quantity,
    /// What a contract is called with; empty for a plain payment.
    pub data: Vec<u8>,
    /// What the device should know to show it.
    pub definitions: Definitions,
}

impl Quantity {
    /// From 32 bytes, the biggest first.
    pub fn of_bytes(bytes: &[u8; 32]) -> Self {
        Self::trimmed(bytes)
    }

    fn trimmed(bytes: &[u8]) -> Self {
        let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
        Self(bytes[zeros..].to_vec())
    }
}

impl From<u64> for Quantity {
    fn from(number: u64) -> Self {
        Self::trimmed(&number.to_be_bytes())
    }
}

impl From<u128> for Quantity {
    fn from(number: u128) -> Self {
        Self::trimmed(&number.to_be_bytes())
    }
}

impl Definitions {
    fn said(&self) -> Option<EthereumDefinitions> {
        let said = EthereumDefinitions { encoded_network: self.network.clone(), encoded_token: self.token.clone() };
        (said != EthereumDefinitions::default()).then_some(said)
    }
}

impl Transaction {
    pub(crate) fn request(&self, path: KeyPath) -> Result<EthereumSignTxEip1559, Error> {
        Ok(EthereumSignTxEip1559 {
            address_n: path.address_n(),
            nonce: Quantity::from(self.nonce).0,
            max_gas_fee: self.max_fee.0.clone(),
            max_priority_fee: self.max_priority_fee.0.clone(),
            gas_limit: Quantity::from(self.gas_limit).0,
            to: Some(self.to.plain()),
            value: self.value.0.clone(),
            data_initial_chunk: Some(first(&self.data)),
            data_length: length(&self.data)?,
            chain_id: self.chain_id,
            access_list: Vec::new(),
            definitions: self.definitions.said(),
            chunkify: None,
        })
    }
}

impl LegacyTransaction {
    pub(crate) fn request(&self, path: KeyPath) -> Result<EthereumSignTx, Error> {
        let has_data = !self.data.is_empty();
        Ok(EthereumSignTx {
            address_n: path.address_n(),
            nonce: Some(Quantity::from(self.nonce).0),
            gas_price: self.gas_price.0.clone(),
            gas_limit: Quantity::from(self.gas_limit).0,
            value: Some(self.value.0.clone()),
            data_initial_chunk: has_data.then(|| first(&self.data)),
            data_length: if has_data { Some(length(&self.data)?) } else { None },
            chain_id: self.chain_id,
            tx_type: None,
            to: Some(self.to.plain()),
            definitions: self.definitions.said(),
            chunkify: None,
        })
    }
}

fn first(data: &[u8]) -> Vec<u8> {
    data[..data.len().min(CHUNK)].to_vec()
}

fn length(data: &[u8]) -> Result<u32, Error> {
    u32::try_from(data.len()).map_err(|_| Error::NotAccepted)
}

impl<T: Transport, P: Person> Conversation<T, P> {
    /// Asks for a signature, and gives the device the rest of the data as it asks for it.
    pub(crate) async fn sign_in_pieces(&self, request: &impl Wire, data: &[u8]) -> Result<EthereumTxRequest, Error> {
        let mut rest = &data[data.len().min(CHUNK)..];
        let mut answer: EthereumTxRequest = self.ask(request).await?;
        while let Some(wanted) = answer.data_length.filter(|wanted| *wanted > 0) {
            let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
            if wanted > CHUNK || wanted > rest.len() {
                return self.give_up(Error::Hostile("a question for more than there is")).await;
            }
            let (chunk, after) = rest.split_at(wanted);
            rest = after;
            answer = self.ask(&EthereumTxAck { data_chunk: chunk.to_vec() }).await?;
        }
        if rest.is_empty() { Ok(answer) } else { Err(Error::Hostile("a signature under half of it")) }
    }
}
