//! The kinds of tasks: how many wait, when the next is due, and stopping one for a while.

use super::log_rows::Names;
use crate::{
    Refused, lang,
    parts::{Column, DataTable, DeedForm, Empty, Submit, TextArea, When},
    t,
    words::{number, word},
};
use actions::tasks::KindLine;
use domain::{machine::Word, tasks::PausedKind};
use leptos::{either::Either, prelude::*};

/// Every kind that has something to do.
#[component]
pub(super) fn Kinds(kinds: Vec<KindLine>, names: Names) -> impl IntoView {
    let l = lang();
    if kinds.is_empty() {
        return Either::Left(view! { <Empty title=t::tasks_idle(l) text=t::tasks_idle_text(l)/> });
    }
    let columns = vec![
        Column::of(t::tasks_kind(l)),
        Column::of(t::tasks_live(l)),
        Column::of(t::tasks_dead(l)),
        Column::of(t::tasks_next(l)),
        Column::silent(t::admin_deeds(l)),
    ];
    let rows = kinds.into_iter().map(|line| cells(line, &names)).collect();
    Either::Right(view! {
        <section class="stack" aria-labelledby="kinds">
            <h2 id="kinds">{t::tasks_kinds(l)}</h2>
            <DataTable caption=t::tasks_kinds(l) columns rows/>
        </section>
    })
}

fn cells(line: KindLine, names: &Names) -> Vec<AnyView> {
    let l = lang();
    let KindLine { kind, live, dead, next, paused } = line;
    let dead_badge = (dead > 0).then(|| {
        let href = format!("/admin/tasks?status=dead&kind={kind}#tasks");
        view! { <a class="badge badge-error" href=href>{number(l, dead)}</a> }
    });
    let name = word(l, "task_kind", kind.word());
    let said = paused.as_ref().map(|paused| paused_by(paused, names));
    let which = kind.word().to_owned();
    let deeds = match paused {
        Some(_) => Either::Left(view! {
            <DeedForm deed="resume_tasks" which><Submit label=t::tasks_resume(l) kind="primary"/></DeedForm>
        }),
        None => Either::Right(view! { <Pause which/> }),
    };
    vec![
        view! { <a href=format!("/admin/tasks?kind={kind}#tasks")>{name}</a> {said} }.into_any(),
        number(l, live).into_any(),
        dead_badge.into_any(),
        next.map(|at| view! { <When at/> }).into_any(),
        deeds.into_any(),
    ]
}

fn paused_by(paused: &PausedKind, names: &Names) -> impl IntoView + use<> {
    let l = lang();
    let name = names.get(&paused.by).cloned().unwrap_or_default();
    view! {
        <p class="hint">
            <span class="badge badge-warning">{t::tasks_paused(l)}</span> " "
            <bdi>{name}</bdi> " · " <When at=paused.since/> ": " <bdi>{paused.reason.clone()}</bdi>
        </p>
    }
}

/// Folded until it is wanted, open when it was refused.
#[component]
fn Pause(which: String) -> impl IntoView {
    let l = lang();
    let open = Refused::of("pause_tasks").is_some_and(|refused| refused.values.get("which") == Some(&which));
    view! {
        <details open=open>
            <summary class="btn btn-outline btn-sm">{t::tasks_pause(l)}</summary>
            <div class="pt-3">
                <DeedForm deed="pause_tasks" which>
                    <p>{t::tasks_pause_text(l)}</p>
                    <TextArea deed="pause_tasks" name="reason" label=t::admin_reason(l) hint=t::tasks_reason_hint(l)
                        rows=2 max=500 required=true/>
                    <Submit label=t::tasks_pause_now(l) kind="danger"/>
                </DeedForm>
            </div>
        </details>
    }
}
