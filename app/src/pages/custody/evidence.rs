//! What proves a payout: its transactions, the block that has one, and each check.

use crate::{
    lang,
    parts::{Column, DataTable, When},
    t::{self, Locale},
    words,
};
use domain::{
    custody::{Payout, PayoutStatus as S},
    escrow::{TransferCheck, TxHash},
};
use leptos::prelude::*;

/// The status as a badge, with its word.
pub(crate) fn standing(l: Locale, status: S) -> impl IntoView + use<> {
    let class = match status {
        S::Confirmed => "badge badge-success",
        S::Failed => "badge badge-error",
        S::Draft | S::Replaced => "badge badge-warning",
        S::Rejected | S::Expired | S::Cancelled | S::Reversed => "badge",
        S::Approved | S::Signed | S::Broadcast | S::Mined => "badge badge-info",
    };
    view! { <span class=class>{words::word(l, "payout_status", &status.to_string())}</span> }
}

/// Every signed transaction, with where it can be looked at.
#[component]
pub(super) fn Evidence(payout: Payout, explorer: Option<String>) -> impl IntoView {
    let l = lang();
    if payout.transactions.is_empty() {
        return None;
    }
    let columns = vec![
        Column::of(t::custody_hash(l)),
        Column::of(t::custody_place(l)),
        Column::of(t::custody_signed(l)),
        Column::of(t::custody_stands(l)),
    ];
    let mined = payout.mined.as_ref().map(|mined| mined.hash.clone());
    let rows = payout.transactions.iter().map(|sent| {
        let is_mined = mined.as_ref() == Some(&sent.hash);
        let stands = if is_mined { t::custody_in_block(l) } else { t::custody_not_in_block(l) };
        vec![
            view! { <Hash hash=sent.hash.clone() explorer=explorer.clone()/> }.into_any(),
            words::number(l, sent.nonce).into_any(),
            view! { <When at=sent.signed_at/> }.into_any(),
            stands.into_any(),
        ]
    });
    let rows = rows.collect();
    Some(view! {
        <section class="stack">
            <h2>{t::custody_evidence(l)}</h2>
            <DataTable caption=t::custody_evidence(l) columns rows/>
            <Checks checks=payout.checks/>
        </section>
    })
}

/// A hash in groups of four, a link where there is an explorer.
#[component]
fn Hash(hash: TxHash, explorer: Option<String>) -> impl IntoView {
    let groups: Vec<char> = hash.0.chars().collect();
    let groups = groups.chunks(4).map(|group| view! { <span>{group.iter().collect::<String>()}</span> }).collect_view();
    let text = view! { <bdi class="address text-sm" translate="no">{groups}</bdi> }.into_any();
    match explorer {
        Some(link) => {
            view! { <a href=format!("{}/tx/{}", link.trim_end_matches('/'), hash.0) rel="noreferrer">{text}</a> }
                .into_any()
        }
        None => text,
    }
}

#[component]
fn Checks(checks: Vec<TransferCheck>) -> impl IntoView {
    let l = lang();
    let lines = checks.into_iter().map(|check| {
        let mark = if check.passed { t::custody_passed(l) } else { t::custody_failed(l) };
        let name = words::word(l, "transfer_check", &check.name);
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{mark} ": " <bdi class="hint">{t::custody_found(l, check.found, check.wanted)}</bdi></dd>
            </div>
        }
    });
    let lines: Vec<_> = lines.collect();
    (!lines.is_empty()).then(|| view! { <dl class="facts">{lines}</dl> })
}
