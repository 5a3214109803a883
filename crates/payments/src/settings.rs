//! Which chains and tokens we accept, from JSON (`AMANAT_CHAINS`), checked before anything is asked.

use crate::{Finality, SettingsError, address, presets, written::Written};
use domain::{
    Currency,
    escrow::{ChainAddress, ChainId, TxHash},
};
use serde::Deserialize;
use std::{collections::BTreeSet, fmt, ops::RangeInclusive};

/// One chain we watch.
#[derive(Clone, PartialEq, Eq)]
pub struct ChainSettings {
    /// EIP-155 id; a node that says another one is refused.
    pub chain_id: ChainId,
    /// For people, e.g. `Polygon`.
    pub name: String,
    /// Addresses of nodes, asked in this order. They may carry access keys and are never logged whole.
    pub rpc: Vec<String>,
    /// How many nodes must say the same: at least 2 in production, 1 for a demo.
    pub nodes_needed: usize,
    /// Blocks a transfer needs, its own included, before it counts.
    pub confirmations: u64,
    /// What must hold besides.
    pub finality: Finality,
    /// A block explorer, e.g. `https://polygonscan.com`.
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

impl ChainSettings {
    /// Reads a JSON list of chains, each by a preset's name or in full. Contracts get their checksum.
    ///
    /// # Errors
    /// [`SettingsError`], naming the chain and what is wrong with it.
    pub fn parse_list(json: &str) -> Result<Vec<Self>, SettingsError> {
        let written: Vec<Written> = serde_json::from_str(json)?;
        let chains = written.into_iter().map(Written::filled).collect::<Result<Vec<_>, _>>()?;
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

    /// How many confirmations may be set instead; what was started with is always among them.
    pub fn confirmation_bounds(&self) -> RangeInclusive<u64> {
        let bounds = presets::confirmation_bounds(self.chain_id);
        self.confirmations.min(*bounds.start())..=self.confirmations.max(*bounds.end())
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
            .field("finality", &self.finality)
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
