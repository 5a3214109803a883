//! Paying from the own balance: at once, once, and never more than was seen or is there.

use crate::{PAID, assert_books_are_right, code_of, purse, story};
use actions::escrow::{self, checkout_view, order_of, pay_from_wallet};
use domain::{
    Days, Minutes, Money,
    escrow::{AmountFlag, PaymentProvider},
    ledger::JournalKind,
};
use futures::future::join_all;
use testkit::{Given, desk_with_chain, usdt};

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_pays_at_once_and_the_order_goes_its_way() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::order_of_a_rich_buyer(&desk, &chain, usdt(2_000).units).await;
    let view = checkout_view(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let shown = view.purse.unwrap();
    assert_eq!((shown.balance, shown.due, shown.missing()), (usdt(2_000), usdt(1_250), usdt(0)));
    pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(750));
    let payment = order_of(&desk, order.request).await.unwrap().payment;
    assert_eq!((payment.provider, payment.flag), (PaymentProvider::Wallet, Some(AmountFlag::Exact)));
    escrow::mark_sent(&desk, order.seller, order.request).await.unwrap();
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let done = escrow::hand_over(&desk, order.seller, order.request, &code).await.unwrap();
    assert_eq!((done.request.status, done.escrow.state), PAID);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_that_holds_too_little_pays_nothing_and_says_what_is_missing() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::order_of_a_rich_buyer(&desk, &chain, usdt(1_249).units).await;
    let view = checkout_view(&desk, order.buyer, order.request).await.unwrap().unwrap();
    assert_eq!(view.purse.unwrap().missing(), usdt(1));
    let refused = code_of(pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)).await);
    assert!(refused.contains("holds less"), "{refused}");
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_249));
    let poor = Given::accepted_order(&desk).await;
    assert!(checkout_view(&desk, poor.buyer, poor.request).await.unwrap().unwrap().purse.is_none());
    let refused = code_of(pay_from_wallet(&desk, poor.buyer, poor.request, usdt(1_250)).await);
    assert!(refused.contains("holds less"), "{refused}");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_clicks_at_once_pay_once() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::order_of_a_rich_buyer(&desk, &chain, usdt(5_000).units).await;
    let clicks = join_all((0..20).map(|_| pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)))).await;
    assert!(clicks.iter().all(Result::is_ok), "{clicks:?}");
    assert_eq!(purse(&desk, order.buyer).await, usdt(3_750));
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    assert_eq!(journals.iter().filter(|journal| journal.kind == JournalKind::Hold).count(), 1);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wallet_with_money_for_one_pays_one_of_many_orders() {
    let (desk, chain) = desk_with_chain().await;
    let first = Given::order_of_a_rich_buyer(&desk, &chain, usdt(2_499).units).await;
    let mut orders = vec![first];
    for _ in 0..5 {
        orders.push(Given::order_of(&desk, first.buyer).await);
    }
    let tries = orders.iter().map(|order| pay_from_wallet(&desk, first.buyer, order.request, usdt(1_250)));
    let paid = join_all(tries).await.into_iter().filter(Result::is_ok).count();
    assert_eq!(paid, 1);
    assert_eq!(purse(&desk, first.buyer).await, usdt(1_249));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_of_a_part_payment_comes_from_the_wallet_and_never_another_amount_than_was_seen() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::order_of_a_rich_buyer(&desk, &chain, usdt(2_000).units).await;
    let payment = escrow::open_checkout(&desk, order.buyer, order.request).await.unwrap();
    let transfer = chain.pay(payment.on_chain.receiver.as_ref().unwrap(), usdt(1_000));
    chain.mine(1);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    let on_its_way = pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)).await;
    assert_eq!(code_of(on_its_way), "escrow-transfer-on-its-way", "{transfer:?}");
    chain.mine(5);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    let old = pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)).await;
    assert_eq!(code_of(old), "escrow-other-amount");
    pay_from_wallet(&desk, order.buyer, order.request, usdt(250)).await.unwrap();
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_750));
    desk.advance(Days(2));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded", "the time to top up is over and gone");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_transfer_that_comes_after_the_wallet_has_paid_is_the_buyers() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::order_of_a_rich_buyer(&desk, &chain, usdt(1_250).units).await;
    let payment = escrow::open_checkout(&desk, order.buyer, order.request).await.unwrap();
    pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)).await.unwrap();
    chain.pay(payment.on_chain.receiver.as_ref().unwrap(), usdt(1_250));
    chain.mine(5);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    assert_eq!(
        (story(&desk, order.request).await, purse(&desk, order.buyer).await),
        ("processing confirmed funded".to_owned(), usdt(1_250))
    );
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_nobody_too_late_and_nobody_with_other_money_pays_from_a_wallet() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::order_of_a_rich_buyer(&desk, &chain, usdt(5_000).units).await;
    let by_seller = pay_from_wallet(&desk, order.seller, order.request, usdt(1_250)).await;
    assert_eq!(code_of(by_seller), "escrow-not-the-buyer");
    for odd in [usdt(0), usdt(-1_250), usdt(1_251), Money::new(1_250, domain::Currency::USDC)] {
        let refused = code_of(pay_from_wallet(&desk, order.buyer, order.request, odd).await);
        assert!(refused == "escrow-other-amount" || refused.contains("holds less"), "{odd}: {refused}");
    }
    desk.advance(Minutes(60));
    assert_eq!(code_of(pay_from_wallet(&desk, order.buyer, order.request, usdt(1_250)).await), "escrow-not-payable");
    assert_eq!(purse(&desk, order.buyer).await, usdt(5_000));
    assert_books_are_right(&desk).await;
}
