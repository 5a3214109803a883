//! What the queue did last.

use crate::{
    lang,
    parts::{Column, DataTable, When},
    t,
    words::{number, word},
};
use domain::{
    machine::Word,
    tasks::{RunOutcome, TaskRun},
};
use leptos::prelude::*;

/// The last runs, the newest first; nothing when there were none.
#[component]
pub(super) fn Runs(runs: Vec<TaskRun>) -> impl IntoView {
    let l = lang();
    (!runs.is_empty()).then(|| {
        let columns = vec![
            Column::of(t::tasks_ended(l)),
            Column::of(t::tasks_task(l)),
            Column::of(t::tasks_outcome(l)),
            Column::of(t::tasks_tries(l)),
            Column::of(t::tasks_error(l)),
            Column::of(t::tasks_worker(l)),
        ];
        let rows = runs.into_iter().map(cells).collect();
        view! {
            <section class="stack" aria-labelledby="runs">
                <h2 id="runs">{t::tasks_runs(l)}</h2>
                <p class="hint">{t::tasks_runs_text(l)}</p>
                <DataTable caption=t::tasks_runs(l) columns rows/>
            </section>
        }
    })
}

fn cells(run: TaskRun) -> Vec<AnyView> {
    let l = lang();
    let kind = word(l, "task_kind", run.kind.word());
    let class = match run.outcome {
        RunOutcome::Done => "badge badge-success",
        RunOutcome::Again => "badge",
        RunOutcome::Failed | RunOutcome::Abandoned => "badge badge-warning",
        RunOutcome::GivenUp => "badge badge-error",
    };
    vec![
        view! { <When at=run.ended_at/> }.into_any(),
        view! { <div>{kind} <p class="hint"><bdi dir="ltr">{run.key}</bdi></p></div> }.into_any(),
        view! { <span class=class>{word(l, "run_outcome", run.outcome.word())}</span> }.into_any(),
        number(l, u64::from(run.attempt)).into_any(),
        run.error.map(|error| view! { <bdi class="wrap-anywhere" dir="ltr">{error}</bdi> }).into_any(),
        run.worker.map(|worker| view! { <bdi dir="ltr">{worker}</bdi> }).into_any(),
    ]
}
