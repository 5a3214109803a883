//! The evidence on a receipt: transfers on the chain, entries in the ledger, the key it is signed with.

use super::{sums::groups, verify::Fingerprint};
use crate::{
    lang,
    parts::{Address, MoneyView, Qr, When},
    ssr::desk,
    t::{self, Locale},
    words,
};
use domain::{
    escrow::{
        ChainAddress,
        receipt::{JournalFacts, SignedReceipt, TransferFacts},
    },
    ledger::{Entry, Journal, LedgerAccount},
};
use leptos::prelude::*;

/// Every transfer that was booked.
#[component]
pub(super) fn Transfers(transfers: Vec<TransferFacts>) -> impl IntoView {
    let l = lang();
    let lines: Vec<_> = transfers.into_iter().map(|transfer| view! { <Transfer transfer/> }).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="stack" data-gap="tight" aria-labelledby="chain">
                <h2 id="chain">{t::escrow_receipt_transfers(l)}</h2>
                <dl class="facts">{lines}</dl>
            </section>
        }
    })
}

#[component]
fn Transfer(transfer: TransferFacts) -> impl IntoView {
    let l = lang();
    let hash = groups(&transfer.tx_hash).into_iter().map(|group| view! { <span>{group}</span> }).collect_view();
    let money = transfer.sum.money().map(|money| view! { <MoneyView money/> });
    let block = words::number(l, transfer.block_number);
    view! {
        <div>
            <dt>{money}</dt>
            <dd class="stack" data-gap="tight">
                <bdi class="address text-sm" translate="no">{hash}</bdi>
                <span class="hint">
                    {t::escrow_receipt_network(l)} ": " <bdi>{network(transfer.chain_id)}</bdi> " · "
                    {t::receipt_block(l)} " " <bdi>{block}</bdi>
                </span>
                <span class="hint">{t::escrow_receipt_to(l)} " " <Address address=ChainAddress(transfer.to)/></span>
            </dd>
        </div>
    }
}

/// What people call a chain; its number when this house no longer watches it.
fn network(chain_id: u64) -> String {
    let desk = desk();
    let known = desk.chains.iter().map(payments::Chain::settings).find(|chain| chain.chain_id.0 == chain_id);
    known.map_or_else(|| chain_id.to_string(), |chain| chain.name.clone())
}

/// Where the signed facts are, and how anybody can check them.
#[component]
pub(super) fn HowToCheck(receipt: SignedReceipt) -> impl IntoView {
    let l = lang();
    let code = receipt.link().map(|link| view! { <ToScan link/> });
    let SignedReceipt { facts, key_id, .. } = receipt;
    let (file, page) =
        (format!("/orders/{}/receipt.json", facts.order.request_id), format!("{}/verify", facts.house.origin));
    view! {
        <section class="stack" data-gap="tight" aria-labelledby="signed">
            <h2 id="signed">{t::receipt_signed(l)}</h2>
            <div class="cluster">
                {code}
                <div class="stack flex-1 basis-64" data-gap="tight">
                    <p>{t::receipt_signed_with(l)} ": " <Fingerprint key_id/></p>
                    <p class="hint">{t::receipt_how(l)} " " <bdi dir="ltr"><a href="/verify">{page}</a></bdi></p>
                    <p data-print="no">
                        <a class="btn btn-outline" href=file download="" rel="external">{t::receipt_json_link(l)}</a>
                    </p>
                </div>
            </div>
        </section>
    }
}

/// All of the receipt as a code: whoever is handed the paper scans it, and their own browser checks it.
#[component]
fn ToScan(link: String) -> impl IntoView {
    let l = lang();
    view! {
        <figure class="stack" data-gap="tight">
            <Qr svg=payments::qr_svg(&link) label=t::receipt_code(l)/>
            <figcaption class="hint max-w-[17.5rem]">{t::receipt_code_text(l)}</figcaption>
        </figure>
    }
}

/// Every entry of every journal of the order, with its key and its place in the chain of journals.
#[component]
pub(super) fn Entries(journals: Vec<JournalFacts>) -> impl IntoView {
    let l = lang();
    let journals = journals.iter().filter_map(JournalFacts::journal);
    let rows: Vec<_> = journals.map(|journal| view! { <JournalRows journal/> }).collect();
    view! {
        <section class="stack" data-gap="tight" aria-labelledby="ledger">
            <h2 id="ledger">{t::escrow_receipt_journals(l)}</h2>
            <p class="hint">{t::escrow_receipt_journals_text(l)}</p>
            <div class="stack">{rows}</div>
        </section>
    }
}

/// A journal with every entry, its key and its place in the chain.
#[component]
pub fn JournalRows(journal: Journal) -> impl IntoView {
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
        LedgerAccount::Provider { .. } => "provider",
        LedgerAccount::Fx(_) => "fx",
        LedgerAccount::Wallet(_) => "wallet",
        LedgerAccount::Payable(_) => "payable",
        LedgerAccount::Clearing { .. } => "clearing",
        LedgerAccount::Expense(_) => "expense",
        LedgerAccount::Escrow(_) => "escrow",
        LedgerAccount::SellerDeposit(_) => "deposit",
        LedgerAccount::Hold(_) => "hold",
        LedgerAccount::Unclaimed(_) => "unclaimed",
        LedgerAccount::FeeRevenue(_) => "fee",
        LedgerAccount::Operator => "operator",
    };
    words::word(l, "ledger_account", word)
}
