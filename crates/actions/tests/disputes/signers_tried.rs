//! What somebody tries against the signatures under a decision, who presses at the same moment, and what the audit finds.

use crate::{
    assert_books_are_right, code_of, found,
    house::{decide, resolver, says},
    signers_court::Court,
    stands, story,
};
use actions::{
    custody::make_leg_instruction,
    ledger::audit,
    settings::{SettingForm, change_setting},
};
use domain::{
    Days, Minutes,
    custody::{Instruction, InstructionStatus, Leg, SignerProof, SignerRevoked, TrezorAccount},
    identity::Role,
    settings::SettingKey,
};
use store::Commit;

async fn is_found(court: &Court) -> bool {
    let report = audit(&court.desk).await.unwrap();
    report.breaches().any(|breach| breach.check == "instructions")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_under_bent_words_is_refused_and_words_bent_later_pay_nobody() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut holder = court.holder(Role::Treasurer, 1).await;
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, &says("refund", "")).await.unwrap();
    let made = court.make(&holder, id, Leg::Buyer).await.unwrap();
    let mut bent = court.instruction(made).await;
    bent.order.amount = bent.order.amount.replace("12.50", "2.50");
    let signature = holder.device.deposit(0).unwrap().sign_order(&bent.order).unwrap().text();
    assert_eq!(code_of(court.sign_with(&mut holder, made, &signature).await), "instruction-other-signature");
    court.sign(&mut holder, made).await.unwrap();
    let honest = court.instruction(made).await;
    let changed = Instruction { order: bent.order, ..honest };
    desk.commit(Commit::new().save(&changed)).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(desk, order.request).await, "delivery confirmed disputed");
    assert!(is_found(&court).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_revoked_signer_approved_pays_nobody_and_the_audit_finds_it() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let mut holder = court.holder(Role::Treasurer, 1).await;
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, &says("refund", "")).await.unwrap();
    desk.advance(Minutes(1));
    court.sign_legs(&mut holder, id, &[Leg::Buyer]).await;
    assert_books_are_right(desk).await;
    let signer = desk.store.active_signers().await.unwrap().remove(0);
    let before = signer.proof.as_ref().unwrap().at;
    let end = SignerRevoked { by: judge, at: before, why: "lost on a train".to_owned() };
    desk.commit(Commit::new().save(&TrezorAccount { revoked: Some(end), ..signer })).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(desk, order.request).await, "delivery confirmed disputed");
    assert!(is_found(&court).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_decision_done_before_there_were_signers_is_as_it_was_and_one_done_past_them_is_found() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, &says("refund", "")).await.unwrap();
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(story(desk, order.request).await, "cancelled refunded refunded");
    court.holder(Role::Treasurer, 1).await;
    assert_books_are_right(desk).await;
    let signer = desk.store.active_signers().await.unwrap().remove(0);
    let proof = signer.proof.clone().unwrap();
    let earlier = SignerProof { at: found(desk, id).await.created_at, ..proof };
    desk.commit(Commit::new().save(&TrezorAccount { proof: Some(earlier), ..signer })).await.unwrap();
    assert!(is_found(&court).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn above_the_thresholds_two_sign_and_a_split_does_not_make_it_one() {
    let court = Court::new().await;
    let (desk, (_, id)) = (&court.desk, court.asked().await);
    let mut judge = court.holder(Role::Admin, 1).await;
    let mut other = court.holder(Role::Treasurer, 2).await;
    court.a_day_later();
    let text = str::to_owned;
    let (key, value, reason) = (SettingKey::TwoSignersAbove.to_string(), text("10"), text("Two of us from now on."));
    change_setting(desk, judge.keeper.id, &SettingForm { key, value, reason, seen: text("0") }).await.unwrap();
    court.a_day_later();
    decide(desk, judge.keeper.id, id, &says("split", "7.50")).await.unwrap();
    for leg in [Leg::Buyer, Leg::Seller] {
        let made = court.make(&other, id, leg).await.unwrap();
        assert_eq!(court.instruction(made).await.needed, 2, "together they are more than ten");
        assert_eq!(court.sign(&mut judge, made).await.unwrap(), InstructionStatus::Open);
        assert_eq!(court.sign(&mut other, made).await.unwrap(), InstructionStatus::Approved);
    }
    desk.advance(Days(5));
    desk.run_due().await;
    assert_eq!(stands(desk, id).await, "closed decide decided");
    assert_books_are_right(desk).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_press_at_once_make_one_order_a_leg_and_one_payment() {
    let court = Court::new().await;
    let (desk, (order, id)) = (&court.desk, court.asked().await);
    let (mut one, mut two) = (court.holder(Role::Treasurer, 1).await, court.holder(Role::Treasurer, 2).await);
    court.a_day_later();
    let judge = resolver(desk, "Judge").await;
    decide(desk, judge, id, &says("split", "7.50")).await.unwrap();
    desk.advance(Days(5));
    let (back, out) = (court.which(id, Leg::Buyer).await, court.which(id, Leg::Seller).await);
    let (left, right) =
        tokio::join!(make_leg_instruction(desk, one.keeper.id, back), make_leg_instruction(desk, two.keeper.id, back));
    let (back, again) = (left.unwrap(), right.unwrap());
    assert_eq!(back, again);
    let out = make_leg_instruction(desk, two.keeper.id, out).await.unwrap();
    let (left, right) = tokio::join!(court.sign(&mut one, back), court.sign(&mut two, out));
    assert_eq!((left.unwrap(), right.unwrap()), (InstructionStatus::Approved, InstructionStatus::Approved));
    // Whoever was last saw the other's yes: no other minute is waited for.
    let twin = desk.twin();
    let worker = async { actions::tasks::run_due(&twin, "another").await.unwrap() };
    tokio::join!(desk.run_due(), worker);
    assert_eq!(stands(desk, id).await, "closed decide decided");
    assert_eq!(story(desk, order.request).await, "seller_paid completed split");
    assert_books_are_right(desk).await;
}
