//! Whether a letter may leave now, as its reader wishes.

use super::{choose::preferences_of, links::stop_link};
use crate::{ActionError, Desk, telegram};
use chrono::Timelike;
use domain::{
    Minutes, Timestamp,
    letters::Letter,
    notices::{Channel, NoticeCategory, NotificationPreferences, QuietHours},
    telegram::Button,
};

/// What the reader of a letter wishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wish {
    /// It may leave; with what stops others like it, where they may be stopped: the path of a link, or a button.
    Now(Option<String>),
    /// It waits for the end of their quiet hours.
    At(Timestamp),
    /// They do not want it.
    Never,
}

/// Codes, and what is about safety, leave at once whatever was chosen.
pub(crate) async fn wish_about(desk: &Desk, letter: &Letter) -> Result<Wish, ActionError> {
    if letter.channel == Channel::Telegram && !telegram::may_be_told(desk, letter).await? {
        return Ok(Wish::Never);
    }
    let about = letter.user_id.zip(letter.kind.category()).filter(|(_, category)| !category.is_about_safety());
    let Some((reader, category)) = about else { return Ok(Wish::Now(None)) };
    let (_, chosen) = preferences_of(desk, reader).await?;
    if !chosen.wants(category, letter.channel) {
        return Ok(Wish::Never);
    }
    if let Some(until) = chosen.quiet.as_ref().and_then(|quiet| quiet_until(quiet, desk.now())) {
        return Ok(Wish::At(until));
    }
    Ok(Wish::Now(Some(stop(desk, &chosen, category, letter.channel))))
}

fn stop(desk: &Desk, chosen: &NotificationPreferences, category: NoticeCategory, channel: Channel) -> String {
    match channel {
        Channel::Telegram => Button::Mute(category, chosen.round_of(category, channel)).to_string(),
        Channel::Email | Channel::Inbox => stop_link(desk, chosen, category),
    }
}

/// When the hours end that last now. A zone that is no more is nobody's night.
fn quiet_until(quiet: &QuietHours, now: Timestamp) -> Option<Timestamp> {
    let zone: chrono_tz::Tz = quiet.zone.parse().ok()?;
    let there = chrono::DateTime::from_timestamp_millis(now.millis())?.with_timezone(&zone);
    let minute = u16::try_from(there.hour() * 60 + there.minute()).ok()?;
    let left: Minutes = quiet.left_at(minute)?;
    let into_the_minute = now.millis().rem_euclid(60_000);
    Some(Timestamp::from_millis(now.millis() - into_the_minute + left.0 * 60_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-03-29T00:59:30Z: half a minute before clocks in Berlin go from 02:00 to 03:00.
    const BEFORE_SUMMER: Timestamp = Timestamp::from_millis(1_774_745_970_000);

    fn until(zone: &str, from: &str, until: &str) -> Option<i64> {
        let quiet = QuietHours::read(from, until, zone).unwrap();
        quiet_until(&quiet, BEFORE_SUMMER).map(|at| at.millis_since(BEFORE_SUMMER) / 1_000)
    }

    #[test]
    fn the_hour_is_the_readers_own() {
        // 04:29:30 in Tehran, 01:59:30 in Berlin.
        assert_eq!(until("Asia/Tehran", "22:00", "07:00"), Some((2 * 60 + 31) * 60 - 30));
        assert_eq!(until("Asia/Tehran", "22:00", "04:29"), None);
        assert_eq!(until("Europe/Berlin", "01:59", "03:00"), Some(61 * 60 - 30));
        assert_eq!(until("Europe/Berlin", "02:00", "03:00"), None);
        assert_eq!(until("Nowhere/Atlantis", "00:00", "23:59"), None);
    }
}
