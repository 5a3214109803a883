//! Logs of the two proxies, decoded exactly. The amount in them is what was asked for: what arrived is said by the
//! token's own `Transfer` logs (see `arrival`).

use crate::{U256, abi, address, hexadecimal, log::RawLog};
use alloy_primitives::Address;
use domain::escrow::ChainAddress;
use serde::Deserialize;
use serde_json::Value;

/// keccak256 of `TransferWithReferenceAndFee(address,address,uint256,bytes,uint256,address)`.
const TOKEN: &str = "0x9f16cbcc523c67a60c450e5ffe4f3b7b6dbe772e7abcadb2686ce029a9a0a2b6";
/// keccak256 of `TransferWithReferenceAndFee(address,uint256,bytes,uint256,address)`.
const NATIVE: &str = "0xa1c241e337c4610a9d0f881111e977e9dc8690c85fe2108897bb1483c66e6a96";

/// One log that has the shape of a proxy's. Whether its contract is a proxy is the reader's to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyEvent {
    /// Who wrote it.
    pub contract: ChainAddress,
    /// At which place in the block's log.
    pub log_index: u64,
    /// Which token; `None` is the chain's own coin.
    pub token: Option<ChainAddress>,
    /// Who was paid.
    pub to: ChainAddress,
    /// What was asked for, in smallest units. Not what arrived.
    pub asked: U256,
    /// keccak256 of the reference: compare with `PaymentReference::topic`.
    pub reference_topic: String,
    /// The fee that was asked for.
    pub fee: U256,
    /// Who got it.
    pub fee_to: ChainAddress,
}

/// `None` for any other log, and for one of another transaction.
pub(crate) fn decode(log: &Value, tx: &str, block_hash: &str) -> Option<ProxyEvent> {
    let log = RawLog::deserialize(log).ok().filter(|log| !log.removed && log.is_of(tx, block_hash))?;
    let [event, reference] = log.topics.as_slice() else { return None };
    let words = abi::words(&log.data)?;
    let (token, rest) = match (event.to_ascii_lowercase().as_str(), words.as_slice()) {
        (TOKEN, [token, rest @ ..]) => (Some(shown(token)?), rest),
        (NATIVE, rest) => (None, rest),
        _ => return None,
    };
    let [to, asked, fee, fee_to] = rest else { return None };
    Some(ProxyEvent {
        contract: address::shown(address::bytes(&log.address)?),
        log_index: log.log_index.as_deref().and_then(hexadecimal::quantity)?,
        token,
        to: shown(to)?,
        asked: abi::number(asked),
        reference_topic: hexadecimal::hash(reference)?,
        fee: abi::number(fee),
        fee_to: shown(fee_to)?,
    })
}

fn shown(word: &[u8; 32]) -> Option<ChainAddress> {
    abi::address(word).map(|address: Address| address::shown(address))
}
