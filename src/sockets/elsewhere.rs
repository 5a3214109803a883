//! What a room tells the rooms that other processes keep of the same conversation: hints alone, which may be lost. Messages
//! and how far everybody has read cross by the database.

use actions::{Desk, Topic};
use domain::{ChatId, UserId};
use std::{collections::HashMap, time::Duration};
use tokio::time::Instant;

/// Of the same person they are told no more often that they write.
const TYPING: Duration = Duration::from_secs(2);

/// The rooms of one conversation in other processes. While there are no other processes, this costs nothing.
pub(super) struct Elsewhere {
    desk: Desk,
    chat: ChatId,
    typed: HashMap<UserId, Instant>,
}

impl Elsewhere {
    pub(super) fn of(desk: Desk, chat: ChatId) -> Self {
        Self { desk, chat, typed: HashMap::new() }
    }

    /// Asks what they know that stands nowhere; they answer with [`Self::got`].
    pub(super) fn ask(&self) {
        self.desk.feed.hint(Topic::Opened(self.chat));
    }

    pub(super) fn got(&self, by: UserId, seq: u64) {
        self.desk.feed.hint(Topic::Got(self.chat, by, seq));
    }

    /// However many tabs this person writes in.
    pub(super) fn types(&mut self, by: UserId) {
        let now = Instant::now();
        if self.typed.get(&by).is_none_or(|at| now - *at >= TYPING) {
            self.typed.insert(by, now);
            self.desk.feed.hint(Topic::Typing(self.chat, by));
        }
    }

    /// Something was said: what this person writes next is news again.
    pub(super) fn said(&mut self, by: UserId) {
        self.typed.remove(&by);
    }
}
