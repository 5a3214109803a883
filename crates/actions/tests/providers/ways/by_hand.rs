//! Two admins and a bank's statement.

use super::Way;
use crate::{cases::Case, code_of};
use actions::{
    ActionError, Desk, FormKey,
    identity::grant_role,
    providers::{confirm_payment_by_hand, record_payment_by_hand},
};
use domain::{
    HandRecordId, Money, UserId,
    escrow::{HandForm, Payment, PaymentProvider},
    event::Actor,
    identity::Role,
};
use futures::future::join_all;
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use testkit::{Given, OrderIds, TestDesk, desk_with_chain, usdt};

/// Two who run the house.
pub struct ByHand {
    desk: TestDesk,
    first: UserId,
    second: UserId,
    number: AtomicU32,
}

/// Somebody who runs the house.
pub async fn admin(desk: &Desk, name: &str) -> UserId {
    let user = Given::person(desk, name).await;
    grant_role(desk, Actor::House, user, Role::Admin).await.unwrap();
    user
}

impl ByHand {
    async fn record(&self, order: &OrderIds, amount: Money) -> Result<HandRecordId, ActionError> {
        let number = self.number.fetch_add(1, Ordering::SeqCst);
        let form = HandForm {
            amount: amount.amount_text(),
            reference: format!("STATEMENT-{number}"),
            evidence: "Page 3 of the bank's statement, line 7.".to_owned(),
        };
        let called = self.desk.store.get::<Payment>(order.payment).await.unwrap().reference();
        let key = FormKey::new(&number.to_string(), ["record"]);
        record_payment_by_hand(&self.desk, self.first, &called, &form, &key).await
    }
}

impl Way for ByHand {
    const PROVIDER: PaymentProvider = PaymentProvider::Other;

    fn cannot(case: Case) -> Option<&'static str> {
        match case {
            Case::Outage => Some("people are asked, and no service"),
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
        let (mut desk, _) = desk_with_chain().await;
        let hosted =
            actions::providers::Hosted { by_hand: Some("To the house's bank.".to_owned()), ..Default::default() };
        desk.desk.hosted = Arc::new(hosted);
        let (first, second) = (admin(&desk, "Farhad").await, admin(&desk, "Gita").await);
        Self { desk, first, second, number: AtomicU32::new(0) }
    }

    fn desk(&self) -> &TestDesk {
        &self.desk
    }

    async fn pay(&self, order: &OrderIds, amount: Money) {
        let record = self.record(order, amount).await.unwrap();
        confirm_payment_by_hand(&self.desk, self.second, record).await.unwrap();
    }

    /// Written down by one, nothing has come; the same one cannot confirm it, and neither can anybody else.
    async fn lie(&self, order: &OrderIds) {
        let record = self.record(order, usdt(1_250)).await.unwrap();
        let by_the_same = confirm_payment_by_hand(&self.desk, self.first, record).await;
        assert_eq!(code_of(by_the_same), "by-hand-same-admin");
        let by_the_buyer = confirm_payment_by_hand(&self.desk, order.buyer, record).await;
        assert_eq!(code_of(by_the_buyer), "forbidden");
        assert_eq!(code_of(self.record(order, usdt(0)).await), "required");
    }

    async fn tell_a_hundred_times(&self, order: &OrderIds) {
        let record = self.record(order, usdt(1_250)).await.unwrap();
        let told = join_all((0..100).map(|_| confirm_payment_by_hand(&self.desk, self.second, record))).await;
        assert!(told.iter().any(Result::is_ok), "{told:?}");
    }
}
