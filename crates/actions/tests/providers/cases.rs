//! The cases, and which way goes through which.

use crate::{
    assert_books_are_right, code_of, purse, story,
    ways::{ByHand, OnChain, Request, Shk, WalletWay, Way, Worthless},
};
use actions::escrow::{cancel_order, order_of};
use domain::{escrow::AmountFlag, words};
use testkit::{OrderIds, usdt};

words! {
    /// What every way goes through.
    pub enum Case {
        /// Opening twice gives the same.
        OpenedTwice = "opened_twice",
        /// The price in one piece funds the order.
        Exact = "exact",
        /// The price in two pieces funds the order.
        TwoParts = "two_parts",
        /// What is too much is the buyer's.
        More = "more",
        /// What is only said, or of another kind, never counts.
        Lies = "lies",
        /// Told a hundred times at once, it counts once.
        ToldAHundredTimes = "told_a_hundred_times",
        /// What comes after cancelling is the buyer's.
        AfterCancel = "after_cancel",
        /// Nobody answers: it is said, and nothing moves.
        Outage = "outage",
    }
}

const WAITS: &str = "payment pending awaiting";
const FUNDED: &str = "processing confirmed funded";

/// Every case that can be for this way, one world, the books right after each.
async fn go_through<W: Way>() {
    let way = W::town().await;
    for case in <Case as domain::machine::Word>::ALL.iter().copied() {
        if let Some(why) = W::cannot(case) {
            assert!(why.split_whitespace().count() > 3, "{} {case}: say why", W::PROVIDER);
            continue;
        }
        let order = way.order().await;
        // The name of the case stands above whatever it complains of.
        eprintln!("{} {case}", W::PROVIDER);
        match case {
            Case::OpenedTwice => opened_twice(&way, &order).await,
            Case::Exact => exact(&way, &order).await,
            Case::TwoParts => two_parts(&way, &order).await,
            Case::More => more(&way, &order).await,
            Case::Lies => lies(&way, &order).await,
            Case::ToldAHundredTimes => told_a_hundred_times(&way, &order).await,
            Case::AfterCancel => after_cancel(&way, &order).await,
            Case::Outage => outage(&way, &order).await,
        }
        assert_books_are_right(way.desk()).await;
    }
}

async fn opened_twice<W: Way>(way: &W, order: &OrderIds) {
    let first = way.open(order).await.unwrap();
    let second = way.open(order).await.unwrap();
    assert_eq!(first.provider_payment_id, second.provider_payment_id);
    assert_eq!(first.on_chain.receiver, second.on_chain.receiver);
    let at_once = futures::future::join_all((0..10).map(|_| way.open(order))).await;
    assert!(at_once.iter().all(Result::is_ok), "{at_once:?}");
    let invoices = way.desk().store.hosted_invoices_of(order.payment).await.unwrap();
    assert!(invoices.len() <= 1);
    assert_eq!(story(way.desk(), order.request).await, WAITS);
}

async fn exact<W: Way>(way: &W, order: &OrderIds) {
    way.open(order).await.unwrap();
    way.pay(order, usdt(1_250)).await;
    assert_eq!(story(way.desk(), order.request).await, FUNDED);
    let payment = order_of(way.desk(), order.request).await.unwrap().payment;
    assert_eq!((payment.flag, payment.provider), (Some(AmountFlag::Exact), W::PROVIDER));
}

async fn two_parts<W: Way>(way: &W, order: &OrderIds) {
    way.open(order).await.unwrap();
    way.pay(order, usdt(1_200)).await;
    assert_eq!(story(way.desk(), order.request).await, "payment processing partial");
    way.pay(order, usdt(50)).await;
    assert_eq!(story(way.desk(), order.request).await, FUNDED);
    assert_eq!(purse(way.desk(), order.buyer).await, usdt(0));
}

async fn more<W: Way>(way: &W, order: &OrderIds) {
    way.open(order).await.unwrap();
    way.pay(order, usdt(2_000)).await;
    assert_eq!(story(way.desk(), order.request).await, FUNDED);
    assert_eq!(purse(way.desk(), order.buyer).await, usdt(750));
}

async fn lies<W: Way>(way: &W, order: &OrderIds) {
    way.open(order).await.unwrap();
    let before = purse(way.desk(), order.buyer).await;
    way.lie(order).await;
    assert_eq!(story(way.desk(), order.request).await, WAITS);
    assert_eq!(purse(way.desk(), order.buyer).await, before);
}

async fn told_a_hundred_times<W: Way>(way: &W, order: &OrderIds) {
    way.open(order).await.unwrap();
    let before = purse(way.desk(), order.buyer).await;
    way.tell_a_hundred_times(order).await;
    println!("race {}: 100 tries at once", W::PROVIDER);
    assert_eq!(story(way.desk(), order.request).await, FUNDED);
    let order_now = order_of(way.desk(), order.request).await.unwrap();
    assert_eq!(order_now.payment.credited, usdt(1_250));
    let lost = before.minus(purse(way.desk(), order.buyer).await).unwrap();
    assert_eq!(lost, usdt(if W::PROVIDER == domain::escrow::PaymentProvider::Wallet { 1_250 } else { 0 }));
}

async fn after_cancel<W: Way>(way: &W, order: &OrderIds) {
    way.open(order).await.unwrap();
    cancel_order(way.desk(), order.buyer, order.request, "").await.unwrap();
    way.pay(order, usdt(1_250)).await;
    assert_eq!(story(way.desk(), order.request).await, "cancelled cancelled cancelled");
    assert_eq!(purse(way.desk(), order.buyer).await, usdt(1_250));
}

async fn outage<W: Way>(way: &W, order: &OrderIds) {
    let fresh = way.order().await;
    way.open(order).await.unwrap();
    way.set_down(true);
    assert_eq!(code_of(way.look(order).await), "outside");
    assert_eq!(story(way.desk(), order.request).await, WAITS);
    let before = order_of(way.desk(), fresh.request).await.unwrap();
    if W::ASKED_AT_OPENING {
        assert_eq!(code_of(way.open(&fresh).await), "outside");
        let after = order_of(way.desk(), fresh.request).await.unwrap();
        assert_eq!((after.payment.provider, after.escrow), (before.payment.provider, before.escrow));
    }
    way.set_down(false);
    way.pay(order, usdt(1_250)).await;
    assert_eq!(story(way.desk(), order.request).await, FUNDED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_to_our_address_goes_through_every_case() {
    go_through::<OnChain>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_goes_through_every_case_that_can_be() {
    go_through::<WalletWay>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn shkeeper_goes_through_every_case() {
    go_through::<Shk>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn request_network_goes_through_every_case() {
    go_through::<Request>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_payment_by_hand_goes_through_every_case_that_can_be() {
    go_through::<ByHand>().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_of_a_test_goes_through_every_case_that_can_be() {
    go_through::<Worthless>().await;
}
