//! Quiet hours: a span of the day in a person's own time zone. What the time is there is handed in.

use crate::{FieldErrors, Minutes};
use serde::{Deserialize, Serialize};

const DAY: u16 = 24 * 60;

/// From when to when nothing is sent that can wait, every day; it may go over midnight.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuietHours {
    /// Minutes after midnight.
    pub from_minute: u16,
    /// Minutes after midnight; not the same.
    pub until_minute: u16,
    /// The zone's name: `Asia/Tehran`.
    pub zone: String,
}

impl QuietHours {
    /// From what was typed; whether the zone exists is asked elsewhere.
    ///
    /// # Errors
    /// Codes at `from` and `until`.
    pub fn read(from: &str, until: &str, zone: &str) -> Result<Self, FieldErrors> {
        let mut errors = FieldErrors::default();
        let [from_minute, until_minute] = [("from", from), ("until", until)].map(|(field, text)| {
            let minute = minute_of(text);
            if minute.is_none() {
                errors.add(field, "not-a-time-of-day");
            }
            minute.unwrap_or_default()
        });
        if errors.0.is_empty() && from_minute == until_minute {
            errors.add("until", "quiet-all-day");
        }
        if errors.0.is_empty() {
            Ok(Self { from_minute, until_minute, zone: zone.trim().to_owned() })
        } else {
            Err(errors)
        }
    }

    /// How long they still last at this minute of the person's day; none outside of them.
    pub fn left_at(&self, minute: u16) -> Option<Minutes> {
        let since = (minute + DAY - self.from_minute) % DAY;
        let whole = (self.until_minute + DAY - self.from_minute) % DAY;
        (since < whole).then(|| Minutes(i64::from(whole - since)))
    }
}

/// `22:30` is 1350.
fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    let two = |text: &str| (text.len() == 2).then(|| text.parse::<u16>().ok())?;
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(from: &str, until: &str) -> QuietHours {
        QuietHours::read(from, until, "Asia/Tehran").unwrap()
    }

    #[test]
    fn they_last_until_their_end_and_not_a_minute_longer() {
        let night = hours("22:30", "07:00");
        for (minute, left) in
            [(22 * 60 + 29, None), (22 * 60 + 30, Some(510)), (0, Some(420)), (6 * 60 + 59, Some(1)), (7 * 60, None)]
        {
            assert_eq!(night.left_at(minute).map(|left| left.0), left, "{minute}");
        }
        let noon = hours("12:00", "13:00");
        for (minute, left) in [(719, None), (720, Some(60)), (779, Some(1)), (780, None), (0, None)] {
            assert_eq!(noon.left_at(minute).map(|left| left.0), left, "{minute}");
        }
    }

    #[test]
    fn what_is_no_time_of_day_is_refused_at_its_field() {
        let wrong = |from: &str, until: &str| QuietHours::read(from, until, "UTC").unwrap_err().0;
        assert_eq!(wrong("24:00", "7:00").len(), 2);
        assert!(wrong("22:00", "").contains_key("until"));
        assert!(wrong("07:00", "07:00").contains_key("until"));
    }
}
