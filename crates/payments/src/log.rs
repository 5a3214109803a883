//! ERC-20 `Transfer` logs, decoded exactly. A log is written by whoever wrote the contract: nothing in it
//! is believed before it has the one shape that the standard gives.

use crate::{SeenTransfer, address, hexadecimal};
use alloy_primitives::{Address, U256};
use domain::escrow::{ChainId, TxHash};
use serde::Deserialize;
use serde_json::Value;

/// keccak256 of `Transfer(address,address,uint256)`. NFTs share it, with a fourth topic.
pub(crate) const TRANSFER: &str = "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

/// A log as nodes send it. Nothing is required here, so that a strange log is refused and not a batch.
#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct RawLog {
    pub(crate) address: String,
    pub(crate) topics: Vec<String>,
    pub(crate) data: String,
    block_number: Option<String>,
    block_hash: Option<String>,
    transaction_hash: Option<String>,
    pub(crate) log_index: Option<String>,
    pub(crate) removed: bool,
}

impl RawLog {
    /// In which transaction and block it says it is.
    pub(crate) fn is_of(&self, tx: &str, block_hash: &str) -> bool {
        let is = |said: &Option<String>, wanted: &str| {
            said.as_deref().and_then(hexadecimal::hash).as_deref() == Some(wanted)
        };
        is(&self.transaction_hash, tx) && is(&self.block_hash, block_hash)
    }
}

/// Reads a log; the error says what keeps it from being a transfer.
pub(crate) fn decode(chain_id: ChainId, log: &Value) -> Result<SeenTransfer, &'static str> {
    let log = RawLog::deserialize(log).map_err(|_| "not a log")?;
    if log.removed {
        return Err("removed by a reorganisation");
    }
    let [event, from, to] = log.topics.as_slice() else { return Err("not three topics") };
    if !event.eq_ignore_ascii_case(TRANSFER) {
        return Err("another event");
    }
    let value = hexadecimal::bytes::<32>(&log.data).ok_or("data that is not one number")?;
    Ok(SeenTransfer {
        chain_id,
        tx_hash: TxHash(hash(log.transaction_hash)?),
        log_index: quantity(log.log_index)?,
        block_number: quantity(log.block_number)?,
        block_hash: hash(log.block_hash)?,
        token: address::shown(address::bytes(&log.address).ok_or("no contract address")?),
        from: address::shown(padded(from)?),
        to: address::shown(padded(to)?),
        units: U256::from_be_bytes(value),
    })
}

/// An address in a topic: 12 zero bytes before it.
fn padded(topic: &str) -> Result<Address, &'static str> {
    let bytes = hexadecimal::bytes::<32>(topic).ok_or("a topic that is not 32 bytes")?;
    let (zeros, address) = bytes.split_at(12);
    if zeros.iter().any(|byte| *byte != 0) {
        return Err("a topic that is no address");
    }
    Ok(Address::from_slice(address))
}

fn quantity(text: Option<String>) -> Result<u64, &'static str> {
    text.as_deref().and_then(hexadecimal::quantity).ok_or("no place in the chain")
}

fn hash(text: Option<String>) -> Result<String, &'static str> {
    text.as_deref().and_then(hexadecimal::hash).ok_or("no hash")
}

#[cfg(test)]
#[path = "log_tests.rs"]
mod tests;
