//! Whoever takes over an admin's session and raises what the hot vault pays by itself gets nothing by it for a day; and once a
//! house has a signer it pays nothing by itself, a day later, unless the house decides otherwise.

use crate::{town::code_of, vault_room::Vault};
use actions::{
    custody::approve_payout,
    settings::{CancelForm, SettingForm, announced, cancel_setting, change_setting},
};
use domain::{Minutes, Seconds, custody::PayoutStatus, identity::Role, letters::LetterKind, settings::SettingKey};
use store::NoticeFilter;

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_that_was_raised_lets_nothing_leave_unsigned_within_the_day_nor_after_it_was_taken_back() {
    let vault = Vault::new().await;
    let (admin, holder) = (vault.town.staff(Role::Admin).await, vault.holder(1).await);
    let desk = &vault.town.desk;
    let text = str::to_owned;
    let key = || SettingKey::ApproveAbove.to_string();
    // The house's signer is known for a day, and nothing leaves by itself.
    desk.advance(Minutes(24 * 60));
    let raised = SettingForm { key: key(), value: text("5000"), reason: text("Let it through."), seen: text("1") };
    change_setting(desk, admin, &raised).await.unwrap();
    let payout = vault.ask("2000").await;
    assert_eq!(vault.town.payout(payout).await.status, PayoutStatus::Draft);
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    desk.advance(Minutes(24 * 60 - 2));
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    let back = CancelForm { key: key(), seen: text("2"), reason: text("That was not me.") };
    cancel_setting(desk, admin, &back).await.unwrap();
    desk.advance(Seconds(300));
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    assert_eq!(vault.town.payout(payout).await.status, PayoutStatus::Draft);
    vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_after_its_first_signer_a_house_asks_for_every_payout_and_keepers_and_everybody_are_told_before() {
    let vault = Vault::new().await;
    let desk = &vault.town.desk;
    let admin = vault.town.staff(Role::Admin).await;
    vault.holder(1).await;
    let items = desk.store.notifications(admin, &NoticeFilter::default(), 50).await.unwrap();
    assert!(items.iter().any(|item| matches!(&item.kind, LetterKind::SettingAnnounced { to, .. } if to == "0")));
    let announced = announced(desk).await.unwrap().waiting;
    assert_eq!(announced.iter().map(|it| it.key).collect::<Vec<_>>(), [SettingKey::ApproveAbove]);
    let by_itself = vault.ask("20").await;
    assert_eq!(vault.town.carry_through(by_itself).await, PayoutStatus::Confirmed);
    desk.advance(Minutes(24 * 60));
    let asked = vault.ask("30").await;
    assert_eq!(vault.town.payout(asked).await.status, PayoutStatus::Draft);
    assert_eq!(code_of(approve_payout(desk, admin, asked).await), "payout-needs-signature");
    vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_that_takes_it_back_keeps_paying_small_sums_by_itself() {
    let vault = Vault::new().await;
    let desk = &vault.town.desk;
    let (admin, _) = (vault.town.staff(Role::Admin).await, vault.holder(1).await);
    let text = str::to_owned;
    let key = SettingKey::ApproveAbove.to_string();
    let back = CancelForm { key, seen: text("1"), reason: text("Small sums leave by themselves here.") };
    cancel_setting(desk, admin, &back).await.unwrap();
    // It was decided about: the next signer changes nothing.
    vault.holder(2).await;
    desk.advance(Minutes(3 * 24 * 60));
    assert!(announced(desk).await.unwrap().waiting.is_empty());
    let small = vault.ask("20").await;
    assert_ne!(vault.town.payout(small).await.status, PayoutStatus::Draft);
    vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_house_decided_before_its_first_signer_stands() {
    let vault = Vault::new().await;
    let desk = &vault.town.desk;
    let admin = vault.town.staff(Role::Admin).await;
    let (text, key) = (str::to_owned, SettingKey::ApproveAbove.to_string());
    let own = SettingForm { key, value: text("500"), reason: text("So much may leave."), seen: text("0") };
    change_setting(desk, admin, &own).await.unwrap();
    vault.holder(1).await;
    let waiting = announced(desk).await.unwrap().waiting;
    assert_eq!(waiting.iter().map(|it| it.to.to_string()).collect::<Vec<_>>(), ["500"]);
    vault.town.assert_books_are_right().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_prove_their_signers_at_once_announce_it_once() {
    let vault = Vault::new().await;
    tokio::join!(vault.holder(1), vault.holder(2));
    let waiting = announced(&vault.town.desk).await.unwrap().waiting;
    assert_eq!(waiting.iter().map(|it| (it.key, it.number)).collect::<Vec<_>>(), [(SettingKey::ApproveAbove, 1)]);
    vault.town.assert_books_are_right().await;
}
