//! How the house decides disputes, and what its decisions add up to: for everybody to read.

use crate::{
    Fault,
    head::Described,
    lang,
    pages::loaded,
    parts::{Column, DataTable, Empty, Person},
    ssr::{desk, refuse},
    t::{self, Locale},
    words::{number, word},
};
use actions::disputes::dispute_statistics;
use domain::{
    UserId,
    disputes::{DisputeStatistics, Tally},
    machine::Word,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use std::collections::BTreeMap;

type Names = BTreeMap<UserId, String>;

/// Page `/about-disputes`.
#[component]
pub fn AboutDisputes() -> impl IntoView {
    let l = lang();
    view! {
        <Title text=t::about_disputes_title(l)/>
        <Described text=t::about_disputes_lead(l)/>
        <div class="page-wide stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <h1>{t::about_disputes_title(l)}</h1>
                <p class="lead">{t::about_disputes_lead(l)}</p>
            </header>
            <ol class="stack list-decimal ps-8">
                <li>{t::about_disputes_negotiate(l)}</li>
                <li>{t::about_disputes_mediate(l)}</li>
                <li>{t::about_disputes_decide(l)}</li>
                <li>{t::about_disputes_appeal(l)}</li>
            </ol>
            {loaded(load(), |(statistics, names)| view! { <Numbers statistics names/> })}
        </div>
    }
}

async fn load() -> Result<(DisputeStatistics, Names), Fault> {
    dispute_statistics(&desk()).await.map_err(refuse)
}

#[component]
fn Numbers(statistics: DisputeStatistics, names: Names) -> impl IntoView {
    let l = lang();
    if statistics.over_count == 0 && statistics.all.decided_count == 0 {
        return Either::Left(view! { <Empty title=t::about_disputes_none(l) text=t::about_disputes_none_text(l)/> });
    }
    let endings = statistics.endings.iter().map(|(it, count)| (word(l, "dispute_ending", it.word()), *count));
    let actions = statistics.actions.iter().map(|(it, count)| (word(l, "resolution_action", it.word()), *count));
    let (endings, actions) = (endings.collect(), actions.collect());
    let everybody = std::iter::once(tally(l, t::about_disputes_all(l).into_any(), &statistics.all));
    let people = statistics.people.iter().map(|(who, all)| {
        let name = names.get(who).cloned().unwrap_or_default();
        tally(l, view! { <Person name/> }.into_any(), all)
    });
    let rows: Vec<_> = everybody.chain(people).collect();
    let columns = vec![
        Column::of(t::decided_by(l)),
        Column::money(t::about_disputes_decided(l)),
        Column::money(t::about_disputes_median(l)),
        Column::money(t::about_disputes_appealed(l)),
        Column::money(t::about_disputes_changed(l)),
    ];
    Either::Right(view! {
        <section class="stack" aria-labelledby="people">
            <h2 id="people">{t::about_disputes_people(l)}</h2>
            <DataTable columns rows caption=t::about_disputes_people(l)/>
        </section>
        <Counts id="endings" title=t::about_disputes_endings(l) rows=endings/>
        <Counts id="actions" title=t::about_disputes_actions(l) rows=actions/>
    })
}

fn tally(l: Locale, who: AnyView, tally: &Tally) -> Vec<AnyView> {
    let said = |count: usize| number(l, count as u64).into_any();
    let hours = u64::try_from(tally.median_hours).unwrap_or_default();
    let median = t::about_disputes_hours(l, number(l, hours)).into_any();
    vec![who, said(tally.decided_count), median, said(tally.appealed_count), said(tally.changed_count)]
}

#[component]
fn Counts(id: &'static str, title: &'static str, rows: Vec<(String, usize)>) -> impl IntoView {
    let l = lang();
    let columns = vec![Column::of(t::dispute_preview_end(l)), Column::money(t::about_disputes_count(l))];
    let is_empty = rows.is_empty();
    let rows =
        rows.into_iter().map(|(text, count)| vec![text.into_any(), number(l, count as u64).into_any()]).collect();
    (!is_empty).then(|| {
        view! {
            <section class="stack" aria-labelledby=id>
                <h2 id=id>{title}</h2>
                <DataTable columns rows caption=title/>
            </section>
        }
    })
}
