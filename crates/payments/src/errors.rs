//! Why a chain could not be asked. Nothing here means "the money did not come": ask again later.

use crate::{AddressError, RpcError};
use domain::{
    Currency,
    escrow::{ChainId, TxHash},
};

/// Why a question to a chain has no answer we would move money on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// A node belongs to another chain: a mistake in the settings, or worse.
    #[error("{node} is a node of chain {found}, not of {wanted}")]
    OtherChain {
        /// Host and port.
        node: String,
        /// The configured chain.
        wanted: ChainId,
        /// What the node says.
        found: ChainId,
    },
    /// Fewer nodes answered than must agree.
    #[error("{answered} of {needed} needed nodes of chain {chain} answered; the last error: {last}")]
    TooFewNodes {
        /// Which chain.
        chain: ChainId,
        /// How many did.
        answered: usize,
        /// How many must.
        needed: usize,
        /// Why the last one did not.
        last: RpcError,
    },
    /// Nodes that must agree do not.
    #[error("the nodes {0} and {1} do not agree about {2}")]
    NodesDisagree(String, String, String),
    /// That block is not the one it was a moment ago: the chain is reorganising.
    #[error("the chain is reorganising around block {0}")]
    Unsettled(u64),
    /// A node does not know that block: it is above its head, or the node is behind.
    #[error("block {0} is missing")]
    MissingBlock(u64),
    /// Another error of a node.
    #[error(transparent)]
    Rpc(#[from] RpcError),
    /// A node asks for more per unit of gas than any chain ever did.
    #[error("gas would cost {0} a unit: a node is wrong, or nothing is sent now")]
    TooDear(u128),
    /// Not a transaction hash, e.g. `SIM_…` or typed short.
    #[error("not a transaction hash: 0x and 64 hex digits are needed")]
    BadTxHash,
    /// One of the addresses we asked about is none.
    #[error(transparent)]
    BadAddress(#[from] AddressError),
    /// The configured decimals are not the contract's: every amount would be wrong.
    #[error("the token {contract} has {found} decimals, the settings say {wanted}")]
    OtherDecimals {
        /// The token's contract.
        contract: String,
        /// In the settings.
        wanted: u8,
        /// On the chain.
        found: String,
    },
    /// The contract calls itself otherwise: it is another token than the settings say.
    #[error("the token {contract} calls itself {found}, the settings take it for {wanted}")]
    OtherSymbol {
        /// The token's contract.
        contract: String,
        /// In the settings.
        wanted: Currency,
        /// On the chain, cut short.
        found: String,
    },
}

impl ChainError {
    /// Stable code for logs and the face. Never changes once shipped.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OtherChain { .. } => "chain-other-chain",
            Self::TooFewNodes { .. } => "chain-too-few-nodes",
            Self::NodesDisagree(..) => "chain-nodes-disagree",
            Self::Unsettled(_) => "chain-unsettled",
            Self::MissingBlock(_) => "chain-missing-block",
            Self::Rpc(_) => "chain-node-error",
            Self::TooDear(_) => "chain-too-dear",
            Self::BadTxHash => "chain-bad-tx-hash",
            Self::BadAddress(_) => "chain-bad-address",
            Self::OtherDecimals { .. } => "chain-other-decimals",
            Self::OtherSymbol { .. } => "chain-other-symbol",
        }
    }

    /// Whether the settings are wrong, so that asking again later changes nothing: such a chain is not to be used.
    pub const fn is_of_settings(&self) -> bool {
        matches!(self, Self::OtherChain { .. } | Self::OtherDecimals { .. } | Self::OtherSymbol { .. })
    }
}

/// A transaction hash in the one spelling we ask with.
pub(crate) fn tx_hash(tx: &TxHash) -> Result<String, ChainError> {
    crate::hexadecimal::hash(&tx.0).ok_or(ChainError::BadTxHash)
}
