//! Buttons under the bot's messages. No button moves money: it leads to a page for that.

use crate::{NotificationId, notices::NoticeCategory};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a button does, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Button {
    /// Marks this item of the inbox as read.
    Read(NotificationId),
    /// Stops messages about this, if the choice is still that of this round.
    Mute(NoticeCategory, u64),
}

/// As Telegram carries it: 64 bytes at most.
impl fmt::Display for Button {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(item) => write!(f, "read:{item}"),
            Self::Mute(category, round) => write!(f, "mute:{category}:{round}"),
        }
    }
}

impl Button {
    /// Reads what [`Self`] writes.
    pub fn parse(text: &str) -> Option<Self> {
        let button = match text.split(':').collect::<Vec<_>>()[..] {
            ["read", item] => Self::Read(item.parse().ok()?),
            ["mute", category, round] => Self::Mute(category.parse().ok()?, round.parse().ok()?),
            _ => return None,
        };
        (button.to_string() == text).then_some(button)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_button_is_read_as_it_was_written_and_is_short_enough_for_telegram() {
        let item = NotificationId::from_bytes([0xff; 16]);
        for button in [Button::Read(item), Button::Mute(NoticeCategory::Disputes, u64::MAX)] {
            let text = button.to_string();
            assert!(text.len() <= 64, "{text}");
            assert_eq!(Button::parse(&text), Some(button));
            assert_eq!(Button::parse(&format!("{text}:")), None);
        }
        for wrong in ["", "read", "read:usr_1", "mute:orders", "mute:orders:01", "pay:1"] {
            assert_eq!(Button::parse(wrong), None, "{wrong}");
        }
    }
}
