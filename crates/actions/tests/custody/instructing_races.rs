//! What somebody who gets into the house tries against its signers, and two who press at the same moment.

use crate::{town::code_of, vault_room::Vault};
use actions::custody::{approve_payout, make_instruction, revoke_signer};
use domain::{
    Minutes,
    custody::{InstructionStatus, PayoutStatus, PayoutTrouble, SignerRevoked, TrezorAccount},
};
use store::Commit;
use testkit::usdt;

#[tokio::test]
async fn revoking_every_signer_brings_no_click_back_and_a_new_one_counts_after_a_day() {
    let vault = Vault::new().await;
    let holder = vault.holder(1).await;
    let desk = &vault.town.desk;
    let first = desk.store.active_signers().await.unwrap().remove(0);
    revoke_signer(desk, holder.keeper.id, first.id, "lost on a train").await.unwrap();
    let mut intruder = vault.holder(2).await;
    let payout = vault.ask("2000").await;
    assert_eq!(code_of(approve_payout(desk, intruder.keeper.id, payout).await), "payout-needs-signature");
    assert_eq!(code_of(make_instruction(desk, intruder.keeper.id, payout).await), "instruction-no-signer");
    desk.advance(Minutes(24 * 60));
    let id = make_instruction(desk, intruder.keeper.id, payout).await.unwrap();
    assert_eq!(vault.sign(&mut intruder, id).await.unwrap(), InstructionStatus::Approved);
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn two_who_press_at_once_make_one_instruction_and_one_payout() {
    let vault = Vault::new().await;
    let (mut one, mut two) = (vault.holder(1).await, vault.holder(2).await);
    let desk = &vault.town.desk;
    desk.advance(Minutes(24 * 60));
    let payout = vault.ask("2000").await;
    let (made, again) =
        tokio::join!(make_instruction(desk, one.keeper.id, payout), make_instruction(desk, two.keeper.id, payout));
    let id = made.unwrap();
    assert_eq!(again.unwrap(), id);
    let (left, right) = tokio::join!(vault.sign(&mut one, id), vault.sign(&mut two, id));
    assert_eq!(usize::from(left.is_ok()) + usize::from(right.is_ok()), 1, "{left:?} {right:?}");
    assert_eq!(vault.instruction(id).await.approvals.len(), 1);
    assert_eq!(vault.town.carry_through(payout).await, PayoutStatus::Confirmed);
    assert_eq!((vault.town.outside().await, vault.town.sent_by_vault().await), (usdt(200_000), 1));
    vault.town.assert_books_are_right().await;
}

#[tokio::test]
async fn what_a_signer_approved_that_did_not_count_then_does_not_leave_and_the_audit_finds_it() {
    let vault = Vault::new().await;
    let mut holder = vault.holder(1).await;
    let payout = vault.ask("2000").await;
    let desk = &vault.town.desk;
    desk.advance(Minutes(1));
    let id = make_instruction(desk, holder.keeper.id, payout).await.unwrap();
    vault.sign(&mut holder, id).await.unwrap();
    vault.town.assert_books_are_right().await;
    let signer = desk.store.active_signers().await.unwrap().remove(0);
    let at = signer.proof.as_ref().unwrap().at;
    let end = SignerRevoked { by: holder.keeper.id, at, why: "lost on a train".to_owned() };
    desk.commit(Commit::new().save(&TrezorAccount { revoked: Some(end), ..signer })).await.unwrap();
    assert_eq!(vault.town.step(payout).await, PayoutStatus::Approved);
    assert_eq!(vault.town.payout(payout).await.trouble, Some(PayoutTrouble::Unsigned));
    let report = actions::ledger::audit(desk).await.unwrap();
    assert!(report.breaches().any(|breach| breach.check == "instructions"), "{report}");
}
