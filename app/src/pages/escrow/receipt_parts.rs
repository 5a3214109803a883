//! The evidence on a receipt: transfers on the chain, entries in the ledger.

use super::{load::OrderView, sums::groups};
use crate::{
    lang,
    parts::{Address, MoneyView, When},
    t::{self, Locale},
    words,
};
use domain::{
    escrow::{ChainEvent, ChainEventStatus},
    ledger::{Entry, Journal, LedgerAccount},
};
use leptos::prelude::*;

/// Every transfer that brought money.
#[component]
pub(super) fn Transfers(view: OrderView) -> impl IntoView {
    let l = lang();
    let network = view.payment.and_then(|payment| payment.on_chain.network).unwrap_or_default();
    let brought = |event: &ChainEvent| matches!(event.status, ChainEventStatus::Credited | ChainEventStatus::ToWallet);
    let lines: Vec<_> = view
        .transfers
        .into_iter()
        .filter(brought)
        .map(|event| {
            let hash = groups(&event.tx_hash.0).into_iter().map(|group| view! { <span>{group}</span> }).collect_view();
            view! {
                <div>
                    <dt>{event.amount.map(|money| view! { <MoneyView money/> })}</dt>
                    <dd class="stack" data-gap="tight">
                        <bdi class="address text-sm" translate="no">{hash}</bdi>
                        <span class="hint">{t::escrow_receipt_network(l)} ": " <bdi>{network.clone()}</bdi></span>
                        <span class="hint">{t::escrow_receipt_to(l)} " " <Address address=event.to/></span>
                    </dd>
                </div>
            }
        })
        .collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack" data-gap="tight" aria-labelledby="chain">
                <h2 id="chain">{t::escrow_receipt_transfers(l)}</h2>
                <dl class="facts">{lines}</dl>
            </section>
        }
    })
}

/// Every entry of every journal of the order, with its key and its place in the chain of journals.
#[component]
pub(super) fn Entries(view: OrderView) -> impl IntoView {
    let l = lang();
    let rows: Vec<_> = view.journals.into_iter().map(|journal| view! { <JournalRows journal/> }).collect();
    view! {
        <section class="stack" data-gap="tight" aria-labelledby="ledger">
            <h2 id="ledger">{t::escrow_receipt_journals(l)}</h2>
            <p class="hint">{t::escrow_receipt_journals_text(l)}</p>
            <div class="stack">{rows}</div>
        </section>
    }
}

#[component]
fn JournalRows(journal: Journal) -> impl IntoView {
    let l = lang();
    let kind = words::word(l, "journal_kind", &journal.kind.to_string());
    let seal = match &journal.seal {
        Some(seal) => words::number(l, seal.number),
        None => t::escrow_receipt_unsealed(l).to_owned(),
    };
    let name = journal.key.clone();
    let entries: Vec<_> = journal.entries.into_iter().map(|entry| view! { <EntryRow entry/> }).collect();
    view! {
        <div class="card p-4 stack" data-gap="tight" data-journal=name>
            <p class="cluster">
                <strong>{kind}</strong>
                <When at=journal.at/>
                <span data-push="">{t::escrow_receipt_seal(l)} ": " <bdi>{seal}</bdi></span>
            </p>
            <ul class="stack" data-gap="tight">{entries}</ul>
            <p class="hint break-all">{t::escrow_receipt_key(l)} ": " <bdi dir="ltr" class="font-mono text-sm">{journal.key}</bdi></p>
        </div>
    }
}

#[component]
fn EntryRow(entry: Entry) -> impl IntoView {
    let l = lang();
    let (from, into) = (account(l, &entry.debit), account(l, &entry.credit));
    view! {
        <li class="cluster">
            <span>{t::escrow_receipt_entry(l, from, into)}</span>
            <span data-push=""><MoneyView money=entry.amount/></span>
        </li>
    }
}

/// What people call an account. Whose wallet it is, the sums above say.
fn account(l: Locale, account: &LedgerAccount) -> String {
    let word = match account {
        LedgerAccount::Vault { .. } => "vault",
        LedgerAccount::Wallet(_) => "wallet",
        LedgerAccount::Escrow(_) => "escrow",
        LedgerAccount::Unclaimed(_) => "unclaimed",
        LedgerAccount::FeeRevenue(_) => "fee",
        LedgerAccount::Operator => "operator",
    };
    words::word(l, "ledger_account", word)
}
