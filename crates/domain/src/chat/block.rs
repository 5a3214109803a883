//! `Block`: one person hears no more from another where the two talk alone. Orders go on: what the house tells, and the
//! conversation of a dispute, reach both.

use super::{Chat, ChatError, ChatType, chat::drawn_from};
use crate::{BlockId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// One person hears no more from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// Identity; follows from the two.
    #[serde(rename = "_id")]
    pub id: BlockId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Who does not want to hear.
    pub by: UserId,
    /// Whom.
    pub whom: UserId,
    /// Since when.
    pub created_at: Timestamp,
}

/// How the two of a conversation stand to each other, seen from one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Blocked {
    /// I hear nothing from the other.
    pub by_me: bool,
    /// The other hears nothing from me.
    pub by_other: bool,
}

impl Block {
    /// The one block of a person by another.
    pub fn id_of(by: UserId, whom: UserId) -> BlockId {
        BlockId::from_bytes(drawn_from("block", &[by.to_bytes(), whom.to_bytes()]))
    }

    /// From now on.
    pub fn new(by: UserId, whom: UserId, now: Timestamp) -> Self {
        Self { id: Self::id_of(by, whom), version: 0, by, whom, created_at: now }
    }
}

impl Blocked {
    /// Whether anything can be said between the two.
    ///
    /// # Errors
    /// [`ChatError::BlockedByYou`], [`ChatError::Blocked`].
    pub const fn only_open(self) -> Result<(), ChatError> {
        match self {
            Self { by_me: true, .. } => Err(ChatError::BlockedByYou),
            Self { by_other: true, .. } => Err(ChatError::Blocked),
            Self { by_me: false, by_other: false } => Ok(()),
        }
    }
}

impl Chat {
    /// Whom somebody can block here: the other of two who talk alone.
    ///
    /// # Errors
    /// [`ChatError::NobodyToBlock`].
    pub fn to_block(&self, by: UserId) -> Result<UserId, ChatError> {
        let other = if self.chat_type == ChatType::Direct { self.other_side(by) } else { None };
        other.ok_or(ChatError::NobodyToBlock)
    }
}
