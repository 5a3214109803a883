//! What people reported of each other's messages: what waits, the oldest first, and what was decided.

use super::frame::AdminPage;
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{DeedForm, Empty, Person, Submit, TextField, When, missed},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use domain::{
    UserId,
    chat::{REPORT_WORDS_MAX, Report, ReportStatus},
    machine::Word,
};
use leptos::{either::Either, prelude::*};

/// What a browser counts as the most; the law counts the same.
const MOST: u32 = REPORT_WORDS_MAX as u32;

/// Page `/admin/reports`.
#[component]
pub fn Reports() -> impl IntoView {
    loaded(load(), |reports| view! { <Page reports/> })
}

async fn load() -> Result<actions::chat::Reports, Fault> {
    let me = signed_in()?;
    actions::chat::reports(&desk(), me.id).await.map_err(refuse)
}

#[component]
fn Page(reports: actions::chat::Reports) -> impl IntoView {
    let l = lang();
    let actions::chat::Reports { open, decided, names } = reports;
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_default();
    let lead = t::reports_lead(l, number(l, open.len() as u64));
    let is_none = open.is_empty();
    let open: Vec<_> = open.into_iter().map(|report| one(report, &name)).collect();
    let decided: Vec<_> = decided.into_iter().map(|report| one(report, &name)).collect();
    let body = if is_none {
        Either::Left(view! { <Empty title=t::reports_none(l) text=t::reports_none_text(l)/> })
    } else {
        Either::Right(view! { <ul class="stack list-none p-0">{open}</ul> })
    };
    let decided = (!decided.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="decided">
                <h2 id="decided">{t::reports_decided(l)}</h2>
                <ul class="stack list-none p-0">{decided}</ul>
            </section>
        }
    });
    view! {
        <AdminPage title=t::reports_title(l) lead>
            {["handle_report", "dismiss_report"].into_iter().find_map(missed)}
            {body} {decided}
        </AdminPage>
    }
}

fn one(report: Report, name: &impl Fn(UserId) -> String) -> AnyView {
    let l = lang();
    let against = view! { <Person name=name(report.against) id=report.against/> };
    let by = view! { <Person name=name(report.by) id=report.by/> };
    let words = report.words.clone().map(|words| {
        view! { <div><dt>{t::reports_words(l)}</dt><dd dir="auto">{words}</dd></div> }
    });
    let shown = report.shown.join(", ");
    let shown =
        (!shown.is_empty()).then(|| view! { <div><dt>{t::files_title(l)}</dt><dd><bdi>{shown}</bdi></dd></div> });
    view! {
        <li class="card"><div class="card-body stack">
            <h3>{word(l, "report_reason", report.reason.word())}</h3>
            <blockquote class="ps-4 whitespace-pre-line break-words" dir="auto">{report.said.clone()}</blockquote>
            <dl class="facts">
                <div><dt>{t::reports_against(l)}</dt><dd>{against}</dd></div>
                <div><dt>{t::reports_by(l)}</dt><dd>{by}</dd></div>
                {words} {shown}
                <div><dt>{t::reports_at(l)}</dt><dd><When at=report.created_at/></dd></div>
            </dl>
            {end(&report, name)}
        </div></li>
    }
    .into_any()
}

/// The two answers, or the one that was given.
fn end(report: &Report, name: &impl Fn(UserId) -> String) -> AnyView {
    let l = lang();
    let id = report.id.to_string();
    match report.status {
        ReportStatus::Open => view! {
            <div class="grid gap-4 sm:grid-cols-2">
                <DeedForm deed="handle_report" which=id.clone()>
                    <TextField deed="handle_report" name="note" label=t::reports_note_handled(l) max=MOST/>
                    <Submit label=t::reports_handle(l)/>
                </DeedForm>
                <DeedForm deed="dismiss_report" which=id>
                    <TextField deed="dismiss_report" name="note" label=t::reports_note_dismissed(l) max=MOST/>
                    <Submit label=t::reports_dismiss(l) kind="quiet"/>
                </DeedForm>
            </div>
        }
        .into_any(),
        ReportStatus::Handled | ReportStatus::Dismissed => {
            let by = report.decided_by.map(|by| view! { <Person name=name(by) id=by/> });
            let at = report.decided_at.map(|at| view! { <When at/> });
            let note = report.note.clone().map(|note| view! { <p dir="auto">{note}</p> });
            view! {
                <p class="cluster"><span class="badge">{word(l, "report_status", report.status.word())}</span> {by} {at}</p>
                {note}
            }
            .into_any()
        }
    }
}
