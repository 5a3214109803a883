//! Signatures as devices give them, taken apart and looked at for their shape. Whose they are is checked where they are used:
//! recovering a key is not done here.

use crate::{Address, Error, messages::EthereumTxRequest};
use std::fmt;

/// A signature under a text or under typed data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct MessageSignature {
    /// r, s, and 27 or 28.
    pub bytes: [u8; 65],
    /// Whose it is, by the device's word.
    pub address: Address,
}

/// A signature under a transaction.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TransactionSignature {
    /// 0 or 1 for a transaction of EIP-1559; before it, 35 or 36 more than twice the chain's number.
    pub v: u64,
    /// First half.
    pub r: [u8; 32],
    /// Second half.
    pub s: [u8; 32],
}

impl MessageSignature {
    pub(crate) fn of(signature: &[u8], address: &str) -> Result<Self, Error> {
        let bytes: [u8; 65] = signature.try_into().map_err(|_| Error::Hostile("a signature of another length"))?;
        if !matches!(bytes[64], 27 | 28) {
            return Err(Error::Hostile("a signature that says nothing of its key"));
        }
        let address = Address::parse(address).ok_or(Error::Hostile("no address"))?;
        Ok(Self { bytes, address })
    }

    /// 65 bytes in hex, as wallets write them.
    pub fn text(&self) -> String {
        format!("0x{}", crate::address::hex(&self.bytes))
    }
}

impl fmt::Debug for MessageSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MessageSignature").field("bytes", &self.text()).field("address", &self.address).finish()
    }
}

impl TransactionSignature {
    /// The signature of a transaction of EIP-1559: which of two keys.
    pub(crate) fn of_parity(answer: &EthereumTxRequest) -> Result<Self, Error> {
        let signature = Self::of(answer)?;
        if signature.v > 1 { Err(Error::Hostile("a signature for no chain")) } else { Ok(signature) }
    }

    /// The signature of a transaction of before, for one chain and no other (EIP-155). Devices leave the chain out where the
    /// number would be too big for them.
    pub(crate) fn of_chain(answer: &EthereumTxRequest, chain_id: u64) -> Result<Self, Error> {
        let mut signature = Self::of(answer)?;
        let base = chain_id.checked_mul(2).and_then(|twice| twice.checked_add(35));
        let base = base.filter(|base| *base < u64::MAX).ok_or(Error::NotAccepted)?;
        if signature.v <= 1 {
            signature.v += base;
        }
        if signature.v != base && signature.v != base + 1 {
            return Err(Error::Hostile("a signature for another chain"));
        }
        Ok(signature)
    }

    fn of(answer: &EthereumTxRequest) -> Result<Self, Error> {
        let EthereumTxRequest { signature_v: Some(v), signature_r: Some(r), signature_s: Some(s), .. } = answer else {
            return Err(Error::Hostile("neither a question nor a signature"));
        };
        Ok(Self { v: u64::from(*v), r: half(r)?, s: half(s)? })
    }
}

/// Firmware may leave out zeros that stand before a number.
fn half(bytes: &[u8]) -> Result<[u8; 32], Error> {
    if !(1..=32).contains(&bytes.len()) {
        return Err(Error::Hostile("a signature of another length"));
    }
    let mut half = [0; 32];
    half[32 - bytes.len()..].copy_from_slice(bytes);
    Ok(half)
}
