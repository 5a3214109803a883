//! The names that the hosted API has for currencies on chains.

use domain::{Currency, escrow::ChainId};

/// What the hosted service lists. Avalanche and Gnosis have the contracts, but the service does not serve them.
const NETWORKS: [(u64, &str); 7] = [
    (1, "mainnet"),
    (137, "matic"),
    (56, "bsc"),
    (42_161, "arbitrum-one"),
    (10, "optimism"),
    (8_453, "base"),
    (11_155_111, "sepolia"),
];

/// E.g. `USDC-matic`; `None` when the hosted service does not carry that currency there.
pub fn currency_id(chain: ChainId, currency: Currency) -> Option<String> {
    let (_, network) = NETWORKS.iter().find(|(id, _)| *id == chain.0)?;
    Currency::PAYABLE.contains(&currency).then(|| format!("{currency}-{network}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn currencies_have_the_hosted_names_and_the_two_chains_it_does_not_serve_have_none() {
        assert_eq!(currency_id(ChainId(137), Currency::USDT).as_deref(), Some("USDT-matic"));
        assert_eq!(currency_id(ChainId(42_161), Currency::USDC).as_deref(), Some("USDC-arbitrum-one"));
        for (chain, currency) in [(100, Currency::USDC), (43_114, Currency::USDT), (1, Currency::IRR)] {
            assert_eq!(currency_id(ChainId(chain), currency), None);
        }
    }
}
