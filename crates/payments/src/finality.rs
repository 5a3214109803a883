//! What must hold besides a number of confirmations before a block is taken as final.

use crate::{ChainError, quorum::Quorum};
use serde::Deserialize;
use serde_json::{Value, json};

/// A chain's own word for "this block stays".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Finality {
    /// Nothing: the confirmations alone.
    #[default]
    Blocks,
    /// The nodes' `safe` block is not below it: on a rollup, it stands on the chain underneath.
    Safe,
    /// The nodes' `finalized` block is not below it: undoing it would cost the chain's validators their stake.
    Finalized,
}

impl Finality {
    /// How nodes call the block; `None` when none is asked for.
    pub const fn tag(self) -> Option<&'static str> {
        match self {
            Self::Blocks => None,
            Self::Safe => Some("safe"),
            Self::Finalized => Some("finalized"),
        }
    }

    /// Up to which height every asked node calls blocks so; `None` when none is asked for.
    pub(crate) async fn height(self, quorum: &Quorum<'_>) -> Result<Option<u64>, ChainError> {
        let Some(tag) = self.tag() else { return Ok(None) };
        quorum.lowest("eth_getBlockByNumber", json!([tag, false]), read_number).await.map(Some)
    }
}

/// A node that knows no such block yet has made none final.
fn read_number(block: &Value) -> Result<u64, String> {
    if block.is_null() {
        return Ok(0);
    }
    crate::quorum::read_quantity(block.get("number").unwrap_or_default())
}
