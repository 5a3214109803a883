//! Why the settings of the chains are refused at start: each names the chain and what is wrong, no address of a node.

use crate::AddressError;
use domain::{Currency, escrow::ChainId};

/// Why the settings are refused at start.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Not the JSON we read.
    #[error("the chains are not the JSON that is expected: {0}")]
    Json(#[from] serde_json::Error),
    /// Neither a name nor an id.
    #[error("a chain has neither \"chain\" nor \"chain_id\"")]
    Nameless,
    /// A name that is none of ours.
    #[error("a chain is named that nobody knows: {0}, or \"chain_id\" with everything else")]
    UnknownChain(String),
    /// A name and the id of another chain.
    #[error("the chain of that name has the id {0}")]
    OtherId(ChainId),
    /// A field that only a preset would have filled.
    #[error("chain {0}: {1} is missing")]
    Missing(ChainId, &'static str),
    /// More or fewer confirmations than the chain of that name can have.
    #[error("chain {chain}: confirmations may be {least} to {most}")]
    Confirmations {
        /// Of which chain.
        chain: ChainId,
        /// At least.
        least: u64,
        /// At most.
        most: u64,
    },
    /// The same chain twice.
    #[error("chain {0} is listed twice")]
    ChainTwice(ChainId),
    /// Not a web address. It is not repeated: it may carry an access key.
    #[error("chain {0}: {1} is not a list of different http(s) addresses")]
    BadUrl(ChainId, &'static str),
    /// More nodes must agree than are listed, or none.
    #[error("chain {chain}: {needed} nodes must agree, {listed} are listed")]
    NodesNeeded {
        /// Of which chain.
        chain: ChainId,
        /// `nodes_needed`.
        needed: usize,
        /// How many `rpc` lists.
        listed: usize,
    },
    /// A transfer would be final before it is in a block.
    #[error("chain {0}: at least one confirmation is needed")]
    NoConfirmations(ChainId),
    /// A token's contract is not an address.
    #[error("chain {0}: the contract of {1}: {2}")]
    BadContract(ChainId, Currency, AddressError),
    /// A currency or a contract appears twice.
    #[error("chain {0}: {1} or its contract is listed twice")]
    TokenTwice(ChainId, Currency),
    /// Our money cannot be said exactly in the token's units.
    #[error("chain {0}: {1} needs at least {2} decimals")]
    TooFewDecimals(ChainId, Currency, u8),
    /// The HTTP client could not be made, e.g. without root certificates on this machine.
    #[error("no HTTP client")]
    Client(#[source] reqwest::Error),
}
