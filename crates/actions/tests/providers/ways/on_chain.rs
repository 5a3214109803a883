//! A transfer to an address of ours.

use super::Way;
use crate::cases::Case;
use actions::{
    ActionError,
    escrow::{order_of, watch_chain},
};
use domain::{
    Money,
    escrow::{ChainAddress, PaymentProvider},
};
use futures::future::join_all;
use testkit::{OrderIds, PretendChain, TestDesk, desk_with_chain, usdc, usdt};

/// On a chain that exists only in the test.
pub struct OnChain {
    desk: TestDesk,
    chain: PretendChain,
}

impl OnChain {
    async fn address(&self, order: &OrderIds) -> ChainAddress {
        order_of(&self.desk, order.request).await.unwrap().payment.on_chain.receiver.unwrap()
    }
}

impl Way for OnChain {
    const PROVIDER: PaymentProvider = PaymentProvider::Decentralized;

    fn cannot(_: Case) -> Option<&'static str> {
        None
    }

    async fn town() -> Self {
        let (desk, chain) = desk_with_chain().await;
        Self { desk, chain }
    }

    fn desk(&self) -> &TestDesk {
        &self.desk
    }

    async fn pay(&self, order: &OrderIds, amount: Money) {
        self.chain.pay(&self.address(order).await, amount);
        self.chain.mine(5);
        // An address that nobody waits at is looked at less often.
        self.desk.advance(domain::Minutes(1));
        self.look(order).await.unwrap();
    }

    async fn lie(&self, order: &OrderIds) {
        let address = self.address(order).await;
        self.chain.pay(&address, usdc(1_250));
        self.chain.pay_unknown(&address, 12_500_000);
        self.chain.mine(5);
        self.look(order).await.unwrap();
    }

    async fn tell_a_hundred_times(&self, order: &OrderIds) {
        self.chain.pay(&self.address(order).await, usdt(1_250));
        self.chain.mine(5);
        let told = join_all((0..100).map(|_| self.look(order))).await;
        assert!(told.iter().all(Result::is_ok), "{told:?}");
    }

    async fn look(&self, _: &OrderIds) -> Result<(), ActionError> {
        watch_chain(&self.desk, &self.chain).await.map(|_| ())
    }

    fn set_down(&self, is_down: bool) {
        self.chain.set_down(is_down);
    }
}
