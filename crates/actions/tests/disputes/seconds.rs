//! Four eyes: above the house's sum a decision counts when a second one agrees, who is somebody else and has no part in it.

use crate::{
    accept, asks, assert_books_are_right, code_of, found,
    house::{asked, decide, house, resolver, says, with_role},
    propose, stands, story,
};
use actions::{
    Desk, disputes,
    settings::{SettingForm, change_setting},
};
use domain::{Days, DecisionId, DisputeId, identity::Role, settings::LOCK};
use testkit::{Given, TestDesk};

/// The sum from which two are needed, in whole units.
pub async fn two_above(desk: &TestDesk, sum: &str) {
    let admin = with_role(desk, "The admin of settings", Role::Admin).await;
    change_setting(desk, admin, &sum_of(sum, "0")).await.unwrap();
    desk.advance(LOCK);
}

fn sum_of(sum: &str, seen: &str) -> SettingForm {
    let text = str::to_owned;
    let (key, reason) = (text("four_eyes_above"), text("A test of four eyes."));
    SettingForm { key, value: text(sum), seen: text(seen), reason }
}

async fn draft(desk: &Desk, id: DisputeId) -> DecisionId {
    found(desk, id).await.draft.unwrap().id
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_about_much_counts_when_a_second_one_agrees_who_is_not_the_same() {
    let (desk, chain) = house().await;
    two_above(&desk, "12").await;
    let (order, id) = asked(&desk, &chain).await;
    let (one, two) = (resolver(&desk, "One").await, with_role(&desk, "Two", Role::Admin).await);
    decide(&desk, one, id, &says("release", "")).await.unwrap();
    assert_eq!(stands(&desk, id).await, "in_progress mediate", "it does not count yet");
    let (before, which) = (found(&desk, id).await, draft(&desk, id).await);
    assert!(before.draft.as_ref().unwrap().instruction.is_none(), "nothing is signed before two agree");
    let seen = disputes::room(&desk, order.buyer, false, id).await.unwrap();
    assert!(seen.dispute.draft.is_none() && seen.history.iter().all(|row| row.deed != "draft_decision"));
    assert_eq!(code_of(disputes::confirm_decision(&desk, one, id, which).await), "dispute-not-another");
    assert_eq!(code_of(disputes::confirm_decision(&desk, order.seller, id, which).await), "forbidden");
    for _ in 0..2 {
        assert_eq!(code_of(disputes::confirm_decision(&desk, two, id, which).await), "done");
    }
    let dispute = found(&desk, id).await;
    assert_eq!(stands(&desk, id).await, "resolved decide");
    let decision = &dispute.decisions[0];
    assert_eq!((decision.by, decision.confirmed.unwrap().by, dispute.draft.is_none()), (one, two, true));
    assert!(dispute.instruction(decision).contains(&format!("confirmed by: {two}")));
    assert_eq!(dispute.respond_by, desk.now() + Days(5));
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(&desk, order.request).await, "seller_paid completed released");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn less_than_the_sum_is_decided_by_one_and_more_by_two() {
    let (desk, chain) = house().await;
    let one = resolver(&desk, "One").await;
    let admin = with_role(&desk, "Admin", Role::Admin).await;
    for (sum, seen, alone) in [("13", "0", true), ("12", "1", false)] {
        change_setting(&desk, admin, &sum_of(sum, seen)).await.unwrap();
        desk.advance(LOCK);
        let (_, id) = asked(&desk, &chain).await;
        decide(&desk, one, id, &says("refund", "")).await.unwrap();
        assert_eq!(found(&desk, id).await.draft.is_none(), alone, "12.50 held, two above {sum}");
    }
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_agree_says_why_and_another_decision_can_be_written() {
    let (desk, chain) = house().await;
    two_above(&desk, "1").await;
    let (_, id) = asked(&desk, &chain).await;
    let (one, two) = (resolver(&desk, "One").await, resolver(&desk, "Two").await);
    decide(&desk, one, id, &says("release", "")).await.unwrap();
    let first = draft(&desk, id).await;
    assert_eq!(code_of(decide(&desk, one, id, &says("refund", "")).await), "dispute-decided", "one is there already");
    for _ in 0..2 {
        assert_eq!(code_of(disputes::drop_decision(&desk, two, id, first, "It overlooks the picture.").await), "done");
    }
    assert_eq!(code_of(disputes::confirm_decision(&desk, two, id, first).await), "dispute-over");
    decide(&desk, one, id, &says("refund", "")).await.unwrap();
    let second = draft(&desk, id).await;
    assert_eq!(code_of(disputes::confirm_decision(&desk, two, id, first).await), "dispute-decided", "another one");
    assert_eq!(code_of(disputes::confirm_decision(&desk, two, id, second).await), "done");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_one_who_traded_with_a_side_keeps_out_of_it() {
    let (desk, chain) = house().await;
    two_above(&desk, "1").await;
    let (order, id) = asked(&desk, &chain).await;
    let one = resolver(&desk, "One").await;
    decide(&desk, one, id, &says("release", "")).await.unwrap();
    let earlier = Given::order_of(&desk, order.buyer).await;
    actions::identity::grant_role(&desk, domain::event::Actor::House, earlier.seller, Role::Admin).await.unwrap();
    let which = draft(&desk, id).await;
    assert_eq!(code_of(disputes::confirm_decision(&desk, earlier.seller, id, which).await), "dispute-conflict");
    assert_books_are_right(&desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn while_a_second_one_is_awaited_both_sides_may_agree_and_the_clock_runs() {
    let (desk, chain) = house().await;
    two_above(&desk, "1").await;
    let one = resolver(&desk, "One").await;
    let (order, id) = asked(&desk, &chain).await;
    decide(&desk, one, id, &says("release", "")).await.unwrap();
    assert_eq!(propose(&desk, order.seller, id, asks("split", "9")).await, "done");
    assert_eq!(accept(&desk, order.buyer, id).await, "done");
    assert_eq!(stands(&desk, id).await, "closed mediate agreed");
    assert!(found(&desk, id).await.draft.is_none());
    let (_, other) = asked(&desk, &chain).await;
    decide(&desk, one, other, &says("release", "")).await.unwrap();
    desk.advance(Days(7));
    let (two, which) = (resolver(&desk, "Two").await, draft(&desk, other).await);
    assert_eq!(code_of(disputes::confirm_decision(&desk, two, other, which).await), "dispute-time-over");
    desk.run_due().await;
    assert_eq!(stands(&desk, other).await, "closed mediate silence", "what was shown from the start");
    assert_books_are_right(&desk).await;
}
