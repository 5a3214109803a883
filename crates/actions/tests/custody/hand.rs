//! What a test does to the chain: coins and tokens from nowhere, blocks that do not come, a token that says no.

use crate::town::Town;
use domain::{
    Money,
    escrow::{ChainAddress, TxHash},
};
use serde_json::json;

impl Town {
    pub fn set_coin(&self, of: &ChainAddress, units: u128) {
        self.anvil.rpc("anvil_setBalance", json!([of.0, format!("{units:#x}")]));
    }

    /// Tokens from the chain's first account.
    pub fn give_tokens(&self, to: &ChainAddress, amount: Money) {
        let to = to.key();
        self.anvil.send(&self.token, &format!("0xa9059cbb{:0>64}{:064x}", to.trim_start_matches("0x"), amount.units));
    }

    /// The chain takes transactions and makes no blocks of them, until told.
    pub fn set_automine(&self, is_on: bool) {
        self.anvil.rpc("evm_setAutomine", json!([is_on]));
    }

    /// The account of the token's owner refuses an address from now on.
    pub fn blacklist(&self, address: &str) {
        self.anvil.send(&self.token, &format!("0x0ecb93c0{:0>64}", address.trim_start_matches("0x").to_lowercase()));
    }

    /// A transaction that is still waiting at the node is forgotten by it.
    pub fn forget(&self, hash: &TxHash) {
        self.anvil.rpc("anvil_dropTransaction", json!([hash.0]));
    }
}
