//! Settings of the house: what holds, what waits, what each may be, who decided it, and every decision before.

use super::{
    frame::AdminPage,
    log_rows::{Names, person},
    settings_forms::{CHANGE, Forms, was_refused},
    settings_said::{Chains, bounds, called, said},
    settings_waiting::Waiting,
};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use actions::settings::{SettingLine, SettingsFile};
use domain::settings::{ConfigSettingHistory, SettingKind};
use leptos::{either::Either, prelude::*};

/// Page `/admin/settings`.
#[component]
pub fn Settings() -> impl IntoView {
    loaded(load(), |file| view! { <Page file/> })
}

async fn load() -> Result<SettingsFile, Fault> {
    let me = signed_in()?;
    actions::settings::settings_file(&desk(), me.id).await.map_err(refuse)
}

#[component]
fn Page(file: SettingsFile) -> impl IntoView {
    let l = lang();
    let SettingsFile { lines, history, names, chains, now } = file;
    let waiting = lines.iter().filter(|line| line.waits(now)).cloned().collect();
    // Whoever is told that another decision waits finds what they typed where they typed it.
    let forms = lines.iter().filter(|line| !line.waits(now) || was_refused(CHANGE, line.rule.key)).cloned().collect();
    let table = lines.iter().map(|line| cells(line, &names, &chains)).collect();
    let columns = vec![
        Column::of(t::settings_setting(l)),
        Column::of(t::settings_now(l)),
        Column::of(t::settings_may_be(l)),
        Column::of(t::settings_start(l)),
        Column::of(t::settings_decided(l)),
    ];
    view! {
        <AdminPage title=t::settings_title(l) lead=t::settings_lead(l)>
            <DataTable caption=t::settings_title(l) columns rows=table/>
            <Waiting lines=waiting names=names.clone() chains=chains.clone() now/>
            <section class="stack" aria-labelledby="decide">
                <h2 id="decide">{t::settings_decide(l)}</h2>
                <p class="hint">{t::settings_decide_text(l)}</p>
                <Forms lines=forms chains=chains.clone()/>
            </section>
            <section class="stack" aria-labelledby="history">
                <h2 id="history">{t::settings_history(l)}</h2>
                <History lines history names chains/>
            </section>
        </AdminPage>
    }
}

fn cells(line: &SettingLine, names: &Names, chains: &Chains) -> Vec<AnyView> {
    let l = lang();
    let decided = match &line.decided {
        Some(decided) => Either::Left(view! {
            <span>{person(decided.changed_by, names)} ", " <When at=decided.changed_at/></span>
        }),
        None => Either::Right(view! { <span class="hint">{t::settings_undecided(l)}</span> }),
    };
    vec![
        called(l, line.rule.key, chains).into_any(),
        view! { <strong>{said(l, Some(&line.rule.kind), &line.present)}</strong> }.into_any(),
        bounds(l, &line.rule.kind).into_any(),
        said(l, Some(&line.rule.kind), &line.rule.default).into_any(),
        decided.into_any(),
    ]
}

#[component]
fn History(lines: Vec<SettingLine>, history: Vec<ConfigSettingHistory>, names: Names, chains: Chains) -> impl IntoView {
    let l = lang();
    if history.is_empty() {
        return Either::Left(
            view! { <Empty title=t::settings_history_none(l) text=t::settings_history_none_text(l)/> },
        );
    }
    let columns = vec![
        Column::of(t::admin_log_when(l)),
        Column::of(t::settings_setting(l)),
        Column::of(t::settings_old(l)),
        Column::of(t::settings_new(l)),
        Column::of(t::admin_log_who(l)),
        Column::of(t::admin_reason(l)),
        Column::of(t::settings_holds(l)),
    ];
    let kind =
        |row: &ConfigSettingHistory| lines.iter().find(|line| line.rule.key == row.key).map(|line| line.rule.kind);
    let rows = history.into_iter().map(|row| past(kind(&row), row, &names, &chains)).collect();
    Either::Right(view! { <DataTable caption=t::settings_history(l) columns rows/> })
}

fn past(kind: Option<SettingKind>, row: ConfigSettingHistory, names: &Names, chains: &Chains) -> Vec<AnyView> {
    let l = lang();
    let became = became(&row, names).into_any();
    vec![
        view! { <When at=row.changed_at/> }.into_any(),
        called(l, row.key, chains).into_any(),
        said(l, kind.as_ref(), &row.old_value).into_any(),
        said(l, kind.as_ref(), &row.new_value).into_any(),
        person(row.changed_by, names).into_any(),
        view! { <bdi>{row.reason}</bdi> }.into_any(),
        became,
    ]
}

/// From when on, or by whom it was taken back and why.
fn became(row: &ConfigSettingHistory, names: &Names) -> impl IntoView + use<> {
    let l = lang();
    match (row.cancelled_at, row.cancelled_by) {
        (Some(at), by) => Either::Left(view! {
            <span class="badge badge-warning">{t::settings_cancelled(l)}</span> " " <When at/>
            {by.map(|by| view! { <span class="block">{person(by, names)}</span> })}
            {row.cancelled_why.clone().map(|why| view! { <p class="hint"><bdi>{why}</bdi></p> })}
        }),
        (None, _) => Either::Right(view! { <When at=row.effective_at/> }),
    }
}
