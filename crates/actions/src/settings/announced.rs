//! What everybody may know of the house's decisions about money: what waits, and what became of the last ones. By role and
//! never by name: who they were stands in the log.

use super::rules;
use crate::{ActionError, Desk};
use domain::{
    Days, Timestamp,
    escrow::ChainId,
    settings::{ConfigSettingHistory, LOCK, SettingKey, SettingKind, SettingValue},
};
use std::collections::BTreeMap;

/// How long it is shown what became of a decision.
const SHOWN: Days = Days(90);
/// More decisions than a house makes in that time.
const MOST: i64 = 500;

/// One decision, as everybody sees it.
#[derive(Clone, Debug)]
pub struct AnnouncedChange {
    /// Of which setting.
    pub key: SettingKey,
    /// The decision's number.
    pub number: u64,
    /// What such a value may be; none for a chain that the house watches no more.
    pub kind: Option<SettingKind>,
    /// What held.
    pub from: SettingValue,
    /// What was decided.
    pub to: SettingValue,
    /// When.
    pub decided_at: Timestamp,
    /// From when on it holds.
    pub holds_at: Timestamp,
    /// Why.
    pub reason: String,
    /// When it was taken back, and why.
    pub cancelled: Option<(Timestamp, String)>,
}

/// What was decided about money.
#[derive(Clone, Debug, Default)]
pub struct Announced {
    /// What does not hold yet, the soonest first.
    pub waiting: Vec<AnnouncedChange>,
    /// What came to hold or was taken back, the newest first.
    pub past: Vec<AnnouncedChange>,
    /// What the chains in it are called.
    pub chains: BTreeMap<ChainId, String>,
}

/// What waits, and what became of the decisions of the last ninety days.
///
/// # Errors
/// Only the database's.
pub async fn announced(desk: &Desk) -> Result<Announced, ActionError> {
    let (now, known) = (desk.now(), rules(desk));
    let rows = desk.store.setting_changes_since(now - SHOWN - LOCK, MOST).await?;
    let rows = rows.into_iter().filter(ConfigSettingHistory::is_public).map(|row| AnnouncedChange {
        key: row.key,
        number: row.number,
        kind: known.iter().find(|rule| rule.key == row.key).map(|rule| rule.kind),
        from: row.old_value,
        to: row.new_value,
        decided_at: row.changed_at,
        holds_at: row.effective_at,
        reason: row.reason,
        cancelled: row.cancelled_at.map(|at| (at, row.cancelled_why.unwrap_or_default())),
    });
    let (mut waiting, mut past): (Vec<_>, Vec<_>) = rows.partition(|row| row.cancelled.is_none() && now < row.holds_at);
    let ended = |row: &AnnouncedChange| row.cancelled.as_ref().map_or(row.holds_at, |(at, _)| *at);
    past.retain(|row| now < ended(row) + SHOWN);
    waiting.sort_by_key(|row| row.holds_at);
    past.sort_by_key(|row| std::cmp::Reverse(ended(row)));
    let called = |chain: &payments::Chain| (chain.settings().chain_id, chain.settings().name.clone());
    Ok(Announced { waiting, past, chains: desk.chains.iter().map(called).collect() })
}
