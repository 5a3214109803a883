//! The order's own clock: it stops with the dispute, and runs on with the time that it had left.

use crate::{asks, assert_books_are_right, open, purse, story};
use actions::{disputes, escrow};
use domain::{Days, Hours, Money, Timestamp};
use testkit::{Given, TestDesk, desk_with_chain};

async fn until(desk: &TestDesk, request: domain::PurchaseRequestId) -> Timestamp {
    escrow::order_of(desk, request).await.unwrap().request.deadlines.inspect_until.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_inspection_window_runs_on_with_the_time_it_had_left() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    let before = until(&desk, order.request).await;
    let days = before.millis_since(desk.now()) / 86_400_000;
    desk.advance(Days(days - 1));
    let opened = desk.now();
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    desk.advance(Hours(50));
    desk.run_due().await;
    disputes::withdraw_dispute(&desk, order.buyer, id).await.unwrap();
    assert_eq!(until(&desk, order.request).await.millis_since(before), desk.now().millis_since(opened));
    // The task that was written for the old day asks again on the new one, and not before.
    desk.advance(Hours(23));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    desk.advance(Hours(1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_eq!(purse(&desk, order.seller).await, Money::new(12_187_500, domain::Currency::USDT));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_to_send_runs_on_too() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    desk.advance(Days(2));
    let id = open(&desk, order.buyer, &order, asks("refund", "")).await.unwrap();
    desk.advance(Hours(71));
    disputes::withdraw_dispute(&desk, order.buyer, id).await.unwrap();
    desk.advance(Days(2));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded", "it may still be sent");
    desk.advance(Days(3));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_books_are_right(&desk).await;
}
