//! The buyer's own balance here.

use super::Way;
use crate::{cases::Case, code_of};
use actions::{
    ActionError,
    escrow::{order_of, pay_from_wallet},
};
use domain::{
    Money,
    escrow::{Payment, PaymentProvider},
};
use futures::future::join_all;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdc, usdt};

/// A buyer whose wallet holds 50 USDT.
pub struct WalletWay {
    desk: TestDesk,
    chain: PretendChain,
}

impl Way for WalletWay {
    const PROVIDER: PaymentProvider = PaymentProvider::Wallet;

    fn cannot(case: Case) -> Option<&'static str> {
        match case {
            Case::TwoParts => Some("it pays all that is due, or nothing"),
            Case::More => Some("never more than is due leaves it"),
            Case::AfterCancel => Some("its button is gone, and no money is on its way"),
            Case::Outage => Some("nobody outside the house is asked"),
            Case::OpenedTwice | Case::Exact | Case::Lies | Case::ToldAHundredTimes => None,
        }
    }

    async fn town() -> Self {
        let (desk, chain) = desk_with_chain().await;
        Self { desk, chain }
    }

    fn desk(&self) -> &TestDesk {
        &self.desk
    }

    async fn order(&self) -> OrderIds {
        Given::order_of_a_rich_buyer(&self.desk, &self.chain, usdt(5_000).units).await
    }

    /// There is nothing to open: its button is on the page.
    async fn open(&self, order: &OrderIds) -> Result<Payment, ActionError> {
        Ok(order_of(&self.desk, order.request).await?.payment)
    }

    async fn pay(&self, order: &OrderIds, amount: Money) {
        pay_from_wallet(&self.desk, order.buyer, order.request, amount).await.unwrap();
    }

    async fn lie(&self, order: &OrderIds) {
        for wrong in [usdt(1_249), usdt(1_251), usdt(0), usdt(-1_250), usdc(1_250)] {
            assert_ne!(code_of(pay_from_wallet(&self.desk, order.buyer, order.request, wrong).await), "done");
        }
        let stranger = pay_from_wallet(&self.desk, order.seller, order.request, usdt(1_250)).await;
        assert_eq!(code_of(stranger), "escrow-not-the-buyer");
    }

    async fn tell_a_hundred_times(&self, order: &OrderIds) {
        let click = || pay_from_wallet(&self.desk, order.buyer, order.request, usdt(1_250));
        let clicks = join_all((0..100).map(|_| click())).await;
        assert!(clicks.iter().any(Result::is_ok));
    }
}
