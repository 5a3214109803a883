//! `ReadMark`: how far one person has read one conversation, and so how much of it is new to them.
//!
//! What is new is a difference of numbers that only ever grow in commits, so that a count is exact whoever writes and
//! reads at once, and a message costs the same however many people hear it.

use super::{Chat, chat::drawn_from};
use crate::{ChatId, ReadMarkId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// How far somebody has read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadMark {
    /// Identity; follows from conversation and person.
    #[serde(rename = "_id")]
    pub id: ReadMarkId,
    /// Compare-and-set counter; grows with every message of one's own too.
    pub version: u64,
    /// Which conversation.
    pub chat_id: ChatId,
    /// Whose.
    pub user_id: UserId,
    /// The last number they have seen.
    pub read_seq: u64,
    /// How many of the messages after it are their own.
    pub own_after: u64,
    /// Last change.
    pub updated_at: Timestamp,
}

impl ReadMark {
    /// The one mark of a person in a conversation.
    pub fn id_of(chat: ChatId, person: UserId) -> ReadMarkId {
        ReadMarkId::from_bytes(drawn_from("mark", &[chat.to_bytes(), person.to_bytes()]))
    }

    /// Nothing read yet.
    pub fn first(chat: ChatId, person: UserId, now: Timestamp) -> Self {
        let id = Self::id_of(chat, person);
        Self { id, version: 0, chat_id: chat, user_id: person, read_seq: 0, own_after: 0, updated_at: now }
    }

    /// How many messages of others are new.
    pub const fn unread(&self, chat: &Chat) -> u64 {
        chat.last_seq.saturating_sub(self.read_seq).saturating_sub(self.own_after)
    }

    /// Read up to this number, with so many own messages after it; `None` when that is nothing new.
    pub fn read_to(&self, seq: u64, own_after: u64, now: Timestamp) -> Option<Self> {
        (seq > self.read_seq).then(|| Self { read_seq: seq, own_after, updated_at: now, ..self.clone() })
    }
}
