//! Every comparison of the books there was: what differed, and since when it agrees again.

use super::differences::Verdict;
use crate::{
    lang,
    parts::{Column, DataTable, MoneyView, When},
    t,
};
use domain::ledger::{BooksVerdict, Reconciliation};
use leptos::prelude::*;

/// Every comparison that is kept; a difference that is over stays in it.
#[component]
pub(super) fn History(comparisons: Vec<Reconciliation>) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::admin_log_when(l)),
        Column::of(t::books_verdict(l)),
        Column::of(t::books_what_differed(l)),
        Column::of(t::books_over_since(l)),
    ];
    let rows: Vec<Vec<AnyView>> = (0..comparisons.len()).map(|at| history_row(&comparisons, at)).collect();
    view! {
        <section class="stack">
            <h2>{t::books_comparisons(l)}</h2>
            <DataTable caption=t::books_comparisons(l) columns rows/>
        </section>
    }
}

fn history_row(comparisons: &[Reconciliation], at: usize) -> Vec<AnyView> {
    let this = &comparisons[at];
    let differed: Vec<_> = this
        .lines
        .iter()
        .filter(|line| line.verdict == BooksVerdict::Differs)
        .filter_map(|line| line.difference)
        .map(|money| view! { <span class="block"><MoneyView money signed=true/></span> })
        .collect();
    let over = comparisons[..at].iter().rev().find(|later| later.verdict == BooksVerdict::Balanced);
    let over = over.filter(|_| this.verdict == BooksVerdict::Differs).map(|later| view! { <When at=later.ended_at/> });
    vec![
        view! { <When at=this.ended_at/> }.into_any(),
        view! { <Verdict verdict=this.verdict/> }.into_any(),
        differed.into_any(),
        over.into_any(),
    ]
}
