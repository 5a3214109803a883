//! A large sum leaves only as signers of the house signed it: in words of ours, with their hardware and a passkey each.

use crate::{
    signers_room::yes_to_act,
    town::{OUTSIDE, code_of},
    vault_room::Vault,
};
use actions::{
    custody::{
        approve_payout, cancel_payout, instruction_file, make_instruction, revoke_signer, sign_instruction,
        signing_instruction,
    },
    identity::ActAnswer,
    settings::{SettingForm, change_setting},
};
use domain::{
    Minutes,
    custody::{InstructionStatus, Payout, PayoutStatus, PayoutTrouble},
    identity::Role,
    settings::SettingKey,
};
use store::Commit;
use testkit::usdt;

#[tokio::test]
async fn a_large_sum_leaves_after_its_signer_signed_the_words_and_the_books_hold() {
    let vault = Vault::new().await;
    let mut holder = vault.holder(1).await;
    let payout = vault.ask("2000").await;
    let desk = &vault.town.desk;
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    let id = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    assert_eq!(make_instruction(desk, holder.keeper.id, payout).await.unwrap(), id, "one while it may be signed");
    let file = instruction_file(desk, holder.keeper.id, id).await.unwrap();
    assert_eq!(file.instruction.order.amount, "2000.00 USDT on Local");
    assert_eq!(file.instruction.order.recipient.0, OUTSIDE);
    assert_eq!(file.posts.len(), 3, "to clearing, out of the vault, and the fee");
    assert_eq!(vault.sign(&mut holder, id).await.unwrap(), InstructionStatus::Approved);
    // The same signature again does nothing again, and asks for no passkey.
    let signature = Vault::signature(&holder, &vault.instruction(id).await);
    let none = ActAnswer { ceremony: None, answer: String::new() };
    sign_instruction(desk, holder.keeper.id, (id, &signature), &none).await.unwrap();
    assert_eq!(vault.town.carry_through(payout).await, PayoutStatus::Confirmed);
    assert_eq!(vault.town.outside().await, usdt(200_000));
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn a_small_sum_asks_nobody_and_a_house_without_signers_goes_on_as_before() {
    let vault = Vault::new().await;
    let admin = vault.town.staff(Role::Admin).await;
    let large = vault.ask("2000").await;
    assert_eq!(code_of(make_instruction(&vault.town.desk, admin, large).await), "instruction-no-signer");
    approve_payout(&vault.town.desk, admin, large).await.unwrap();
    vault.holder(1).await;
    let small = vault.ask("10").await;
    assert_eq!(vault.town.carry_through(small).await, PayoutStatus::Confirmed);
}

#[tokio::test]
async fn a_signature_under_any_other_words_or_of_another_device_leaves_everything_as_it_is() {
    let vault = Vault::new().await;
    let (mut one, mut other) = (vault.holder(1).await, vault.holder(2).await);
    vault.town.desk.advance(Minutes(24 * 60));
    let payout = vault.ask("2000").await;
    let id = make_instruction(&vault.town.desk, one.keeper.id, payout).await.unwrap();
    let instruction = vault.instruction(id).await;
    let mut changed = instruction.clone();
    changed.order.amount = "20.00 USDT on Local".to_owned();
    let theirs = Vault::signature(&other, &instruction);
    for wrong in [Vault::signature(&one, &changed), theirs, "0x".to_owned(), "no".to_owned()] {
        let refused = vault.sign_with(&mut one, id, &wrong).await;
        assert_eq!(code_of(refused), "signature:instruction-other-signature");
    }
    // The right signature without the passkey's yes, or with a yes to another.
    let right = Vault::signature(&one, &instruction);
    let desk = &vault.town.desk;
    let none = ActAnswer { ceremony: None, answer: String::new() };
    let bare = sign_instruction(desk, one.keeper.id, (id, &right), &none).await;
    assert_eq!(code_of(bare), "act-proof-first");
    let yes = yes_to_act(desk, &mut other.keeper, &signing_instruction(id, &right)).await;
    assert_eq!(code_of(sign_instruction(desk, one.keeper.id, (id, &right), &yes).await), "passkey-refused");
    assert_eq!(vault.town.payout(payout).await.status, PayoutStatus::Draft);
    assert!(vault.instruction(id).await.approvals.is_empty());
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn above_the_thresholds_several_people_sign_and_none_of_them_twice() {
    let vault = Vault::new().await;
    let admin = vault.town.staff(Role::Admin).await;
    let (mut one, mut two) = (vault.holder(1).await, vault.holder(2).await);
    let desk = &vault.town.desk;
    desk.advance(Minutes(24 * 60));
    let text = str::to_owned;
    let (key, value, reason) = (SettingKey::TwoSignersAbove.to_string(), text("1500"), text("Two of us from now on."));
    change_setting(desk, admin, &SettingForm { key, value, reason, seen: text("0") }).await.unwrap();
    desk.advance(Minutes(24 * 60));
    let payout = vault.ask("2000").await;
    let id = make_instruction(desk, one.keeper.id, payout).await.unwrap();
    assert_eq!(vault.instruction(id).await.needed, 2);
    assert_eq!(vault.sign(&mut one, id).await.unwrap(), InstructionStatus::Open);
    assert_eq!(vault.town.payout(payout).await.status, PayoutStatus::Draft);
    assert_eq!(vault.sign(&mut two, id).await.unwrap(), InstructionStatus::Approved);
    assert_eq!(vault.town.carry_through(payout).await, PayoutStatus::Confirmed);
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn after_its_time_nothing_is_signed_and_another_is_made() {
    let vault = Vault::new().await;
    let mut holder = vault.holder(1).await;
    let payout = vault.ask("2000").await;
    let desk = &vault.town.desk;
    let first = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    desk.advance(Minutes(15));
    assert_eq!(code_of(vault.sign(&mut holder, first).await), "instruction-too-late");
    let second = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    assert_ne!(first, second);
    assert_eq!(vault.instruction(first).await.status, InstructionStatus::Expired);
    desk.advance(Minutes(16));
    vault.town.look().await;
    assert_eq!(vault.instruction(second).await.status, InstructionStatus::Expired, "the clock ends it");
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn what_is_called_back_is_not_signed_any_more() {
    let vault = Vault::new().await;
    let mut holder = vault.holder(1).await;
    let payout = vault.ask("2000").await;
    let desk = &vault.town.desk;
    let id = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    cancel_payout(desk, vault.person, payout).await.unwrap();
    assert_eq!(code_of(vault.sign(&mut holder, id).await), "illegal-move cancelled");
    desk.advance(Minutes(16));
    vault.town.look().await;
    assert_eq!(vault.instruction(id).await.status, InstructionStatus::Dropped);
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn a_revoked_signer_signs_nothing() {
    let vault = Vault::new().await;
    let mut holder = vault.holder(1).await;
    vault.holder(2).await;
    let desk = &vault.town.desk;
    desk.advance(Minutes(24 * 60));
    let payout = vault.ask("2000").await;
    let id = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    let signers = desk.store.active_signers().await.unwrap();
    let its = signers.iter().find(|it| it.user_id == holder.keeper.id).unwrap();
    revoke_signer(desk, holder.keeper.id, its.id, "lost on a train").await.unwrap();
    assert_eq!(code_of(vault.sign(&mut holder, id).await), "signature:instruction-other-signature");
}

#[tokio::test]
async fn a_payout_that_was_bent_after_it_was_signed_does_not_leave_and_the_audit_finds_it() {
    let vault = Vault::new().await;
    let mut holder = vault.holder(1).await;
    let payout = vault.ask("2000").await;
    let desk = &vault.town.desk;
    let id = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    vault.sign(&mut holder, id).await.unwrap();
    let signed = vault.town.payout(payout).await;
    let elsewhere = payments::read_address("0x90F79bf6EB2c4f870365E785982E1f101E93b906").unwrap();
    desk.commit(Commit::new().save(&Payout { to: elsewhere, ..signed })).await.unwrap();
    assert_eq!(vault.town.step(payout).await, PayoutStatus::Approved);
    assert_eq!(vault.town.payout(payout).await.trouble, Some(PayoutTrouble::Unsigned));
    assert_eq!(vault.town.sent_by_vault().await, 0);
    let report = actions::ledger::audit(desk).await.unwrap();
    assert!(report.breaches().any(|breach| breach.check == "instructions"), "{report}");
    // Approved past the signers: it stays, too.
    let slipped = vault.ask("1500").await;
    let draft = vault.town.payout(slipped).await;
    let approved = Payout { status: PayoutStatus::Approved, ..draft };
    desk.commit(Commit::new().save(&approved)).await.unwrap();
    assert_eq!(vault.town.step(slipped).await, PayoutStatus::Approved);
    assert_eq!(vault.town.payout(slipped).await.trouble, Some(PayoutTrouble::Unsigned));
}
