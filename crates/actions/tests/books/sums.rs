//! What is counted equals the rows it was counted from, whatever happened to them.

use crate::{code_of, with_role};
use actions::{
    admin::{statistics, treasury},
    escrow,
};
use domain::{
    Currency, Money,
    escrow::{Payment, PaymentStatus},
    identity::Role,
    ledger::{Entry, Every, Journal, NormalSide, PaymentOutcome, Shelf},
};
use futures::{StreamExt, TryStreamExt};
use std::collections::BTreeMap;
use store::Found;
use testkit::{Given, TestDesk, desk_with_chain, usdc, usdt};

/// One order in each state that a payment in can be in here.
async fn a_busy_day(desk: &TestDesk, chain: &testkit::PretendChain) {
    let done = Given::sent_order(desk, chain).await;
    let code = escrow::delivery_code_for(desk, done.buyer, done.request).await.unwrap().unwrap();
    escrow::hand_over(desk, done.seller, done.request, &code).await.unwrap();
    Given::funded_order(desk, chain).await;
    let back = Given::funded_order(desk, chain).await;
    escrow::give_refund(desk, back.seller, back.request).await.unwrap();
    let (_, address) = Given::open_checkout(desk).await;
    chain.pay(&address, usdc(700));
    let (_, address) = Given::open_checkout(desk).await;
    chain.pay(&address, usdt(500));
    chain.mine(5);
    escrow::watch_chain(desk, chain).await.unwrap();
    let given_up = Given::accepted_order(desk).await;
    escrow::cancel_order(desk, given_up.buyer, given_up.request, "changed my mind").await.unwrap();
}

async fn rows(desk: &TestDesk) -> Vec<Payment> {
    let stream = desk.store.every::<Payment>().await.unwrap();
    stream
        .map(|row| match row.unwrap() {
            Found::Read(payment) => payment,
            Found::Unreadable { why, .. } => panic!("{why}"),
        })
        .collect()
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn successful_is_what_the_rows_say() {
    let (desk, chain) = desk_with_chain().await;
    a_busy_day(&desk, &chain).await;
    let admin = with_role(&desk, "Mina", Role::Admin).await;
    let rows = rows(&desk).await;
    let by_hand = |status: &[PaymentStatus]| rows.iter().filter(|row| status.contains(&row.status)).count() as u64;
    for every in [Every::Day, Every::Week, Every::Month] {
        let total = statistics(&desk, admin, every).await.unwrap().total();
        assert_eq!(total.asked(), rows.len() as u64);
        let good = by_hand(&[PaymentStatus::Confirmed, PaymentStatus::Completed]);
        assert!(good > 0);
        assert_eq!(total.count(PaymentOutcome::Successful), good);
        assert_eq!(total.count(PaymentOutcome::PaidBack), by_hand(&[PaymentStatus::Refunded]));
        assert_eq!(total.count(PaymentOutcome::NotPaid), by_hand(&[PaymentStatus::Cancelled, PaymentStatus::Failed]));
        let volume: i128 = rows
            .iter()
            .filter(|row| matches!(row.status, PaymentStatus::Confirmed | PaymentStatus::Completed))
            .map(|row| row.amount.units)
            .sum();
        assert_eq!(total.volume[&Currency::USDT], volume);
    }
    let support = with_role(&desk, "Nima", Role::Support).await;
    assert_eq!(code_of(statistics(&desk, support, Every::Day).await), "forbidden");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_treasury_is_the_sum_of_every_posting_sealed_or_not() {
    let (desk, chain) = desk_with_chain().await;
    a_busy_day(&desk, &chain).await;
    let treasurer = with_role(&desk, "Tara", Role::Treasurer).await;
    for is_sealed in [false, true] {
        if is_sealed {
            actions::ledger::seal(&desk).await.unwrap();
        }
        let shown = treasury(&desk, treasurer).await.unwrap();
        assert_eq!(shown.unsealed == 0, is_sealed);
        let from = domain::JournalId::from_bytes([0; 16]);
        let journals: Vec<Journal> = desk.store.journals_since(from).await.unwrap().try_collect().await.unwrap();
        let (mut shelves, mut debit) = (BTreeMap::new(), BTreeMap::new());
        for Entry { debit: left, credit: right, amount } in journals.iter().flat_map(|journal| &journal.entries) {
            for (account, side) in [(left, NormalSide::Debit), (right, NormalSide::Credit)] {
                let grows = account.normal_side() == side;
                let units = if grows { amount.units } else { -amount.units };
                *shelves.entry((account.shelf(), amount.currency)).or_insert(0_i128) += units;
                if account.normal_side() == NormalSide::Debit {
                    *debit.entry(amount.currency).or_insert(0_i128) += units;
                }
            }
        }
        let mut by_shelf: BTreeMap<(Shelf, Currency), i128> = BTreeMap::new();
        for line in &shown.lines {
            *by_shelf.entry((line.shelf, line.sum.currency)).or_insert(0) += line.sum.units;
        }
        shelves.retain(|_, units| *units != 0);
        assert_eq!(by_shelf, shelves);
        assert!(!shown.trial.is_empty() && shown.trial.iter().all(actions::admin::TrialLine::is_even), "{shown:?}");
        for line in &shown.trial {
            assert_eq!(line.debit, Money::new(debit[&line.debit.currency], line.debit.currency));
        }
    }
}
