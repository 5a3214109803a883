//! The demo tokens: their bytes, their addresses, and how they are called. Source and compiler settings of
//! the contract are in `contracts/`.

use crate::TokenSettings;
use alloy_primitives::{Address, B256, U256, address, b256};
use alloy_sol_types::SolValue;
use domain::{Currency, escrow::ChainAddress};

/// Creation bytecode of `contracts/DemoToken.sol`.
const BYTECODE: &str = include_str!("../../contracts/DemoToken.hex");
/// The deployer that local chains carry from their first block: it makes addresses depend on the code
/// alone (CREATE2), not on what else happened on the chain. Source: github.com/Arachnid/deterministic-deployment-proxy.
pub(super) const DEPLOYER: Address = address!("4e59b44847b379578588920cA78FbF26c0B4956C");
const SALT: B256 = b256!("00000000000000000000000000000000000000000000000000616d616e617401");
const DECIMALS: u8 = 6;
/// A billion whole tokens.
const SUPPLY: u64 = 1_000_000_000_000_000;

/// The tokens of a demo chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoTokens {
    /// Plays Tether's part.
    pub usdt: TokenSettings,
    /// Plays Circle's part.
    pub usdc: TokenSettings,
    /// Calls itself a token but is worth nothing here: what a payment in the wrong coin looks like.
    pub fake: ChainAddress,
}

impl DemoTokens {
    /// What `ChainSettings::tokens` should say.
    pub fn accepted(&self) -> Vec<TokenSettings> {
        vec![self.usdt.clone(), self.usdc.clone()]
    }
}

/// Code and constructor arguments of one token.
pub(super) struct Creation(Vec<u8>);

impl Creation {
    pub(super) fn new(name: &str, symbol: &str, holder: Address) -> Self {
        let mut code = hex::decode(BYTECODE.trim()).expect("DemoToken.hex is hex, a test reads it");
        code.extend((name, symbol, U256::from(DECIMALS), U256::from(SUPPLY), holder).abi_encode_params());
        Self(code)
    }

    /// Where the deployer puts it.
    pub(super) fn address(&self) -> Address {
        DEPLOYER.create2_from_code(SALT, &self.0)
    }

    /// What the deployer wants to be called with.
    pub(super) fn call(&self) -> String {
        format!("0x{}{}", hex::encode(SALT), hex::encode(&self.0))
    }
}

/// `transfer(address,uint256)`.
pub(super) fn transfer_call(to: Address, units: u128) -> String {
    format!("0xa9059cbb{}", hex::encode((to, U256::from(units)).abi_encode()))
}

pub(super) fn settings(currency: Currency, contract: Address) -> TokenSettings {
    TokenSettings { currency, contract: crate::address::shown(contract), decimals: DECIMALS }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{path::Path, process::Command};

    #[test]
    fn a_transfer_is_called_as_wallets_call_it() {
        let call = transfer_call(address!("574bbb36871ba6b78e27f4b4dcfb76ea0091880b"), 291);
        let wanted = "0xa9059cbb000000000000000000000000574bbb36871ba6b78e27f4b4dcfb76ea0091880b\
                      0000000000000000000000000000000000000000000000000000000000000123";
        assert_eq!(call, wanted);
    }

    #[test]
    fn the_bytecode_is_what_the_compiler_makes_of_the_source() {
        let Some(modules) = std::env::var_os("AMANAT_SOLC") else {
            println!("skipped: AMANAT_SOLC does not name a node_modules folder with solc 0.8.30");
            return;
        };
        let compile = Path::new(env!("CARGO_MANIFEST_DIR")).join("contracts/compile.cjs");
        let output = Command::new("node").arg(compile).env("NODE_PATH", modules).output().unwrap();
        assert_eq!(String::from_utf8(output.stdout).unwrap(), BYTECODE);
    }
}
