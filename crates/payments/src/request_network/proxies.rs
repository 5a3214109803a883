//! Where the proxy contracts stand. An event of any other contract proves nothing: anybody can write the same log.

use domain::escrow::{ChainAddress, ChainId};

/// On most chains.
const TOKEN: &str = "0x0DfbEe143b42B41eFC5A6F87bFD1fFC78c2f0aC9";
const NATIVE: &str = "0xfCFBcfc4f5A421089e3Df45455F7f4985FE2D6a8";

/// Chain, ERC20FeeProxy, EthereumFeeProxy. Source: npm @requestnetwork/smart-contracts 0.48.0, version 0.2.0.
const DEPLOYED: [(u64, &str, &str); 9] = [
    (1, "0x370DE27fdb7D1Ff1e1BaA7D11c5820a324Cf623C", NATIVE),
    (137, TOKEN, NATIVE),
    (56, TOKEN, NATIVE),
    (42_161, TOKEN, NATIVE),
    (43_114, TOKEN, NATIVE),
    (100, TOKEN, NATIVE),
    (10, "0x399F5EE127ce7432E4921a61b8CF52b0af52cbfE", "0xe11BF2fDA23bF0A98365e1A4c04A87C9339e8687"),
    (8_453, "0x1892196E80C4c17ea5100Da765Ab48c1fE2Fb814", "0xd9C3889eB8DA6ce449bfFE3cd194d08A436e96f2"),
    (11_155_111, "0x399F5EE127ce7432E4921a61b8CF52b0af52cbfE", "0xe11BF2fDA23bF0A98365e1A4c04A87C9339e8687"),
];

/// The proxies of one chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxies {
    /// ERC20FeeProxy: moves tokens that were approved to it.
    pub token: ChainAddress,
    /// EthereumFeeProxy: passes the chain's own coin on.
    pub native: ChainAddress,
}

impl Proxies {
    /// `None` for chains where the protocol has none.
    pub fn of(chain: ChainId) -> Option<Self> {
        let (_, token, native) = DEPLOYED.iter().find(|(id, ..)| *id == chain.0)?;
        Some(Self { token: ChainAddress((*token).to_owned()), native: ChainAddress((*native).to_owned()) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_proxy_has_the_checksum_of_its_address() {
        for (chain, ..) in DEPLOYED {
            let found = Proxies::of(ChainId(chain)).unwrap();
            for proxy in [found.token, found.native] {
                assert_eq!(crate::read_address(&proxy.0), Ok(proxy));
            }
        }
    }

    #[test]
    fn every_chain_we_name_has_its_proxies_and_a_local_one_has_none() {
        for chain in [1, 10, 56, 100, 137, 8_453, 42_161, 43_114] {
            assert!(Proxies::of(ChainId(chain)).is_some(), "{chain}");
        }
        assert_eq!(Proxies::of(ChainId(31_337)), None);
    }
}
