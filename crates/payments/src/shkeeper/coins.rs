//! SHKeeper's names of what we take. It serves neither Base nor Gnosis, and no Tether on Arbitrum.

use domain::{Currency, escrow::ChainId};

/// Source: shkeeper.io, July 2026.
const COINS: [(&str, u64, Currency); 11] = [
    ("ETH-USDT", 1, Currency::USDT),
    ("ETH-USDC", 1, Currency::USDC),
    ("BNB-USDT", 56, Currency::USDT),
    ("BNB-USDC", 56, Currency::USDC),
    ("POLYGON-USDT", 137, Currency::USDT),
    ("POLYGON-USDC", 137, Currency::USDC),
    ("AVALANCHE-USDT", 43_114, Currency::USDT),
    ("AVALANCHE-USDC", 43_114, Currency::USDC),
    ("ARB-USDC", 42_161, Currency::USDC),
    ("OP-USDT", 10, Currency::USDT),
    ("OP-USDC", 10, Currency::USDC),
];

/// Its name of a currency on a chain, e.g. `POLYGON-USDT`.
pub fn coin(chain: ChainId, currency: Currency) -> Option<&'static str> {
    COINS.iter().find(|(_, id, carried)| *id == chain.0 && *carried == currency).map(|(name, ..)| *name)
}

/// The chain and currency of one of its names; `None` for what we do not take (`USDT` alone is on Tron).
pub fn currency_of(coin: &str) -> Option<(ChainId, Currency)> {
    COINS.iter().find(|(name, ..)| *name == coin).map(|(_, chain, currency)| (ChainId(*chain), *currency))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_leads_there_and_back() {
        for (name, chain, currency) in COINS {
            assert_eq!(currency_of(name), Some((ChainId(chain), currency)));
            assert_eq!(coin(ChainId(chain), currency), Some(name));
        }
    }

    #[test]
    fn what_it_does_not_serve_or_we_do_not_take_has_no_name() {
        for (chain, currency) in [(8_453, Currency::USDC), (100, Currency::USDT), (42_161, Currency::USDT)] {
            assert_eq!(coin(ChainId(chain), currency), None);
        }
        for name in ["USDT", "ETH", "eth-usdt", "ETH-DAI", ""] {
            assert_eq!(currency_of(name), None, "{name}");
        }
    }
}
