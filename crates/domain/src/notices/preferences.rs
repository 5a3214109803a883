//! What a person wants to be told by which channel, and when they want to be left alone.

use super::{NoticeCategory, QuietHours};
use crate::{Timestamp, UserId, words};
use serde::{Deserialize, Serialize};

words! {
    /// A way by which a person is told.
    pub enum Channel {
        /// The inbox: always.
        Inbox = "inbox",
        /// A letter to the e-mail that is proved.
        Email = "email",
        /// A message of the bot, to somebody who is linked.
        Telegram = "telegram",
    }
}

/// One field of the matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Switch {
    pub category: NoticeCategory,
    pub channel: Channel,
}

/// A person's choices. Who never chose has no document, and is told by every channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotificationPreferences {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// What is switched off.
    pub off: Vec<Switch>,
    /// When nothing is sent that can wait.
    pub quiet: Option<QuietHours>,
    /// What was switched on again for letters, each time it was: a link in a letter from before stops it no more.
    pub again: Vec<NoticeCategory>,
    /// The same for the bot: a button from before does nothing any more.
    #[serde(default)]
    pub again_by_telegram: Vec<NoticeCategory>,
    /// Last change.
    pub updated_at: Timestamp,
}

impl NotificationPreferences {
    /// Of somebody who never chose.
    pub const fn of_nobody_who_chose(id: UserId, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            off: Vec::new(),
            quiet: None,
            again: Vec::new(),
            again_by_telegram: Vec::new(),
            updated_at: now,
        }
    }

    /// Whether this is told by that channel. The inbox has everything, and what is about safety is always told.
    pub fn wants(&self, category: NoticeCategory, channel: Channel) -> bool {
        may_not_choose(category, channel) || !self.off.contains(&Switch { category, channel })
    }

    /// With one field as chosen; what nobody may choose stays.
    #[must_use]
    pub fn switched(&self, category: NoticeCategory, channel: Channel, is_on: bool, now: Timestamp) -> Self {
        if may_not_choose(category, channel) || self.wants(category, channel) == is_on {
            return self.clone();
        }
        let field = Switch { category, channel };
        let mut off = self.off.clone();
        off.retain(|it| *it != field);
        let mut after = Self { updated_at: now, ..self.clone() };
        match (is_on, channel) {
            (false, _) => off.push(field),
            (true, Channel::Telegram) => after.again_by_telegram.push(category),
            (true, Channel::Email | Channel::Inbox) => after.again.push(category),
        }
        Self { off, ..after }
    }

    /// How often this category was wanted again by that channel.
    pub fn round_of(&self, category: NoticeCategory, channel: Channel) -> u64 {
        let again = match channel {
            Channel::Telegram => &self.again_by_telegram,
            Channel::Email | Channel::Inbox => &self.again,
        };
        again.iter().map(|it| u64::from(*it == category)).sum()
    }
}

/// The fields of the matrix that are always on.
pub fn may_not_choose(category: NoticeCategory, channel: Channel) -> bool {
    channel == Channel::Inbox || category.is_about_safety()
}
