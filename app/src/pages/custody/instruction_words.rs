//! What a signer compares with the device: the order's lines as the device shows them, its hashes for devices that show no
//! words, the order as wallets elsewhere take it, and what will be booked.

use crate::{
    lang,
    pages::escrow::order_number,
    parts::{Address, Column, DataTable, MoneyView, Person, Qr},
    t,
    words::word,
};
use actions::custody::LegCase;
use domain::{UserId, custody::EscrowOrder, ledger::Entry};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The lines in the order and spelling of the device: names as they are signed, whatever language the page speaks.
#[component]
pub(super) fn OrderLines(order: EscrowOrder) -> impl IntoView {
    let l = lang();
    let line = |value: String| view! { <bdi dir="ltr">{value}</bdi> }.into_any();
    let recipient = view! { <Address address=order.recipient/> }.into_any();
    let lines = [
        ("action", line(order.action.to_string())),
        ("order", line(order.order)),
        ("amount", line(order.amount)),
        ("recipient", recipient),
        ("transfer", line(order.transfer)),
        ("expires", line(order.expires)),
    ];
    let lines = lines.map(|(name, value)| {
        view! { <div><dt translate="no"><bdi dir="ltr">{name}</bdi></dt><dd class="break-all" translate="no">{value}</dd></div> }
    });
    view! { <dl class="facts" aria-label=t::instructions_lines(l) data-compare="words">{lines}</dl> }
}

/// For devices that show hashes only.
#[component]
pub(super) fn Hashes(hashes: (String, String)) -> impl IntoView {
    let l = lang();
    view! {
        <details data-compare="hashes">
            <summary>{t::instructions_hashes(l)}</summary>
            <dl class="facts pt-3">
                <div><dt>{t::instructions_domain_hash(l)}</dt><dd><bdi class="break-all" dir="ltr" translate="no">{hashes.0}</bdi></dd></div>
                <div><dt>{t::instructions_message_hash(l)}</dt><dd><bdi class="break-all" dir="ltr" translate="no">{hashes.1}</bdi></dd></div>
            </dl>
        </details>
    }
}

/// For a wallet that is not on this machine: the text and a code of it.
#[component]
pub(super) fn Elsewhere(typed_data: String) -> impl IntoView {
    let l = lang();
    let svg = payments::qr_svg(&typed_data);
    view! {
        <details>
            <summary>{t::instructions_elsewhere(l)}</summary>
            <div class="stack pt-3">
                <p class="hint">{t::instructions_elsewhere_text(l)}</p>
                <pre class="words" dir="ltr" tabindex="0" translate="no" aria-label=t::instructions_elsewhere(l)>{typed_data}</pre>
                <Qr svg label=t::instructions_code(l)/>
            </div>
        </details>
    }
}

/// Which decision it carries out, and who decided.
#[component]
pub(super) fn Decided(leg: LegCase, names: BTreeMap<UserId, String>) -> impl IntoView {
    let l = lang();
    let name = |id: UserId| names.get(&id).cloned().unwrap_or_else(|| id.to_string());
    let LegCase { dispute, order, decision, which, .. } = leg;
    let href = format!("/disputes/{}", dispute.id);
    let (reason, number) = (dispute.reason, order_number(order.request.number));
    let (action, by) = (
        word(l, "resolution_action", &decision.verdict.action.to_string()),
        view! { <Person name=name(decision.by)/> },
    );
    let second = decision.confirmed.map(|second| {
        view! { <div><dt>{t::decided_second(l)}</dt><dd><Person name=name(second.by)/></dd></div> }
    });
    view! {
        <section class="card p-5 stack" aria-labelledby="decided">
            <h2 id="decided">{t::instructions_decided(l)}</h2>
            <p>{t::instructions_decided_text(l)}</p>
            <dl class="facts">
                <div><dt>{t::instructions_dispute(l)}</dt><dd><a href=href><bdi>{reason}</bdi></a> " · " <bdi>{number}</bdi></dd></div>
                <div><dt>{t::instructions_decision(l)}</dt><dd>{action}</dd></div>
                <div><dt>{t::instructions_leg(l)}</dt><dd>{word(l, "leg", &which.to_string())}</dd></div>
                <div><dt>{t::decided_by(l)}</dt><dd>{by}</dd></div>
                {second}
            </dl>
        </section>
    }
}

/// What will be booked when it is done.
#[component]
pub(super) fn Posts(posts: Vec<Entry>) -> impl IntoView {
    let l = lang();
    let columns = vec![
        Column::of(t::instructions_debit(l)),
        Column::of(t::instructions_credit(l)),
        Column::of(t::custody_amount(l)),
    ];
    let account = |text: String| view! { <bdi class="break-all" dir="ltr" translate="no">{text}</bdi> }.into_any();
    let rows = posts
        .into_iter()
        .map(|entry| {
            vec![
                account(entry.debit.to_string()),
                account(entry.credit.to_string()),
                view! { <MoneyView money=entry.amount/> }.into_any(),
            ]
        })
        .collect();
    view! { <DataTable caption=t::instructions_posts(l) columns rows/> }
}
