//! Rows of the log as a table: who did what to whom, from where, and what came of it.

use crate::{
    lang,
    parts::{Column, DataTable, When},
    t,
    words::{deed, word},
};
use domain::{
    UserId,
    event::{Actor, EventRow, Subject},
    machine::Word,
};
use leptos::{either::Either, prelude::*};
use std::collections::BTreeMap;

/// What people are called, as far as a page knows.
pub(super) type Names = BTreeMap<UserId, String>;

/// The table.
#[component]
pub(super) fn LogTable(rows: Vec<EventRow>, names: Names) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::admin_log_when(l)),
        Column::of(t::admin_log_who(l)),
        Column::of(t::admin_log_deed(l)),
        Column::of(t::admin_log_subject(l)),
        Column::of(t::admin_log_change(l)),
        Column::of(t::admin_log_outcome(l)),
        Column::of(t::admin_log_trace(l)),
    ];
    let rows = rows.into_iter().map(|row| cells(row, &names)).collect();
    view! { <DataTable caption=t::admin_log(l) columns rows/> }
}

fn cells(row: EventRow, names: &Names) -> Vec<AnyView> {
    let l = lang();
    let change = [row.from, Some(row.to)].into_iter().flatten().collect::<Vec<_>>().join(" → ");
    let why = row.why.map(|why| said(why, row.outcome.is_some()));
    let why = why.map(|why| view! { <p class="hint"><bdi>{why}</bdi></p> });
    let trace: Vec<_> = [row.trace.ip, row.trace.request_id]
        .into_iter()
        .flatten()
        .map(|it| view! { <bdi class="block">{it}</bdi> })
        .collect();
    vec![
        view! { <When at=row.at/> }.into_any(),
        who(row.actor, names).into_any(),
        deed(l, &row.deed).into_any(),
        whom(row.subject, names).into_any(),
        view! { <bdi dir="ltr">{change}</bdi> {why} }.into_any(),
        outcome(row.outcome).into_any(),
        view! { <div class="hint">{trace}</div> }.into_any(),
    ]
}

/// What stands in `why`: words, or in a row of a refusal how many before it have no row.
fn said(why: String, is_refused: bool) -> String {
    let count = why.parse().ok().filter(|_| is_refused);
    count.map_or(why, |count: u64| t::admin_log_untold(lang(), count))
}

fn who(actor: Actor, names: &Names) -> impl IntoView {
    let l = lang();
    match actor {
        Actor::User(id) => Either::Left(person(id, names)),
        Actor::Clock => Either::Right(t::admin_actor_clock(l)),
        Actor::Chain => Either::Right(t::admin_actor_chain(l)),
        Actor::House => Either::Right(t::admin_actor_house(l)),
        Actor::Nobody => Either::Right(t::admin_actor_nobody(l)),
    }
}

fn whom(subject: Subject, names: &Names) -> impl IntoView {
    let id = match subject {
        Subject::User(id) => return Either::Left(person(id, names)),
        Subject::Request(id) | Subject::Escrow(id) => id.to_string(),
        Subject::Offer(id) => id.to_string(),
        Subject::Payment(id) => id.to_string(),
        Subject::Payout(id) => id.to_string(),
        Subject::Signer(id) => id.to_string(),
        Subject::Instruction(id) => id.to_string(),
        Subject::BreakGlass(id) => id.to_string(),
        Subject::Hold(id) => id.to_string(),
        Subject::Dispute(id) => id.to_string(),
        Subject::Task(id) => id.to_string(),
        Subject::TaskKind(kind) => word(lang(), "task_kind", kind.word()),
        Subject::Setting(key) => key.to_string(),
        Subject::Template(id) => id.to_string(),
        Subject::Books => t::admin_subject_books(lang()).to_owned(),
        Subject::Door => t::admin_subject_door(lang()).to_owned(),
    };
    Either::Right(view! { <bdi>{id}</bdi> })
}

/// A person by name, with the way to their page.
pub(super) fn person(id: UserId, names: &Names) -> impl IntoView + use<> {
    let name = names.get(&id).cloned().unwrap_or_else(|| id.to_string());
    view! { <a href=format!("/admin/users/{id}")><bdi>{name}</bdi></a> }
}

fn outcome(code: Option<String>) -> impl IntoView {
    let l = lang();
    match code {
        Some(code) => Either::Left(view! {
            <span class="badge badge-error">{t::admin_refused(l)}</span> " " <bdi class="hint">{code}</bdi>
        }),
        None => Either::Right(view! { <span class="badge badge-success">{t::admin_done(l)}</span> }),
    }
}
