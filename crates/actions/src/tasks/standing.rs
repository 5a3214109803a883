//! The tasks that never end: they are put into the queue by whoever starts first.

use super::run::is_taken;
use crate::{ActionError, Desk};
use domain::{
    Hours, Timestamp,
    tasks::{Deed, ScheduledTask},
};
use store::Commit;

/// A house that has just started catches up first; whoever wants to know at once asks.
const FIRST_COMPARISON: Hours = Hours(1);
/// What was begun before it stopped is swept no sooner anyway.
const FIRST_SWEEP: Hours = Hours(1);

/// Puts the tasks that never end into the queue: one watcher per chain, one sealer.
///
/// # Errors
/// Only the database's.
pub async fn ensure_standing_tasks(desk: &Desk) -> Result<(), ActionError> {
    let watchers = desk.chains.iter().map(|chain| Deed::WatchChain(chain.settings().chain_id.0));
    let sweepers = desk.chains.iter().map(|chain| Deed::SweepChain(chain.settings().chain_id.0));
    let sweepers = sweepers.filter(|_| desk.keystore.is_some());
    for deed in watchers.chain(sweepers).chain([Deed::SealJournals]) {
        ensure(desk, deed, desk.now()).await?;
    }
    if desk.telegram.is_some() {
        ensure(desk, Deed::MindBot, desk.now()).await?;
    }
    ensure(desk, Deed::SweepFiles, desk.now() + FIRST_SWEEP).await?;
    if !desk.chains.is_empty() {
        ensure(desk, Deed::Reconcile, desk.now() + FIRST_COMPARISON).await?;
    }
    Ok(())
}

async fn ensure(desk: &Desk, deed: Deed, run_at: Timestamp) -> Result<(), ActionError> {
    let known = desk.store.task_of(&deed.key()).await?;
    let fresh = ScheduledTask::at(desk.new_id(), deed, run_at, desk.now());
    let commit = match known {
        Some(task) if task.status.is_live() => return Ok(()),
        // Ended while its chain was out of the settings, or given up by hand.
        Some(task) => Commit::new().save(&ScheduledTask { id: task.id, version: task.version, ..fresh }),
        None => Commit::new().task(&fresh),
    };
    match desk.commit(commit).await {
        Err(error) if is_taken(&error) => Ok(()),
        other => other,
    }
}
