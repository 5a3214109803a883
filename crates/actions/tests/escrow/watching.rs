use crate::{assert_books_are_right, code_of, purse, story};
use actions::{
    Desk,
    escrow::{self, CheckoutStage, checkout_view, order_of},
};
use domain::{
    Currency, Hours, Minutes,
    escrow::{AmountFlag, ChainEventStatus as S},
    ledger::LedgerAccount,
};
use testkit::{Given, OrderIds, PretendChain, desk_with_chain, usdc, usdt};

pub(crate) async fn look(desk: &Desk, chain: &PretendChain) {
    escrow::watch_chain(desk, chain).await.unwrap();
}

pub(crate) async fn final_look(desk: &Desk, chain: &PretendChain) {
    look(desk, chain).await;
    chain.mine(3);
    look(desk, chain).await;
}

pub(crate) async fn statuses(desk: &Desk, order: &OrderIds) -> Vec<S> {
    desk.store.chain_events_of(order.payment).await.unwrap().iter().map(|event| event.status).collect()
}

async fn flag(desk: &Desk, order: &OrderIds) -> Option<AmountFlag> {
    order_of(desk, order.request).await.unwrap().payment.flag
}

#[tokio::test(flavor = "multi_thread")]
async fn confirmations_are_counted_and_every_check_is_kept_with_the_payment() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(1_250));
    look(&desk, &chain).await;
    let payment = order_of(&desk, order.request).await.unwrap().payment;
    assert_eq!((payment.on_chain.confirmations, payment.seen), (1, usdt(1_250)));
    chain.mine(1);
    look(&desk, &chain).await;
    assert_eq!(order_of(&desk, order.request).await.unwrap().payment.on_chain.confirmations, 2);
    chain.mine(1);
    look(&desk, &chain).await;
    let payment = order_of(&desk, order.request).await.unwrap().payment;
    assert_eq!((payment.flag, payment.seen, payment.credited), (Some(AmountFlag::Exact), usdt(0), usdt(1_250)));
    assert_eq!(payment.on_chain.checks.len(), 6);
    assert!(payment.on_chain.checks.iter().all(|check| check.passed));
    assert!(payment.on_chain.transaction_hash.is_some() && payment.on_chain.confirmed_at.is_some());
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_vanishes_is_forgotten_and_counted_again_when_it_is_back() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let tx = chain.pay(&address, usdt(1_250));
    look(&desk, &chain).await;
    chain.forget(&tx);
    look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_eq!(statuses(&desk, &order).await, [S::Vanished]);
    assert_books_are_right(&desk).await;
    chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn less_than_asked_is_held_as_a_part_and_topped_up_to_the_price() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(1_200));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "payment processing partial");
    assert_eq!(flag(&desk, &order).await, Some(AmountFlag::Partial));
    assert_books_are_right(&desk).await;
    // The time to pay does not end a part payment.
    desk.advance(Minutes(61));
    desk.run_due().await;
    chain.pay(&address, usdt(50));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(flag(&desk, &order).await, Some(AmountFlag::Exact));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_part_that_is_not_topped_up_goes_back_to_the_buyer() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(1_200));
    final_look(&desk, &chain).await;
    desk.advance(Hours(24));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_200));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn more_than_asked_leaves_the_rest_in_the_buyers_wallet() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(2_000));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!((flag(&desk, &order).await, purse(&desk, order.buyer).await), (Some(AmountFlag::Over), usdt(750)));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_payment_goes_to_the_buyers_wallet() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(1_250));
    chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_eq!(statuses(&desk, &order).await, [S::Credited, S::ToWallet]);
    let view = checkout_view(&desk, order.buyer, order.request).await.unwrap().unwrap();
    assert_eq!(view.stage, CheckoutStage::Over, "the page says that it came twice");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn money_that_comes_after_the_end_goes_to_the_buyers_wallet() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    desk.advance(Minutes(61));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
    chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "cancelled cancelled cancelled");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_on_its_way_keeps_the_order_alive_beyond_the_time_to_pay() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(1_250));
    look(&desk, &chain).await;
    desk.advance(Minutes(61));
    assert_eq!(desk.run_due().await, 1);
    assert_eq!(story(&desk, order.request).await, "payment processing awaiting");
    chain.mine(3);
    look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(flag(&desk, &order).await, Some(AmountFlag::Exact));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_seen_after_its_time_and_before_the_clock_came_round_is_honoured_as_late() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    desk.advance(Minutes(61));
    chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(flag(&desk, &order).await, Some(AmountFlag::Late));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_token_is_kept_aside_and_pays_nothing() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdc(1_250));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_eq!((flag(&desk, &order).await, statuses(&desk, &order).await), (Some(AmountFlag::Held), vec![S::Held]));
    let unclaimed = desk.store.balance(&LedgerAccount::Unclaimed(Currency::USDC), Currency::USDC).await.unwrap();
    assert_eq!(unclaimed, usdc(1_250));
    let event = &desk.store.chain_events_of(order.payment).await.unwrap()[0];
    assert!(event.checks.iter().any(|check| check.name == "token" && !check.passed), "{:?}", event.checks);
    chain.pay(&address, usdt(1_250));
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wrong_chain_is_kept_aside_and_pays_nothing() {
    let (desk, _chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let other = PretendChain::of_id(31_338);
    other.pay(&address, usdt(1_250));
    final_look(&desk, &other).await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_eq!(statuses(&desk, &order).await, [S::Held]);
    let event = &desk.store.chain_events_of(order.payment).await.unwrap()[0];
    assert!(event.checks.iter().any(|check| check.name == "chain" && !check.passed), "{:?}", event.checks);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_nobody_knows_is_written_down_and_never_counts() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay_unknown(&address, 12_500_000);
    final_look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_eq!(statuses(&desk, &order).await, [S::Ignored]);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chain_that_does_not_answer_changes_nothing_and_is_caught_up() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    look(&desk, &chain).await;
    chain.set_down(true);
    assert!(code_of(escrow::watch_chain(&desk, &chain).await).starts_with("outside"));
    chain.pay(&address, usdt(1_250));
    chain.mine(40);
    chain.set_down(false);
    look(&desk, &chain).await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_keeps_its_address_and_no_two_share_one() {
    let (desk, _chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    let again = escrow::open_checkout(&desk, order.buyer, order.request).await.unwrap();
    assert_eq!(again.on_chain.receiver, Some(address.clone()));
    let (_, other) = Given::open_checkout(&desk).await;
    assert_ne!(address, other);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_checkout_is_not_opened_after_its_time_nor_without_a_chain() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    desk.advance(Minutes(60));
    assert_eq!(code_of(escrow::open_checkout(&desk, order.buyer, order.request).await), "escrow-not-payable");
    let desk = testkit::desk().await;
    let order = Given::accepted_order(&desk).await;
    assert_eq!(code_of(escrow::open_checkout(&desk, order.buyer, order.request).await), "escrow-no-chain");
}
