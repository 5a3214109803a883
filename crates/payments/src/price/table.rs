//! Where Chainlink's contracts stand. Source: Chainlink's own list of feeds, July 2026; all have eight decimals.

use super::Feed;
use domain::escrow::{ChainAddress, ChainId};

/// What is priced, in dollars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pair {
    /// ETH/USD.
    Ether,
    /// USDC/USD.
    Usdc,
    /// USDT/USD.
    Usdt,
}

impl Pair {
    /// As the contract describes itself.
    pub const fn description(self) -> &'static str {
        match self {
            Self::Ether => "ETH / USD",
            Self::Usdc => "USDC / USD",
            Self::Usdt => "USDT / USD",
        }
    }
}

const DECIMALS: u8 = 8;
/// Every feed writes at least daily when nothing moves; half as long again is too late.
const DAY_AND_A_HALF: u32 = 129_600;
/// Ether on mainnet is written hourly.
const HOUR_AND_A_HALF: u32 = 5_400;

/// Chain; ETH/USD, USDC/USD, USDT/USD.
const FEEDS: [(u64, [&str; 3]); 8] = [
    (
        1,
        [
            "0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419",
            "0x8fFfFfd4AfB6115b954Bd326cbe7B4BA576818f6",
            "0x3E7d1eAB13ad0104d2750B8863b489D65364e32D",
        ],
    ),
    (
        137,
        [
            "0xF9680D99D6C9589e2a93a78A04A279e509205945",
            "0xfE4A8cc5b5B2366C1B58Bea3858e81843581b2F7",
            "0x0A6513e40db6EB1b165753AD52E80663aeA50545",
        ],
    ),
    (
        56,
        [
            "0x9ef1B8c0E4F7dc8bF5719Ea496883DC6401d5b2e",
            "0x51597f405303C4377E36123cBc172b13269EA163",
            "0xB97Ad0E74fa7d920791E90258A6E2085088b4320",
        ],
    ),
    (
        42_161,
        [
            "0x639Fe6ab55C921f74e7fac1ee960C0B6293ba612",
            "0x50834F3163758fcC1Df9973b6e91f0F0F0434aD3",
            "0x3f3f5dF88dC9F13eac63DF89EC16ef6e7E25DdE7",
        ],
    ),
    (
        10,
        [
            "0x13e3Ee699D1909E989722E753853AE30b17e08c5",
            "0x16a9FA2FDa030272Ce99B29CF780dFA30361E0f3",
            "0xECef79E109e997bCA29c1c0897ec9d7b03647F5E",
        ],
    ),
    (
        8_453,
        [
            "0x71041dddad3595F9CEd3DcCFBe3D1F4b0a16Bb70",
            "0x7e860098F58bBFC8648a4311b374B1D669a2bc6B",
            "0xf19d560eB8d2ADf07BD6D13ed03e1D11215721F9",
        ],
    ),
    (
        100,
        [
            "0xa767f745331D267c7751297D982b050c93985627",
            "0x26C31ac71010aF62E6B486D1132E266D6298857D",
            "0x68811D7DF835B1c33e6EEae8E7C141eF48d48cc7",
        ],
    ),
    (
        43_114,
        [
            "0x976B3D034E162d8bD72D6b9C989d545b839003b0",
            "0xF096872672F44d6EBA71458D74fe67F9a77a23B9",
            "0xEBE676ee90Fe1112671f19b6B7459bC678B67e8a",
        ],
    ),
];

const SEQUENCERS: [(u64, &str); 3] = [
    (42_161, "0xFdB631F5EE196F0ed6FAa767959853A9F217697D"),
    (8_453, "0xBCF85224fc0756B9Fa45aA7892530B47e10b6433"),
    (10, "0x371EAD81c9102C9BF4874A9075FFFf170F2Ee389"),
];

/// The feed of a pair on one of the eight chains.
pub fn feed(chain: ChainId, pair: Pair) -> Option<Feed> {
    let (_, [ether, usdc, usdt]) = FEEDS.iter().find(|(id, _)| *id == chain.0)?;
    let contract = match pair {
        Pair::Ether => ether,
        Pair::Usdc => usdc,
        Pair::Usdt => usdt,
    };
    let is_hourly = pair == Pair::Ether && chain.0 == 1;
    Some(Feed {
        chain_id: chain,
        contract: ChainAddress((*contract).to_owned()),
        description: pair.description().to_owned(),
        decimals: DECIMALS,
        max_age_seconds: if is_hourly { HOUR_AND_A_HALF } else { DAY_AND_A_HALF },
    })
}

/// The feed that says whether a rollup's sequencer runs; `None` for chains without one.
pub fn sequencer(chain: ChainId) -> Option<ChainAddress> {
    let (_, contract) = SEQUENCERS.iter().find(|(id, _)| *id == chain.0)?;
    Some(ChainAddress((*contract).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_contract_has_its_checksum_and_none_stands_twice() {
        let feeds = FEEDS.iter().flat_map(|(_, feeds)| feeds).chain(SEQUENCERS.iter().map(|(_, feed)| feed));
        let mut seen = BTreeSet::new();
        for contract in feeds {
            assert_eq!(crate::read_address(contract).unwrap().0, *contract);
            assert!(seen.insert(contract), "{contract} is listed twice");
        }
        assert_eq!(seen.len(), 27);
    }

    #[test]
    fn every_preset_has_its_feeds_and_a_local_chain_has_none() {
        for preset in &crate::presets::PRESETS {
            for pair in [Pair::Ether, Pair::Usdc, Pair::Usdt] {
                assert!(feed(ChainId(preset.chain_id), pair).is_some(), "{}", preset.key);
            }
        }
        assert!(feed(ChainId(31_337), Pair::Usdt).is_none());
    }
}
