use crate::{assert_books_are_right, purse, story};
use actions::{Desk, escrow};
use domain::{
    Currency, Money,
    event::Actor,
    ledger::{Entry, Journal, JournalKind, LedgerAccount, NewJournal},
};
use futures::future::join_all;
use std::collections::BTreeSet;
use store::{Commit, StoreError};
use testkit::{Given, desk_with_chain, usdt};

fn posting(desk: &Desk, key: String, debit: &LedgerAccount, credit: &LedgerAccount, amount: Money) -> Journal {
    let entries = vec![Entry { debit: debit.clone(), credit: credit.clone(), amount }];
    let kind = JournalKind::Adjustment;
    NewJournal { kind, key, entries, request_id: None, payment_id: None }.written(
        desk.new_id(),
        Actor::House,
        desk.now(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_releases_at_once_pay_the_seller_once() {
    let (desk, chain) = desk_with_chain().await;
    let order = Given::sent_order(&desk, &chain).await;
    let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
    let deeds = join_all((0..10).map(|_| escrow::hand_over(&desk, order.seller, order.request, &code))).await;
    assert!(deeds.iter().all(Result::is_ok), "{deeds:?}");
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    assert_eq!(journals.iter().filter(|journal| journal.kind == JournalKind::Release).count(), 1);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn release_refund_and_cancel_at_once_end_in_one_way() {
    let (desk, chain) = desk_with_chain().await;
    for _ in 0..5 {
        let order = Given::sent_order(&desk, &chain).await;
        let code = escrow::delivery_code_for(&desk, order.buyer, order.request).await.unwrap().unwrap();
        let (released, refunded, cancelled) = tokio::join!(
            escrow::hand_over(&desk, order.seller, order.request, &code),
            escrow::give_refund(&desk, order.seller, order.request),
            escrow::cancel_order(&desk, order.buyer, order.request, ""),
        );
        assert!(released.is_ok() != refunded.is_ok(), "{released:?} {refunded:?}");
        // Cancelling after the refund finds nothing left to do; before it, the money was held.
        assert!(cancelled.is_err() || refunded.is_ok(), "{cancelled:?}");
        let story = story(&desk, order.request).await;
        let wanted = if released.is_ok() { "seller_paid completed released" } else { "cancelled refunded refunded" };
        assert_eq!(story, wanted);
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_watchers_credit_a_transfer_once() {
    let (desk, chain) = desk_with_chain().await;
    let (order, address) = Given::open_checkout(&desk).await;
    chain.pay(&address, usdt(1_250));
    chain.mine(3);
    let desks: Vec<Desk> = (0..10).map(|_| desk.twin()).collect();
    let looks = join_all(desks.iter().map(|desk| escrow::watch_chain(desk, &chain))).await;
    assert!(looks.iter().all(Result::is_ok), "{looks:?}");
    assert_eq!(story(&desk, order.request).await, "processing confirmed funded");
    assert_eq!(desk.store.journals_of_request(order.request).await.unwrap().len(), 1);
    assert_eq!(purse(&desk, order.buyer).await, usdt(0));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn fifty_checkouts_at_once_have_fifty_addresses() {
    let (desk, _chain) = desk_with_chain().await;
    let mut orders = Vec::new();
    for _ in 0..50 {
        orders.push(Given::accepted_order(&desk).await);
    }
    let opened = join_all(orders.iter().map(|order| escrow::open_checkout(&desk, order.buyer, order.request))).await;
    let addresses: BTreeSet<_> =
        opened.into_iter().map(|payment| payment.unwrap().on_chain.receiver.unwrap()).collect();
    assert_eq!(addresses.len(), 50);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn one_checkout_opened_twenty_times_at_once_has_one_address() {
    let (desk, _chain) = desk_with_chain().await;
    let order = Given::accepted_order(&desk).await;
    let opened = join_all((0..20).map(|_| escrow::open_checkout(&desk, order.buyer, order.request))).await;
    let addresses: BTreeSet<_> =
        opened.into_iter().map(|payment| payment.unwrap().on_chain.receiver.unwrap()).collect();
    assert_eq!(addresses.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_hundred_withdrawals_of_all_the_money_exactly_one_succeeds() {
    let (desk, _chain) = desk_with_chain().await;
    let (purse, sink) = (LedgerAccount::Unclaimed(Currency::USDT), LedgerAccount::Operator);
    desk.commit(Commit::new().post(&posting(&desk, "gift".to_owned(), &sink, &purse, usdt(1)))).await.unwrap();
    let takes: Vec<Journal> =
        (0..200).map(|number| posting(&desk, format!("take:{number}"), &purse, &sink, usdt(1))).collect();
    let results = join_all(takes.iter().map(|take| desk.store.commit(Commit::new().post(take)))).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    let refused = |result: &Result<(), StoreError>| matches!(result, Ok(()) | Err(StoreError::NotEnough { .. }));
    assert!(results.iter().all(refused), "{:?}", results.iter().find(|result| !refused(result)));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_repeats_of_one_posting_are_one_journal() {
    let (desk, _chain) = desk_with_chain().await;
    let (purse, source) = (LedgerAccount::Unclaimed(Currency::USDT), LedgerAccount::Operator);
    let repeats: Vec<Journal> = (0..100).map(|_| posting(&desk, "once".to_owned(), &source, &purse, usdt(1))).collect();
    let results = join_all(repeats.iter().map(|repeat| desk.store.commit(Commit::new().post(repeat)))).await;
    assert_eq!(results.iter().filter(|result| result.is_ok()).count(), 1);
    assert_eq!(desk.store.balance(&purse, Currency::USDT).await.unwrap(), usdt(1));
    // No transfer stands for it: what lies aside must be what came.
    desk.commit(Commit::new().post(&posting(&desk, "back".to_owned(), &purse, &source, usdt(1)))).await.unwrap();
    assert_books_are_right(&desk).await;
}
