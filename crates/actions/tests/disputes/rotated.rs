//! The key of the vault changes between a decision and its end: what counted when it was signed is paid, and what does not
//! count any more waits for a person who sees it.

use crate::{
    assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says, with_role},
    stands, story,
};
use actions::{disputes, needs::needs_of};
use domain::{
    Days, Minutes, Timestamp, UserId,
    disputes::{Dispute, Outcome},
    identity::Role,
    ledger::JournalKind,
    needs::Asked,
};
use payments::Keystore;
use std::sync::Arc;
use store::Commit;
use testkit::TestDesk;

/// The house goes on with another key of its vault.
fn rotate(desk: &mut TestDesk, until: Option<Timestamp>) {
    let keys = desk.keystore.as_deref().unwrap().rotated(until).unwrap();
    desk.desk.keystore = Some(Arc::new(keys));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_before_the_vaults_key_changed_is_paid_once_and_the_books_are_right() {
    let (mut desk, chain) = house().await;
    let judge = resolver(&desk, "Judge").await;
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &says("split", "5")).await.unwrap();
    // Twice: the key before the one before counts too.
    for _ in 0..2 {
        rotate(&mut desk, None);
    }
    desk.advance(Days(5));
    for _ in 0..3 {
        desk.run_due().await;
        desk.advance(Minutes(90));
    }
    assert_eq!(stands(&desk, id).await, "closed decide decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    let journals = desk.store.journals_of_request(order.request).await.unwrap();
    let paid = |kind: JournalKind| journals.iter().filter(|journal| journal.kind == kind).count();
    assert_eq!((paid(JournalKind::Refund), paid(JournalKind::Release)), (1, 1), "each part once");
    // What was decided with the new key counts beside it.
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_stolen_key_signed_pays_nobody_and_what_it_signed_before_is_paid() {
    let (mut desk, chain) = house().await;
    let judge = resolver(&desk, "Judge").await;
    let (honest, before) = asked(&desk, &chain).await;
    decide(&desk, judge, before, &says("release", "")).await.unwrap();
    desk.advance(Minutes(10));
    let stolen = desk.now();
    let (order, after) = asked(&desk, &chain).await;
    decide(&desk, judge, after, &says("release", "")).await.unwrap();
    rotate(&mut desk, Some(stolen));
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(&desk, honest.request).await, "seller_paid completed released");
    assert_eq!(story(&desk, order.request).await, "delivery confirmed disputed");
    assert_eq!(stands(&desk, after).await, "resolved decide");
    assert_books_are_right(&desk).await;
}

/// What the first page asks of them.
async fn asked_of(desk: &TestDesk, who: UserId) -> Vec<Asked> {
    needs_of(desk, who).await.unwrap().into_iter().map(|need| need.asked).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_key_signed_that_is_not_the_vaults_any_more_is_signed_anew_by_who_decided_it_and_paid_once() {
    let (mut desk, chain) = house().await;
    let (judge, other) = (resolver(&desk, "Judge").await, resolver(&desk, "Other").await);
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    disputes::sign_decision(&desk, judge, id).await.unwrap();
    let signed = found(&desk, id).await;
    assert!(asked_of(&desk, judge).await.is_empty(), "what counts is not signed again");
    // Another file of keys, that knows nothing of the one before.
    desk.desk.keystore = Some(Arc::new(Keystore::generate().unwrap()));
    assert_eq!(found(&desk, id).await, signed);
    for side in [order.buyer, order.seller] {
        assert!(disputes::room(&desk, side, false, id).await.unwrap().waits_for_signature, "both sides read why");
        assert_eq!(code_of(disputes::sign_decision(&desk, side, id).await), "forbidden");
    }
    disputes::waive_appeal(&desk, order.buyer, id, signed.decisions[0].id).await.unwrap();
    let waived = disputes::waive_appeal(&desk, order.seller, id, signed.decisions[0].id).await;
    assert_eq!(code_of(waived), "dispute-unsigned");
    desk.advance(Days(5));
    // Longer than a task that goes wrong is tried.
    for _ in 0..60 {
        desk.run_due().await;
        desk.advance(Minutes(1));
    }
    assert_eq!(stands(&desk, id).await, "resolved decide");
    assert_eq!(asked_of(&desk, judge).await, [Asked::SignDecision]);
    assert!(asked_of(&desk, other).await.is_empty());
    assert_eq!(code_of(disputes::sign_decision(&desk, other, id).await), "dispute-not-the-author");
    let shown = async |who| disputes::room(&desk, who, true, id).await.unwrap().may_sign;
    assert_eq!((shown(judge).await, shown(other).await), (true, false));
    for _ in 0..2 {
        assert_eq!(code_of(disputes::sign_decision(&desk, judge, id).await), "done");
    }
    desk.run_due().await;
    assert_eq!(stands(&desk, id).await, "closed decide decided");
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    let rows = desk.store.history(order.request).await.unwrap();
    assert_eq!(rows.iter().filter(|row| row.deed == "sign_decision").count(), 1);
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_signs_for_who_is_gone_and_nobody_signs_what_was_changed() {
    let (mut desk, chain) = house().await;
    let (judge, admin) = (resolver(&desk, "Judge").await, with_role(&desk, "Admin", Role::Admin).await);
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, judge, id, &says("split", "5")).await.unwrap();
    desk.desk.keystore = Some(Arc::new(Keystore::generate().unwrap()));
    let honest = found(&desk, id).await;
    let mut changed = honest.clone();
    changed.decisions[0].verdict.outcome = Some(Outcome::Release);
    desk.commit(Commit::new().save(&changed)).await.unwrap();
    let offered = disputes::room(&desk, admin, true, id).await.unwrap();
    assert!(!offered.may_sign && !offered.waits_for_signature);
    disputes::sign_decision(&desk, admin, id).await.unwrap();
    assert_eq!(found(&desk, id).await.decisions, changed.decisions, "nothing was signed");
    let version = found(&desk, id).await.version;
    desk.commit(Commit::new().save(&Dispute { version, ..honest })).await.unwrap();
    assert_eq!(asked_of(&desk, admin).await, [Asked::SignDecision]);
    disputes::sign_decision(&desk, admin, id).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed split");
    assert_books_are_right(&desk).await;
}
