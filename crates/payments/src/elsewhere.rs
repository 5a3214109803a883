//! A plan that goes out to be signed on another machine, and what comes back: a signature alone, or the whole transaction. What
//! comes back is the plan under its sender's signature, or nothing.

use crate::{BadTransaction, SignedTransaction, TransactionSignature, UnsignedTransaction, transaction::KIND};
use alloy_rlp::Header;
use domain::escrow::ChainAddress;
use serde_json::json;

/// What stands in the list of a signed transaction of EIP-1559.
const FIELDS: usize = 12;
/// Which of them is the list of what it touches; ours touch nothing.
const TOUCHES: usize = 8;

impl UnsignedTransaction {
    /// The bytes that are hashed and signed, `0x02…`.
    ///
    /// # Errors
    /// [`BadTransaction::Recipient`].
    pub fn unsigned_text(&self) -> Result<String, BadTransaction> {
        Ok(format!("0x{}", hex::encode(self.unsigned()?)))
    }

    /// The same as wallets' programs read it (`eth_signTransaction`).
    pub fn json(&self, from: &ChainAddress) -> String {
        let json = json!({
            "type": "0x2",
            "chainId": format!("{:#x}", self.chain_id.0),
            "from": from.0,
            "nonce": format!("{:#x}", self.nonce),
            "maxPriorityFeePerGas": format!("{:#x}", self.max_priority_fee),
            "maxFeePerGas": format!("{:#x}", self.max_fee),
            "gas": format!("{:#x}", self.gas_limit),
            "to": self.to.0,
            "value": format!("{:#x}", self.value),
            "data": self.data_text(),
            "accessList": [],
        });
        format!("{json:#}")
    }

    /// What a contract is called with, `0x…`.
    pub fn data_text(&self) -> String {
        format!("0x{}", hex::encode(&self.data))
    }

    /// The transaction that was signed elsewhere: 65 bytes of a signature, or the whole of it, in hex.
    ///
    /// # Errors
    /// [`BadTransaction::Signature`] for anything else; [`BadTransaction::OtherPlan`] for a whole one that says something else;
    /// [`BadTransaction::OtherSigner`].
    pub fn signed_elsewhere(&self, pasted: &str, from: &ChainAddress) -> Result<SignedTransaction, BadTransaction> {
        let text: String = pasted.split_whitespace().collect::<String>().to_ascii_lowercase();
        let bytes = hex::decode(text.strip_prefix("0x").unwrap_or(&text)).map_err(|_| BadTransaction::Signature)?;
        if bytes.len() == 65 {
            return self.signed(&TransactionSignature::read(&format!("0x{}", hex::encode(&bytes)))?, from);
        }
        let (plan, signature) = taken_apart(&bytes)?;
        if plan != self.unsigned()? {
            return Err(BadTransaction::OtherPlan);
        }
        let signed = self.signed(&signature, from)?;
        // One spelling: whatever else decodes to the same is not what is kept.
        if signed.raw == bytes { Ok(signed) } else { Err(BadTransaction::Signature) }
    }
}

/// The bytes that were signed, and the signature under them.
fn taken_apart(raw: &[u8]) -> Result<(Vec<u8>, TransactionSignature), BadTransaction> {
    let bad = BadTransaction::Signature;
    let (kind, mut rest) = raw.split_first().ok_or(bad)?;
    if *kind != KIND {
        return Err(bad);
    }
    let list = Header::decode(&mut rest).map_err(|_| bad)?;
    if !list.list || list.payload_length != rest.len() {
        return Err(bad);
    }
    let whole = rest;
    let (mut plan_length, mut items) = (0, Vec::new());
    while !rest.is_empty() && items.len() < FIELDS {
        let header = Header::decode(&mut rest).map_err(|_| bad)?;
        if header.list != (items.len() == TOUCHES) || header.payload_length > rest.len() {
            return Err(bad);
        }
        let (item, after) = rest.split_at(header.payload_length);
        items.push(item);
        rest = after;
        if items.len() == TOUCHES + 1 {
            plan_length = whole.len() - rest.len();
        }
    }
    let [.., parity, r, s] = items.as_slice() else { return Err(bad) };
    let y_is_odd = match parity {
        [] => false,
        [1] => true,
        _ => return Err(bad),
    };
    if items.len() != FIELDS || !rest.is_empty() {
        return Err(bad);
    }
    let signature = TransactionSignature { r: half(r)?, s: half(s)?, y_is_odd };
    Ok((crate::transaction::envelope(whole[..plan_length].to_vec()), signature))
}

fn half(bytes: &[u8]) -> Result<[u8; 32], BadTransaction> {
    let mut half = [0; 32];
    let from = half.len().checked_sub(bytes.len()).ok_or(BadTransaction::Signature)?;
    half[from..].copy_from_slice(bytes);
    Ok(half)
}

#[cfg(test)]
#[path = "elsewhere_tests.rs"]
mod tests;
