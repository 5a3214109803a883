//! A local chain with the demo tokens, and one payer: what the tests of this folder begin with.

#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, reason = "only tests are here, though not inside #[test]")]

use domain::{
    Currency,
    escrow::{ChainAddress, TxHash},
};
use payments::{
    AccountKey, Chain, ChainSettings, DemoWallet, Head, Outcome, Receipt, SeenTransfer, Verdict, Wanted,
    demo::{DEMO_ACCOUNT_XPUB, DemoTokens},
};
use serde_json::json;
use std::time::Duration;
use testkit::Anvil;

pub const CONFIRMATIONS: u64 = 3;
/// Nothing ever listens there.
pub const GONE: &str = "http://127.0.0.1:1";
/// 12.50 in six decimals.
pub const PRICE: u128 = 12_500_000;

pub struct Given {
    pub anvil: Anvil,
    pub wallet: DemoWallet,
    pub tokens: DemoTokens,
    pub chain: Chain,
}

impl Given {
    pub async fn a_local_chain() -> Self {
        let anvil = Anvil::start(31_337);
        let wallet = DemoWallet::connect(&anvil.rpc_url()).await.unwrap();
        let tokens = wallet.deploy_tokens().await.unwrap();
        let chain = Chain::new(wallet.chain_settings(CONFIRMATIONS).await.unwrap()).unwrap();
        Self { anvil, wallet, tokens, chain }
    }

    /// The chain as it is asked with other settings.
    pub fn chain_with(&self, change: impl FnOnce(&mut ChainSettings)) -> Chain {
        let mut settings = self.chain.settings().clone();
        change(&mut settings);
        Chain::new(settings).unwrap()
    }

    pub async fn pay(&self, token: &ChainAddress, to: &ChainAddress, units: u128) -> TxHash {
        let tx = self.wallet.pay(token, to, units).await.unwrap();
        self.mined(&tx).await;
        tx
    }

    pub async fn pay_usdt(&self, to: &ChainAddress, units: u128) -> TxHash {
        self.pay(&self.tokens.usdt.contract, to, units).await
    }

    /// Waits until the transaction is in a block: the chain answers before it mines.
    pub async fn mined(&self, tx: &TxHash) -> Receipt {
        for _ in 0..400 {
            if let Some(receipt) = self.chain.receipt(tx).await.unwrap() {
                return receipt;
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
        panic!("{} is not mined", tx.0);
    }

    /// Everything that ever came to these addresses.
    pub async fn seen(&self, to: &[ChainAddress]) -> Vec<SeenTransfer> {
        let head = self.head().await;
        self.chain.transfers(0, head.number, to).await.unwrap()
    }

    pub async fn head(&self) -> Head {
        self.chain.head().await.unwrap()
    }

    pub async fn verify(&self, transfer: &SeenTransfer, wanted: &Wanted) -> Verdict {
        self.chain.verify(transfer, wanted, &self.head().await).await.unwrap()
    }

    /// An unlocked account sends tokens with gas and fees given: nothing is tried out before, so that it may
    /// revert in its block, and the same transfer from the same state is the same transaction.
    pub fn send_raw(&self, account: usize, to: &ChainAddress, units: u128) -> TxHash {
        let from = self.anvil.rpc("eth_accounts", json!([]))[account].clone();
        let call = json!([{
            "from": from,
            "to": self.tokens.usdt.contract.0,
            "data": format!("0xa9059cbb{:0>64}{units:064x}", &to.key()[2..]),
            "gas": "0x30d40", "maxFeePerGas": "0x77359400", "maxPriorityFeePerGas": "0x1",
        }]);
        TxHash(self.anvil.rpc("eth_sendTransaction", call).as_str().unwrap().to_owned())
    }
}

/// Our receiving address with that index.
pub fn ours(index: u32) -> ChainAddress {
    AccountKey::parse(DEMO_ACCOUNT_XPUB).unwrap().address(index).unwrap().0
}

pub fn usdt_to(recipient: &ChainAddress) -> Wanted {
    Wanted { recipient: recipient.clone(), token: Currency::USDT, amount_units: PRICE, confirmations: 0 }
}

/// Names of the checks that did not pass.
pub fn failed(verdict: &Verdict) -> Vec<&str> {
    verdict.checks.iter().filter(|check| !check.passed).map(|check| check.name.as_str()).collect()
}

/// What a check wanted and found.
pub fn evidence<'a>(verdict: &'a Verdict, name: &str) -> (&'a str, &'a str) {
    let check = verdict.checks.iter().find(|check| check.name == name).unwrap();
    (&check.wanted, &check.found)
}

pub fn assert_judged(verdict: &Verdict, outcome: Outcome, failing: &[&str]) {
    assert_eq!((verdict.outcome, failed(verdict)), (outcome, failing.to_vec()), "{:#?}", verdict.checks);
}
