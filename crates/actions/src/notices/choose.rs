//! What a person chooses: which channel for what, and when to be left alone.

use super::inbox::category_of;
use crate::{ActionError, Desk, again::again};
use domain::{
    UserId,
    event::{Actor, Subject, one_line},
    notices::{Channel, Dispatch, NotificationPreferences, QuietHours, may_not_choose},
};
use store::Commit;

/// Tries on a page.
const MOST: i64 = 20;

/// Quiet hours as they were typed.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct QuietForm {
    pub from: String,
    pub until: String,
    pub zone: String,
}

/// A person's choices, and the last tries to reach them outside of the inbox.
///
/// # Errors
/// Only the database's.
pub async fn told_of(desk: &Desk, person: UserId) -> Result<(NotificationPreferences, Vec<Dispatch>), ActionError> {
    Ok((preferences_of(desk, person).await?.1, desk.store.dispatches_of(person, MOST).await?))
}

/// Switches one field of the matrix, named `orders.email`. Done twice is done once.
///
/// # Errors
/// 404 for no such field; 409 for one that is always on.
pub async fn switch_notifications(desk: &Desk, person: UserId, field: &str, is_on: bool) -> Result<(), ActionError> {
    let parts = field
        .split_once('.')
        .and_then(|(category, channel)| category_of(category).zip(channel.parse::<Channel>().ok()));
    let (category, channel) = parts.ok_or_else(|| ActionError::NotFound(one_line(field, 64)))?;
    if may_not_choose(category, channel) {
        return Err(ActionError::conflict("always-told"));
    }
    change(desk, person, Actor::User(person), |before| before.switched(category, channel, is_on, desk.now())).await
}

/// Says when nothing is to be sent that can wait.
///
/// # Errors
/// Codes at `from`, `until` and `zone`.
pub async fn set_quiet_hours(desk: &Desk, person: UserId, form: &QuietForm) -> Result<(), ActionError> {
    let quiet = QuietHours::read(&form.from, &form.until, &form.zone)?;
    if quiet.zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(ActionError::field("zone", "not-a-time-zone"));
    }
    let with = |before: &NotificationPreferences| NotificationPreferences {
        quiet: Some(quiet.clone()),
        updated_at: desk.now(),
        ..before.clone()
    };
    change(desk, person, Actor::User(person), with).await
}

/// Every hour is as good as another.
///
/// # Errors
/// Only the database's.
pub async fn end_quiet_hours(desk: &Desk, person: UserId) -> Result<(), ActionError> {
    let without = |before: &NotificationPreferences| NotificationPreferences { quiet: None, ..before.clone() };
    change(desk, person, Actor::User(person), without).await
}

pub(super) async fn change(
    desk: &Desk,
    person: UserId,
    by: Actor,
    rule: impl Fn(&NotificationPreferences) -> NotificationPreferences,
) -> Result<(), ActionError> {
    again(|| async {
        let (is_known, before) = preferences_of(desk, person).await?;
        let after = rule(&before);
        if after == before {
            return Ok(());
        }
        let event = desk.event(Subject::User(person), by, "choose_notifications", None, "chosen");
        let commit = Commit::new().record(&event);
        let commit = if is_known { commit.save(&after) } else { commit.insert(&after) };
        desk.commit(commit).await
    })
    .await
}

/// What a person chose, and whether they ever did.
pub(super) async fn preferences_of(
    desk: &Desk,
    person: UserId,
) -> Result<(bool, NotificationPreferences), ActionError> {
    let chosen = desk.store.find::<NotificationPreferences>(person).await?;
    let is_known = chosen.is_some();
    Ok((is_known, chosen.unwrap_or_else(|| NotificationPreferences::of_nobody_who_chose(person, desk.now()))))
}
