//! What will change about money in this house, for everybody to read a day before it holds; and what became of the last
//! decisions. Who decided is said by role, never by name.

use crate::{
    Fault,
    head::Described,
    lang,
    pages::{
        admin::{Chains, called, said},
        loaded,
    },
    parts::{Column, DataTable, Empty, When},
    ssr::{desk, refuse},
    t,
};
use actions::settings::{Announced, AnnouncedChange, announced};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// Page `/changes`. Never a kept copy: what waits on it holds one day without anybody writing anything.
#[component]
pub fn Changes() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t::changes_title(l)/>
        <Described text=t::changes_lead(l)/>
        <div class="page-wide stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <h1>{t::changes_title(l)}</h1>
                <p class="lead">{t::changes_lead(l)}</p>
            </header>
            {loaded(load(), |all| view! { <Lists all/> })}
        </div>
    }
}

async fn load() -> Result<Announced, Fault> {
    announced(&desk()).await.map_err(refuse)
}

#[component]
fn Lists(all: Announced) -> impl IntoView {
    let l = lang();
    let Announced { waiting, past, chains } = all;
    let waiting = match waiting.is_empty() {
        true => Either::Left(view! { <Empty title=t::changes_none(l) text=t::changes_none_text(l)/> }),
        false => Either::Right(view! { <Table title=t::changes_waiting(l) rows=waiting chains=chains.clone()/> }),
    };
    let past = (!past.is_empty()).then(|| {
        view! {
            <section class="stack" aria-labelledby="past">
                <h2 id="past">{t::changes_past(l)}</h2>
                <Table title=t::changes_past(l) rows=past chains/>
            </section>
        }
    });
    view! {
        <section class="stack" aria-labelledby="waiting">
            <h2 id="waiting">{t::changes_waiting(l)}</h2>
            {waiting}
        </section>
        {past}
    }
}

#[component]
fn Table(#[prop(into)] title: String, rows: Vec<AnnouncedChange>, chains: Chains) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::settings_setting(l)),
        Column::of(t::settings_old(l)),
        Column::of(t::settings_new(l)),
        Column::of(t::settings_holds(l)),
        Column::of(t::admin_reason(l)),
        Column::of(t::settings_decided(l)),
    ];
    let rows = rows.into_iter().map(|row| cells(row, &chains)).collect();
    view! { <DataTable caption=title columns rows/> }
}

fn cells(row: AnnouncedChange, chains: &Chains) -> Vec<AnyView> {
    let l = lang();
    let (holds, why) = match row.cancelled {
        Some((at, why)) => (
            Either::Left(view! {
                <span class="badge badge-warning">{t::settings_cancelled(l)}</span> " " <When at/>
            }),
            Some(view! { <p class="hint">{t::settings_cancelled(l)} ": " <bdi>{why}</bdi></p> }),
        ),
        None => (Either::Right(view! { <When at=row.holds_at/> }), None),
    };
    vec![
        called(l, row.key, chains).into_any(),
        said(l, row.kind.as_ref(), &row.from).into_any(),
        view! { <strong>{said(l, row.kind.as_ref(), &row.to)}</strong> }.into_any(),
        holds.into_any(),
        view! { <bdi>{row.reason}</bdi> {why} }.into_any(),
        view! { <span>{t::changes_by_admin(l)} ", " <When at=row.decided_at/></span> }.into_any(),
    ]
}
