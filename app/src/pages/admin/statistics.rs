//! How the house does: payments by what came of them, volume and fees, per day, week or month.

use super::{
    frame::{AdminPage, asked},
    statistics_chart::Bars,
};
use crate::{
    Fault, dates, lang,
    pages::loaded,
    parts::{Column, DataTable, MoneyView, Tab, Tabs},
    ssr::{desk, refuse, signed_in},
    t,
    words::{number, word},
};
use domain::{
    Money, Timestamp,
    ledger::{Every, Figures, PaymentOutcome, Statistics as Counted, Sums},
    machine::Word,
};
use leptos::prelude::*;

/// Tabs by the length of a period, the sum of all, a picture and its figures.
#[component]
pub fn Statistics() -> impl IntoView {
    let every = Every::from_word(&asked("every")).unwrap_or(Every::Day);
    loaded(load(every), |counted| view! { <Page counted/> })
}

async fn load(every: Every) -> Result<Counted, Fault> {
    let me = signed_in()?;
    actions::admin::statistics(&desk(), me.id, every).await.map_err(refuse)
}

#[component]
fn Page(counted: Counted) -> impl IntoView {
    let l = lang();
    let tab = |every: &Every| Tab {
        href: format!("/admin/statistics?every={every}"),
        text: word(l, "every", every.word()),
        is_here: *every == counted.every,
    };
    let tabs = Every::ALL.iter().map(tab).collect::<Vec<_>>();
    let total = counted.total();
    let columns = columns();
    let has_something = |(_, figures): &(&Timestamp, &Figures)| figures.asked() > 0 || !figures.fees.is_empty();
    let periods = counted.periods.iter().rev().filter(has_something);
    let rows: Vec<_> = periods.map(|(start, figures)| row(*start, figures)).collect();
    let table = (!rows.is_empty()).then(|| view! { <DataTable caption=t::books_statistics(l) columns rows/> });
    view! {
        <AdminPage title=t::books_statistics(l) lead=t::books_statistics_lead(l)>
            <Tabs label=t::books_every(l) tabs/>
            <Whole total/>
            <Bars counted=counted.clone()/>
            <p class="hint">{t::books_statistics_text(l)}</p>
            {table}
        </AdminPage>
    }
}

/// Everything shown, together.
#[component]
fn Whole(total: Figures) -> impl IntoView {
    let l = lang();
    let share = total.success_percent().map_or_else(|| t::books_none_decided(l).to_owned(), percent);
    view! {
        <dl class="facts">
            <div><dt>{t::books_asked_count(l)}</dt><dd>{number(l, total.asked())}</dd></div>
            <div><dt>{word(l, "payment_outcome", PaymentOutcome::Successful.word())}</dt>
                <dd>{number(l, total.count(PaymentOutcome::Successful))} " · " {share}</dd></div>
            <div><dt>{t::books_volume(l)}</dt><dd><Moneys sums=total.volume/></dd></div>
            <div><dt>{t::books_fees(l)}</dt><dd><Moneys sums=total.fees/></dd></div>
        </dl>
    }
}

fn columns() -> Vec<Column> {
    let l = lang();
    let counts = PaymentOutcome::ALL.iter().map(|outcome| Column::money(word(l, "payment_outcome", outcome.word())));
    std::iter::once(Column::of(t::books_period(l)))
        .chain([Column::money(t::books_asked_count(l))])
        .chain(counts)
        .chain([Column::money(t::books_volume(l)), Column::money(t::books_fees(l))])
        .collect()
}

fn row(start: Timestamp, figures: &Figures) -> Vec<AnyView> {
    let l = lang();
    let counts = PaymentOutcome::ALL.iter().map(|outcome| number(l, figures.count(*outcome)).into_any());
    std::iter::once(view! { <time datetime=start.to_string()>{dates::date(l, start)}</time> }.into_any())
        .chain([number(l, figures.asked()).into_any()])
        .chain(counts)
        .chain([
            view! { <Moneys sums=figures.volume.clone()/> }.into_any(),
            view! { <Moneys sums=figures.fees.clone()/> }.into_any(),
        ])
        .collect()
}

/// An amount per currency; a dash for nothing.
#[component]
fn Moneys(sums: Sums) -> impl IntoView {
    let amounts: Vec<_> = sums
        .into_iter()
        .filter(|(_, units)| *units != 0)
        .map(|(currency, units)| view! { <span class="block"><MoneyView money=Money::new(units, currency)/></span> })
        .collect();
    if amounts.is_empty() { "–".into_any() } else { amounts.into_any() }
}

/// Of a hundred.
fn percent(share: u64) -> String {
    t::books_percent(lang(), number(lang(), share))
}
