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
            transfers: raw.logs.iter().filter_map(|log| log::decode(chain, log).ok()).filter(belongs).collect(),
            proxied: raw.logs.iter().filter_map(|log| decode_event(log, tx, &block_hash)).collect(),
            log_indexes: raw.logs.iter().filter_map(log_index).collect(),
            block_hash,
        }))
    }
}

fn log_index(log: &Value) -> Option<u64> {
    log.get("logIndex")?.as_str().and_then(hexadecimal::quantity)
}

#[cfg(test)]
#[path = "receipt_tests.rs"]
mod tests;
