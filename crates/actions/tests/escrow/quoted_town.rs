//! A chain with a feed on it, and orders in dollars: what the tests of quotes begin with.

use actions::{
    Desk, FormKey,
    escrow::{self, open_checkout},
    market,
    prices::Prices,
    tasks,
};
use domain::{
    Currency, Money, Seconds, UserId,
    escrow::{ChainAddress, ChainId, Payment},
    ledger::LedgerAccount,
    market::OfferForm,
};
use payments::{AccountKey, Chain, DemoWallet, price::Feed};
use std::sync::Arc;
use testkit::{ACCOUNT_XPUB, Anvil, Given, OrderIds, TestDesk, desk};

pub const CHAIN: ChainId = ChainId(31_337);
/// When the desk's clock begins, in seconds.
pub const START: u64 = 1_795_248_000;

pub struct Town {
    pub desk: TestDesk,
    pub wallet: DemoWallet,
    pub anvil: Anvil,
    pub token: ChainAddress,
}

impl Town {
    /// A dollar coin at 99.99 cents, on a chain with one feed.
    pub async fn new() -> Self {
        let anvil = Anvil::start(CHAIN.0);
        let wallet = DemoWallet::connect(&anvil.rpc_url()).await.unwrap();
        let settings = wallet.chain_settings(3).await.unwrap();
        let token = settings.token(Currency::USDT).unwrap().contract.clone();
        Self::on(anvil, wallet, settings, token).await
    }

    pub async fn on(anvil: Anvil, wallet: DemoWallet, settings: payments::ChainSettings, token: ChainAddress) -> Self {
        let contract = anvil.price_feed("USDT / USD", 8);
        anvil.set_price(99_990_000, START);
        let description = "USDT / USD".to_owned();
        let feed = Feed { chain_id: CHAIN, contract, description, decimals: 8, max_age_seconds: 129_600 };
        let mut desk = desk().await;
        desk.desk.chains = Arc::new(vec![Chain::new(settings).unwrap()]);
        desk.desk.account = Some(Arc::new(AccountKey::parse(ACCOUNT_XPUB).unwrap()));
        desk.desk.prices = Arc::new(Prices::of([(Currency::USDT, feed)]));
        Self { desk, wallet, anvil, token }
    }

    /// A transfer that is final at the next look.
    pub async fn pay(&self, to: &ChainAddress, units: u128) {
        self.wallet.pay(&self.token, to, units).await.unwrap();
        self.anvil.mine(3);
        self.look().await;
    }

    pub async fn look(&self) {
        tasks::ensure_standing_tasks(&self.desk).await.unwrap();
        self.desk.advance(Seconds(5));
        tasks::run_due(&self.desk, "worker").await.unwrap();
    }

    pub async fn quoted(&self) -> (OrderIds, Payment, ChainAddress) {
        let order = in_dollars(&self.desk).await;
        let payment = open_checkout(&self.desk, order.buyer, order.request).await.unwrap();
        let address = payment.on_chain.receiver.clone().unwrap();
        (order, payment, address)
    }

    pub async fn payment(&self, order: &OrderIds) -> Payment {
        escrow::order_of(&self.desk, order.request).await.unwrap().payment
    }

    pub async fn in_dollars_of(&self, person: UserId) -> Money {
        let Some(wallet) = self.desk.store.wallet_of(person, Currency::USD).await.unwrap() else { return usd(0) };
        self.desk.store.balance(&LedgerAccount::Wallet(wallet.id), Currency::USD).await.unwrap()
    }
}

pub const fn usd(cents: i128) -> Money {
    Money::new(cents, Currency::USD)
}

/// An accepted offer of 12.50 dollars.
pub async fn in_dollars(desk: &Desk) -> OrderIds {
    let (buyer, seller) = (Given::person(desk, "Aigul").await, Given::seller(desk, "Reza").await);
    let request = Given::request(desk, buyer).await;
    let offer = market::make_offer(desk, seller, request, &dollars(), &key(seller)).await.unwrap();
    market::accept_offer(desk, buyer, offer).await.unwrap();
    let payment = desk.store.payment_of(request).await.unwrap().unwrap().id;
    OrderIds { buyer, seller, request, offer, payment }
}

pub fn key(seller: UserId) -> FormKey {
    FormKey::new(&seller.to_string(), ["offer"])
}

pub fn dollars() -> OfferForm {
    let text = str::to_owned;
    OfferForm {
        title: text("A kettle, new"),
        description: text("In its box."),
        price: text("12.50"),
        currency: text("USD"),
        delivery_amount: text("3"),
        delivery_unit: text("days"),
        ..OfferForm::default()
    }
}
