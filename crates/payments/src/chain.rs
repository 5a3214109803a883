//! One chain, read through its nodes: how high it is, what came to our addresses, what became of a
//! transaction. Whether a transfer counts is decided in `verify`.

use crate::{
    ChainError, ChainSettings, Receipt, RpcError, SeenTransfer, SettingsError, address, errors, hexadecimal, log,
    logs_query::{self, Blocks},
    quorum::{self, Quorum},
    rpc::Node,
};
use alloy_primitives::Address;
use domain::escrow::{ChainAddress, TxHash};
use serde_json::{Value, json};
use std::sync::{Arc, OnceLock};

/// The newest block that all asked nodes know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Its height.
    pub number: u64,
    /// Its hash.
    pub hash: String,
}

/// A chain we watch. Cheap to share, holds no connection open by itself.
#[derive(Clone, Debug)]
pub struct Chain {
    settings: ChainSettings,
    nodes: Vec<Node>,
    /// Set once the tokens were asked who they are, for every clone.
    pub(crate) tokens_are_right: Arc<OnceLock<()>>,
}

impl Chain {
    /// Nothing is asked yet.
    ///
    /// # Errors
    /// [`SettingsError`] as [`ChainSettings::parse_list`], or when no HTTP client can be made.
    pub fn new(settings: ChainSettings) -> Result<Self, SettingsError> {
        let settings = settings.checked()?;
        let bad_url = || SettingsError::BadUrl(settings.chain_id, "rpc");
        let mut nodes = Vec::with_capacity(settings.rpc.len());
        for url in &settings.rpc {
            nodes.push(Node::new(url).ok_or_else(bad_url)?.map_err(SettingsError::Client)?);
        }
        Ok(Self { settings, nodes, tokens_are_right: Arc::default() })
    }

    /// As they were given, with checksummed contracts.
    pub const fn settings(&self) -> &ChainSettings {
        &self.settings
    }

    /// The newest block. The asked nodes must be of this chain and agree on its hash, and the tokens must once have
    /// said that they are those of the settings: nobody reads a chain without its head.
    ///
    /// # Errors
    /// [`ChainError::OtherChain`], [`ChainError::NodesDisagree`], [`ChainError::TooFewNodes`], and those of
    /// [`Chain::check_tokens`].
    pub async fn head(&self) -> Result<Head, ChainError> {
        let quorum = self.quorum().await?;
        self.must_have_right_tokens(&quorum).await?;
        let number = quorum.lowest_head().await?;
        let hash = block_hash(&quorum, number).await?.ok_or(ChainError::MissingBlock(number))?;
        Ok(Head { number, hash })
    }

    /// Every ERC-20 transfer of any contract to these addresses in these blocks, both included, oldest
    /// first. Logs that only look like transfers are skipped with a warning.
    ///
    /// # Errors
    /// [`ChainError`]; then nothing of the range may be taken as read. [`ChainError::MissingBlock`] when
    /// `to_block` is above the head of a node: it would say "nothing came" about blocks it does not have.
    pub async fn transfers(
        &self,
        from_block: u64,
        to_block: u64,
        to: &[ChainAddress],
    ) -> Result<Vec<SeenTransfer>, ChainError> {
        let recipients: Vec<Address> = to.iter().map(|to| address::parse(&to.0)).collect::<Result<_, _>>()?;
        if recipients.is_empty() || from_block > to_block {
            return Ok(Vec::new());
        }
        let quorum = self.quorum().await?;
        if quorum.lowest_head().await? < to_block {
            return Err(ChainError::MissingBlock(to_block));
        }
        let mut seen = Vec::new();
        for blocks in (Blocks { from: from_block, to: to_block }).pieces() {
            for recipients in recipients.chunks(logs_query::MAX_RECIPIENTS) {
                seen.extend(self.transfers_within(&quorum, blocks, recipients).await?);
            }
        }
        seen.sort_by_key(|transfer| (transfer.block_number, transfer.log_index));
        // An address asked for twice, in two chunks.
        seen.dedup();
        Ok(seen)
    }

    /// What became of a transaction; `None` while no block has it.
    ///
    /// # Errors
    /// [`ChainError::BadTxHash`], and [`ChainError::NodesDisagree`] while one node is behind another.
    pub async fn receipt(&self, tx: &TxHash) -> Result<Option<Receipt>, ChainError> {
        let hash = errors::tx_hash(tx)?;
        self.receipt_from(&self.quorum().await?, &hash).await
    }

    pub(crate) async fn quorum(&self) -> Result<Quorum<'_>, ChainError> {
        quorum::gather(&self.nodes, self.settings.nodes_needed, self.settings.chain_id).await
    }

    /// `hash` is already in our spelling.
    pub(crate) async fn receipt_from(&self, quorum: &Quorum<'_>, hash: &str) -> Result<Option<Receipt>, ChainError> {
        let read = |answer: &Value| Receipt::read(self.settings.chain_id, hash, answer);
        quorum.agree("eth_getTransactionReceipt", json!([hash]), hash, read).await
    }

    /// One piece; a range that a node finds too large is asked for in halves, down to single blocks.
    async fn transfers_within(
        &self,
        quorum: &Quorum<'_>,
        blocks: Blocks,
        recipients: &[Address],
    ) -> Result<Vec<SeenTransfer>, ChainError> {
        let (mut open, mut seen) = (vec![blocks], Vec::new());
        while let Some(blocks) = open.pop() {
            let read = |answer: &Value| self.read_logs(answer, blocks, recipients);
            let filter = logs_query::filter(blocks, recipients);
            match quorum.agree("eth_getLogs", filter, "transfers to us", read).await {
                Ok(more) => seen.extend(more),
                Err(ChainError::Rpc(refusal @ RpcError::Refused { .. })) => {
                    let (earlier, later) = blocks.halves().ok_or(refusal)?;
                    open.extend([later, earlier]);
                }
                Err(error) => return Err(error),
            }
        }
        Ok(seen)
    }

    /// What of an answer is a transfer to `recipients` in `blocks`; the node's own filter is not believed.
    fn read_logs(&self, answer: &Value, blocks: Blocks, recipients: &[Address]) -> Result<Vec<SeenTransfer>, String> {
        let logs = answer.as_array().ok_or("something that is not a list of logs")?;
        let mut seen = Vec::with_capacity(logs.len());
        for log in logs {
            match log::decode(self.settings.chain_id, log) {
                Ok(transfer) if asked_for(&transfer, blocks, recipients) => seen.push(transfer),
                Ok(_) => tracing::warn!(chain = %self.settings.chain_id, "a node sent a log that was not asked for"),
                Err(why) => tracing::warn!(chain = %self.settings.chain_id, why, "a log is not a transfer: skipped"),
            }
        }
        seen.sort_by_key(|transfer| (transfer.block_number, transfer.log_index));
        Ok(seen)
    }
}

fn asked_for(transfer: &SeenTransfer, blocks: Blocks, recipients: &[Address]) -> bool {
    let to = address::bytes(&transfer.to.0);
    blocks.contains(transfer.block_number) && to.is_some_and(|to| recipients.contains(&to))
}

/// The hash of the block at that height, `None` when the nodes know none.
pub(crate) async fn block_hash(quorum: &Quorum<'_>, number: u64) -> Result<Option<String>, ChainError> {
    let params = json!([format!("{number:#x}"), false]);
    quorum.agree("eth_getBlockByNumber", params, &format!("block {number}"), read_block_hash).await
}

fn read_block_hash(answer: &Value) -> Result<Option<String>, String> {
    if answer.is_null() {
        return Ok(None);
    }
    let hash = answer.get("hash").and_then(Value::as_str).and_then(hexadecimal::hash);
    hash.map(Some).ok_or_else(|| "a block without a hash".to_owned())
}
