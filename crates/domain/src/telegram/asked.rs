//! What Telegram tells the bot: an update. Of what strangers write nothing is kept but which command it was.

use super::{Button, TelegramProfile};
use crate::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// The number of an update; Telegram tells one of a number as often as it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UpdateId(pub i64);

impl fmt::Display for UpdateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for UpdateId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for UpdateId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map(Self).map_err(D::Error::custom)
    }
}

/// What was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// `/start`, with what the address carried.
    Start(Option<String>),
    /// `/help`.
    Help,
    /// `/orders`.
    Orders,
    /// `/balance`.
    Balance,
    /// Anything else.
    Something,
    /// A button was pressed.
    Pressed {
        /// What the answer must name.
        query: String,
        /// The message it stands under.
        message: i64,
        /// Which; none for one that is none of ours.
        button: Option<Button>,
    },
}

/// One update, kept until it is answered and a little longer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelegramUpdate {
    /// Telegram's number for it: of two tellings one is the first.
    #[serde(rename = "_id")]
    pub id: UpdateId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who asked.
    pub from: TelegramProfile,
    /// What.
    pub asked: Asked,
    /// When it was heard.
    pub heard_at: Timestamp,
    /// When an answer was begun. Written before it is given: nobody is answered twice.
    pub answered_at: Option<Timestamp>,
    /// When its row is swept.
    pub expire_at: Timestamp,
}
