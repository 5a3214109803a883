//! What an admin does about the queue: tries again, does not wait, stops a kind for a while. Each deed asks for the role
//! itself, is done once however often it is asked for, and is a row of the log.

use crate::{ActionError, Desk, admin::must_be_admin, again::again};
use domain::{
    ScheduledTaskId, UserId,
    event::{Actor, EventRow, Subject, one_line},
    identity::check_reason,
    machine::Refused,
    tasks::{DeedKind, PausedKind, ScheduledTask, TaskStatus},
};
use store::{Commit, StoreError};

/// Tries again what was given up.
///
/// # Errors
/// 403 for anybody but an admin; 404; 409 when it is over.
pub async fn retry_task(desk: &Desk, admin: UserId, task: ScheduledTaskId) -> Result<(), ActionError> {
    change(desk, admin, task, "retry_task", |task| {
        // Somebody else said so a moment ago.
        if task.status.is_live() { Ok(None) } else { task.revived(desk.now()).map(Some) }
    })
    .await
}

/// Does not wait for the time a task was put off to. A deadline comes when it comes.
///
/// # Errors
/// 403 for anybody but an admin; 404; 409 when it is over or waits for its deadline.
pub async fn run_task_now(desk: &Desk, admin: UserId, task: ScheduledTaskId) -> Result<(), ActionError> {
    change(desk, admin, task, "run_task_now", |task| {
        let is_under_way =
            task.status == TaskStatus::Locked || task.status == TaskStatus::Pending && task.run_at <= desk.now();
        if is_under_way { Ok(None) } else { task.hurried(desk.now()).map(Some) }
    })
    .await
}

async fn change(
    desk: &Desk,
    admin: UserId,
    id: ScheduledTaskId,
    deed: &str,
    rule: impl Fn(&ScheduledTask) -> Result<Option<ScheduledTask>, Refused>,
) -> Result<(), ActionError> {
    again(|| async {
        let admin = must_be_admin(desk, admin).await?;
        let before: ScheduledTask = desk.store.get(id).await?;
        let Some(after) = rule(&before)? else { return Ok(()) };
        let from = Some(before.status.to_string());
        let event = desk.event(Subject::Task(id), Actor::User(admin.id), deed, from, after.status);
        let event = EventRow { why: Some(before.key.clone()), ..event };
        desk.commit(Commit::new().save(&admin).save(&after).record(&event)).await
    })
    .await
}

/// Stops a kind: what is being done is ended, what comes due waits. The page says who did so and why.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 404 for no kind.
pub async fn pause_tasks(desk: &Desk, admin: UserId, kind: &str, reason: &str) -> Result<(), ActionError> {
    let (kind, reason) = (kind_of(kind)?, one_line(&check_reason(reason)?, 500));
    again(|| async {
        let admin = must_be_admin(desk, admin).await?;
        if desk.store.find::<PausedKind>(kind).await?.is_some() {
            return Ok(());
        }
        let paused = PausedKind { id: kind, version: 0, by: admin.id, since: desk.now(), reason: reason.clone() };
        let event = desk.event(Subject::TaskKind(kind), Actor::User(admin.id), "pause_tasks", None, "paused");
        let event = EventRow { why: Some(reason.clone()), ..event };
        match desk.commit(Commit::new().insert(&paused).save(&admin).record(&event)).await {
            // Two at once: it is paused.
            Err(ActionError::Store(StoreError::Duplicate { .. })) => Ok(()),
            other => other,
        }
    })
    .await
}

/// Lets a kind go on.
///
/// # Errors
/// 403 for anybody but an admin; 404 for no kind.
pub async fn resume_tasks(desk: &Desk, admin: UserId, kind: &str) -> Result<(), ActionError> {
    let kind = kind_of(kind)?;
    again(|| async {
        let admin = must_be_admin(desk, admin).await?;
        let Some(paused) = desk.store.find::<PausedKind>(kind).await? else { return Ok(()) };
        let from = Some("paused".to_owned());
        let event = desk.event(Subject::TaskKind(kind), Actor::User(admin.id), "resume_tasks", from, "running");
        desk.commit(Commit::new().remove(&paused).save(&admin).record(&event)).await
    })
    .await
}

fn kind_of(text: &str) -> Result<DeedKind, ActionError> {
    text.parse().map_err(|()| ActionError::NotFound(one_line(text, 64)))
}
