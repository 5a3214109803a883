//! Several nodes as one voice: as many as must agree are asked, and what they say must be the same.

use crate::{ChainError, RpcError, hexadecimal, rpc::Node};
use domain::escrow::ChainId;
use serde_json::{Value, json};

/// The nodes that are asked for one question; each has just said that it is of our chain.
pub(crate) struct Quorum<'a> {
    /// At least one.
    pub(crate) nodes: Vec<&'a Node>,
}

/// Picks the first `needed` nodes that answer. A node of another chain stops everything: it is a mistake
/// that must be seen, not worked around.
pub(crate) async fn gather(nodes: &[Node], needed: usize, chain: ChainId) -> Result<Quorum<'_>, ChainError> {
    let mut answering = Vec::with_capacity(needed);
    let mut last = None;
    for node in nodes {
        match chain_id(node).await {
            Ok(found) if found != chain => {
                return Err(ChainError::OtherChain { node: node.name.clone(), wanted: chain, found });
            }
            Ok(_) => answering.push(node),
            Err(error) => {
                tracing::warn!(%chain, %error, "a node of the chain is left out");
                last = Some(error);
            }
        }
        if answering.len() == needed {
            return Ok(Quorum { nodes: answering });
        }
    }
    let last = last.unwrap_or_else(|| RpcError::Unreachable {
        node: "no node".to_owned(),
        method: "eth_chainId".to_owned(),
        why: "too few are listed".to_owned(),
    });
    Err(ChainError::TooFewNodes { chain, answered: answering.len(), needed, last })
}

impl Quorum<'_> {
    /// Asks every node the same and reads the answer; all readings must be equal.
    pub(crate) async fn agree<T, F>(&self, method: &str, params: Value, about: &str, read: F) -> Result<T, ChainError>
    where
        T: PartialEq,
        F: Fn(&Value) -> Result<T, String>,
    {
        let (first, others) = self.nodes.split_first().expect("gather never gives an empty quorum");
        let said = ask(first, method, params.clone(), &read).await?;
        for other in others {
            if ask(other, method, params.clone(), &read).await? != said {
                return Err(ChainError::NodesDisagree(first.name.clone(), other.name.clone(), about.to_owned()));
            }
        }
        Ok(said)
    }

    /// The lowest head of all: the highest block they can all speak about.
    pub(crate) async fn lowest_head(&self) -> Result<u64, ChainError> {
        self.lowest("eth_blockNumber", json!([]), read_quantity).await
    }

    /// Asks every node for a number and takes the lowest.
    pub(crate) async fn lowest<F>(&self, method: &str, params: Value, read: F) -> Result<u64, ChainError>
    where
        F: Fn(&Value) -> Result<u64, String>,
    {
        let mut lowest = u64::MAX;
        for node in &self.nodes {
            lowest = lowest.min(ask(node, method, params.clone(), &read).await?);
        }
        Ok(lowest)
    }
}

async fn chain_id(node: &Node) -> Result<ChainId, RpcError> {
    ask(node, "eth_chainId", json!([]), &read_quantity).await.map(ChainId)
}

async fn ask<T>(
    node: &Node,
    method: &str,
    params: Value,
    read: &impl Fn(&Value) -> Result<T, String>,
) -> Result<T, RpcError> {
    let answer = node.call(method, params).await?;
    read(&answer).map_err(|why| node.bad(method, why))
}

pub(crate) fn read_quantity(answer: &Value) -> Result<u64, String> {
    answer.as_str().and_then(hexadecimal::quantity).ok_or_else(|| "something that is not a quantity".to_owned())
}
