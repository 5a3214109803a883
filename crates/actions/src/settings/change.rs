//! An admin decides anew about a setting: within its bounds, with a reason, and only about what they were looking at.

use super::{rules, told::tell_of};
use crate::{ActionError, Desk, again::again};
use domain::{
    Change, FieldErrors, UserId,
    event::{Actor, EventRow, Subject, one_line},
    identity::{User, check_reason},
    settings::{ConfigSetting, SettingKey, SettingRule, SettingValue},
};
use store::Commit;

/// A decision as it was typed.
#[derive(Clone, Debug, Default)]
pub struct SettingForm {
    /// Which setting, as stored.
    pub key: String,
    /// What it shall be.
    pub value: String,
    /// The number of the decision that was looked at; `0` for what the process was started with.
    pub seen: String,
    /// Why.
    pub reason: String,
}

/// Writes the decision, its row of history and the row of the log in one commit. What is about money holds a day later;
/// the rest at once in this process, and within two seconds in every other. What runs already keeps what it was shown.
///
/// # Errors
/// Codes at `value` and `reason`; 403 without the role; 404 for no setting of this house; 409
/// `setting-changed-meanwhile`, and `setting-waits` while an earlier decision about it waits.
pub async fn change_setting(desk: &Desk, admin: UserId, form: &SettingForm) -> Result<SettingKey, ActionError> {
    let rule = rule_for(desk, admin, &form.key).await?;
    let (value, reason) = read(&rule, form)?;
    let seen = form.seen.trim().parse().unwrap_or_default();
    again(|| decide(desk, admin, &rule, seen, &value, &reason)).await?;
    desk.known_settings.forget();
    Ok(rule.key)
}

/// The rule of a setting, for somebody who may change it. Whose it is not shall not learn what it may be.
pub(super) async fn rule_for(desk: &Desk, admin: UserId, key: &str) -> Result<SettingRule, ActionError> {
    let rule = key.parse().ok().and_then(|key: SettingKey| rules(desk).into_iter().find(|rule| rule.key == key));
    let rule = rule.ok_or_else(|| ActionError::NotFound(one_line(key, 64)))?;
    let person: User = desk.store.get(admin).await?;
    if person.is(rule.role) { Ok(rule) } else { Err(ActionError::forbidden("forbidden")) }
}

/// Every fault of the form at once.
fn read(rule: &SettingRule, form: &SettingForm) -> Result<(SettingValue, String), FieldErrors> {
    match (rule.kind.read(&form.value), check_reason(&form.reason)) {
        (Ok(value), Ok(reason)) => Ok((value, one_line(&reason, 500))),
        (value, reason) => {
            let faults = [value.err(), reason.err()].into_iter().flatten().flat_map(|errors| errors.0);
            Err(FieldErrors(faults.collect()))
        }
    }
}

async fn decide(
    desk: &Desk,
    admin: UserId,
    rule: &SettingRule,
    seen: u64,
    value: &SettingValue,
    reason: &str,
) -> Result<(), ActionError> {
    let admin: User = desk.store.get(admin).await?;
    let known = desk.store.find::<ConfigSetting>(rule.key).await?;
    let decision = rule.changed(known.as_ref(), seen, value.clone(), &admin, desk.now())?;
    let Change::Made(setting) = decision else { return Ok(()) };
    let (from, to) = (setting.value_before.to_string(), setting.value.to_string());
    let event = desk.event(Subject::Setting(rule.key), Actor::User(admin.id), "change_setting", Some(from), to);
    let event = EventRow { why: Some(reason.to_owned()), ..event };
    // History first: of two first decisions at once, its number says which one came second. The admin is saved too, so
    // that somebody who loses the role at this moment decides nothing.
    let commit =
        Commit::new().insert(&setting.as_history(desk.new_id(), reason.to_owned())).save(&admin).record(&event);
    let commit = if known.is_some() { commit.save(&setting) } else { commit.insert(&setting) };
    desk.commit(tell_of(commit, desk, &setting, reason).await?).await
}
