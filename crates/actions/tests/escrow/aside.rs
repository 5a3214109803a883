//! Money of the wrong kind: kept aside, and taken by its owner, once.

use crate::{assert_books_are_right, code_of, purse, story};
use actions::{
    Desk,
    escrow::{self, claim_transfer, kept_aside},
};
use domain::{
    ChainEventId, Currency, Money,
    escrow::{AmountFlag, ChainEventStatus},
    ledger::{JournalKind, LedgerAccount},
};
use futures::future::join_all;
use testkit::{Given, OrderIds, PretendChain, TestDesk, desk_with_chain, usdc, usdt};

/// An order that waits for USDT, to whose address USDC came.
async fn wrong_token(desk: &TestDesk, chain: &PretendChain) -> (OrderIds, ChainEventId) {
    let (order, address) = Given::open_checkout(desk).await;
    chain.pay(&address, usdc(1_250));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
    let aside = kept_aside(desk, order.buyer, order.request).await.unwrap();
    assert_eq!(aside.len(), 1);
    (order, aside[0].id)
}

async fn in_usdc(desk: &Desk, account: &LedgerAccount) -> Money {
    desk.store.balance(account, Currency::USDC).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_in_another_token_is_the_buyers_and_the_price_is_still_asked() {
    let (desk, chain) = desk_with_chain().await;
    let (order, event) = wrong_token(&desk, &chain).await;
    assert_eq!(in_usdc(&desk, &LedgerAccount::Unclaimed(Currency::USDC)).await, usdc(1_250));
    let after = claim_transfer(&desk, order.buyer, event).await.unwrap();
    assert_eq!((after.payment.flag, after.payment.credited), (None, usdt(0)));
    let wallet = desk.store.wallet_of(order.buyer, Currency::USDC).await.unwrap().unwrap();
    assert_eq!(in_usdc(&desk, &LedgerAccount::Wallet(wallet.id)).await, usdc(1_250));
    assert_eq!(in_usdc(&desk, &LedgerAccount::Unclaimed(Currency::USDC)).await, usdc(0));
    assert_eq!(purse(&desk, order.buyer).await, usdt(0));
    assert_eq!(story(&desk, order.request).await, "payment pending awaiting");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_taken_once_however_often_it_is_asked_for() {
    let (desk, chain) = desk_with_chain().await;
    let (order, event) = wrong_token(&desk, &chain).await;
    let asked = join_all((0..10).map(|_| claim_transfer(&desk, order.buyer, event))).await;
    assert!(asked.iter().all(Result::is_ok), "{asked:?}");
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    assert_eq!(journals.iter().filter(|journal| journal.kind == JournalKind::Claim).count(), 1);
    let shown = kept_aside(&desk, order.buyer, order.request).await.unwrap();
    assert_eq!(shown[0].status, ChainEventStatus::Claimed);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_more_lies_aside_the_payment_says_so() {
    let (desk, chain) = desk_with_chain().await;
    let (order, first) = wrong_token(&desk, &chain).await;
    let address = escrow::order_of(&desk, order.request).await.unwrap().payment.on_chain.receiver.unwrap();
    chain.pay(&address, usdc(300));
    chain.mine(5);
    escrow::watch_chain(&desk, &chain).await.unwrap();
    let after = claim_transfer(&desk, order.buyer, first).await.unwrap();
    assert_eq!(after.payment.flag, Some(AmountFlag::Held));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_takes_it_and_nothing_else_is_taken() {
    let (desk, chain) = desk_with_chain().await;
    let (order, event) = wrong_token(&desk, &chain).await;
    let stranger = Given::person(&desk, "Omid").await;
    assert!(claim_transfer(&desk, stranger, event).await.is_err());
    assert!(kept_aside(&desk, stranger, order.request).await.is_err());
    assert_eq!(code_of(claim_transfer(&desk, order.seller, event).await), "escrow-not-the-buyer");
    let paid = Given::funded_order(&desk, &chain).await;
    let credited = desk.store.chain_events_of(paid.payment).await.unwrap()[0].id;
    assert_eq!(code_of(claim_transfer(&desk, paid.buyer, credited).await), "escrow-nothing-to-claim");
    assert_eq!(in_usdc(&desk, &LedgerAccount::Unclaimed(Currency::USDC)).await, usdc(1_250));
    assert_books_are_right(&desk).await;
}
