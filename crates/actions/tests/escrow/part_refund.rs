//! A part goes back and the order goes on with the rest: to the unit, and once.

use crate::{PAID, assert_books_are_right, code_of, purse, story};
use actions::{
    Desk, FormKey,
    escrow::{self, give_part_back, order_of},
};
use domain::{Money, UserId};
use futures::future::join_all;
use testkit::{Given, OrderIds, desk_with_chain, usdt};

async fn give(desk: &Desk, who: UserId, order: &OrderIds, typed: &str, key: &str) -> String {
    code_of(give_part_back(desk, who, order.request, typed, &FormKey::new(key, [typed])).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_fee_is_of_what_the_seller_keeps() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    assert_eq!(give(&desk, order.seller, &order, "2.50", "first").await, "done");
    assert_eq!(story(&desk, order.request).await, "delivery confirmed funded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(250));
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let done = escrow::hand_over(&desk, order.seller, order.request, &code).await.unwrap();
    assert_eq!((done.request.status, done.escrow.state), PAID);
    // 2.5 % of ten.
    assert_eq!((purse(&desk, order.seller).await, done.escrow.fees), (usdt(975), usdt(25)));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_form_sent_ten_times_gives_back_once_and_another_form_again() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let sent = join_all((0..10).map(|_| give(&desk, order.seller, &order, "2.50", "first"))).await;
    assert!(sent.iter().all(|said| said == "done"), "{sent:?}");
    assert_eq!(purse(&desk, order.buyer).await, usdt(250));
    assert_eq!(give(&desk, order.seller, &order, "2.50", "second").await, "done");
    assert_eq!(purse(&desk, order.buyer).await, usdt(500));
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn many_parts_at_once_never_add_up_to_more_than_is_held() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    let keys: Vec<String> = (0..8).map(|number| number.to_string()).collect();
    let sent = join_all(keys.iter().map(|key| give(&desk, order.seller, &order, "5", key))).await;
    let given = sent.iter().filter(|said| *said == "done").count();
    let refused = |said: &&String| said.as_str() != "done" && said.as_str() != "escrow-not-a-part";
    assert_eq!(sent.iter().find(refused), None);
    assert_eq!(given, 2);
    let held = order_of(&desk, order.request).await.unwrap().escrow.held().unwrap();
    assert_eq!((held, purse(&desk, order.buyer).await), (usdt(250), usdt(1_000)));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_part_is_refused_and_so_is_everybody_but_the_seller() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    for (typed, said) in [
        ("", "required"),
        ("much", "not-a-number"),
        ("0", "escrow-not-a-part"),
        ("12.50", "escrow-not-a-part"),
        ("12.500001", "escrow-not-a-part"),
    ] {
        assert_eq!(give(&desk, order.seller, &order, typed, typed).await, said, "{typed}");
    }
    assert_eq!(give(&desk, order.buyer, &order, "1", "buyer").await, "escrow-not-the-seller");
    let unpaid = Given::accepted_order(&desk).await;
    assert_eq!(give(&desk, unpaid.seller, &unpaid, "1", "early").await, "illegal-move");
    assert_eq!(purse(&desk, order.buyer).await, Money::zero(usdt(0).currency));
    assert_books_are_right(&desk).await;
}
