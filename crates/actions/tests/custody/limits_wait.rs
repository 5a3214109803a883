//! Whoever takes over an admin's session and raises what the hot vault pays by itself gets nothing by it for a day.

use crate::{town::code_of, vault_room::Vault};
use actions::{
    custody::approve_payout,
    settings::{CancelForm, SettingForm, cancel_setting, change_setting},
};
use domain::{Minutes, Seconds, custody::PayoutStatus, identity::Role, settings::SettingKey};

#[tokio::test]
async fn a_limit_that_was_raised_lets_nothing_leave_unsigned_within_the_day_nor_after_it_was_taken_back() {
    let vault = Vault::new().await;
    let (admin, holder) = (vault.town.staff(Role::Admin).await, vault.holder(1).await);
    let desk = &vault.town.desk;
    let text = str::to_owned;
    let key = || SettingKey::ApproveAbove.to_string();
    let raised = SettingForm { key: key(), value: text("5000"), reason: text("Let it through."), seen: text("0") };
    change_setting(desk, admin, &raised).await.unwrap();
    let payout = vault.ask("2000").await;
    assert_eq!(vault.town.payout(payout).await.status, PayoutStatus::Draft);
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    desk.advance(Minutes(24 * 60 - 2));
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    let back = CancelForm { key: key(), seen: text("1"), reason: text("That was not me.") };
    cancel_setting(desk, admin, &back).await.unwrap();
    desk.advance(Seconds(300));
    assert_eq!(code_of(approve_payout(desk, holder.keeper.id, payout).await), "payout-needs-signature");
    assert_eq!(vault.town.payout(payout).await.status, PayoutStatus::Draft);
    vault.town.assert_books_are_right().await;
}
