//! One feed, and reading it through a chain's nodes: as many as must agree are asked about one and the same block.

use super::{Fault, Round, Uptime};
use crate::{Chain, ChainError, abi, token_check::read_text};
use domain::escrow::{ChainAddress, ChainId};
use serde_json::{Value, json};
use std::fmt;

const LATEST_ROUND: &str = "0xfeaf968c";
const DECIMALS: &str = "0x313ce567";
const DESCRIPTION: &str = "0x7284e416";

/// An aggregator that says the price of one pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// On which chain.
    pub chain_id: ChainId,
    /// The contract that is asked (the proxy, which stays when the aggregator behind it is replaced).
    pub contract: ChainAddress,
    /// How it must describe itself, e.g. `USDT / USD`.
    pub description: String,
    /// How many decimals it must have.
    pub decimals: u8,
    /// Older is stale: its longest silence and half as long again.
    pub max_age_seconds: u32,
}

/// E.g. `USDT/USD on chain 137`.
impl fmt::Display for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} on chain {}", self.description.replace(' ', ""), self.chain_id)
    }
}

impl Chain {
    /// The newest round of a feed, for [`super::judge`]. The contract is asked each time who it is: behind a proxy
    /// it may have changed.
    ///
    /// # Errors
    /// [`Fault::OtherFeed`], and [`Fault::Unread`] for every error of the nodes (a warning says which).
    pub async fn price_round(&self, feed: &Feed) -> Result<Round, Fault> {
        if feed.chain_id != self.settings().chain_id {
            return Err(Fault::OtherFeed);
        }
        let calls = [DESCRIPTION, DECIMALS, LATEST_ROUND];
        let answers = self.call_all(&feed.contract, &calls).await.map_err(|error| unread(&error))?;
        let [description, decimals, round] = answers.as_slice() else { return Err(Fault::Unread) };
        let decimals = abi::words(decimals).filter(|words| words.len() == 1).map(|words| abi::number(&words[0]));
        let is_ours = abi::text(description).as_deref() == Some(&feed.description);
        if !is_ours || decimals != Some(crate::U256::from(feed.decimals)) {
            return Err(Fault::OtherFeed);
        }
        Round::read(round).map_err(|_| Fault::Unread)
    }

    /// Whether the sequencer of this rollup runs, see [`super::sequencer`].
    ///
    /// # Errors
    /// [`Fault::Unread`].
    pub async fn sequencer_uptime(&self, contract: &ChainAddress) -> Result<Uptime, Fault> {
        let answers = self.call_all(contract, &[LATEST_ROUND]).await.map_err(|error| unread(&error))?;
        answers.first().and_then(|answer| Uptime::read(answer).ok()).ok_or(Fault::Unread)
    }

    /// Every call at the highest block that all nodes know, so that nodes a block apart do not disagree.
    async fn call_all(&self, contract: &ChainAddress, calls: &[&str]) -> Result<Vec<String>, ChainError> {
        let quorum = self.quorum().await?;
        let block = format!("{:#x}", quorum.lowest_head().await?);
        let mut answers = Vec::with_capacity(calls.len());
        for call in calls {
            let params: Value = json!([{ "to": contract.0, "data": call }, block]);
            answers.push(quorum.agree("eth_call", params, "a price", read_text).await?);
        }
        Ok(answers)
    }
}

fn unread(error: &ChainError) -> Fault {
    tracing::warn!(%error, code = error.code(), "a price feed could not be read");
    Fault::Unread
}
