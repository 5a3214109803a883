//! What became of a transaction, as nodes say it after it was mined.

use crate::{
    SeenTransfer, hexadecimal, log,
    request_network::{ProxyEvent, decode_event},
};
use domain::escrow::{ChainId, TxHash};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeSet;

/// A mined transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// Which one.
    pub tx_hash: TxHash,
    /// False when it was reverted: then nothing moved.
    pub success: bool,
    /// In which block.
    pub block_number: u64,
    /// That block's hash.
    pub block_hash: String,
    /// What its sender paid for it, in the chain's smallest units; `None` when the node does not say.
    pub gas_cost: Option<u128>,
    /// Every well-formed ERC-20 transfer in it, to whomever.
    pub transfers: Vec<SeenTransfer>,
    /// Every log that has the shape of a Request Network proxy's, in the order of the block's log.
    pub proxied: Vec<ProxyEvent>,
    log_indexes: BTreeSet<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct RawReceipt {
    transaction_hash: String,
    status: Option<String>,
    block_number: String,
    block_hash: String,
    gas_used: Option<String>,
    effective_gas_price: Option<String>,
    /// What a rollup's sender pays besides, for the chain underneath.
    l1_fee: Option<String>,
    #[serde(default)]
    logs: Vec<Value>,
}

impl Receipt {
    /// Whether the transaction wrote a log at that place of the block's log.
    pub fn has_log(&self, index: u64) -> bool {
        self.log_indexes.contains(&index)
    }

    /// The transfer at that place of the block's log.
    pub fn transfer(&self, index: u64) -> Option<&SeenTransfer> {
        self.transfers.iter().find(|transfer| transfer.log_index == index)
    }

    /// Reads a node's answer about `tx` (already in our spelling); `null` is "not mined".
    pub(crate) fn read(chain: ChainId, tx: &str, answer: &Value) -> Result<Option<Self>, String> {
        if answer.is_null() {
            return Ok(None);
        }
        let raw = RawReceipt::deserialize(answer).map_err(|_| "something that is not a receipt")?;
        if hexadecimal::hash(&raw.transaction_hash).as_deref() != Some(tx) {
            return Err("the receipt of another transaction".to_owned());
        }
        let block_number = hexadecimal::quantity(&raw.block_number).ok_or("no block number")?;
        let block_hash = hexadecimal::hash(&raw.block_hash).ok_or("no block hash")?;
        let belongs = |seen: &SeenTransfer| {
            seen.tx_hash.0 == tx && seen.block_number == block_number && seen.block_hash == block_hash
        };
        Ok(Some(Self {
            tx_hash: TxHash(tx.to_owned()),
            // Receipts from before 2017 have no status; nothing of ours is that old.
            success: raw.status.as_deref().and_then(hexadecimal::quantity) == Some(1),
            block_number,
            gas_cost: raw.gas_cost(),
            transfers: raw.logs.iter().filter_map(|log| log::decode(chain, log).ok()).filter(belongs).collect(),
            proxied: raw.logs.iter().filter_map(|log| decode_event(log, tx, &block_hash)).collect(),
            log_indexes: raw.logs.iter().filter_map(log_index).collect(),
            block_hash,
        }))
    }
}

impl RawReceipt {
    fn gas_cost(&self) -> Option<u128> {
        let number = |text: &Option<String>| text.as_deref().and_then(hexadecimal::long_quantity);
        let execution = number(&self.gas_used)?.checked_mul(number(&self.effective_gas_price)?)?;
        execution.checked_add(number(&self.l1_fee).unwrap_or(0))
    }
}

fn log_index(log: &Value) -> Option<u64> {
    log.get("logIndex")?.as_str().and_then(hexadecimal::quantity)
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
