//! Settings of the house: what holds, what each may be, who decided it, and every decision before.

use super::{
    frame::AdminPage,
    log_rows::{Names, person},
    settings_forms::Forms,
    settings_said::{Chains, bounds, called, said},
};
use crate::{
    Fault, lang,
    pages::{identity::StepUp, loaded},
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
    let SettingsFile { lines, history, names, chains } = file;
    let now = lines.iter().map(|line| cells(line, &names, &chains)).collect();
    let columns = vec![
        Column::of(t::settings_setting(l)),
        Column::of(t::settings_now(l)),
        Column::of(t::settings_may_be(l)),
        Column::of(t::settings_start(l)),
        Column::of(t::settings_decided(l)),
    ];
    view! {
        <AdminPage title=t::settings_title(l) lead=t::settings_lead(l)>
            <DataTable caption=t::settings_title(l) columns rows=now/>
            <section class="stack" aria-labelledby="decide">
                <h2 id="decide">{t::settings_decide(l)}</h2>
                <p class="hint">{t::settings_decide_text(l)}</p>
                <StepUp/>
                <Forms lines=lines.clone() chains=chains.clone()/>
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
    ];
    let kind =
        |row: &ConfigSettingHistory| lines.iter().find(|line| line.rule.key == row.key).map(|line| line.rule.kind);
    let rows = history.into_iter().map(|row| past(kind(&row), row, &names, &chains)).collect();
    Either::Right(view! { <DataTable caption=t::settings_history(l) columns rows/> })
}

fn past(kind: Option<SettingKind>, row: ConfigSettingHistory, names: &Names, chains: &Chains) -> Vec<AnyView> {
    let l = lang();
    vec![
        view! { <When at=row.changed_at/> }.into_any(),
        called(l, row.key, chains).into_any(),
        said(l, kind.as_ref(), &row.old_value).into_any(),
        said(l, kind.as_ref(), &row.new_value).into_any(),
        person(row.changed_by, names).into_any(),
        view! { <bdi>{row.reason}</bdi> }.into_any(),
    ]
}
