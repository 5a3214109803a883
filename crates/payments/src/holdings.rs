//! What our addresses hold at one block, and what left them: the outside of a comparison with the books. As with every
//! question to a chain, as many nodes as must agree are asked, and what they say must be the same.

use crate::{
    Chain, ChainError, SeenTransfer, U256, abi::Call, address, hexadecimal, log, logs_query::Blocks, quorum::Quorum,
};
use alloy_primitives::Address;
use domain::escrow::ChainAddress;
use serde_json::{Value, json};

/// Balances of one question.
const BATCH: usize = 100;
const BALANCE_OF: &str = "70a08231";

impl Chain {
    /// The highest block that stays: so many confirmations deep, and final by the chain's own word.
    ///
    /// # Errors
    /// As [`Chain::head`].
    pub async fn block_that_stays(&self, confirmations: u64) -> Result<u64, ChainError> {
        let quorum = self.quorum().await?;
        self.must_have_right_tokens(&quorum).await?;
        let deep = (quorum.lowest_head().await? + 1).saturating_sub(confirmations.max(1));
        let final_height = self.settings().finality.height(&quorum).await?;
        Ok(final_height.map_or(deep, |height| deep.min(height)))
    }

    /// What each address holds of a token at the end of a block, in the token's smallest units.
    ///
    /// # Errors
    /// [`ChainError::NodesDisagree`] when two nodes say different things, and those of every question.
    pub async fn balances(
        &self,
        token: &ChainAddress,
        of: &[ChainAddress],
        block: u64,
    ) -> Result<Vec<u128>, ChainError> {
        let quorum = self.quorum().await?;
        let mut balances = Vec::with_capacity(of.len());
        for some in of.chunks(BATCH) {
            let calls = some.iter().map(|of| balance_call(token, of, block)).collect::<Result<Vec<_>, _>>()?;
            balances.extend(agreed(&quorum, &calls).await?);
        }
        Ok(balances)
    }

    /// Every ERC-20 transfer of a token that left these addresses in these blocks, both included, oldest first.
    ///
    /// # Errors
    /// [`ChainError`]; then nothing of the range may be taken as read.
    pub async fn departures(
        &self,
        token: &ChainAddress,
        from_block: u64,
        to_block: u64,
        from: &[ChainAddress],
    ) -> Result<Vec<SeenTransfer>, ChainError> {
        let senders: Vec<Address> = from.iter().map(|from| address::parse(&from.0)).collect::<Result<_, _>>()?;
        if senders.is_empty() {
            return Ok(Vec::new());
        }
        let quorum = self.quorum().await?;
        let mut seen = Vec::new();
        for blocks in (Blocks { from: from_block, to: to_block }).pieces() {
            let filter = departures_filter(token, blocks, &senders);
            let read = |answer: &Value| self.read_departures(answer, &senders);
            seen.extend(quorum.agree("eth_getLogs", filter, "transfers from us", read).await?);
        }
        Ok(seen)
    }

    fn read_departures(&self, answer: &Value, senders: &[Address]) -> Result<Vec<SeenTransfer>, String> {
        let logs = answer.as_array().ok_or("something that is not a list of logs")?;
        let seen = logs.iter().filter_map(|log| log::decode(self.settings().chain_id, log).ok());
        let is_ours =
            |transfer: &SeenTransfer| address::bytes(&transfer.from.0).is_some_and(|it| senders.contains(&it));
        let mut seen: Vec<SeenTransfer> = seen.filter(is_ours).collect();
        seen.sort_by_key(|transfer| (transfer.block_number, transfer.log_index));
        Ok(seen)
    }
}

fn balance_call(token: &ChainAddress, of: &ChainAddress, block: u64) -> Result<Value, ChainError> {
    let data = Call::new(BALANCE_OF).address(address::parse(&of.0)?).written();
    Ok(json!([{ "to": token.0, "data": data }, format!("{block:#x}")]))
}

/// The first node's answers, once every other node has given the same.
async fn agreed(quorum: &Quorum<'_>, calls: &[Value]) -> Result<Vec<u128>, ChainError> {
    let mut agreed: Option<Vec<u128>> = None;
    for node in &quorum.nodes {
        let answers = node.call_many("eth_call", calls).await?;
        let said = answers.iter().map(read_balance).collect::<Result<Vec<_>, _>>();
        let said = said.map_err(|why| node.bad("eth_call", why))?;
        match &agreed {
            Some(first) if *first != said => {
                let (first, other) = (quorum.nodes[0].name.clone(), node.name.clone());
                return Err(ChainError::NodesDisagree(first, other, "what our addresses hold".to_owned()));
            }
            Some(_) => {}
            None => agreed = Some(said),
        }
    }
    Ok(agreed.unwrap_or_default())
}

fn read_balance(answer: &Value) -> Result<u128, String> {
    let word = answer.as_str().and_then(hexadecimal::bytes::<32>).map(U256::from_be_bytes);
    word.and_then(|units| units.try_into().ok()).ok_or_else(|| "something that is no balance".to_owned())
}

fn departures_filter(token: &ChainAddress, blocks: Blocks, senders: &[Address]) -> Value {
    let senders: Vec<String> = senders.iter().map(|from| format!("{:?}", from.into_word())).collect();
    json!([{
        "address": token.0,
        "fromBlock": format!("{:#x}", blocks.from),
        "toBlock": format!("{:#x}", blocks.to),
        "topics": [log::TRANSFER, senders],
    }])
}
