//! Money of a test.

use super::Way;
use crate::cases::Case;
use actions::providers::TestWay;
use domain::{Money, escrow::PaymentProvider};
use futures::future::join_all;
use std::sync::atomic::{AtomicU32, Ordering};
use testkit::{OrderIds, TestDesk, desk_with_chain, usdc, usdt};

/// It pays what it is told to.
pub struct Worthless {
    desk: TestDesk,
    number: AtomicU32,
}

impl Way for Worthless {
    const PROVIDER: PaymentProvider = PaymentProvider::Test;

    fn cannot(case: Case) -> Option<&'static str> {
        match case {
            Case::Outage => Some("nobody outside the house is asked"),
            Case::OpenedTwice
            | Case::Exact
            | Case::TwoParts
            | Case::More
            | Case::Lies
            | Case::ToldAHundredTimes
            | Case::AfterCancel => None,
        }
    }

    async fn town() -> Self {
        Self { desk: desk_with_chain().await.0, number: AtomicU32::new(0) }
    }

    fn desk(&self) -> &TestDesk {
        &self.desk
    }

    async fn pay(&self, order: &OrderIds, amount: Money) {
        let reference = self.number.fetch_add(1, Ordering::SeqCst).to_string();
        TestWay.pay(&self.desk, order.payment, &reference, amount).await.unwrap();
    }

    async fn lie(&self, order: &OrderIds) {
        // Of another currency: it lies aside.
        TestWay.pay(&self.desk, order.payment, &format!("lie {}", order.payment), usdc(1_250)).await.unwrap();
    }

    async fn tell_a_hundred_times(&self, order: &OrderIds) {
        let tell = || TestWay.pay(&self.desk, order.payment, "again", usdt(1_250));
        let told = join_all((0..100).map(|_| tell())).await;
        assert!(told.iter().any(Result::is_ok), "{told:?}");
    }
}
