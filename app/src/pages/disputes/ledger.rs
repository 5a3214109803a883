//! What the ledger says of the order, and what happened in the dispute: the same for both sides and the house.

use super::said;
use crate::{
    lang,
    pages::escrow::JournalRows,
    parts::{Step, StepState, Timeline},
    t, words,
};
use domain::{disputes::Dispute, event::EventRow, ledger::Journal};
use leptos::prelude::*;

/// Every posting of the order.
#[component]
pub(super) fn Extract(journals: Vec<Journal>) -> impl IntoView {
    let l = lang();
    let rows: Vec<_> = journals.into_iter().map(|journal| view! { <JournalRows journal/> }).collect();
    view! {
        <section class="card p-5 stack" aria-labelledby="ledger">
            <h2 id="ledger">{t::dispute_ledger_title(l)}</h2>
            <p class="hint">{t::dispute_ledger_text(l)}</p>
            {rows}
        </section>
    }
}

/// Who did what, when, and with which words.
#[component]
pub(super) fn History(dispute: Dispute, rows: Vec<EventRow>) -> impl IntoView {
    let l = lang();
    // Agreeing and closing are one act; the second says nothing new.
    let told = rows.into_iter().filter(|row| row.outcome.is_none() && row.deed != "close");
    let steps = told.map(|row| Step {
        label: format!("{}: {}", said::by(l, &dispute, row.actor), words::word(l, "dispute_deed", &row.deed)),
        state: StepState::Done,
        at: Some(row.at),
        text: row.why.filter(|_| matches!(row.deed.as_str(), "drop" | "propose" | "drop_decision")),
    });
    let steps: Vec<_> = steps.collect();
    view! {
        <section class="card p-5 stack" aria-labelledby="history">
            <h2 id="history">{t::dispute_history_title(l)}</h2>
            <Timeline steps/>
        </section>
    }
}
