//! What an admin sees of the queue.

use crate::{ActionError, Desk, admin::must_be_admin};
use domain::{
    Timestamp, UserId,
    machine::Word,
    tasks::{DeedKind, PausedKind, ScheduledTask, TaskRun, TaskStatus},
};
use std::collections::{BTreeMap, BTreeSet};
use store::{KindCount, TaskFilter};

/// Rows of each list.
const MOST: i64 = 50;

/// The page's filters, as they stand in its address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct TaskForm {
    pub status: String,
    pub kind: String,
}

/// One kind of task.
#[derive(Clone, Debug)]
pub struct KindLine {
    /// Which.
    pub kind: DeedKind,
    /// How many somebody will still do.
    pub live: u64,
    /// How many were given up.
    pub dead: u64,
    /// When the next is due.
    pub next: Option<Timestamp>,
    /// While it is paused.
    pub paused: Option<PausedKind>,
}

/// The queue.
#[derive(Clone, Debug)]
pub struct TaskFile {
    /// Every kind that has something, or is paused.
    pub kinds: Vec<KindLine>,
    /// As asked for.
    pub tasks: Vec<ScheduledTask>,
    /// The last runs, the newest first.
    pub runs: Vec<TaskRun>,
    /// What people in it are called.
    pub names: BTreeMap<UserId, String>,
    /// The house's time.
    pub now: Timestamp,
}

/// The queue as asked for. What cannot be understood of the form asks for nothing.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn task_file(desk: &Desk, admin: UserId, form: &TaskForm) -> Result<TaskFile, ActionError> {
    must_be_admin(desk, admin).await?;
    let filter = TaskFilter { status: form.status.parse().ok(), kind: form.kind.parse().ok() };
    let paused = desk.store.paused_kinds().await?;
    let people: BTreeSet<UserId> = paused.iter().map(|paused| paused.by).collect();
    Ok(TaskFile {
        kinds: kinds(&desk.store.task_counts().await?, &paused),
        tasks: desk.store.tasks(&filter, MOST).await?,
        runs: desk.store.task_runs(filter.kind, MOST).await?,
        names: desk.store.names_of(&people).await?,
        now: desk.now(),
    })
}

fn kinds(counts: &[KindCount], paused: &[PausedKind]) -> Vec<KindLine> {
    let line = |kind: DeedKind| {
        let of_it = || counts.iter().filter(move |count| count.kind == kind);
        let sum =
            |is_dead: bool| of_it().filter(|it| (it.status == TaskStatus::Dead) == is_dead).map(|it| it.count).sum();
        let waits = of_it().filter(|it| matches!(it.status, TaskStatus::Pending | TaskStatus::Failed));
        KindLine {
            kind,
            live: sum(false),
            dead: sum(true),
            next: waits.map(|it| it.next).min(),
            paused: paused.iter().find(|paused| paused.id == kind).cloned(),
        }
    };
    let all = DeedKind::ALL.iter().copied().map(line);
    all.filter(|line| line.live + line.dead > 0 || line.paused.is_some()).collect()
}
