//! What became of a receipt that was looked at: holds or not, each check, and of one that holds what it says. The server
//! fills it; the browser fills a shape of it that holds every word there may be.

use crate::{
    lang,
    parts::{Icon, Notice},
    t, words,
};
use domain::{
    escrow::{
        EscrowState,
        receipt::{Checked, ReceiptCheck, ReceiptFacts, Verdict},
    },
    machine::Word,
};
use leptos::prelude::*;

/// Places that are named, of one check. A text that is no receipt at all has hundreds.
const NAMED: usize = 12;

/// What is shown.
pub(super) struct Answer {
    holds: bool,
    checks: Vec<Checked>,
    /// Not every check could be made.
    is_unseen: bool,
    /// Some postings had no place in the chain yet.
    is_unsealed: bool,
    says: Option<Says>,
    /// Filled by the browser: nothing is left out.
    is_shape: bool,
}

/// What a receipt that holds says, in short.
#[derive(Default)]
struct Says {
    number: String,
    title: String,
    buyer: String,
    seller: String,
    paid: String,
    outcomes: Vec<EscrowState>,
}

impl From<Verdict> for Answer {
    fn from(verdict: Verdict) -> Self {
        let holds = verdict.is_valid();
        Self {
            holds,
            is_unseen: verdict.checks.len() < ReceiptCheck::ALL.len(),
            is_unsealed: holds && verdict.unsealed_count() > 0,
            checks: verdict.checks,
            says: verdict.facts.filter(|_| holds).map(Says::from),
            is_shape: false,
        }
    }
}

impl From<ReceiptFacts> for Says {
    fn from(facts: ReceiptFacts) -> Self {
        Self {
            number: facts.order.number,
            title: facts.order.title,
            buyer: facts.parties.buyer.name,
            seller: facts.parties.seller.name,
            paid: format!("{} {}", facts.money.funded.amount, facts.money.funded.currency),
            outcomes: vec![facts.order.outcome],
        }
    }
}

impl Answer {
    /// Everything that can be said of a receipt that holds, or of one that does not.
    pub(super) fn shape(holds: bool) -> Self {
        let right = |check: &ReceiptCheck| Checked { check: *check, wrong: vec![] };
        let wrong = |check: &ReceiptCheck| Checked { check: *check, wrong: vec![String::new()] };
        let both = |check: &ReceiptCheck| [right(check), wrong(check)];
        let checks = if holds {
            ReceiptCheck::ALL.iter().map(right).collect()
        } else {
            ReceiptCheck::ALL.iter().flat_map(both).collect()
        };
        let says = holds.then(|| Says { outcomes: EscrowState::ALL.to_vec(), ..Says::default() });
        Self { holds, checks, is_unseen: !holds, is_unsealed: holds, says, is_shape: true }
    }
}

/// The answer.
#[component]
pub(super) fn Found(answer: Answer) -> impl IntoView {
    let l = lang();
    let (kind, title, text) = match answer.holds {
        true => ("success", t::receipt_valid_title(l), t::receipt_valid_text(l)),
        false => ("error", t::receipt_changed_title(l), t::receipt_changed_text(l)),
    };
    let rows = answer.checks.iter().map(|checked| row(checked, answer.is_shape)).collect_view();
    let unseen = answer.is_unseen.then(|| view! { <p data-part="unseen">{t::receipt_unseen(l)}</p> });
    let unsealed =
        answer.is_unsealed.then(|| view! { <p class="hint" data-part="unsealed">{t::receipt_unsealed(l)}</p> });
    let says = answer.says.map(|says| view! { <WhatItSays says/> });
    view! {
        <section class="stack" data-verdict=if answer.holds { "valid" } else { "changed" }>
            <Notice kind title><p>{text}</p></Notice>
            <h2>{t::receipt_checks(l)}</h2>
            <ul class="stack" data-gap="tight">{rows}</ul>
            {unseen}
            {unsealed}
            {says}
        </section>
    }
}

fn row(found: &Checked, is_shape: bool) -> impl IntoView + use<> {
    let l = lang();
    let (state, icon, list) = match found.wrong.is_empty() {
        true => ("right", "check", "receipt_check"),
        false => ("wrong", "triangle-alert", "receipt_fault"),
    };
    let places = (!found.wrong.is_empty()).then(|| places(&found.wrong, is_shape));
    view! {
        <li class="flex gap-2 items-start" data-check=found.check.word() data-state=state>
            <Icon name=icon/>
            <div class="min-w-0">{words::word(l, list, found.check.word())} {places}</div>
        </li>
    }
}

fn places(wrong: &[String], is_shape: bool) -> impl IntoView + use<> {
    let has_more = is_shape || wrong.len() > NAMED;
    let more = has_more.then(|| view! { <li data-part="more">{t::receipt_more(lang())}</li> });
    let place =
        |path: &String| view! { <li data-place=""><code dir="ltr" class="break-all">{path.clone()}</code></li> };
    let named = wrong.iter().take(NAMED).map(place).collect_view();
    view! { <ul class="list-disc ps-8">{named} {more}</ul> }
}

#[component]
fn WhatItSays(says: Says) -> impl IntoView {
    let l = lang();
    let word = |state: &EscrowState| {
        view! { <span data-word=state.word()>{words::word(l, "escrow_state", state.word())}</span> }
    };
    let outcome = says.outcomes.iter().map(word).collect_view();
    view! {
        <dl class="facts">
            <div><dt>{t::escrow_receipt_title(l)}</dt><dd><bdi dir="ltr" data-says="number">{says.number}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_what(l)}</dt><dd><bdi data-says="title">{says.title}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_buyer(l)}</dt><dd><bdi data-says="buyer">{says.buyer}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_seller(l)}</dt><dd><bdi data-says="seller">{says.seller}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_paid(l)}</dt><dd><bdi dir="ltr" data-says="paid">{says.paid}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_state(l)}</dt><dd data-says="outcome">{outcome}</dd></div>
        </dl>
    }
}
