//! `ConfigSetting` and its history. A change has a moment from which it holds, so that one may be announced before.

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
}

/// One decision, for ever. Only `cancelled_at` may be written later, before the decision holds.
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
}

impl ConfigSetting {
    /// What was decided for that moment.
    pub fn value_at(&self, now: Timestamp) -> &SettingValue {
        if now >= self.effective_at { &self.value } else { &self.value_before }
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
        }
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
}

impl SettingError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotYours => "forbidden",
            Self::ChangedMeanwhile => "setting-changed-meanwhile",
        }
    }

    /// HTTP status.
    pub const fn status(self) -> u16 {
        match self {
            Self::NotYours => 403,
            Self::ChangedMeanwhile => 409,
        }
    }
}
