//! The registered device: what it signs. Whatever it gives is checked once more where it is used, by whoever holds the
//! registered address.

use crate::{
    Address, Connected, Device, Error, KeyPath, LegacyTransaction, MessageSignature, Transaction, TransactionSignature,
    TypedData,
    messages::{EthereumSignTypedHash, EthereumTypedDataSignature},
    person::Person,
    transport::Transport,
    typed::asking::HashScreen,
};

/// A device whose address was compared with the registered one.
#[derive(Debug)]
pub struct Paired<'a, T, P> {
    connected: &'a mut Connected<T, P>,
    path: KeyPath,
    address: Address,
}

impl<'a, T: Transport, P: Person> Paired<'a, T, P> {
    pub(crate) fn new(connected: &'a mut Connected<T, P>, path: KeyPath, address: Address) -> Self {
        Self { connected, path, address }
    }

    /// What it said of itself.
    pub fn device(&self) -> &Device {
        self.connected.device()
    }

    /// Signs a text, which the device shows (EIP-191).
    ///
    /// # Errors
    /// [`Error`].
    pub async fn sign_text(&mut self, path: KeyPath, text: &str) -> Result<MessageSignature, Error> {
        let signed = self.connected.sign_words(path, text).await?;
        self.expected(path, signed)
    }

    /// Signs typed data (EIP-712): field by field where the model reads it, or else by its hashes, which the first model shows
    /// and a person compares.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn sign_typed(
        &mut self,
        path: KeyPath,
        data: &TypedData,
        screen: HashScreen,
    ) -> Result<MessageSignature, Error> {
        let conversation = self.connected.conversation();
        let signed = if self.device().model.reads_typed_data() {
            conversation.sign_fields(path, data, screen).await?
        } else {
            let request = EthereumSignTypedHash {
                address_n: path.address_n(),
                domain_separator_hash: data.domain_hash().to_vec(),
                message_hash: data.message_hash().map(|hash| hash.to_vec()),
                encoded_network: None,
            };
            conversation.ask::<EthereumTypedDataSignature>(&request).await?
        };
        self.expected(path, MessageSignature::of(&signed.signature, &signed.address)?)
    }

    /// Signs a transaction of EIP-1559.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn sign_transaction(
        &mut self,
        path: KeyPath,
        transaction: &Transaction,
    ) -> Result<TransactionSignature, Error> {
        let request = transaction.request(path)?;
        let answer = self.connected.conversation().sign_in_pieces(&request, &transaction.data).await?;
        TransactionSignature::of_parity(&answer)
    }

    /// Signs a transaction as it was before EIP-1559.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn sign_legacy(
        &mut self,
        path: KeyPath,
        transaction: &LegacyTransaction,
    ) -> Result<TransactionSignature, Error> {
        let request = transaction.request(path)?;
        let answer = self.connected.conversation().sign_in_pieces(&request, &transaction.data).await?;
        TransactionSignature::of_chain(&answer, transaction.chain_id)
    }

    /// A device that was changed for another one after it was compared.
    fn expected(&self, path: KeyPath, signed: MessageSignature) -> Result<MessageSignature, Error> {
        if path == self.path && signed.address != self.address { Err(Error::OtherDevice) } else { Ok(signed) }
    }
}
