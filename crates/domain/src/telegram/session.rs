//! `TelegramSession`: that something Telegram said has opened a door. It opens no second one.

use super::{Proven, TelegramDoor, TelegramId};
use crate::{Minutes, Timestamp, UserId};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// What is too old is refused anyway; its row stays this much longer, for clocks that differ.
const KEPT: Minutes = Minutes(10);

/// The name of something that Telegram said: one for all its spellings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(pub(super) [u8; 32]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&hex::encode(self.0))
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(String::deserialize(d)?, &mut bytes).map_err(D::Error::custom)?;
        Ok(Self(bytes))
    }
}

/// One arrival through Telegram.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TelegramSession {
    /// What was said: of two arrivals with it one is the first.
    #[serde(rename = "_id")]
    pub id: Fingerprint,
    /// Never changes.
    pub version: u64,
    /// Whose door it opened.
    pub user_id: UserId,
    /// Who stood there.
    pub telegram_user_id: TelegramId,
    /// By which way.
    pub door: TelegramDoor,
    /// When.
    pub created_at: Timestamp,
    /// When its row is swept: not before what was said is too old by any clock.
    pub expires_at: Timestamp,
}

impl TelegramSession {
    /// The arrival of this person.
    pub fn of(proven: &Proven, user_id: UserId, now: Timestamp) -> Self {
        Self {
            id: proven.fingerprint,
            version: 0,
            user_id,
            telegram_user_id: proven.profile.id,
            door: proven.door,
            created_at: now,
            expires_at: proven.until + KEPT,
        }
    }
}
