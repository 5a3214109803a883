//! Settings that were decided while the house was open, and every decision there was.

use crate::{Store, StoreError};
use bson::doc;
use domain::{
    Timestamp,
    settings::{ConfigSetting, ConfigSettingHistory, SettingKey},
};
use mongodb::options::{FindOptions, ReadPreference, SelectionCriteria};

/// Name of the unique index that lets two decisions at once be one decision.
pub const SETTING_CHANGE_INDEX: &str = "setting_change_once";

impl Store {
    /// Every setting that was ever decided about. As new as the newest commit: a secondary may not know it yet.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn config_settings(&self) -> Result<Vec<ConfigSetting>, StoreError> {
        let newest = SelectionCriteria::ReadPreference(ReadPreference::Primary);
        let options = FindOptions::builder().sort(doc! {"_id": 1}).selection_criteria(newest).build();
        self.list(doc! {}, options).await
    }

    /// Decisions about settings, the newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn setting_history(&self, limit: i64) -> Result<Vec<ConfigSettingHistory>, StoreError> {
        let newest_first = doc! {"changed_at": -1, "number": -1};
        self.list(doc! {}, FindOptions::builder().sort(newest_first).limit(limit).build()).await
    }

    /// What was decided since then, the newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn setting_changes_since(
        &self,
        since: Timestamp,
        limit: i64,
    ) -> Result<Vec<ConfigSettingHistory>, StoreError> {
        let newest_first = doc! {"changed_at": -1, "number": -1};
        let since = bson::DateTime::from_millis(since.millis());
        self.list(doc! {"changed_at": {"$gte": since}}, FindOptions::builder().sort(newest_first).limit(limit).build())
            .await
    }

    /// The row of a decision.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn setting_change(
        &self,
        key: SettingKey,
        number: u64,
    ) -> Result<Option<ConfigSettingHistory>, StoreError> {
        let number = i64::try_from(number).unwrap_or(i64::MAX);
        self.first(doc! {"key": key.to_string(), "number": number}).await
    }
}
