//! More time to pay: asked for by the buyer, twice at most, and the clock keeps to it.

use crate::{assert_books_are_right, code_of, story};
use actions::{
    Desk,
    escrow::{more_time_to_pay, order_of},
};
use domain::{Minutes, PurchaseRequestId, Timestamp};
use futures::future::join_all;
use testkit::{Given, desk_with_chain};

async fn pay_by(desk: &Desk, request: PurchaseRequestId) -> Timestamp {
    let order = order_of(desk, request).await.unwrap();
    assert_eq!(order.request.deadlines.pay_by, Some(order.payment.pay_by), "both say the same");
    order.payment.pay_by
}

#[tokio::test(flavor = "multi_thread")]
async fn time_to_pay_is_made_longer_twice_and_no_more() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let first = pay_by(&desk, order.request).await;
    for round in 1..=2 {
        let from = pay_by(&desk, order.request).await;
        more_time_to_pay(&desk, order.buyer, order.request, from).await.unwrap();
        assert_eq!(pay_by(&desk, order.request).await, first + Minutes(60 * round));
    }
    let from = pay_by(&desk, order.request).await;
    assert_eq!(code_of(more_time_to_pay(&desk, order.buyer, order.request, from).await), "escrow-no-more-time");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_clock_waits_until_the_longer_time_has_ended() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let from = pay_by(&desk, order.request).await;
    more_time_to_pay(&desk, order.buyer, order.request, from).await.unwrap();
    desk.advance(Minutes(60));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    desk.advance(Minutes(60));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_wish_sent_five_times_at_once_adds_one_span() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let from = pay_by(&desk, order.request).await;
    let sent = join_all((0..5).map(|_| more_time_to_pay(&desk, order.buyer, order.request, from))).await;
    assert!(sent.iter().all(Result::is_ok));
    assert_eq!(pay_by(&desk, order.request).await, from + Minutes(60));
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_and_nobody_too_late_gets_more_time() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let from = pay_by(&desk, order.request).await;
    assert_eq!(code_of(more_time_to_pay(&desk, order.seller, order.request, from).await), "escrow-not-the-buyer");
    let paid = Given::funded_order(&desk, &chain).await;
    let paid_by = pay_by(&desk, paid.request).await;
    assert_eq!(code_of(more_time_to_pay(&desk, paid.buyer, paid.request, paid_by).await), "escrow-not-payable");
    desk.advance(Minutes(60));
    assert_eq!(code_of(more_time_to_pay(&desk, order.buyer, order.request, from).await), "escrow-not-payable");
}
