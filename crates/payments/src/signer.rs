//! `Signer`: whoever holds a key and signs a plan, or an instruction in words, with it. A key in this process does so at once; a hardware wallet
//! may need a person, a while, and may say no. Nothing here sends anything.

use crate::{BadTransaction, SignedTransaction, TransactionSignature, UnsignedTransaction, address, instruction};
use bip32::secp256k1::ecdsa::SigningKey;
use domain::escrow::ChainAddress;
use std::{fmt, future::Future, pin::Pin};

/// A signature that comes, now or later.
pub type Signing<'a> = Pin<Box<dyn Future<Output = Result<SignedTransaction, SignerError>> + Send + 'a>>;

/// A signature under words, now or later.
pub type Agreeing<'a> = Pin<Box<dyn Future<Output = Result<TransactionSignature, SignerError>> + Send + 'a>>;

/// Why nothing was signed. The plan stays as it was and may be offered again.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// The person at the device said no.
    #[error("the signer refused")]
    Refused,
    /// Nobody is there now: unplugged, locked, asleep.
    #[error("the signer is not there")]
    Absent,
    /// It signed, and what it signed is not the plan.
    #[error(transparent)]
    Bad(#[from] BadTransaction),
}

/// One account that can sign.
pub trait Signer: Send + Sync {
    /// Whose signature it will be.
    fn address(&self) -> ChainAddress;
    /// Signs the plan, as it is.
    fn sign<'a>(&'a self, plan: &'a UnsignedTransaction) -> Signing<'a>;
    /// Signs an instruction, word for word: money of the house's books moves by it, none of a chain's.
    fn agree<'a>(&'a self, text: &'a str) -> Agreeing<'a>;
}

/// A key in the memory of this process; wiped when it is dropped.
#[derive(Clone)]
pub struct KeySigner {
    key: SigningKey,
    address: ChainAddress,
}

impl KeySigner {
    pub(crate) fn new(key: SigningKey) -> Self {
        let address = address::shown(address::of_key(key.verifying_key()));
        Self { key, address }
    }

    fn sign_now(&self, plan: &UnsignedTransaction) -> Result<SignedTransaction, SignerError> {
        Ok(plan.signed(&self.under(&plan.digest()?)?, &self.address)?)
    }

    pub(crate) fn under(&self, digest: &[u8; 32]) -> Result<TransactionSignature, SignerError> {
        let (signature, id) = self.key.sign_prehash_recoverable(digest).map_err(|_| BadTransaction::Signature)?;
        let (r, s) = signature.split_bytes();
        Ok(TransactionSignature { r: r.into(), s: s.into(), y_is_odd: id.is_y_odd() })
    }
}

impl Signer for KeySigner {
    fn address(&self) -> ChainAddress {
        self.address.clone()
    }

    fn sign<'a>(&'a self, plan: &'a UnsignedTransaction) -> Signing<'a> {
        Box::pin(async move { self.sign_now(plan) })
    }

    fn agree<'a>(&'a self, text: &'a str) -> Agreeing<'a> {
        Box::pin(async move { self.under(&instruction::digest(text)) })
    }
}

/// The address only.
impl fmt::Debug for KeySigner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("KeySigner").field(&self.address.0).finish()
    }
}
