//! The table itself: no digit mistyped, nothing twice, BNB's decimals.

use super::*;
use std::collections::BTreeSet;

#[test]
fn every_contract_has_its_checksum_and_none_stands_twice() {
    let mut contracts = BTreeSet::new();
    for token in PRESETS.iter().flat_map(Preset::tokens) {
        assert_eq!(crate::read_address(&token.contract.0).as_ref(), Ok(&token.contract));
        assert!(contracts.insert(token.contract.key()), "{} is listed twice", token.contract);
    }
    assert_eq!(contracts.len(), 16);
}

#[test]
fn names_and_ids_are_those_of_the_eight_chains() {
    let ids = PRESETS.map(|preset| (preset.key, preset.chain_id));
    let wanted = [
        ("ethereum", 1),
        ("polygon", 137),
        ("bsc", 56),
        ("avalanche", 43_114),
        ("optimism", 10),
        ("arbitrum", 42_161),
        ("base", 8_453),
        ("gnosis", 100),
    ];
    assert_eq!(ids, wanted);
    assert_eq!(Preset::of(ChainId(8_453)), Preset::named("base"));
    assert_eq!((Preset::named("Polygon"), Preset::of(ChainId(31_337))), (None, None));
}

#[test]
fn only_the_coins_on_bnb_have_eighteen_decimals() {
    for preset in &PRESETS {
        assert_eq!(preset.decimals, if preset.key == "bsc" { 18 } else { 6 }, "{}", preset.key);
    }
}

#[test]
fn every_default_lies_within_its_bounds_and_none_is_nothing() {
    for preset in &PRESETS {
        let bounds = confirmation_bounds(ChainId(preset.chain_id));
        assert!(bounds.contains(&preset.confirmations) && *bounds.start() > 0, "{}", preset.key);
        assert!(crate::settings::http(preset.explorer).is_some());
    }
    assert!(!confirmation_bounds(ChainId(31_337)).contains(&0));
}

#[test]
fn tokens_are_known_by_every_name_they_have_and_by_no_other() {
    for symbol in ["USDT", "USDt", "USDT0", "USD₮0", "USD₮", " USDT "] {
        assert!(is_symbol_of(symbol, Currency::USDT), "{symbol}");
    }
    for symbol in ["USDC", "USDC.e"] {
        assert!(is_symbol_of(symbol, Currency::USDC), "{symbol}");
    }
    for symbol in ["", "USD", "USDTT", "USDT1", "FAKE", "USDbC", "axlUSDC", "USDC", "cUSDT", "USDT00"] {
        assert!(!is_symbol_of(symbol, Currency::USDT), "{symbol}");
    }
}
