//! A chain that takes back what it had called final: the order stands still, nobody can move its money, and when the
//! transfer is there again everything goes on.

use crate::{
    assert_books_are_right, code_of, purse, story,
    watching::{final_look, look},
};
use actions::{
    Desk, FormKey,
    escrow::{self, order_of},
};
use domain::{Days, Hours, Minutes, PurchaseRequestId, escrow::ChainEvent};
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdc, usdt};

/// The next look comes a minute later.
async fn look_later(desk: &TestDesk, chain: &PretendChain) {
    desk.advance(Minutes(1));
    look(desk, chain).await;
}

async fn is_frozen(desk: &Desk, request: PurchaseRequestId) -> bool {
    order_of(desk, request).await.unwrap().escrow.incident.is_some()
}

/// Everything that moves money, tried by whoever may.
async fn tries(desk: &Desk, order: OrderIds) -> Vec<String> {
    let code = escrow::delivery_code_for(desk, order.buyer, order.request).await.unwrap().unwrap_or_default();
    let key = FormKey::new("a form", ["part"]);
    vec![
        code_of(escrow::hand_over(desk, order.seller, order.request, &code).await),
        code_of(escrow::confirm_delivery(desk, order.buyer, order.request, &code).await),
        code_of(escrow::give_refund(desk, order.seller, order.request).await),
        code_of(escrow::give_part_back(desk, order.seller, order.request, "1", &key).await),
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_whose_transfer_is_gone_stands_still_for_everybody_and_goes_on_when_it_is_back() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    let before = story(&desk, order.request).await;

    chain.forget(&tx);
    look_later(&desk, &chain).await;
    assert!(is_frozen(&desk, order.request).await);
    assert_eq!(tries(&desk, order).await, ["escrow-frozen"; 4]);
    // The inspection window ends, and the clock may not release either: it asks again.
    desk.advance(Days(30));
    desk.run_due().await;
    desk.advance(Days(30));
    desk.run_due().await;
    assert_eq!(purse(&desk, order.seller).await, usdt(0));
    assert_books_are_right(&desk).await;

    chain.recall();
    look_later(&desk, &chain).await;
    assert!(!is_frozen(&desk, order.request).await);
    assert_eq!(story(&desk, order.request).await, before, "the clock stood still too");
    desk.advance(Days(30));
    desk.run_due().await;
    desk.advance(Days(30));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_eq!(purse(&desk, order.buyer).await, usdt(0));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_left_of_the_time_to_look_at_it_is_left_when_the_order_goes_on() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    escrow::mark_arrived(&desk, order.seller, order.request).await.unwrap();
    let until = || async { order_of(&desk, order.request).await.unwrap().request.deadlines.inspect_until.unwrap() };
    let (before, days) = (until().await, until().await.millis_since(desk.now()) / 86_400_000);
    desk.advance(Days(days - 1));
    chain.forget(&tx);
    look_later(&desk, &chain).await;
    let stopped = desk.now();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(until().await, before);
    chain.recall();
    look_later(&desk, &chain).await;
    assert_eq!(until().await.millis_since(before), desk.now().millis_since(stopped));
    // The task that was written for the old day asks again on the new one, and not before.
    desk.advance(Hours(20));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "confirming confirmed funded");
    desk.advance(Hours(5));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_order_that_stood_still_is_not_called_off_for_being_late() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    chain.forget(&tx);
    look_later(&desk, &chain).await;
    desk.advance(Days(60));
    desk.run_due().await;
    chain.recall();
    look_later(&desk, &chain).await;
    desk.advance(Hours(2));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_transfers_that_are_gone_both_must_be_back() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let parts = [chain.pay(&address, usdt(500)), chain.pay(&address, usdt(750))];
    final_look(&desk, &chain).await;
    chain.forget(&parts[0]);
    look_later(&desk, &chain).await;
    let incident = order_of(&desk, order.request).await.unwrap().escrow.incident.unwrap();
    assert_eq!(incident.amount, Some(usdt(500)));
    chain.recall();
    chain.forget(&parts[1]);
    look_later(&desk, &chain).await;
    let incident = order_of(&desk, order.request).await.unwrap().escrow.incident.unwrap();
    assert_eq!(incident.amount, Some(usdt(750)));
    chain.recall();
    look_later(&desk, &chain).await;
    assert!(!is_frozen(&desk, order.request).await);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_gone_after_its_money_has_left_is_written_down_and_freezes_nothing() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    escrow::give_refund(&desk, order.seller, order.request).await.unwrap();
    chain.forget(&tx);
    look_later(&desk, &chain).await;
    assert!(!is_frozen(&desk, order.request).await);
    let events: Vec<ChainEvent> = desk.store.chain_events_of(order.payment).await.unwrap();
    assert!(events[0].missing_since.is_some());
    let rows = desk.store.history(order.request).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.deed == "incident").count(), 1);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_does_not_answer_freezes_nothing() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::funded_order(&desk, &chain).await;
    chain.set_down(true);
    desk.advance(Minutes(1));
    assert!(escrow::watch_chain(&desk, &chain).await.is_err());
    assert!(!is_frozen(&desk, order.request).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_lies_aside_and_is_gone_is_not_taken_until_it_is_back() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdc(1_250));
    final_look(&desk, &chain).await;
    let aside = desk.store.chain_events_of(order.payment).await.unwrap()[0].id;
    chain.forget(&tx);
    look_later(&desk, &chain).await;
    assert_eq!(code_of(escrow::claim_transfer(&desk, order.buyer, aside).await), "escrow-frozen");
    assert!(!is_frozen(&desk, order.request).await, "its price is still asked");
    chain.recall();
    look_later(&desk, &chain).await;
    assert_eq!(code_of(escrow::claim_transfer(&desk, order.buyer, aside).await), "done");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_an_order_stands_still_nothing_is_chosen_about_what_came_late() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(500));
    final_look(&desk, &chain).await;
    chain.forget(&tx);
    look_later(&desk, &chain).await;
    let refunded = escrow::refund_late(&desk, order.buyer, order.request, "whatever").await;
    assert_eq!(code_of(refunded), "escrow-frozen");
    assert_eq!(code_of(escrow::cancel_order(&desk, order.buyer, order.request, "").await), "escrow-frozen");
}
