//! What the page of settings shows: what holds, what it may be, who decided it, and every decision before.

use super::rules;
use crate::{ActionError, Desk};
use domain::{
    Timestamp, UserId,
    escrow::ChainId,
    identity::{Role, User},
    settings::{ConfigSetting, ConfigSettingHistory, SettingRule, SettingValue},
};
use std::collections::{BTreeMap, BTreeSet};

/// Rows of history on the page.
const HISTORY: i64 = 100;

/// One setting.
#[derive(Clone, Debug)]
pub struct SettingLine {
    /// What it may be.
    pub rule: SettingRule,
    /// What holds now.
    pub present: SettingValue,
    /// The newest decision; none while the operator's own word holds.
    pub decided: Option<ConfigSetting>,
}

impl SettingLine {
    /// True while its newest decision does not hold yet.
    pub fn waits(&self, now: Timestamp) -> bool {
        self.decided.as_ref().is_some_and(|decided| decided.waits(now))
    }
}

/// Everything about settings.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    /// Every setting of this house.
    pub lines: Vec<SettingLine>,
    /// Decisions, the newest first.
    pub history: Vec<ConfigSettingHistory>,
    /// What the people in it are called.
    pub names: BTreeMap<UserId, String>,
    /// What the chains in it are called.
    pub chains: BTreeMap<ChainId, String>,
    /// When it was looked at.
    pub now: Timestamp,
}

/// Settings and their history, from the database itself.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn settings_file(desk: &Desk, admin: UserId) -> Result<SettingsFile, ActionError> {
    let person: Option<User> = desk.store.find(admin).await?;
    person.filter(|person| person.is(Role::Admin)).ok_or(ActionError::forbidden("forbidden"))?;
    let stored = desk.store.config_settings().await?;
    let history = desk.store.setting_history(HISTORY).await?;
    let by = stored
        .iter()
        .map(|setting| setting.changed_by)
        .chain(history.iter().flat_map(|row| std::iter::once(row.changed_by).chain(row.cancelled_by)));
    let names = desk.store.names_of(&by.collect::<BTreeSet<_>>()).await?;
    let now = desk.now();
    let line = |rule: SettingRule| {
        let decided = stored.iter().find(|setting| setting.id == rule.key).cloned();
        SettingLine { present: rule.in_force(decided.as_ref(), now), decided, rule }
    };
    let called = |chain: &payments::Chain| (chain.settings().chain_id, chain.settings().name.clone());
    Ok(SettingsFile {
        lines: rules(desk).into_iter().map(line).collect(),
        history,
        names,
        chains: desk.chains.iter().map(called).collect(),
        now,
    })
}
