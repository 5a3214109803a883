//! EIP-1559 transactions: planned, hashed, and joined with a signature. Whoever signed, the signature is recovered and
//! compared before the bytes exist: a signer of another account, or of another plan, makes nothing.

use crate::{U256, address};
use alloy_primitives::{Address, B256, keccak256};
use alloy_rlp::{Encodable, Header};
use bip32::secp256k1::ecdsa::{RecoveryId, Signature, VerifyingKey};
use domain::escrow::{ChainAddress, ChainId, TxHash};

/// EIP-2718: what stands before the list of a transaction of EIP-1559.
pub(crate) const KIND: u8 = 2;
/// RLP of the access list, which is empty.
const EMPTY_LIST: u8 = 0xc0;

/// What shall be signed. Amounts in the chain's smallest units.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsignedTransaction {
    /// On which chain; a signature is worth nothing on another.
    pub chain_id: ChainId,
    /// Its place among all transactions of its sender.
    pub nonce: u64,
    /// At most so much of each unit of gas goes to whoever makes the block.
    pub max_priority_fee: u128,
    /// At most so much is paid for each unit of gas.
    pub max_fee: u128,
    /// At most so much gas is used.
    pub gas_limit: u64,
    /// Who is called or paid.
    pub to: ChainAddress,
    /// How much of the chain's own coin goes along.
    pub value: U256,
    /// What a contract is called with; empty for a plain payment.
    pub data: Vec<u8>,
}

/// A signature as every signer gives it: 32 bytes each, and which of two keys it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransactionSignature {
    /// First half.
    pub r: [u8; 32],
    /// Second half.
    pub s: [u8; 32],
    /// True for the odd one.
    pub y_is_odd: bool,
}

/// A transaction that any node takes. Not a secret: it says what it says and nothing else can be made of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedTransaction {
    /// The bytes, as they are sent.
    pub raw: Vec<u8>,
    /// What the chain will call it.
    pub hash: TxHash,
}

/// Why a plan and a signature make no transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadTransaction {
    /// `to` is no address.
    #[error("the recipient is not an address")]
    Recipient,
    /// Not a signature, or one that can be changed into another without the key.
    #[error("not a signature")]
    Signature,
    /// Right for another key or for another plan.
    #[error("signed by another account, or something else was signed")]
    OtherSigner,
    /// A whole transaction that says something else than the plan.
    #[error("another transaction was signed than the one that was planned")]
    OtherPlan,
}

impl UnsignedTransaction {
    /// What is signed.
    ///
    /// # Errors
    /// [`BadTransaction::Recipient`].
    pub fn digest(&self) -> Result<[u8; 32], BadTransaction> {
        Ok(hash(&self.unsigned()?).0)
    }

    /// The same before it is hashed.
    pub(crate) fn unsigned(&self) -> Result<Vec<u8>, BadTransaction> {
        Ok(envelope(self.fields()?))
    }

    /// The transaction, if this is `from`'s signature under this plan.
    ///
    /// # Errors
    /// [`BadTransaction`].
    pub fn signed(
        &self,
        signature: &TransactionSignature,
        from: &ChainAddress,
    ) -> Result<SignedTransaction, BadTransaction> {
        if recovered(&self.digest()?, signature)?.0 != address::parse(&from.0).map_err(|_| BadTransaction::Recipient)?.0
        {
            return Err(BadTransaction::OtherSigner);
        }
        let mut fields = self.fields()?;
        u8::from(signature.y_is_odd).encode(&mut fields);
        number(&signature.r, &mut fields);
        number(&signature.s, &mut fields);
        let raw = envelope(fields);
        let hash = TxHash(format!("0x{}", hex::encode(hash(&raw))));
        Ok(SignedTransaction { raw, hash })
    }

    /// The nine fields, one after the other.
    fn fields(&self) -> Result<Vec<u8>, BadTransaction> {
        let to: Address = address::parse(&self.to.0).map_err(|_| BadTransaction::Recipient)?;
        let mut out = Vec::with_capacity(self.data.len() + 160);
        self.chain_id.0.encode(&mut out);
        self.nonce.encode(&mut out);
        self.max_priority_fee.encode(&mut out);
        self.max_fee.encode(&mut out);
        self.gas_limit.encode(&mut out);
        to.0.0.encode(&mut out);
        number(&self.value.to_be_bytes::<32>(), &mut out);
        self.data.as_slice().encode(&mut out);
        out.push(EMPTY_LIST);
        Ok(out)
    }
}

/// A number has no zeros before it; zero itself is nothing at all.
fn number(bytes: &[u8; 32], out: &mut Vec<u8>) {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes[zeros..].encode(out);
}

pub(crate) fn envelope(fields: Vec<u8>) -> Vec<u8> {
    let mut out = vec![KIND];
    Header { list: true, payload_length: fields.len() }.encode(&mut out);
    out.extend(fields);
    out
}

fn hash(bytes: &[u8]) -> B256 {
    keccak256(bytes)
}

/// Whose signature it is. Only the lower of the two halves of `s` is taken, as the chains do (EIP-2).
pub(crate) fn recovered(digest: &[u8; 32], signature: &TransactionSignature) -> Result<Address, BadTransaction> {
    let parsed = Signature::from_scalars(signature.r, signature.s).map_err(|_| BadTransaction::Signature)?;
    if parsed.normalize_s().is_some() {
        return Err(BadTransaction::Signature);
    }
    let id = RecoveryId::new(signature.y_is_odd, false);
    let key = VerifyingKey::recover_from_prehash(digest, &parsed, id).map_err(|_| BadTransaction::Signature)?;
    Ok(address::of_key(&key))
}

#[cfg(test)]
#[path = "transaction_tests.rs"]
mod tests;
