//! Claiming and ending tasks. A lease is a compare-and-set on the task's version; a worker that dies leaves a
//! lease that ends by itself, and every deed may be done twice.

use super::perform::{Ran, perform};
use crate::{ActionError, Desk};
use domain::{
    Hours, Timestamp,
    tasks::{Deed, Lane, ScheduledTask, TaskStatus},
};
use store::{Commit, StoreError};

/// Tasks looked at in one round.
const ROUND: i64 = 50;
/// A house that has just started catches up first; whoever wants to know at once asks.
const FIRST_COMPARISON: Hours = Hours(1);
/// What was begun before it stopped is swept no sooner anyway.
const FIRST_SWEEP: Hours = Hours(1);

/// Runs what is due now in every lane; answers how many tasks this worker ran.
///
/// # Errors
/// As [`run_lane`].
pub async fn run_due(desk: &Desk, worker: &str) -> Result<usize, ActionError> {
    Ok(run_lane(desk, worker, Lane::House).await? + run_lane(desk, worker, Lane::Post).await?)
}

/// Runs what is due now in one lane, one after the other; answers how many tasks this worker ran.
///
/// # Errors
/// Only the database's; what a task itself complains of is kept with the task.
pub async fn run_lane(desk: &Desk, worker: &str, lane: Lane) -> Result<usize, ActionError> {
    let mut ran = 0;
    for task in desk.store.due_tasks(lane, desk.now(), ROUND).await? {
        if let Some(held) = claim(desk, worker, &task).await? {
            let outcome = perform(desk, held.deed).await;
            end(desk, &held, outcome).await?;
            ran += 1;
        }
    }
    Ok(ran)
}

/// Puts the tasks that never end into the queue: one watcher per chain, one sealer.
///
/// # Errors
/// Only the database's.
pub async fn ensure_standing_tasks(desk: &Desk) -> Result<(), ActionError> {
    let watchers = desk.chains.iter().map(|chain| Deed::WatchChain(chain.settings().chain_id.0));
    let sweepers = desk.chains.iter().map(|chain| Deed::SweepChain(chain.settings().chain_id.0));
    let sweepers = sweepers.filter(|_| desk.keystore.is_some());
    for deed in watchers.chain(sweepers).chain([Deed::SealJournals]) {
        ensure(desk, deed).await?;
    }
    ensure_from(desk, Deed::SweepFiles, desk.now() + FIRST_SWEEP).await?;
    if !desk.chains.is_empty() {
        ensure_from(desk, Deed::Reconcile, desk.now() + FIRST_COMPARISON).await?;
    }
    Ok(())
}

async fn ensure(desk: &Desk, deed: Deed) -> Result<(), ActionError> {
    ensure_from(desk, deed, desk.now()).await
}

async fn ensure_from(desk: &Desk, deed: Deed, run_at: Timestamp) -> Result<(), ActionError> {
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

async fn claim(desk: &Desk, worker: &str, task: &ScheduledTask) -> Result<Option<ScheduledTask>, ActionError> {
    let Some(held) = task.claimed(worker, desk.now()) else { return Ok(None) };
    match desk.commit(Commit::new().save(&held)).await {
        Ok(()) => Ok(Some(ScheduledTask { version: held.version + 1, ..held })),
        Err(error) if is_taken(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

async fn end(desk: &Desk, held: &ScheduledTask, outcome: Result<Ran, ActionError>) -> Result<(), ActionError> {
    let now = desk.now();
    let ended = match outcome {
        Ok(Ran::Done) => held.finished(now),
        Ok(Ran::Again(run_at)) => held.repeated(run_at),
        Err(error) => {
            let why = said(&error);
            let failed = held.failed(&why, now);
            if held.last_error.as_deref() != Some(why.as_str()) {
                log(held, &failed, &error);
            }
            failed
        }
    };
    match desk.commit(Commit::new().save(&ended?)).await {
        // The lease ended and somebody else took over: theirs is the last word.
        Err(error) if is_taken(&error) => Ok(()),
        other => other,
    }
}

fn log(held: &ScheduledTask, failed: &Result<ScheduledTask, domain::machine::Refused>, error: &ActionError) {
    let is_dead = failed.as_ref().is_ok_and(|task| task.status == TaskStatus::Dead);
    if is_dead {
        tracing::error!(task = %held.key, %error, "a task is given up: a person must look");
    } else {
        tracing::warn!(task = %held.key, attempts = held.attempts, %error, "a task went wrong and is tried again");
    }
}

/// What is kept with the task: no addresses, no keys.
fn said(error: &ActionError) -> String {
    match error {
        ActionError::Refused { code, .. } => (*code).to_owned(),
        ActionError::IllegalMove(refused) => refused.to_string(),
        ActionError::Outside(_) => "outside".to_owned(),
        other => other.to_string(),
    }
}

fn is_taken(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(StoreError::Conflict(_) | StoreError::Duplicate { .. }))
}
