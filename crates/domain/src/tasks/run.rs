//! The history of the queue: one row per run of a task that is worth one.

use super::{DeedKind, ScheduledTask, TaskStatus};
use crate::{Days, ScheduledTaskId, TaskRunId, Timestamp, words};
use serde::{Deserialize, Serialize};

words! {
    /// How a run ended.
    pub enum RunOutcome {
        /// Done for good.
        Done = "done",
        /// Not yet possible; again later.
        Again = "again",
        /// Went wrong; tried again.
        Failed = "failed",
        /// Went wrong too often.
        GivenUp = "given_up",
        /// Its worker never came back; another one took over.
        Abandoned = "abandoned",
    }
}

/// How long a row is kept.
const KEPT: Days = Days(30);

/// One run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaskRun {
    /// Sorts by birth.
    #[serde(rename = "_id")]
    pub id: TaskRunId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Of which task.
    pub task_id: ScheduledTaskId,
    /// Its key.
    pub key: String,
    /// Its kind.
    pub kind: DeedKind,
    /// Who did it.
    pub worker: Option<String>,
    /// Which try it was.
    pub attempt: u32,
    /// When it was claimed.
    pub started_at: Option<Timestamp>,
    /// When it was let go.
    pub ended_at: Timestamp,
    /// How it ended.
    pub outcome: RunOutcome,
    /// What went wrong; no names, addresses or keys.
    pub error: Option<String>,
    /// When its row is swept.
    pub expire_at: Timestamp,
}

impl TaskRun {
    /// The run that led from `held` to `ended`. What never ends goes round every second: of it only what goes wrong anew has
    /// a row, the rest is a number in the task itself.
    pub fn of(id: TaskRunId, held: &ScheduledTask, ended: &ScheduledTask, now: Timestamp) -> Option<Self> {
        let outcome = match ended.status {
            TaskStatus::Completed | TaskStatus::Cancelled => RunOutcome::Done,
            TaskStatus::Pending => RunOutcome::Again,
            TaskStatus::Failed => RunOutcome::Failed,
            TaskStatus::Dead => RunOutcome::GivenUp,
            TaskStatus::Locked => RunOutcome::Abandoned,
        };
        let says_nothing_new = match outcome {
            RunOutcome::Again => true,
            RunOutcome::Failed => ended.last_error == held.last_error,
            RunOutcome::Done | RunOutcome::GivenUp | RunOutcome::Abandoned => false,
        };
        let is_worth_a_row = !(held.deed.repeats() && says_nothing_new);
        let error = if outcome == RunOutcome::Abandoned { None } else { ended.last_error.clone() };
        is_worth_a_row.then(|| Self {
            id,
            version: 0,
            task_id: held.id,
            key: held.key.clone(),
            kind: held.deed.kind(),
            worker: held.locked_by.clone(),
            attempt: held.attempts,
            started_at: held.locked_at,
            ended_at: now,
            outcome,
            error,
            expire_at: now + KEPT,
        })
    }
}
