//! The signature under a decision: whose it must be, what it must say, and what happens while nobody can sign.

use crate::{
    assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
    stands, story,
};
use actions::ledger::audit;
use domain::{Days, Minutes, disputes::Outcome};
use payments::Keystore;
use std::sync::Arc;
use store::Commit;
use testkit::desk_with_chain;

#[tokio::test(flavor = "multi_thread")]
async fn without_the_vaults_key_nothing_that_moves_money_is_decided_and_what_was_shown_applies() {
    let (desk, chain) = desk_with_chain().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    assert_eq!(code_of(decide(&desk, judge, id, &says("refund", "")).await), "dispute-unsigned");
    assert_eq!(stands(&desk, id).await, "in_progress mediate");
    desk.advance(Days(7));
    assert_eq!(code_of(decide(&desk, judge, id, &says("nothing", "")).await), "dispute-time-over");
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed mediate silence");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_nobody_has_the_vaults_key_what_was_decided_waits_and_is_paid_when_it_is_back() {
    let (mut desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    let vault = desk.desk.keystore.take();
    desk.advance(Days(5));
    // Longer than a task that goes wrong is tried.
    for _ in 0..60 {
        desk.run_due().await;
        assert_eq!(stands(&desk, id).await, "resolved decide");
        desk.advance(Minutes(1));
    }
    desk.desk.keystore = vault;
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed decide decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_is_not_what_was_signed_pays_nobody() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    decide(&desk, judge, id, &says("split", "5")).await.unwrap();
    let honest = found(&desk, id).await;
    let mut changed = honest.clone();
    changed.decisions[0].verdict.outcome = Some(Outcome::Release);
    desk.commit(Commit::new().save(&changed)).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    assert_eq!(stands(&desk, id).await, "resolved decide");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_that_another_key_signed_pays_nobody_and_audit_finds_one_that_was_paid() {
    let (mut desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let judge = resolver(&desk, "Judge").await;
    let (vault, thief) = (desk.keystore.clone(), Some(Arc::new(Keystore::generate().unwrap())));
    desk.desk.keystore = thief;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    desk.advance(Days(5));
    for keys in [vault.clone(), None] {
        desk.desk.keystore = keys;
        desk.run_due().await;
        assert_eq!(stands(&desk, id).await, "resolved decide");
        assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    }
    let (order, id) = asked(&desk, &chain).await;
    desk.desk.keystore = Some(Arc::new(Keystore::generate().unwrap()));
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    desk.desk.keystore = vault;
    let report = audit(&desk).await.unwrap().to_string();
    assert!(report.contains("what moved its money was not signed"), "{report}");
}
