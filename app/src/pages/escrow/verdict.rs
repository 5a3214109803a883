//! What became of a paper of ours that was looked at: holds or not, each check, and of one that holds what it says. The server
//! fills it; the browser fills a shape of it that holds every word there may be.

use super::verdict_says::{Says, WhatItSays};
use crate::{
    lang,
    parts::{Icon, Notice},
    t, words,
};
use domain::{
    escrow::receipt::{Checked, ReceiptCheck},
    machine::Word,
    paper::Looked,
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
    /// Of one that holds.
    says: Option<Says>,
    /// Filled by the browser: nothing is left out.
    is_shape: bool,
}

impl From<Looked> for Answer {
    fn from(looked: Looked) -> Self {
        let holds = looked.is_valid();
        match looked {
            Looked::Receipt(verdict) => Self {
                holds,
                is_unseen: !verdict.is_whole(),
                is_unsealed: holds && verdict.unsealed_count() > 0,
                checks: verdict.checks,
                says: verdict.facts.filter(|_| holds).map(Says::from),
                is_shape: false,
            },
            Looked::Summary(verdict) => Self {
                holds,
                is_unseen: !verdict.is_whole(),
                is_unsealed: false,
                checks: verdict.checks,
                says: verdict.facts.filter(|_| holds).map(Says::from),
                is_shape: false,
            },
        }
    }
}

impl Answer {
    /// Everything that can be said of papers of ours: two that hold, and one that does not.
    pub(super) fn shapes() -> [Self; 3] {
        let right = |check: &ReceiptCheck| Checked { check: *check, wrong: vec![] };
        let wrong = |check: &ReceiptCheck| Checked { check: *check, wrong: vec![String::new()] };
        let shape = |says: Option<Says>| {
            let holds = says.is_some();
            let checks = ReceiptCheck::ALL.iter();
            let checks = match holds {
                true => checks.map(right).collect(),
                false => checks.flat_map(|check| [right(check), wrong(check)]).collect(),
            };
            Self { holds, checks, is_unseen: !holds, is_unsealed: holds, says, is_shape: true }
        };
        [shape(Some(Says::any_receipt())), shape(Some(Says::any_summary())), shape(None)]
    }
}

/// The answer.
#[component]
pub(super) fn Found(answer: Answer) -> impl IntoView {
    let l = lang();
    let of = answer.says.as_ref().map(Says::of);
    let (kind, title, text) = match of {
        Some("summary") => ("success", t::receipt_valid_title(l), t::summary_valid_text(l)),
        Some(_) => ("success", t::receipt_valid_title(l), t::receipt_valid_text(l)),
        None => ("error", t::receipt_changed_title(l), t::receipt_changed_text(l)),
    };
    let rows = answer.checks.iter().map(|checked| row(checked, answer.is_shape)).collect_view();
    let unseen = answer.is_unseen.then(|| view! { <p data-part="unseen">{t::receipt_unseen(l)}</p> });
    let unsealed =
        answer.is_unsealed.then(|| view! { <p class="hint" data-part="unsealed">{t::receipt_unsealed(l)}</p> });
    let says = answer.says.map(|says| view! { <WhatItSays says/> });
    view! {
        <section class="stack" data-verdict=if answer.holds { "valid" } else { "changed" } data-of=of>
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
