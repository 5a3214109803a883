//! Contracts of others on a local chain: Request Network's proxy, a token of Tether's shape, a price feed.

use crate::Anvil;
use domain::escrow::{ChainAddress, TxHash};
use serde_json::{Value, json};
use std::{thread, time::Duration};

const FEE_PROXY: &str = include_str!("../contracts/ERC20FeeProxy.hex");
const TETHER_LIKE: &str = include_str!("../contracts/BadERC20.hex");
/// A billion of six decimals.
const SUPPLY: u64 = 1_000_000_000_000_000;

impl Anvil {
    /// Request Network's own ERC20FeeProxy.
    ///
    /// # Panics
    /// When the chain does not take it.
    pub fn deploy_fee_proxy(&self) -> ChainAddress {
        self.deploy(FEE_PROXY.trim())
    }

    /// A token that calls itself USDT, with six decimals, all of it the first account's. It returns nothing.
    ///
    /// # Panics
    /// When the chain does not take it.
    pub fn deploy_tether(&self) -> ChainAddress {
        let text = |text: &str| format!("{:064x}{:0<64}", text.len(), hex::encode(text));
        let arguments = format!("{SUPPLY:064x}{:064x}{:064x}{:064x}", 0x80, 0xc0, 6);
        self.deploy(&format!("{}{arguments}{}{}", TETHER_LIKE.trim(), text("Tether USD"), text("USDT")))
    }

    /// From now on the token keeps 19 basis points of every transfer, at most 49 whole units.
    ///
    /// # Panics
    /// When the chain does not take it.
    pub fn let_tether_keep_a_fee(&self, token: &ChainAddress) {
        self.send(token, &format!("0xc0324c77{:064x}{:064x}", 19, 49));
    }

    /// The first account calls a contract; answers when the call is in a block.
    ///
    /// # Panics
    /// When the chain refuses it.
    pub fn send(&self, to: &ChainAddress, data: &str) -> TxHash {
        self.mined(json!({ "to": to.0, "data": data })).0
    }

    fn deploy(&self, code: &str) -> ChainAddress {
        let (_, receipt) = self.mined(json!({ "data": format!("0x{code}") }));
        let address = receipt["contractAddress"].as_str().expect("a deployed contract has an address");
        payments::read_address(address).expect("a node writes addresses")
    }

    fn mined(&self, mut call: Value) -> (TxHash, Value) {
        call["from"] = self.rpc("eth_accounts", json!([]))[0].clone();
        let tx = self.rpc("eth_sendTransaction", json!([call]));
        // The chain answers before it mines.
        for _ in 0..2_000 {
            let receipt = self.rpc("eth_getTransactionReceipt", json!([tx]));
            if !receipt.is_null() {
                assert_eq!(receipt["status"], "0x1", "the call was reverted");
                return (TxHash(tx.as_str().expect("a hash is text").to_owned()), receipt);
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("{tx} is not mined");
    }
}
