//! After a decision: both take it as it is, one asks for another look, or nobody does anything.

use crate::{
    a_key, assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
    purse, stands, story,
};
use actions::{Desk, disputes};
use domain::{Currency, Days, DecisionId, DisputeId, Minutes, Money, UserId, disputes::DisputePriority};
use futures::future::join_all;
use testkit::{Given, usdt};

const WHY: &str = "The second picture was not looked at: the lid is in the box there.";

async fn newest(desk: &Desk, id: DisputeId) -> DecisionId {
    found(desk, id).await.decisions.last().unwrap().id
}

async fn appeal(desk: &Desk, who: UserId, id: DisputeId) -> String {
    let which = newest(desk, id).await;
    code_of(disputes::appeal_decision(desk, who, id, which, WHY).await)
}

async fn waive(desk: &Desk, who: UserId, id: DisputeId) -> String {
    let which = newest(desk, id).await;
    code_of(disputes::waive_appeal(desk, who, id, which).await)
}

#[tokio::test(flavor = "multi_thread")]
async fn when_both_take_it_as_it_is_it_is_paid_at_once_and_once() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &says("refund", "")).await.unwrap();
    for _ in 0..2 {
        assert_eq!(waive(&desk, order.seller, id).await, "done");
        assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed", "the other one has its time");
    }
    let which = newest(&desk, id).await;
    let twins: Vec<Desk> = (0..10).map(|_| desk.twin()).collect();
    let said = join_all(twins.iter().map(|twin| disputes::waive_appeal(twin, order.buyer, id, which))).await;
    assert!(said.iter().any(Result::is_ok), "{said:?}");
    assert_eq!(stands(&desk, id).await, "closed decide decided");
    assert_eq!(story(&desk, order.request).await, "cancelled refunded refunded");
    assert_eq!(purse(&desk, order.buyer).await, usdt(1_250));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_is_decided_by_another_one_at_once_and_for_good() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let (judge, other) = (resolver(&desk, "Judge").await, resolver(&desk, "Other").await);
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    for _ in 0..2 {
        assert_eq!(appeal(&desk, order.buyer, id).await, "done");
    }
    assert_eq!(stands(&desk, id).await, "in_progress appeal");
    let dispute = found(&desk, id).await;
    assert_eq!((dispute.priority, dispute.claim), (DisputePriority::High, None));
    assert_eq!(appeal(&desk, order.seller, id).await, "dispute-nothing-to-appeal", "once, whoever asks");
    assert_eq!(waive(&desk, order.seller, id).await, "dispute-nothing-to-appeal");
    assert_eq!(code_of(disputes::withdraw_dispute(&desk, order.buyer, id).await), "dispute-over");
    assert_eq!(code_of(disputes::claim_dispute(&desk, judge, id).await), "dispute-not-another");
    assert_eq!(code_of(decide(&desk, judge, id, &says("refund", "")).await), "dispute-not-another");
    let stale = disputes::decide_dispute(&desk, other, id, (&says("refund", ""), 0), &a_key(&desk)).await;
    assert_eq!(code_of(stale), "dispute-decided", "the page was older than the first decision");
    decide(&desk, other, id, &says("split", "9")).await.unwrap();
    assert_eq!(stands(&desk, id).await, "closed appeal decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    assert_eq!(purse(&desk, order.buyer).await, usdt(900));
    assert_eq!(appeal(&desk, order.seller, id).await, "dispute-nothing-to-appeal");
    desk.advance(Days(60));
    desk.run_due().await;
    assert_eq!(found(&desk, id).await.decisions.len(), 2);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_that_nobody_decides_leaves_what_was_decided() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    let silence = found(&desk, id).await.silence;
    assert_eq!(appeal(&desk, order.buyer, id).await, "done");
    let dispute = found(&desk, id).await;
    assert_eq!((dispute.silence, dispute.respond_by), (silence, desk.now() + Days(7)), "it was shown before");
    desk.advance(Days(7));
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed appeal decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_eq!(purse(&desk, order.seller).await, Money::new(12_187_500, Currency::USDT));
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_appeal_is_asked_for_in_time_with_a_reason_and_by_a_side_that_did_not_let_it_be() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    let which = newest(&desk, id).await;
    let short = disputes::appeal_decision(&desk, order.buyer, id, which, "Unfair!").await;
    assert_eq!(code_of(short), "too-short");
    let stranger = Given::person(&desk, "Nobody").await;
    assert_eq!(appeal(&desk, stranger, id).await, "not-found");
    assert_eq!(appeal(&desk, judge, id).await, "not-found");
    let other = disputes::appeal_decision(&desk, order.buyer, id, desk.new_id(), WHY).await;
    assert_eq!(code_of(other), "dispute-nothing-to-appeal");
    assert_eq!(waive(&desk, order.seller, id).await, "done");
    assert_eq!(appeal(&desk, order.seller, id).await, "dispute-nothing-to-appeal");
    desk.advance(Minutes(5 * 24 * 60));
    assert_eq!(appeal(&desk, order.buyer, id).await, "dispute-nothing-to-appeal", "before the clock has come");
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}
