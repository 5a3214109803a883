//! The same journey on a real chain: a real token, a real transaction, real logs and receipts.

use crate::{assert_books_are_right, purse, story};
use actions::{Desk, escrow, tasks};
use domain::{Currency, Seconds, escrow::ChainAddress};
use payments::{AccountKey, Chain, DemoWallet};
use std::sync::Arc;
use testkit::{ACCOUNT_XPUB, Anvil, Given, TestDesk, desk, usdt};

struct Town {
    desk: TestDesk,
    wallet: DemoWallet,
    anvil: Anvil,
    chain: Chain,
}

impl Town {
    async fn new() -> Self {
        let anvil = Anvil::start(31_337);
        let wallet = DemoWallet::connect(&anvil.rpc_url()).await.unwrap();
        let chain = Chain::new(wallet.chain_settings(3).await.unwrap()).unwrap();
        let mut desk = desk().await;
        desk.desk.chains = Arc::new(vec![chain.clone()]);
        desk.desk.account = Some(Arc::new(AccountKey::parse(ACCOUNT_XPUB).unwrap()));
        Self { desk, wallet, anvil, chain }
    }

    async fn pay(&self, currency: Currency, to: &ChainAddress, units: u128) {
        let token = self.chain.settings().token(currency).unwrap().contract.clone();
        self.wallet.pay(&token, to, units).await.unwrap();
    }

    /// One look of the worker, the way `serve` does it.
    async fn look(&self) {
        tasks::ensure_standing_tasks(&self.desk).await.unwrap();
        self.desk.advance(Seconds(5));
        tasks::run_due(&self.desk, "worker").await.unwrap();
    }
}

fn desk_of(town: &Town) -> &Desk {
    &town.desk
}

#[tokio::test(flavor = "multi_thread")]
async fn a_real_transfer_funds_the_order_after_three_confirmations() {
    let town = Town::new().await;
    let (order, address) = Given::open_checkout(desk_of(&town)).await;
    town.look().await;
    town.pay(Currency::USDT, &address, 12_500_000).await;
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    town.anvil.mine(2);
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    let payment = escrow::order_of(&town.desk, order.request).await.unwrap().payment;
    assert!(payment.on_chain.checks.len() == 6 && payment.on_chain.checks.iter().all(|check| check.passed));
    assert_books_are_right(&town.desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reorganised_transfer_is_not_credited_and_a_wrong_token_is_kept_aside() {
    let town = Town::new().await;
    let (order, address) = Given::open_checkout(desk_of(&town)).await;
    town.pay(Currency::USDT, &address, 12_500_000).await;
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "payment processing awaiting");
    town.anvil.reorganise(1);
    town.anvil.mine(1);
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "payment pending awaiting");
    town.pay(Currency::USDC, &address, 12_500_000).await;
    town.anvil.mine(3);
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "payment pending awaiting");
    town.pay(Currency::USDT, &address, 20_000_000).await;
    town.anvil.mine(3);
    town.look().await;
    assert_eq!(story(&town.desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&town.desk, order.buyer).await, usdt(750));
    assert_books_are_right(&town.desk).await;
}
