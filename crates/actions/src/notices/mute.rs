//! The button under a message of the bot that stops others like it.

use super::choose::{change, preferences_of};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    event::Actor,
    notices::{Channel, NoticeCategory, NotificationPreferences, may_not_choose},
};

/// Stops messages about this; false for a button from before they were wanted again, and for what is always told.
pub(crate) async fn mute(
    desk: &Desk,
    person: UserId,
    category: NoticeCategory,
    round: u64,
) -> Result<bool, ActionError> {
    let (_, chosen) = preferences_of(desk, person).await?;
    if may_not_choose(category, Channel::Telegram) || chosen.round_of(category, Channel::Telegram) != round {
        return Ok(false);
    }
    // Whoever switches it on again in this very moment has the last word.
    let off = |before: &NotificationPreferences| {
        let is_the_same_round = before.round_of(category, Channel::Telegram) == round;
        if is_the_same_round { before.switched(category, Channel::Telegram, false, desk.now()) } else { before.clone() }
    };
    change(desk, person, Actor::User(person), off).await.map(|()| true)
}
