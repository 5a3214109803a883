use crate::{assert_books_are_right, code_of, purse, story};
use actions::escrow;
use domain::{Days, Hours, Minutes};
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn either_side_cancels_while_nothing_is_held() {
    let (desk, _chain) = desk_with_chain().await;
    for buyer_cancels in [true, false] {
        let order = Given::accepted_order(&desk).await;
        let who = if buyer_cancels { order.buyer } else { order.seller };
        for _ in 0..2 {
            escrow::cancel_order(&desk, who, order.request, "changed my mind").await.unwrap();
        }
        assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
        let history = desk.store.history(order.request).await.unwrap();
        assert!(history.iter().any(|row| row.why.as_deref() == Some("changed my mind")));
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_payment_is_cancelled_back_into_the_buyers_wallet() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(500));
    chain.mine(3);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    escrow::cancel_order(&desk, order.seller, order.request, "").await.unwrap();
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(500));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_held_price_is_not_cancelled_but_the_seller_may_give_it_back() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    assert_eq!(code_of(escrow::cancel_order(&desk, order.buyer, order.request, "").await), "escrow-money-held");
    for _ in 0..2 {
        escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    }
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_eq!((purse(&desk, order.buyer).await, purse(&desk, order.seller).await), (usdt(1_250), usdt(0)));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_also_given_after_sending_and_then_the_code_is_dead() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(code_of(escrow::hand_over(&desk, order.seller, order.request, &code).await), "escrow-no-code");
    desk.advance(Days(60));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_sent_by_the_promise_and_its_grace_is_refunded() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    // Three days promised, 72 hours of grace.
    desk.advance(Days(6));
    desk.advance(domain::Seconds(-1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    desk.advance(domain::Seconds(1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_eq!(code_of(escrow::mark_sent(&desk, order.seller, order.request).await), "illegal-move");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_time_to_pay_ends_with_nothing_here() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    desk.advance(Minutes(59));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    desk.advance(Minutes(1));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
    desk.advance(Hours(100));
    assert_eq!(desk.run_due().await, 0);
    assert_books_are_right(&desk).await;
}
