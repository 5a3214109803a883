//! `ConfigSetting` and its history. A change has a moment from which it holds: those about money are seen a day before.

use super::{SettingKey, SettingValue};
use crate::{SettingChangeId, Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// What an admin decided. A setting nobody decided about has no document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigSetting {
    /// Which.
    #[serde(rename = "_id")]
    pub id: SettingKey,
    /// Compare-and-set counter.
    pub version: u64,
    /// How often it was decided: the number of the newest row of its history.
    pub number: u64,
    /// What was decided.
    pub value: SettingValue,
    /// What holds until then.
    pub value_before: SettingValue,
    /// From when on it holds.
    pub effective_at: Timestamp,
    /// Who decided.
    pub changed_by: UserId,
    /// When.
    pub changed_at: Timestamp,
    /// When it was taken back before it held; then what held before goes on.
    #[serde(default)]
    pub cancelled_at: Option<Timestamp>,
}

/// One decision, for ever. Only that it was cancelled may be written later, before the decision holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConfigSettingHistory {
    /// Sorts by birth.
    #[serde(rename = "_id")]
    pub id: SettingChangeId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Of which setting.
    pub key: SettingKey,
    /// 1 for its first change; no two of a setting have the same.
    pub number: u64,
    /// What held before.
    pub old_value: SettingValue,
    /// What was decided.
    pub new_value: SettingValue,
    /// Who.
    pub changed_by: UserId,
    /// When.
    pub changed_at: Timestamp,
    /// Why, in their words.
    pub reason: String,
    /// From when on it holds.
    pub effective_at: Timestamp,
    /// When it was taken back before it held.
    pub cancelled_at: Option<Timestamp>,
    /// By whom.
    #[serde(default)]
    pub cancelled_by: Option<UserId>,
    /// Why, in their words.
    #[serde(default)]
    pub cancelled_why: Option<String>,
    /// Decided before decisions about money waited; a migration marked these.
    #[serde(default)]
    pub before_lock: bool,
}

impl ConfigSetting {
    /// What was decided for that moment.
    pub fn value_at(&self, now: Timestamp) -> &SettingValue {
        if self.cancelled_at.is_none() && now >= self.effective_at { &self.value } else { &self.value_before }
    }

    /// The row of history for this decision.
    pub fn as_history(&self, id: SettingChangeId, reason: String) -> ConfigSettingHistory {
        ConfigSettingHistory {
            id,
            version: 0,
            key: self.id,
            number: self.number,
            old_value: self.value_before.clone(),
            new_value: self.value.clone(),
            changed_by: self.changed_by,
            changed_at: self.changed_at,
            reason,
            effective_at: self.effective_at,
            cancelled_at: None,
            cancelled_by: None,
            cancelled_why: None,
            before_lock: false,
        }
    }
}

impl ConfigSettingHistory {
    /// Taken back then, by this person, for this reason.
    #[must_use]
    pub fn cancelled(&self, at: Timestamp, by: UserId, why: String) -> Self {
        Self { cancelled_at: Some(at), cancelled_by: Some(by), cancelled_why: Some(why), ..self.clone() }
    }

    /// True when everybody could see it before it held: then everybody sees what became of it.
    pub const fn is_public(&self) -> bool {
        self.key.is_locked() && !self.before_lock
    }
}

/// Why a setting stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// The role is missing.
    #[error("somebody else changes this setting")]
    NotYours,
    /// What was looked at is not what holds any more.
    #[error("somebody decided about it a moment ago")]
    ChangedMeanwhile,
    /// A decision is announced: it holds or is taken back before there is another.
    #[error("a decision about it is waiting")]
    Waits,
    /// What holds, or does in a moment, is not taken back but decided anew.
    #[error("it holds, or does in a moment")]
    Holds,
}

impl SettingError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYours => "forbidden",
            Self::ChangedMeanwhile => "setting-changed-meanwhile",
            Self::Waits => "setting-waits",
            Self::Holds => "setting-holds",
        }
    }

    /// HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::NotYours => 403,
            Self::ChangedMeanwhile | Self::Waits | Self::Holds => 409,
        }
    }
}
