//! A SHKeeper, as a double that speaks its documented protocol.

use super::Way;
use crate::{cases::Case, code_of};
use actions::{
    ActionError,
    providers::{Hosted, look_at},
};
use domain::{Money, escrow::PaymentProvider};
use futures::future::join_all;
use payments::shkeeper::ShkeeperAccess;
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use testkit::{OrderIds, PretendChain, ShkeeperDouble, TestDesk, desk_with_chain, usdt};

/// What both sides know.
const KEY: &str = "shk-key-of-a-test";

/// On Polygon's number, where SHKeeper carries USDT.
pub struct Shk {
    pub desk: TestDesk,
    pub double: ShkeeperDouble,
    number: AtomicU64,
}

impl Shk {
    /// A transaction that was not there before.
    pub fn fresh_tx(&self) -> String {
        format!("0x{:064x}", self.number.fetch_add(1, Ordering::SeqCst) + 1)
    }
}

impl Way for Shk {
    const PROVIDER: PaymentProvider = PaymentProvider::Shkeeper;
    const ASKED_AT_OPENING: bool = true;

    fn cannot(_: Case) -> Option<&'static str> {
        None
    }

    async fn town() -> Self {
        use actions::escrow::Watched;
        let (mut desk, _) = desk_with_chain().await;
        let polygon = payments::Chain::new(PretendChain::of_id(137).settings().clone()).unwrap();
        desk.desk.chains = Arc::new(vec![polygon]);
        let double = ShkeeperDouble::start(KEY);
        let access = json!({ "url": double.url(), "key": KEY }).to_string();
        let shkeeper = Some(ShkeeperAccess::parse(&access).unwrap());
        desk.desk.hosted = Arc::new(Hosted { shkeeper, ..Hosted::default() });
        Self { desk, double, number: AtomicU64::new(0) }
    }

    fn desk(&self) -> &TestDesk {
        &self.desk
    }

    async fn pay(&self, order: &OrderIds, amount: Money) {
        let at = self.desk.now().millis() / 1_000;
        self.double.pay_part(&order.payment.to_string(), &self.fresh_tx(), &amount.amount_text(), at);
        self.look(order).await.unwrap();
    }

    /// Not confirmed, in another coin, at another address; and an invoice that somebody has changed.
    async fn lie(&self, order: &OrderIds) {
        let id = order.payment.to_string();
        self.double.note(&id, &self.fresh_tx(), "12.5", "UNCONFIRMED");
        self.look(order).await.unwrap();
        for (field, value) in [("crypto", "ETH-USDT"), ("addr", "0x70997970C51812dc3A010C7d01b50e0d17dc79C8")] {
            let tx = json!({
                "txid": self.fresh_tx(), "crypto": "POLYGON-USDT", "amount": "12.5", "status": "CONFIRMED",
                "addr": "0x73d0385F4d8E00C5e6504C6030F47BF6212736A8", field: value,
            });
            self.double.tamper(&id, "txs", json!([tx]));
            self.look(order).await.unwrap();
        }
        // It says "paid", and has nothing to show for it.
        self.double.tamper(&id, "txs", json!([]));
        self.double.tamper(&id, "status", json!("PAID"));
        self.look(order).await.unwrap();
        self.double.note(&id, &self.fresh_tx(), "12.5", "CONFIRMED");
        for (field, value, right) in [("amount_fiat", "1", "12.5"), ("fiat", "EUR", "USD")] {
            self.double.tamper(&id, field, json!(value));
            assert_eq!(code_of(self.look(order).await), "outside");
            self.double.tamper(&id, field, json!(right));
        }
        self.double.tamper(&id, "txs", json!([]));
    }

    async fn tell_a_hundred_times(&self, order: &OrderIds) {
        let at = self.desk.now().millis() / 1_000;
        self.double.pay(&order.payment.to_string(), &self.fresh_tx(), at);
        let told = join_all((0..100).map(|_| self.look(order))).await;
        assert!(told.iter().any(Result::is_ok), "{told:?}");
        assert_eq!(self.desk.store.provider_arrivals_of(order.payment).await.unwrap()[0].amount, usdt(1_250));
    }

    async fn look(&self, order: &OrderIds) -> Result<(), ActionError> {
        look_at(&self.desk, order.payment).await
    }

    fn set_down(&self, is_down: bool) {
        self.double.set_down(is_down);
    }
}
