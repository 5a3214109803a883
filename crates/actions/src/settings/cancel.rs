//! An admin takes back what was decided while it still waits.

use super::{change::rule_for, told::tell_keepers};
use crate::{ActionError, Desk, again::again};
use domain::{
    Change, UserId,
    event::{Actor, EventRow, Subject, one_line},
    identity::{User, check_reason},
    letters::LetterKind,
    settings::{ConfigSetting, SettingKey, SettingRule},
};
use store::Commit;

/// What was typed to take a decision back.
#[derive(Clone, Debug, Default)]
pub struct CancelForm {
    /// Of which setting, as stored.
    pub key: String,
    /// The number of the decision that was looked at.
    pub seen: String,
    /// Why.
    pub reason: String,
}

/// Any admin, not only who decided: what held goes on as if nothing had been decided. Once it is done it is done for good,
/// and the same form again says so; wanting it after all is another decision with a day of its own.
///
/// # Errors
/// A code at `reason`; 403 without the role; 404 for no setting of this house; 409 `setting-changed-meanwhile` for another
/// decision than the newest, and `setting-holds` from a minute before it holds.
pub async fn cancel_setting(desk: &Desk, admin: UserId, form: &CancelForm) -> Result<SettingKey, ActionError> {
    let rule = rule_for(desk, admin, &form.key).await?;
    let why = one_line(&check_reason(&form.reason)?, 500);
    let seen = form.seen.trim().parse().unwrap_or_default();
    again(|| take_back(desk, admin, &rule, seen, &why)).await?;
    desk.known_settings.forget();
    Ok(rule.key)
}

async fn take_back(desk: &Desk, admin: UserId, rule: &SettingRule, seen: u64, why: &str) -> Result<(), ActionError> {
    let admin: User = desk.store.get(admin).await?;
    let known = desk.store.find::<ConfigSetting>(rule.key).await?;
    let now = desk.now();
    let Change::Made(setting) = rule.cancelled(known.as_ref(), seen, &admin, now)? else { return Ok(()) };
    let row = desk.store.setting_change(rule.key, seen).await?;
    let row = row.ok_or_else(|| ActionError::Broken(format!("{} has no row of its decision {seen}", rule.key)))?;
    let (from, to) = (setting.value.to_string(), setting.value_before.to_string());
    let kind = LetterKind::SettingCancelled { setting: rule.key, to: from.clone(), reason: why.to_owned() };
    let event = desk.event(Subject::Setting(rule.key), Actor::User(admin.id), "cancel_setting", Some(from), to);
    let event = EventRow { why: Some(why.to_owned()), ..event };
    // The admin is saved too, so that somebody who loses the role at this moment takes nothing back.
    let row = row.cancelled(now, admin.id, why.to_owned());
    let commit = Commit::new().save(&setting).save(&row).save(&admin).record(&event);
    desk.commit(tell_keepers(commit, desk, &kind).await?).await
}
