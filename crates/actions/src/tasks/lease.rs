//! Holding a task: claimed by compare-and-set, renewed while its deed goes on, lost when somebody else has it.

use super::{
    perform::{Ran, perform},
    run::is_taken,
};
use crate::{ActionError, Desk};
use domain::tasks::{LEASE, ScheduledTask, TaskRun};
use futures::FutureExt;
use std::{panic::AssertUnwindSafe, time::Duration};
use store::Commit;

/// A worker says three times within a lease that it is still there.
const RENEW: Duration = Duration::from_secs(LEASE.0.unsigned_abs() / 3);

/// The task as this worker holds it, or nothing when another was quicker. One that has ended its worker too often is
/// given up here.
pub(super) async fn claim(
    desk: &Desk,
    worker: &str,
    task: &ScheduledTask,
) -> Result<Option<ScheduledTask>, ActionError> {
    let now = desk.now();
    if let Some(buried) = task.buried(now) {
        tracing::error!(task = %task.key, "a task is given up: its workers never came back from it");
        return keep(desk, task, buried).await.map(|_| None);
    }
    let Some(held) = task.claimed(worker, now) else { return Ok(None) };
    keep(desk, task, held).await
}

/// Writes what comes after `before`; a run that was abandoned has its row with it.
async fn keep(desk: &Desk, before: &ScheduledTask, after: ScheduledTask) -> Result<Option<ScheduledTask>, ActionError> {
    let abandoned = before.locked_by.as_ref().and_then(|_| TaskRun::of(desk.new_id(), before, &after, desk.now()));
    let commit = Commit::new().save(&after);
    match desk.commit(abandoned.iter().fold(commit, Commit::insert)).await {
        Ok(()) => Ok(Some(ScheduledTask { version: after.version + 1, ..after })),
        Err(error) if is_taken(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Does the deed, and renews the lease while it goes on; answers with the task as it is held then, and with nothing when
/// somebody else has it. A deed whose task is lost is dropped where it is, as if its
/// worker had died there. One that panics has gone wrong, and takes nothing else with it.
pub(super) async fn under_lease(
    desk: &Desk,
    mut held: ScheduledTask,
) -> Option<(ScheduledTask, Result<Ran, ActionError>)> {
    let mut deed = Box::pin(AssertUnwindSafe(perform(desk, held.deed)).catch_unwind());
    loop {
        match tokio::time::timeout(RENEW, &mut deed).await {
            Ok(Ok(outcome)) => return Some((held, outcome)),
            Ok(Err(_)) => return Some((held, Err(ActionError::Broken("a task panicked".to_owned())))),
            Err(_) => match renew(desk, &held).await {
                Ok(Some(renewed)) => held = renewed,
                Ok(None) => return None,
                // While the lease lasts the database may come back.
                Err(error) => tracing::warn!(task = %held.key, %error, "a lease is not renewed"),
            },
        }
    }
}

async fn renew(desk: &Desk, held: &ScheduledTask) -> Result<Option<ScheduledTask>, ActionError> {
    let Ok(renewed) = held.renewed(desk.now()) else { return Ok(None) };
    match desk.commit(Commit::new().save(&renewed)).await {
        Ok(()) => Ok(Some(ScheduledTask { version: renewed.version + 1, ..renewed })),
        Err(error) if is_taken(&error) => Ok(None),
        Err(error) => Err(error),
    }
}
