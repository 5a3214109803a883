//! What a hardware signer changes in a house that never decided what its hot vault pays by itself: a day later, nothing; what
//! leaves for a person asks the signers. It is a decision like any other: everybody sees it for its day, any admin takes it
//! back, and a house that wants small sums paid without a signature decides that.

use super::{rules, told::tell_of};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    event::{Actor, EventRow, Subject},
    settings::{ConfigSetting, SettingKey, SettingValue},
};
use store::Commit;

const KEY: SettingKey = SettingKey::ApproveAbove;
const WHY: &str = "The house has a hardware signer: its signers say yes to whatever leaves a vault.";

/// Announces it in the commit that brings the signer. What the house itself decided about it stays as it is.
///
/// # Errors
/// Only the database's.
pub(crate) async fn announce_for_signer(commit: Commit, desk: &Desk, holder: UserId) -> Result<Commit, ActionError> {
    let (nothing, now) = (SettingValue::Whole(0), desk.now());
    let rule = rules(desk).into_iter().find(|rule| rule.key == KEY);
    let was_decided = desk.store.find::<ConfigSetting>(KEY).await?.is_some();
    let Some(rule) = rule.filter(|rule| !was_decided && rule.default != nothing) else { return Ok(commit) };
    let setting = rule.first(nothing, holder, now);
    let (from, to) = (setting.value_before.to_string(), setting.value.to_string());
    let event = desk.event(Subject::Setting(KEY), Actor::User(holder), "change_setting", Some(from), to);
    let event = EventRow { why: Some(WHY.to_owned()), ..event };
    let history = setting.as_history(desk.new_id(), WHY.to_owned());
    tell_of(commit.insert(&history).insert(&setting).record(&event), desk, &setting, WHY).await
}
