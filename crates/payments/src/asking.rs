//! Asking every node of a quorum for a number, and what nodes mean by what they say to signed bytes.

use crate::{ChainError, Handed, RpcError, U256, hexadecimal, quorum::Quorum, rpc::Node};
use serde_json::{Value, json};

/// How a number is read; `None` when it is none.
pub(crate) type Reading = fn(&Value) -> Option<u128>;

/// The highest that any of them says.
pub(crate) async fn highest(
    quorum: &Quorum<'_>,
    method: &str,
    params: Value,
    read: Reading,
) -> Result<u128, ChainError> {
    Ok(said_by_all(quorum, method, params, read).await?.into_iter().max().unwrap_or_default())
}

/// The lowest that any of them says.
pub(crate) async fn lowest(
    quorum: &Quorum<'_>,
    method: &str,
    params: Value,
    read: Reading,
) -> Result<u128, ChainError> {
    Ok(said_by_all(quorum, method, params, read).await?.into_iter().min().unwrap_or_default())
}

async fn said_by_all(quorum: &Quorum<'_>, method: &str, params: Value, read: Reading) -> Result<Vec<u128>, ChainError> {
    let mut said = Vec::with_capacity(quorum.nodes.len());
    for node in &quorum.nodes {
        let answer = node.call(method, params.clone()).await?;
        said.push(read(&answer).ok_or_else(|| node.bad(method, "something that is not a number"))?);
    }
    Ok(said)
}

/// A node answers with a short number, a contract with a whole word.
pub(crate) fn number(answer: &Value) -> Option<u128> {
    let text = answer.as_str()?;
    match hexadecimal::bytes::<32>(text) {
        Some(word) => U256::from_be_bytes(word).try_into().ok(),
        None => hexadecimal::long_quantity(text),
    }
}

/// What every unit of gas costs in this block.
pub(crate) fn base_fee(block: &Value) -> Option<u128> {
    number(block.get("baseFeePerGas")?)
}

/// Hands signed bytes to one node.
pub(crate) async fn hand_to(node: &Node, raw: &[u8]) -> Result<Handed, RpcError> {
    match node.call("eth_sendRawTransaction", json!([format!("0x{}", hex::encode(raw))])).await {
        Ok(_) => Ok(Handed::Taken),
        Err(RpcError::Refused { message, .. }) => Ok(meant(&message)),
        Err(error) => Err(error),
    }
}

/// Nodes of different makers say the same in different words.
fn meant(message: &str) -> Handed {
    let said = message.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| said.contains(word));
    if says(&["already known", "already imported", "known transaction", "alreadyknown"]) {
        Handed::Taken
    } else if says(&["nonce too low", "nonce is too low", "oldnonce", "invalid nonce"]) {
        Handed::PlaceTaken
    } else {
        Handed::Refused(message.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_of_every_maker_are_understood() {
        for known in ["already known", "transaction already imported", "AlreadyKnown", "known transaction: 0x1"] {
            assert_eq!(meant(known), Handed::Taken, "{known}");
        }
        for late in ["nonce too low", "nonce too low: next nonce 5, tx nonce 4", "OldNonce"] {
            assert_eq!(meant(late), Handed::PlaceTaken, "{late}");
        }
        let poor = "insufficient funds for gas * price + value";
        assert_eq!(meant(poor), Handed::Refused(poor.to_owned()));
    }

    #[test]
    fn numbers_are_read_short_and_as_words() {
        assert_eq!(number(&json!("0x1a")), Some(26));
        assert_eq!(number(&json!(format!("0x{:064x}", 26))), Some(26));
        assert_eq!(number(&json!(format!("0x{}", "f".repeat(64)))), None);
        assert_eq!((number(&json!("26")), number(&json!(null))), (None, None));
    }
}
