//! A transfer of tokens to one of our addresses, as a chain said it.

use crate::{ChainSettings, TokenSettings, U256};
use domain::{
    Money, MoneyError,
    escrow::{ChainAddress, ChainId, TxHash},
};

/// One ERC-20 `Transfer`. The contract may be anybody's: a token's name proves nothing, its address does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenTransfer {
    /// Where.
    pub chain_id: ChainId,
    /// In which transaction.
    pub tx_hash: TxHash,
    /// At which place in the block's log.
    pub log_index: u64,
    /// In which block.
    pub block_number: u64,
    /// That block's hash: another one later means a reorganisation.
    pub block_hash: String,
    /// The contract that says so.
    pub token: ChainAddress,
    /// Who sent.
    pub from: ChainAddress,
    /// Who received.
    pub to: ChainAddress,
    /// How much, in the token's smallest units. What arrived, also for tokens that keep a fee.
    pub units: U256,
}

impl SeenTransfer {
    /// Decimal text, as the database and people read it.
    pub fn units_text(&self) -> String {
        self.units.to_string()
    }

    /// The amount as a number, unless it is beyond 128 bits (no honest token is).
    pub fn units_u128(&self) -> Option<u128> {
        self.units.try_into().ok()
    }

    /// In our money, when the contract is one of the chain's tokens and the amount can be said exactly.
    pub fn money(&self, settings: &ChainSettings) -> Option<Money> {
        let token = settings.token_at(&self.token).filter(|_| self.chain_id == settings.chain_id)?;
        self.in_token(token).ok()
    }

    /// In our money, taking the contract for `token`.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`], [`MoneyError::NotExact`] for dust below our smallest unit.
    pub fn in_token(&self, token: &TokenSettings) -> Result<Money, MoneyError> {
        let units = self.units_u128().ok_or(MoneyError::TooLarge)?;
        Money::from_chain_units(units, token.decimals, token.currency)
    }
}
