//! What both sides take away of a decision, and what everybody reads of all of them.

use crate::{
    assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says},
};
use actions::disputes;
use domain::{
    Hours,
    disputes::{ResolutionAction, verify_summary},
};
use testkit::Given;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_decided_is_signed_for_both_sides_and_adds_up_to_the_public_sums() {
    let (desk, chain) = house().await;
    let (order, id) = asked(&desk, &chain).await;
    let (judge, other) = (resolver(&desk, "Judge").await, resolver(&desk, "Other").await);
    assert_eq!(disputes::summary_of(&desk, order.buyer, false, id).await.unwrap(), None, "nothing is decided");
    desk.advance(Hours(30));
    decide(&desk, judge, id, &says("release", "")).await.unwrap();
    let which = found(&desk, id).await.decisions[0].id;
    let why = "The second picture was not looked at: the lid is there.";
    disputes::appeal_decision(&desk, order.buyer, id, which, why).await.unwrap();
    desk.advance(Hours(10));
    decide(&desk, other, id, &says("refund", "")).await.unwrap();
    let stranger = Given::person(&desk, "Nobody").await;
    assert_eq!(code_of(disputes::summary_of(&desk, stranger, false, id).await), "not-found");
    let signed = disputes::summary_of(&desk, order.seller, false, id).await.unwrap().unwrap();
    let key = actions::escrow::receipt_signer(&desk).key();
    assert!(verify_summary(&signed.text, Some(&key)).unwrap().is_valid());
    let facts = &signed.facts;
    assert_eq!(facts.appeal.as_ref().unwrap().reason, why);
    let last = facts.decisions.last().unwrap();
    assert_eq!((last.decided_by.name.as_str(), last.action), ("Other", ResolutionAction::Refund));
    let vault = last.instruction.as_ref().unwrap();
    let signer = payments::read_address(&vault.signer).unwrap();
    assert_eq!(payments::check_instruction(&vault.text, &vault.signature, &signer), Ok(()));
    let (sums, names) = disputes::dispute_statistics(&desk).await.unwrap();
    assert_eq!((sums.over_count, sums.all.decided_count), (1, 2));
    assert_eq!(sums.actions, [(ResolutionAction::Refund, 1), (ResolutionAction::Release, 1)]);
    let of = |who| sums.people.iter().find(|(id, _)| *id == who).unwrap().1.clone();
    assert_eq!((of(judge).median_hours, of(judge).appealed_count, of(judge).changed_count), (30, 1, 1));
    assert_eq!((of(other).median_hours, of(other).appealed_count), (10, 0));
    assert_eq!(names[&judge], "Judge");
    assert_books_are_right(&desk).await;
}
