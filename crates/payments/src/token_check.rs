//! Are the contracts in the settings the tokens we take them for? Asked once, before a chain is read.

use crate::{Chain, ChainError, TokenSettings, U256, abi, hexadecimal, presets, quorum::Quorum};
use serde_json::{Value, json};

const DECIMALS: &str = "0x313ce567";
const SYMBOL: &str = "0x95d89b41";
/// What is kept of a contract's name for itself.
const MAX_SYMBOL_CHARS: usize = 20;

impl Chain {
    /// Asks each token for its decimals and its symbol. To be called once at start, where a wrong chain can be
    /// refused at once; reading the chain asks by itself until it was answered.
    ///
    /// # Errors
    /// [`ChainError::OtherDecimals`] and [`ChainError::OtherSymbol`], also when the contract does not answer as a
    /// token. See [`ChainError::is_of_settings`].
    pub async fn check_tokens(&self) -> Result<(), ChainError> {
        let quorum = self.quorum().await?;
        self.ask_tokens(&quorum).await
    }

    pub(crate) async fn must_have_right_tokens(&self, quorum: &Quorum<'_>) -> Result<(), ChainError> {
        if self.tokens_are_right.get().is_some() {
            return Ok(());
        }
        self.ask_tokens(quorum).await
    }

    async fn ask_tokens(&self, quorum: &Quorum<'_>) -> Result<(), ChainError> {
        for token in &self.settings().tokens {
            has_decimals(quorum, token).await?;
            has_symbol(quorum, token).await?;
        }
        let _ = self.tokens_are_right.set(());
        Ok(())
    }
}

/// Wrong decimals make every amount wrong.
async fn has_decimals(quorum: &Quorum<'_>, token: &TokenSettings) -> Result<(), ChainError> {
    let answer = ask(quorum, token, DECIMALS, "a token's decimals").await?;
    let decimals = hexadecimal::bytes::<32>(&answer).map(U256::from_be_bytes);
    if decimals == Some(U256::from(token.decimals)) {
        return Ok(());
    }
    let found = decimals.map_or_else(|| "no".to_owned(), |decimals| decimals.to_string());
    Err(ChainError::OtherDecimals { contract: token.contract.0.clone(), wanted: token.decimals, found })
}

/// A right contract of the wrong coin has the right decimals too.
async fn has_symbol(quorum: &Quorum<'_>, token: &TokenSettings) -> Result<(), ChainError> {
    let answer = ask(quorum, token, SYMBOL, "a token's symbol").await?;
    let symbol = abi::text(&answer).unwrap_or_default();
    if presets::is_symbol_of(&symbol, token.currency) {
        return Ok(());
    }
    let found = symbol.chars().take(MAX_SYMBOL_CHARS).collect();
    Err(ChainError::OtherSymbol { contract: token.contract.0.clone(), wanted: token.currency, found })
}

async fn ask(quorum: &Quorum<'_>, token: &TokenSettings, call: &str, about: &str) -> Result<String, ChainError> {
    let call = json!([{ "to": token.contract.0, "data": call }, "latest"]);
    quorum.agree("eth_call", call, about, read_text).await
}

pub(crate) fn read_text(answer: &Value) -> Result<String, String> {
    answer.as_str().map(str::to_owned).ok_or_else(|| "something that is not text".to_owned())
}
