//! Which chains and tokens we accept, from JSON (`AMANAT_CHAINS`), checked before anything is asked.

use crate::address::{self, AddressError};
use domain::{
    Currency,
    escrow::{ChainAddress, ChainId, TxHash},
};
use serde::Deserialize;
use std::{collections::BTreeSet, fmt};

/// Why the settings are refused at start.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// Not the JSON we read.
    #[error("the chains are not the JSON that is expected: {0}")]
    Json(#[from] serde_json::Error),
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

/// One chain we watch.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChainSettings {
    /// EIP-155 id; a node that says another one is refused.
    pub chain_id: ChainId,
    /// For people, e.g. `Polygon`.
    pub name: String,
    /// Addresses of nodes, asked in this order. They may carry access keys and are never logged whole.
    pub rpc: Vec<String>,
    /// How many nodes must say the same: at least 2 in production, 1 for a demo.
    #[serde(default = "one")]
    pub nodes_needed: usize,
    /// Blocks a transfer needs, its own included, before it counts.
    pub confirmations: u64,
    /// A block explorer, e.g. `https://polygonscan.com`.
    #[serde(default)]
    pub explorer: Option<String>,
    /// The tokens that count as money.
    pub tokens: Vec<TokenSettings>,
}

/// One token that counts as money on one chain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TokenSettings {
    /// Our currency.
    pub currency: Currency,
    /// The token's contract; anything else with its name is worth nothing.
    pub contract: ChainAddress,
    /// Decimals of the token on this chain (18 on BNB, where others have 6).
    pub decimals: u8,
}

const fn one() -> usize {
    1
}

impl ChainSettings {
    /// Reads a JSON list of chains. Contracts get their checksum.
    ///
    /// # Errors
    /// [`SettingsError`], naming the chain and what is wrong with it.
    pub fn parse_list(json: &str) -> Result<Vec<Self>, SettingsError> {
        let chains: Vec<Self> = serde_json::from_str(json)?;
        let mut ids = BTreeSet::new();
        if let Some(twice) = chains.iter().find(|chain| !ids.insert(chain.chain_id)) {
            return Err(SettingsError::ChainTwice(twice.chain_id));
        }
        chains.into_iter().map(Self::checked).collect()
    }

    /// The token that carries a currency here.
    pub fn token(&self, currency: Currency) -> Option<&TokenSettings> {
        self.tokens.iter().find(|token| token.currency == currency)
    }

    /// The accepted token with that contract, in whatever case it is written.
    pub fn token_at(&self, contract: &ChainAddress) -> Option<&TokenSettings> {
        self.tokens.iter().find(|token| token.contract.key() == contract.key())
    }

    /// Where people can look at a transaction.
    pub fn explorer_link(&self, tx: &TxHash) -> Option<String> {
        self.explorer.as_ref().map(|explorer| format!("{}/tx/{}", explorer.trim_end_matches('/'), tx.0))
    }

    /// The same settings with checksummed contracts.
    pub(crate) fn checked(mut self) -> Result<Self, SettingsError> {
        let chain = self.chain_id;
        self.check_nodes()?;
        if self.confirmations == 0 {
            return Err(SettingsError::NoConfirmations(chain));
        }
        for token in &mut self.tokens {
            token.check(chain)?;
        }
        let (mut contracts, mut currencies) = (BTreeSet::new(), BTreeSet::new());
        for token in &self.tokens {
            if !contracts.insert(token.contract.key()) || !currencies.insert(token.currency) {
                return Err(SettingsError::TokenTwice(chain, token.currency));
            }
        }
        Ok(self)
    }

    /// The same node twice would agree with itself.
    fn check_nodes(&self) -> Result<(), SettingsError> {
        let chain = self.chain_id;
        let different: BTreeSet<_> = self.rpc.iter().filter_map(|url| http(url)).collect();
        if different.len() != self.rpc.len() {
            return Err(SettingsError::BadUrl(chain, "rpc"));
        }
        if self.explorer.as_ref().is_some_and(|url| http(url).is_none()) {
            return Err(SettingsError::BadUrl(chain, "explorer"));
        }
        let (needed, listed) = (self.nodes_needed, self.rpc.len());
        if needed == 0 || needed > listed {
            return Err(SettingsError::NodesNeeded { chain, needed, listed });
        }
        Ok(())
    }
}

impl TokenSettings {
    fn check(&mut self, chain: ChainId) -> Result<(), SettingsError> {
        let currency = self.currency;
        self.contract = address::read_address(&self.contract.0)
            .map_err(|error| SettingsError::BadContract(chain, currency, error))?;
        if self.decimals < currency.exponent() {
            return Err(SettingsError::TooFewDecimals(chain, currency, currency.exponent()));
        }
        Ok(())
    }
}

/// Without the addresses of the nodes: they may carry access keys.
impl fmt::Debug for ChainSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChainSettings")
            .field("chain_id", &self.chain_id)
            .field("name", &self.name)
            .field("n_nodes", &self.rpc.len())
            .field("nodes_needed", &self.nodes_needed)
            .field("confirmations", &self.confirmations)
            .field("tokens", &self.tokens)
            .finish_non_exhaustive()
    }
}

/// An http(s) address, normalised.
pub(crate) fn http(url: &str) -> Option<reqwest::Url> {
    reqwest::Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
