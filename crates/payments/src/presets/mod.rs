//! The chains we know by name, so that settings need no more than `{"chain": "polygon", "rpc": ["…", "…"]}`.

mod table;

pub use table::PRESETS;

use crate::{Finality, TokenSettings};
use domain::{
    Currency,
    escrow::{ChainAddress, ChainId},
};
use std::ops::RangeInclusive;

/// What an admin may set on a chain without a preset (a test chain).
const ANY_CONFIRMATIONS: RangeInclusive<u64> = 1..=1_000;

/// A chain as we know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// How settings call it, e.g. `polygon`.
    pub key: &'static str,
    /// EIP-155 id.
    pub chain_id: u64,
    /// For people.
    pub name: &'static str,
    /// Blocks a transfer needs, its own included.
    pub confirmations: u64,
    /// The fewest and the most that may be set instead.
    pub bounds: (u64, u64),
    /// What must hold besides.
    pub finality: Finality,
    /// A block explorer.
    pub explorer: &'static str,
    /// Tether's contract.
    pub usdt: &'static str,
    /// Circle's contract, or the bridge's that everybody there uses.
    pub usdc: &'static str,
    /// Of both tokens.
    pub decimals: u8,
}

impl Preset {
    /// By the name that settings give.
    pub fn named(key: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.key == key)
    }

    /// By its id.
    pub fn of(chain: ChainId) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.chain_id == chain.0)
    }

    /// Every name, for an error that helps.
    pub fn names() -> String {
        PRESETS.map(|preset| preset.key).join(", ")
    }

    /// The two tokens that count as money.
    pub fn tokens(&self) -> Vec<TokenSettings> {
        let token = |currency, contract: &str| TokenSettings {
            currency,
            contract: ChainAddress(contract.to_owned()),
            decimals: self.decimals,
        };
        vec![token(Currency::USDT, self.usdt), token(Currency::USDC, self.usdc)]
    }
}

/// How many confirmations may be asked for on a chain.
pub fn confirmation_bounds(chain: ChainId) -> RangeInclusive<u64> {
    Preset::of(chain).map_or(ANY_CONFIRMATIONS, |preset| preset.bounds.0..=preset.bounds.1)
}

/// Whether a contract that calls itself so may be the token of that currency. Tether calls itself `USDT`, `USDt`,
/// `USDT0` and `USD₮0`, Circle's bridged coin `USDC.e`.
pub(crate) fn is_symbol_of(symbol: &str, currency: Currency) -> bool {
    let symbol = symbol.trim().to_uppercase().replace('₮', "T");
    let plain = symbol.strip_suffix('0').or_else(|| symbol.strip_suffix(".E")).unwrap_or(&symbol);
    plain == currency.code()
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
