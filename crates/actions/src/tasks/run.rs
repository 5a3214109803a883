//! A worker's round: what is due is claimed, done under a lease and let go. A lease is a compare-and-set on the task's
//! version; a worker that dies leaves one that ends by itself, and every deed may be done twice.

use super::{
    lease::{claim, under_lease},
    perform::Ran,
};
use crate::{ActionError, Desk};
use domain::tasks::{Lane, PausedKind, ScheduledTask, TaskRun, TaskStatus};
use store::{Commit, StoreError};

/// Tasks looked at in one round.
const ROUND: i64 = 50;

/// Runs what is due now in every lane; answers how many tasks this worker ran.
///
/// # Errors
/// As [`run_lane`].
pub async fn run_due(desk: &Desk, worker: &str) -> Result<usize, ActionError> {
    let mut ran = 0;
    for lane in [Lane::House, Lane::Post, Lane::Bot] {
        ran += run_lane(desk, worker, lane).await?;
    }
    Ok(ran)
}

/// Runs what is due now in one lane, one after the other; answers how many tasks this worker ran.
///
/// # Errors
/// Only the database's; what a task itself complains of is kept with the task.
pub async fn run_lane(desk: &Desk, worker: &str, lane: Lane) -> Result<usize, ActionError> {
    let mut ran = 0;
    for task in desk.store.due_tasks(lane, desk.now(), ROUND).await? {
        // Whoever pauses a kind is heard before the next of it, not only before the next round.
        if desk.store.find::<PausedKind>(task.deed.kind()).await?.is_some() {
            continue;
        }
        if let Some(held) = claim(desk, worker, &task).await? {
            if let Some((held, outcome)) = under_lease(desk, held).await {
                end(desk, &held, outcome).await?;
            }
            ran += 1;
        }
    }
    Ok(ran)
}

async fn end(desk: &Desk, held: &ScheduledTask, outcome: Result<Ran, ActionError>) -> Result<(), ActionError> {
    let now = desk.now();
    let ended = match &outcome {
        Ok(Ran::Done) => held.finished(now),
        Ok(Ran::Again(run_at)) => held.repeated(*run_at, now),
        Err(error) => held.failed(&said(error), now),
    };
    // The lease ran out meanwhile: it is done again, by whoever claims it next.
    let Ok(ended) = ended else { return Ok(()) };
    if let Err(error) = &outcome {
        log(held, &ended, error);
    }
    let run = TaskRun::of(desk.new_id(), held, &ended, now);
    let commit = Commit::new().save(&ended);
    match desk.commit(run.iter().fold(commit, Commit::insert)).await {
        // Somebody else took over: theirs is the last word.
        Err(error) if is_taken(&error) => Ok(()),
        other => other,
    }
}

/// A failure that lasts is told when it begins.
fn log(held: &ScheduledTask, failed: &ScheduledTask, error: &ActionError) {
    if failed.status == TaskStatus::Dead {
        tracing::error!(task = %held.key, %error, "a task is given up: a person must look");
    } else if held.last_error != failed.last_error {
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

pub(super) fn is_taken(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(StoreError::Conflict(_) | StoreError::Duplicate { .. }))
}
