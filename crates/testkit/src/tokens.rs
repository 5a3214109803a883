//! The money and the settings of the chain that exists only in tests.

use domain::{
    Currency, Money,
    escrow::{ChainAddress, ChainId},
};
use payments::{ChainSettings, TokenSettings};

/// Account key `m/44'/60'/1'` of the mnemonic that every local chain uses; everybody knows it.
pub const ACCOUNT_XPUB: &str =
    "xpub6Ce9NcJvTk372KjsGfWqbcex5DumjpNquQLApoeQUavSCjEc823BV1tb4rXUuPuht8h2hSxkg2EXUaKUJmniJvRZAELxypsCzBFdtosmV76";

const CONFIRMATIONS: u64 = 3;

/// So many whole and hundredth parts: `usdt(1_250)` is 12.50 USDT.
pub fn usdt(hundredths: i128) -> Money {
    Money::new(hundredths * 10_000, Currency::USDT)
}

/// As [`usdt`], in USDC.
pub fn usdc(hundredths: i128) -> Money {
    Money::new(hundredths * 10_000, Currency::USDC)
}

/// What both the desk and the chain know of it.
pub(crate) fn settings() -> ChainSettings {
    let token = |currency, digit: &str| TokenSettings {
        currency,
        contract: ChainAddress(format!("0x{}", digit.repeat(40))),
        decimals: 6,
    };
    ChainSettings {
        chain_id: ChainId(31_337),
        name: "Pretend chain".to_owned(),
        rpc: vec!["http://127.0.0.1:1".to_owned()],
        nodes_needed: 1,
        confirmations: CONFIRMATIONS,
        finality: payments::Finality::Blocks,
        explorer: None,
        tokens: vec![token(Currency::USDT, "1"), token(Currency::USDC, "2")],
    }
}
