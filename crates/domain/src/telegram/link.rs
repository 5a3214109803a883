//! `TelegramLink`: this Telegram user is that person. One to one, both ways.

use crate::{Timestamp, UserId, words};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};

/// A Telegram user, by the number that never changes. It is the number of their conversation with the bot too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TelegramId(pub i64);

impl fmt::Display for TelegramId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for TelegramId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Text in the database, like every identity.
impl Serialize for TelegramId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TelegramId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(D::Error::custom)
    }
}

words! {
    /// The ways by which Telegram says who somebody is.
    pub enum TelegramDoor {
        /// They wrote to the bot.
        Bot = "bot",
        /// They opened our page inside of Telegram.
        MiniApp = "miniapp",
        /// They came from a page of ours and said so to Telegram.
        LoginWidget = "login_widget",
    }
}

words! {
    /// Whether the bot may write to them.
    pub enum LinkStatus {
        /// It may.
        Active = "active",
        /// They stopped it in Telegram; they start it there again.
        Blocked = "blocked",
    }
}

/// What Telegram says of its user. Labels for a page, never a reason to believe anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelegramProfile {
    /// The number.
    pub id: TelegramId,
    /// As they call themselves.
    pub first_name: String,
    /// The same.
    pub last_name: Option<String>,
    /// May change hands: nobody is ever found by it.
    pub username: Option<String>,
    /// The language of their app.
    pub language_code: Option<String>,
}

impl TelegramProfile {
    /// The name for a page: `@sara`, or what they call themselves.
    pub fn called(&self) -> String {
        match &self.username {
            Some(username) => format!("@{username}"),
            None => [Some(&self.first_name), self.last_name.as_ref()]
                .into_iter()
                .flatten()
                .map(String::as_str)
                .collect::<Vec<_>>()
                .join(" "),
        }
    }
}

/// One Telegram user, one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelegramLink {
    /// The Telegram user: nobody is linked to two people.
    #[serde(rename = "_id")]
    pub id: TelegramId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The person; unique too.
    pub user_id: UserId,
    /// What Telegram said of them last.
    pub profile: TelegramProfile,
    /// How it came to be.
    pub source: TelegramDoor,
    /// Whether the bot may write.
    pub status: LinkStatus,
    /// Since when.
    pub linked_at: Timestamp,
    /// When they last did something through Telegram.
    pub last_seen_at: Timestamp,
}

impl TelegramLink {
    /// They showed that the conversation with the bot is theirs.
    pub fn by_bot(user_id: UserId, profile: TelegramProfile, now: Timestamp) -> Self {
        Self {
            id: profile.id,
            version: 0,
            user_id,
            profile,
            source: TelegramDoor::Bot,
            status: LinkStatus::Active,
            linked_at: now,
            last_seen_at: now,
        }
    }

    /// They were there just now. Whoever writes to the bot has not stopped it.
    #[must_use]
    pub fn seen(&self, profile: TelegramProfile, through: TelegramDoor, now: Timestamp) -> Self {
        let status = if through == TelegramDoor::Bot { LinkStatus::Active } else { self.status };
        Self { profile, status, last_seen_at: now, ..self.clone() }
    }
}
