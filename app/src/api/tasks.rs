//! What admins do about the queue.

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::ssr;
use leptos::prelude::*;

/// Tries again what was given up.
///
/// # Errors
/// 403 for anybody but an admin; 409 when it is over.
#[server(endpoint = "retry_task")]
pub async fn retry_task(which: String) -> Result<(), Fault> {
    let (me, task) = (ssr::signed_in()?, task_id(&which)?);
    actions::tasks::retry_task(&ssr::desk(), me.id, task).await.map_err(ssr::refuse)?;
    back("task_retried")
}

/// Does not wait for the time a task was put off to.
///
/// # Errors
/// 403 for anybody but an admin; 409 when it is over or waits for its deadline.
#[server(endpoint = "run_task_now")]
pub async fn run_task_now(which: String) -> Result<(), Fault> {
    let (me, task) = (ssr::signed_in()?, task_id(&which)?);
    actions::tasks::run_task_now(&ssr::desk(), me.id, task).await.map_err(ssr::refuse)?;
    back("task_hurried")
}

/// Stops a kind of task for a while.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin.
#[server(endpoint = "pause_tasks")]
pub async fn pause_tasks(which: String, reason: String) -> Result<(), Fault> {
    let me = ssr::signed_in()?;
    actions::tasks::pause_tasks(&ssr::desk(), me.id, &which, &reason).await.map_err(ssr::refuse)?;
    back("tasks_paused")
}

/// Lets a kind of task go on.
///
/// # Errors
/// 403 for anybody but an admin.
#[server(endpoint = "resume_tasks")]
pub async fn resume_tasks(which: String) -> Result<(), Fault> {
    let me = ssr::signed_in()?;
    actions::tasks::resume_tasks(&ssr::desk(), me.id, &which).await.map_err(ssr::refuse)?;
    back("tasks_resumed")
}

#[cfg(feature = "ssr")]
fn task_id(text: &str) -> Result<domain::ScheduledTaskId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed here")]
fn back(done: &str) -> Result<(), Fault> {
    ssr::done(&format!("/admin/tasks?done={done}"));
    Ok(())
}
