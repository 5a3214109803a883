//! A device that has said what it is, and nothing has been compared yet: its keys may be registered, and nothing that moves
//! money is signed.

use crate::{
    AccountPath, Address, Device, Error, KeyPath, MessageSignature, Paired, SessionId, Trust,
    conversation::Conversation,
    messages::{
        EndSession, EthereumAddress, EthereumGetAddress, EthereumGetPublicKey, EthereumMessageSignature,
        EthereumPublicKey, EthereumSignMessage, GetFeatures, GetPublicKey, Initialize, PublicKey, Success,
    },
    person::Person,
    transport::Transport,
};

/// What the official host asks for where it wants nothing but the root's fingerprint: the first hardened child.
const FIRST_CHILD: u32 = 1 << 31;

/// What was registered of a device. The address is what counts: a device that was wiped and set up again with the same words
/// has another name and the same keys.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// How the device called itself.
    pub device_id: Option<String>,
    /// Whose address it is.
    pub path: KeyPath,
    /// What has to stand there.
    pub address: Address,
    /// Of the root, where it was registered.
    pub fingerprint: Option<u32>,
}

/// A device that is there. One call at a time; a call that is dropped half-way is ended by the next `open`.
#[derive(Debug)]
pub struct Connected<T, P> {
    conversation: Conversation<T, P>,
    device: Device,
    trust: Trust,
}

impl<T: Transport, P: Person> Connected<T, P> {
    /// Begins to speak with a device, or goes on with a session of it, so that no passphrase is asked again.
    ///
    /// # Errors
    /// Why it is not spoken with.
    pub async fn open(transport: T, person: P, resume: Option<&SessionId>, trust: Trust) -> Result<Self, Error> {
        let mut conversation = Conversation::new(transport, person);
        let request = Initialize { session_id: resume.map(|id| id.bytes().to_vec()), derive_cardano: None };
        let device = Device::meet(conversation.initialize(&request).await?, trust)?;
        conversation.takes_passphrase = device.takes_passphrase;
        Ok(Self { conversation, device, trust })
    }

    /// What it said of itself when it was looked at last.
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Looks again: whether it is unlocked, what it is called.
    ///
    /// # Errors
    /// Why it is not spoken with any more.
    pub async fn look_again(&mut self) -> Result<&Device, Error> {
        let met = Device::meet(self.conversation.ask(&GetFeatures {}).await?, self.trust)?;
        // Not every firmware names the session when it is only looked at.
        let session = met.session.clone().or_else(|| self.device.session.take());
        self.device = Device { session, ..met };
        Ok(&self.device)
    }

    /// The public key of an account, as text (`xpub…`): all its addresses follow from it.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn account_key(&mut self, path: AccountPath) -> Result<String, Error> {
        let request = EthereumGetPublicKey { address_n: path.address_n(), show_display: None };
        let key: EthereumPublicKey = self.conversation.ask(&request).await?;
        if key.xpub.starts_with("xpub") { Ok(key.xpub) } else { Err(Error::Hostile("no public key")) }
    }

    /// The fingerprint of the root: one per seed and passphrase.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn fingerprint(&mut self) -> Result<u32, Error> {
        let request = GetPublicKey {
            address_n: vec![FIRST_CHILD],
            ecdsa_curve_name: Some("secp256k1".to_owned()),
            show_display: Some(false),
            coin_name: Some("Bitcoin".to_owned()),
            ..GetPublicKey::default()
        };
        let key: PublicKey = self.conversation.ask(&request).await?;
        key.root_fingerprint.ok_or(Error::Hostile("no fingerprint"))
    }

    /// The address of a key; the device shows nothing.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn address(&mut self, path: KeyPath) -> Result<Address, Error> {
        self.ask_address(path, false).await
    }

    /// The address of a key, which the device shows and its person confirms.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn show_address(&mut self, path: KeyPath) -> Result<Address, Error> {
        self.ask_address(path, true).await
    }

    /// Signs the text by which whoever registers a device proves that they have it (EIP-191).
    ///
    /// # Errors
    /// [`Error`].
    pub async fn sign_challenge(&mut self, path: KeyPath, challenge: &str) -> Result<MessageSignature, Error> {
        self.sign_words(path, challenge).await
    }

    /// Compares the device with the one that was registered. Nothing else gives the calls that sign.
    ///
    /// # Errors
    /// [`Error::OtherDevice`], [`Error::OtherPassphrase`], or why it could not be looked at.
    pub async fn pair(&mut self, registered: &Registered) -> Result<Paired<'_, T, P>, Error> {
        let mut is_same = self.address(registered.path).await? == registered.address;
        if let (true, Some(fingerprint)) = (is_same, registered.fingerprint) {
            is_same = self.fingerprint().await? == fingerprint;
        }
        match (is_same, &registered.device_id) {
            (true, _) => Ok(Paired::new(self, registered.path, registered.address)),
            (false, Some(id)) if *id == self.device.id => Err(Error::OtherPassphrase),
            (false, _) => Err(Error::OtherDevice),
        }
    }

    /// Makes the device forget the session and with it the passphrase.
    ///
    /// # Errors
    /// [`Error`].
    pub async fn end_session(mut self) -> Result<(), Error> {
        self.device.session = None;
        self.conversation.ask::<Success>(&EndSession {}).await.map(drop)
    }

    pub(crate) fn conversation(&self) -> &Conversation<T, P> {
        &self.conversation
    }

    pub(crate) async fn sign_words(&self, path: KeyPath, words: &str) -> Result<MessageSignature, Error> {
        let request = EthereumSignMessage {
            address_n: path.address_n(),
            message: words.as_bytes().to_vec(),
            ..EthereumSignMessage::default()
        };
        let signed: EthereumMessageSignature = self.conversation.ask(&request).await?;
        MessageSignature::of(&signed.signature, &signed.address)
    }

    async fn ask_address(&self, path: KeyPath, shown: bool) -> Result<Address, Error> {
        let request = EthereumGetAddress {
            address_n: path.address_n(),
            show_display: Some(shown),
            ..EthereumGetAddress::default()
        };
        let answer: EthereumAddress = self.conversation.ask(&request).await?;
        answer.address.as_deref().and_then(Address::parse).ok_or(Error::Hostile("no address"))
    }
}
