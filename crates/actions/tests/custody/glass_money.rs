//! Money that leaves while the glass is broken: approved by an admin who does not receive it, in that hour and no other, and
//! found by the audit where it is not so.

use crate::{
    glass_room::{Glass, Millis},
    stopping::sign_elsewhere,
    town::code_of,
};
use actions::{
    admin::{grant_role, revoke_role},
    custody::{approve_payout, close_break_glass, retry_payout, reverse_payout},
    ledger::audit,
};
use domain::{
    Minutes, Span,
    custody::{BreakGlass, GlassNews as N, GlassUse, Payout, PayoutStatus, PayoutTrouble, TIME_OPEN},
    identity::Role,
};
use store::Commit;
use testkit::usdt;

/// The promises that are broken.
async fn broken(it: &Glass) -> Vec<&'static str> {
    let report = audit(&it.vault.town.desk).await.unwrap();
    let mut names: Vec<_> = report.breaches().map(|breach| breach.check).collect();
    names.dedup();
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_sum_that_an_admin_approved_in_the_hour_leaves_after_it_and_the_books_hold() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    let treasurer = it.vault.town.staff(Role::Treasurer).await;
    let id = it.open().await;
    let desk = &it.vault.town.desk;
    assert_eq!(code_of(approve_payout(desk, treasurer, payout).await), "forbidden");
    desk.advance(Millis(TIME_OPEN.millis() - 1));
    approve_payout(desk, it.one.id, payout).await.unwrap();
    assert_eq!(code_of(approve_payout(desk, it.one.id, payout).await), "illegal-move approved");
    assert_eq!(it.glass(id).await.uses.len(), 1);
    assert_eq!(it.told(treasurer).await, [N::Asked, N::Opened, N::Used]);
    desk.advance(Minutes(5));
    assert_eq!(it.vault.town.carry_through(payout).await, PayoutStatus::Confirmed);
    assert_eq!(it.vault.town.outside().await, usdt(200_000));
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_approved_in_the_hour_and_failed_is_sent_again_within_it_and_only_given_up_after_it() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    it.open().await;
    let (town, one) = (&it.vault.town, it.one.id);
    approve_payout(&town.desk, one, payout).await.unwrap();
    for nonce in [0, 1] {
        assert_eq!(town.step(payout).await, PayoutStatus::Signed);
        town.chain.hand_in(&sign_elsewhere(town, nonce).await).await.unwrap();
        town.anvil.mine(3);
        assert_eq!(town.step(payout).await, PayoutStatus::Failed);
        if nonce == 0 {
            retry_payout(&town.desk, one, payout).await.unwrap();
        }
    }
    town.desk.advance(TIME_OPEN);
    assert_eq!(code_of(retry_payout(&town.desk, one, payout).await), "payout-glass-over");
    reverse_payout(&town.desk, one, payout, "Asked for anew.").await.unwrap();
    town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_and_a_retry_at_the_same_moment_come_one_after_the_other() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    let id = it.open().await;
    let (town, one, two) = (&it.vault.town, it.one.id, it.two.id);
    approve_payout(&town.desk, one, payout).await.unwrap();
    assert_eq!(town.step(payout).await, PayoutStatus::Signed);
    town.chain.hand_in(&sign_elsewhere(town, 0).await).await.unwrap();
    town.anvil.mine(3);
    assert_eq!(town.step(payout).await, PayoutStatus::Failed);
    town.desk.advance(Minutes(1));
    let before = it.glass(id).await.version;
    let (closed, again) = tokio::join!(close_break_glass(&town.desk, two, id), retry_payout(&town.desk, one, payout));
    closed.unwrap();
    let writes = 1 + u64::from(again.is_ok());
    assert_eq!(it.glass(id).await.version, before + writes, "each of the two is written with the glass: {again:?}");
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn before_it_is_open_and_from_its_last_millisecond_on_signers_are_asked_again() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    let id = it.ask().await.unwrap();
    let needs = "payout-needs-signature";
    assert_eq!(code_of(approve_payout(&it.vault.town.desk, it.one.id, payout).await), needs);
    it.confirm(id).await.unwrap();
    let desk = &it.vault.town.desk;
    desk.advance(TIME_OPEN);
    // The clock has not said so yet.
    assert_eq!(code_of(approve_payout(desk, it.one.id, payout).await), needs);
    desk.run_due().await;
    assert_eq!(code_of(approve_payout(desk, it.one.id, payout).await), needs);
    let id = it.open().await;
    let desk = &it.vault.town.desk;
    close_break_glass(desk, it.two.id, id).await.unwrap();
    assert_eq!(code_of(approve_payout(desk, it.one.id, payout).await), needs);
    assert_eq!(it.vault.town.payout(payout).await.status, PayoutStatus::Draft);
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_who_receives_the_money_does_not_approve_it() {
    let mut it = Glass::new().await;
    let (person, payout) = (it.vault.person, it.vault.ask("2000").await);
    it.save_roles(person, vec![Role::Buyer, Role::Admin]).await;
    it.open().await;
    assert_eq!(code_of(approve_payout(&it.vault.town.desk, person, payout).await), "payout-own");
    assert_eq!(it.vault.town.payout(payout).await.status, PayoutStatus::Draft);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_end_and_an_approval_at_the_same_moment_come_one_after_the_other() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    let id = it.open().await;
    let desk = &it.vault.town.desk;
    let (closed, approved) =
        tokio::join!(close_break_glass(desk, it.two.id, id), approve_payout(desk, it.one.id, payout));
    closed.unwrap();
    assert_eq!(it.glass(id).await.uses.len(), usize::from(approved.is_ok()), "{approved:?}");
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_names_a_break_glass_and_was_not_approved_under_it_does_not_leave() {
    let mut it = Glass::new().await;
    let (right, slipped) = (it.vault.ask("2000").await, it.vault.ask("1500").await);
    let id = it.open().await;
    let desk = &it.vault.town.desk;
    approve_payout(desk, it.one.id, right).await.unwrap();
    let draft = it.vault.town.payout(slipped).await;
    let bent =
        Payout { status: PayoutStatus::Approved, approved_by: Some(it.one.id), break_glass_id: Some(id), ..draft };
    desk.commit(Commit::new().save(&bent)).await.unwrap();
    assert_eq!(it.vault.town.step(slipped).await, PayoutStatus::Approved);
    assert_eq!(it.vault.town.payout(slipped).await.trouble, Some(PayoutTrouble::Unsigned));
    assert!(broken(&it).await.contains(&"break-glass"));
    // Written into the glass as well, by somebody who was no admin then.
    let treasurer = it.vault.town.staff(Role::Treasurer).await;
    let glass = it.glass(id).await;
    let uses = [glass.uses.clone(), vec![GlassUse { payout_id: slipped, by: treasurer, at: desk.now() }]].concat();
    let payout = Payout { approved_by: Some(treasurer), ..it.vault.town.payout(slipped).await };
    desk.commit(Commit::new().save(&BreakGlass { uses, ..glass }).save(&payout)).await.unwrap();
    assert_eq!(it.vault.town.step(slipped).await, PayoutStatus::Approved);
    desk.advance(Minutes(1));
    grant_role(desk, it.one.id, treasurer, "admin").await.unwrap();
    assert_eq!(it.vault.town.step(slipped).await, PayoutStatus::Approved, "a role that came later changes nothing");
    assert!(broken(&it).await.contains(&"break-glass"));
    assert_eq!(it.vault.town.sent_by_vault().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_who_loses_the_role_later_had_it_then_and_the_audit_knows() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    it.open().await;
    let desk = &it.vault.town.desk;
    approve_payout(desk, it.two.id, payout).await.unwrap();
    desk.advance(Minutes(1));
    revoke_role(desk, it.one.id, it.two.id, "admin").await.unwrap();
    assert_eq!(it.vault.town.carry_through(payout).await, PayoutStatus::Confirmed);
    it.vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_finds_a_large_sum_that_left_with_neither_signatures_nor_a_broken_glass() {
    let mut it = Glass::new().await;
    let payout = it.vault.ask("2000").await;
    let id = it.open().await;
    let desk = &it.vault.town.desk;
    approve_payout(desk, it.one.id, payout).await.unwrap();
    assert_eq!(it.vault.town.carry_through(payout).await, PayoutStatus::Confirmed);
    it.vault.town.assert_books_are_right().await;
    let (left, glass) = (it.vault.town.payout(payout).await, it.glass(id).await);
    let silent = Payout { break_glass_id: None, ..left.clone() };
    desk.commit(Commit::new().save(&silent)).await.unwrap();
    assert_eq!(broken(&it).await, ["instructions", "break-glass"]);
    let named = Payout { version: left.version + 1, ..left };
    let late = GlassUse { at: glass.ends_at.unwrap(), ..glass.uses[0].clone() };
    let bent = BreakGlass { uses: vec![late], ..glass };
    desk.commit(Commit::new().save(&named).save(&bent)).await.unwrap();
    assert_eq!(broken(&it).await, ["break-glass"]);
}
