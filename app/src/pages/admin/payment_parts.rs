//! The evidence of a payment: every transfer with what was asked of it and found, and every posting.

use crate::{
    lang,
    parts::{Address, Column, DataTable, MoneyView, When},
    t,
    words::{number, word},
};
use domain::{
    escrow::{ChainEvent, TransferCheck},
    ledger::Journal,
    machine::Word,
    sanctions::{Screened, ScreenedAs},
};
use leptos::{either::Either, prelude::*};

/// A card per transfer.
#[component]
pub(super) fn Transfers(transfers: Vec<ChainEvent>) -> impl IntoView {
    if transfers.is_empty() {
        return Either::Left(view! { <p class="hint">{t::books_no_transfers(lang())}</p> });
    }
    let cards: Vec<_> = transfers.into_iter().map(|event| view! { <Transfer event/> }).collect();
    Either::Right(view! { <div class="stack">{cards}</div> })
}

#[component]
fn Transfer(event: ChainEvent) -> impl IntoView {
    let l = lang();
    let state = word(l, "chain_event_status", event.status.word());
    let amount = match event.amount {
        Some(money) => Either::Left(view! { <MoneyView money/> }),
        None => Either::Right(view! { <bdi dir="ltr">{event.chain_units.clone()}</bdi> }),
    };
    let screening = event.screening.clone().map(|found| view! { <Screening found/> });
    view! {
        <div class="card"><div class="card-body stack">
            <h3>{amount} " · " {state}</h3>
            <dl class="facts">
                <div><dt>{t::books_tx(l)}</dt><dd><Hash text=event.tx_hash.0.clone()/></dd></div>
                <div><dt>{t::books_sender(l)}</dt><dd><Address address=event.from.clone()/></dd></div>
                <div><dt>{t::books_address(l)}</dt><dd><Address address=event.to.clone()/></dd></div>
                <div><dt>{t::books_block(l)}</dt><dd><bdi dir="ltr">{event.block_number}</bdi></dd></div>
                <div><dt>{t::books_first_seen(l)}</dt><dd><When at=event.seen_at/></dd></div>
            </dl>
            <Checks checks=event.checks/>
            {screening}
        </div></div>
    }
}

/// A hash in groups of four; a copy of it is whole.
#[component]
pub(super) fn Hash(text: String) -> impl IntoView {
    let letters: Vec<char> = text.chars().collect();
    let groups: Vec<_> = letters.chunks(4).map(|group| view! { <span>{String::from_iter(group)}</span> }).collect();
    view! { <bdi class="address text-sm" translate="no">{groups}</bdi> }
}

#[component]
pub(super) fn Checks(checks: Vec<TransferCheck>) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::books_check(l)),
        Column::of(t::books_wanted(l)),
        Column::of(t::books_found(l)),
        Column::of(t::admin_log_outcome(l)),
    ];
    let row = |check: TransferCheck| -> Vec<AnyView> {
        vec![
            word(l, "transfer_check", &check.name).into_any(),
            view! { <bdi class="wrap-anywhere">{check.wanted}</bdi> }.into_any(),
            view! { <bdi class="wrap-anywhere">{check.found}</bdi> }.into_any(),
            view! { <Passed passed=check.passed/> }.into_any(),
        ]
    };
    let rows: Vec<_> = checks.into_iter().map(row).collect();
    (!rows.is_empty()).then(|| view! { <DataTable caption=t::books_checks(l) columns rows/> })
}

#[component]
fn Passed(passed: bool) -> impl IntoView {
    let l = lang();
    let (class, text) =
        if passed { ("badge badge-success", t::books_passed(l)) } else { ("badge badge-error", t::books_failed(l)) };
    view! { <span class=class>{text}</span> }
}

/// What looking the sender up said: for staff alone.
#[component]
pub(super) fn Screening(found: Screened) -> impl IntoView {
    let l = lang();
    let class = match found.verdict {
        ScreenedAs::Clear => "badge badge-success",
        ScreenedAs::Hit => "badge badge-error",
        ScreenedAs::Waiting => "badge badge-warning",
    };
    let list = found.list.map(|list| {
        view! {
            <div><dt>{t::books_list(l)}</dt><dd><bdi>{list.name}</bdi> " · " <When at=list.dated/></dd></div>
            <div><dt>{t::books_list_hash(l)}</dt><dd><Hash text=list.hash/></dd></div>
        }
    });
    let entry = found.entry.map(|entry| {
        view! { <div><dt>{t::books_entry(l)}</dt><dd><bdi class="wrap-anywhere">{entry}</bdi></dd></div> }
    });
    let ruling = found.ruling.map(|said| {
        let what = word(l, "ruling", said.ruling.word());
        view! {
            <div><dt>{t::books_ruling(l)}</dt><dd>{what} " · " <When at=said.at/> <p class="hint"><bdi>{said.reason}</bdi></p></dd></div>
        }
    });
    view! {
        <dl class="facts">
            <div><dt>{t::books_screening_of(l)}</dt>
                <dd><span class=class>{word(l, "screened_as", found.verdict.word())}</span> " · " <When at=found.at/></dd></div>
            {list} {entry} {ruling}
        </dl>
    }
}

/// Every posting, an entry per line.
#[component]
pub(super) fn Postings(journals: Vec<Journal>) -> impl IntoView {
    let l = lang();
    if journals.is_empty() {
        return Either::Left(view! { <p class="hint">{t::books_no_postings(l)}</p> });
    }
    let columns = vec![
        Column::of(t::books_posting_number(l)),
        Column::of(t::admin_log_when(l)),
        Column::of(t::books_why(l)),
        Column::of(t::books_entries(l)),
    ];
    let rows = journals.into_iter().map(posting).collect();
    Either::Right(view! { <DataTable caption=t::books_postings(l) columns rows/> })
}

fn posting(journal: Journal) -> Vec<AnyView> {
    let l = lang();
    let place = journal.seal.as_ref().map(|seal| number(l, seal.number));
    let place = place.unwrap_or_else(|| t::books_unsealed_one(l).to_owned());
    let entries: Vec<_> = journal
        .entries
        .into_iter()
        .map(|entry| {
            let (debit, credit) = (entry.debit.to_string(), entry.credit.to_string());
            view! {
                <li class="stack" data-gap="tight">
                    <MoneyView money=entry.amount/>
                    <bdi class="hint wrap-anywhere" dir="ltr">{debit} " → " {credit}</bdi>
                </li>
            }
        })
        .collect();
    vec![
        place.into_any(),
        view! { <When at=journal.at/> }.into_any(),
        word(l, "journal_kind", journal.kind.word()).into_any(),
        view! { <ul class="stack" data-gap="tight">{entries}</ul> }.into_any(),
    ]
}
