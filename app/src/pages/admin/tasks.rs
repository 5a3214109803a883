//! The queue: what runs next, what was given up and why, and what an admin may do about it.

use super::{
    filters::{Choice, Narrow, words as options},
    frame::{AdminPage, asked},
    tasks_kinds::Kinds,
    tasks_runs::Runs,
};
use crate::{
    Fault, lang,
    pages::{identity::StepUp, loaded},
    parts::{Column, DataTable, DeedForm, Empty, Submit, When},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use actions::tasks::{TaskFile, TaskForm, task_file};
use domain::{
    Timestamp,
    machine::Word,
    tasks::{DeedKind, ScheduledTask, TaskStatus},
};
use leptos::{either::Either, prelude::*};

/// Page `/admin/tasks`.
#[component]
pub fn Tasks() -> impl IntoView {
    let form = TaskForm { status: asked("status"), kind: asked("kind") };
    loaded(load(form.clone()), |file| view! { <Page form file/> })
}

async fn load(form: TaskForm) -> Result<TaskFile, Fault> {
    task_file(&desk(), signed_in()?.id, &form).await.map_err(refuse)
}

#[component]
fn Page(form: TaskForm, file: TaskFile) -> impl IntoView {
    let l = lang();
    let TaskForm { status, kind } = form;
    let is_narrowed = !status.is_empty() || !kind.is_empty();
    let (statuses, all_kinds) = (options::<TaskStatus>("scheduled_task_status"), options::<DeedKind>("task_kind"));
    let TaskFile { kinds, tasks, runs, names, now } = file;
    let list = if tasks.is_empty() {
        Either::Left(view! { <Empty title=t::tasks_none(l) text=t::tasks_none_text(l)/> })
    } else {
        Either::Right(view! { <List tasks now/> })
    };
    view! {
        <AdminPage title=t::tasks_title(l) lead=t::tasks_lead(l)>
            <p class="hint">{t::tasks_clock(l)} " " <When at=now/></p>
            <StepUp/>
            <Kinds kinds names/>
            <section class="stack" aria-labelledby="tasks">
                <h2 id="tasks">{t::tasks_list(l)}</h2>
                <Narrow path="/admin/tasks" is_narrowed>
                    <Choice name="status" label=t::tasks_status(l) options=statuses value=status/>
                    <Choice name="kind" label=t::tasks_kind(l) options=all_kinds value=kind/>
                </Narrow>
                {list}
            </section>
            <Runs runs/>
        </AdminPage>
    }
}

#[component]
fn List(tasks: Vec<ScheduledTask>, now: Timestamp) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::tasks_task(l)),
        Column::of(t::tasks_status(l)),
        Column::of(t::tasks_due(l)),
        Column::of(t::tasks_tries(l)),
        Column::of(t::tasks_error(l)),
        Column::silent(t::admin_deeds(l)),
    ];
    let rows = tasks.into_iter().map(|task| cells(task, now)).collect();
    view! { <DataTable caption=t::tasks_list(l) columns rows/> }
}

fn cells(task: ScheduledTask, now: Timestamp) -> Vec<AnyView> {
    let l = lang();
    let kind = word(l, "task_kind", task.deed.kind().word());
    let error = task.last_error.clone();
    vec![
        view! { <div>{kind} <p class="hint"><bdi dir="ltr">{task.key.clone()}</bdi></p></div> }.into_any(),
        view! { <span class=badge(task.status)>{word(l, "scheduled_task_status", task.status.word())}</span> }
            .into_any(),
        view! { <When at=task.run_at/> }.into_any(),
        number(l, u64::from(task.attempts)).into_any(),
        error.map(|error| view! { <bdi class="wrap-anywhere" dir="ltr">{error}</bdi> }).into_any(),
        view! { <Deeds task now/> }.into_any(),
    ]
}

/// What fits where it stands; the deeds refuse the rest anyway.
#[component]
fn Deeds(task: ScheduledTask, now: Timestamp) -> impl IntoView {
    let l = lang();
    let which = task.id.to_string();
    if task.revived(now).is_ok() {
        return Either::Left(view! {
            <DeedForm deed="retry_task" which><Submit label=t::tasks_retry(l) kind="primary"/></DeedForm>
        });
    }
    let may_wait = task.run_at > now && task.hurried(now).is_ok();
    Either::Right(may_wait.then(|| {
        view! { <DeedForm deed="run_task_now" which><Submit label=t::tasks_now(l)/></DeedForm> }
    }))
}

fn badge(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Pending | TaskStatus::Cancelled => "badge",
        TaskStatus::Locked => "badge badge-info",
        TaskStatus::Completed => "badge badge-success",
        TaskStatus::Failed => "badge badge-warning",
        TaskStatus::Dead => "badge badge-error",
    }
}
