//! What leaves: what gas costs, whose turn it is, and handing signed bytes to the nodes. Nothing is signed here, and
//! nothing that is asked here moves money of ours.

use crate::{
    Call, Chain, ChainError, Head, SeenTransfer, SignedTransaction, abi, address,
    asking::{base_fee, hand_to, highest, lowest, number},
    errors, verify,
};
use domain::escrow::{ChainAddress, TxHash};
use serde_json::json;

/// No chain of ours ever asked so much for a unit of gas (20,000 gwei): a node that says so lies, or we wait.
const MOST_FEE: u128 = 20_000_000_000_000;

/// What a unit of gas costs now, in the chain's smallest units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fees {
    /// For whoever makes the block.
    pub max_priority_fee: u128,
    /// All in all, with room for the price to double.
    pub max_fee: u128,
}

/// What nodes said to signed bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Handed {
    /// At least one has them, now or since before.
    Taken,
    /// The place is taken in a block already: by this transaction, its twin, or another one.
    PlaceTaken,
    /// All refused, in the first one's words.
    Refused(String),
}

/// One of several transactions is in a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mined {
    /// Which of them.
    pub tx_hash: TxHash,
    /// False when it was reverted: it cost gas and moved nothing.
    pub success: bool,
    /// In which block.
    pub block_number: u64,
    /// That block's hash.
    pub block_hash: String,
    /// Blocks on top, itself included.
    pub confirmations: u64,
    /// Whether the chain's own word for "stays" covers it.
    pub is_settled: bool,
    /// What it cost.
    pub gas_cost: Option<u128>,
    /// What moved in it.
    pub transfers: Vec<SeenTransfer>,
}

impl Chain {
    /// What gas costs now: the highest of what the asked nodes say.
    ///
    /// # Errors
    /// [`ChainError`]; [`ChainError::TooDear`] when it cannot be true.
    pub async fn fees(&self) -> Result<Fees, ChainError> {
        let quorum = self.quorum().await?;
        let base = highest(&quorum, "eth_getBlockByNumber", json!(["latest", false]), base_fee).await?;
        let tip = highest(&quorum, "eth_maxPriorityFeePerGas", json!([]), number).await?;
        let max_fee = base.saturating_mul(2).saturating_add(tip);
        if max_fee > MOST_FEE { Err(ChainError::TooDear(max_fee)) } else { Ok(Fees { max_priority_fee: tip, max_fee }) }
    }

    /// How many transactions of an account stand in blocks: the place of its next one.
    ///
    /// # Errors
    /// [`ChainError`].
    pub async fn transaction_count(&self, of: &ChainAddress) -> Result<u64, ChainError> {
        let quorum = self.quorum().await?;
        let count = highest(&quorum, "eth_getTransactionCount", json!([of.0, "latest"]), number).await?;
        Ok(u64::try_from(count).unwrap_or(u64::MAX))
    }

    /// The same as it was at the end of a block, the least that an asked node says.
    ///
    /// # Errors
    /// [`ChainError`].
    pub async fn transaction_count_at(&self, of: &ChainAddress, block: u64) -> Result<u64, ChainError> {
        let params = json!([of.0, format!("{block:#x}")]);
        let count = lowest(&self.quorum().await?, "eth_getTransactionCount", params, number).await?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// How much gas a call would use: the most that an asked node says.
    ///
    /// # Errors
    /// [`ChainError::Rpc`] with a refusal when it would be reverted.
    pub async fn estimate_gas(&self, from: &ChainAddress, call: &Call) -> Result<u64, ChainError> {
        let quorum = self.quorum().await?;
        let gas = highest(&quorum, "eth_estimateGas", json!([call.asked_by(from)]), number).await?;
        Ok(u64::try_from(gas).unwrap_or(u64::MAX))
    }

    /// How much of the chain's coin an address holds: the least that an asked node says.
    ///
    /// # Errors
    /// [`ChainError`].
    pub async fn coin_balance(&self, of: &ChainAddress) -> Result<u128, ChainError> {
        lowest(&self.quorum().await?, "eth_getBalance", json!([of.0, "latest"]), number).await
    }

    /// How much of a token an address holds: the least that an asked node says.
    ///
    /// # Errors
    /// [`ChainError`].
    pub async fn token_balance(&self, token: &ChainAddress, of: &ChainAddress) -> Result<u128, ChainError> {
        let data = abi::Call::new("70a08231").address(address::parse(&of.0)?).written();
        let call = json!([{ "to": token.0, "data": data }, "latest"]);
        lowest(&self.quorum().await?, "eth_call", call, number).await
    }

    /// Hands signed bytes to every asked node. Doing it again does no harm: the same bytes are the same transaction.
    ///
    /// # Errors
    /// [`ChainError`] when no node answered.
    pub async fn hand_in(&self, raw: &[u8]) -> Result<Handed, ChainError> {
        let quorum = self.quorum().await?;
        let (mut said, mut lost) = (None, None);
        for node in &quorum.nodes {
            match hand_to(node, raw).await {
                Ok(Handed::Taken) => said = Some(Handed::Taken),
                Ok(other) => said = said.or(Some(other)),
                Err(error) => lost = Some(error),
            }
        }
        match (said, lost) {
            (Some(said), _) => Ok(said),
            (None, Some(error)) => Err(error.into()),
            (None, None) => Err(ChainError::MissingBlock(0)),
        }
    }

    /// The highest block that stays, by so many confirmations and by the chain's own word; `None` while there is none.
    ///
    /// # Errors
    /// [`ChainError`].
    pub async fn settled_block(&self, head: &Head, confirmations: u64) -> Result<Option<u64>, ChainError> {
        let deep = (head.number + 1).checked_sub(confirmations.max(1));
        let settled = self.settings().finality.height(&self.quorum().await?).await?;
        Ok(deep.map(|deep| settled.map_or(deep, |settled| deep.min(settled))))
    }

    /// Which of these transactions is in a block, if any; of several with one place only one ever is.
    ///
    /// # Errors
    /// [`ChainError`]; [`ChainError::Unsettled`] when the chain changes while it is read.
    pub async fn find_mined(&self, hashes: &[TxHash], head: &Head) -> Result<Option<Mined>, ChainError> {
        let quorum = self.quorum().await?;
        for tx in hashes {
            let Some(receipt) = self.receipt_from(&quorum, &errors::tx_hash(tx)?).await? else { continue };
            let settled = self.settings().finality.height(&quorum).await?;
            verify::must_stand(&quorum, head.number, &head.hash).await?;
            verify::must_stand(&quorum, receipt.block_number, &receipt.block_hash).await?;
            return Ok(Some(Mined {
                tx_hash: receipt.tx_hash,
                success: receipt.success,
                block_number: receipt.block_number,
                confirmations: verify::confirmations(receipt.block_number, head),
                is_settled: settled.is_none_or(|settled| receipt.block_number <= settled),
                block_hash: receipt.block_hash,
                gas_cost: receipt.gas_cost,
                transfers: receipt.transfers,
            }));
        }
        Ok(None)
    }
}

impl SignedTransaction {
    /// As it is kept: `0x…`.
    pub fn text(&self) -> String {
        format!("0x{}", hex::encode(&self.raw))
    }
}

/// Bytes as they were kept.
///
/// # Errors
/// [`ChainError::BadTxHash`] for anything that is not hex.
pub fn raw_bytes(text: &str) -> Result<Vec<u8>, ChainError> {
    text.strip_prefix("0x").and_then(|hex| hex::decode(hex).ok()).ok_or(ChainError::BadTxHash)
}
