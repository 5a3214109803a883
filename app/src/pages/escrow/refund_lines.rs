//! One thing that came back: where it is, and the ways on from there.

use super::{refund_review::DEED, sums::said};
use crate::{
    lang,
    pages::custody::{AddressPick, standing},
    parts::{Address, MoneyView, SelectField, Submit, When},
    ssr::desk,
    t, words,
};
use actions::custody::{CameBack, RefundForm, Sender};
use domain::{
    custody::{Payout, PayoutAddress},
    escrow::ChainAddress,
};
use leptos::prelude::*;

/// What came back, and what can be done with it.
#[component]
pub(super) fn Line(
    /// What came.
    line: CameBack,
    /// From where such coins were paid.
    senders: Vec<Sender>,
    /// Networks by number and name.
    chains: Vec<(String, String)>,
    /// The buyer's list.
    addresses: Vec<PayoutAddress>,
    /// What was chosen for this line and refused.
    asked: Option<RefundForm>,
) -> impl IntoView {
    let l = lang();
    let why = words::word(l, "journal_kind", &line.kind.to_string());
    let is_coin = domain::Currency::PAYABLE.contains(&line.amount.currency) && !chains.is_empty();
    let ways = match line.payout.clone() {
        Some(payout) => {
            let href = format!("/wallet/withdrawals/{}", payout.id);
            view! { <p class="cluster">{standing(l, payout.status)} <a href=href>{t::refund_sent(l)}</a></p> }
                .into_any()
        }
        None => view! {
            {line.last_try.map(|tried| view! { <LastTry tried/> })}
            <p>{t::refund_keep(l)} " " <a href="/wallet">{t::refund_wallet(l)}</a></p>
            {line.worth.map(|worth| view! { <AskRates key=line.key.clone() is_coins=worth.paid == line.amount/> })}
            {is_coin.then(|| view! { <Ways key=line.key senders chains addresses asked/> })}
        }
        .into_any(),
    };
    view! {
        <section class="card p-5 stack">
            <h2><MoneyView money=line.amount/></h2>
            <p class="hint">{why} " · " <When at=line.at/></p>
            {line.was.map(|came| view! { <p class="hint">{t::refund_rates_was(l, said(l, came))}</p> })}
            {ways}
        </section>
    }
}

/// It was on its way before and did not leave: where that can be read, and that it may go again.
#[component]
fn LastTry(tried: Payout) -> impl IntoView {
    let l = lang();
    let href = format!("/wallet/withdrawals/{}", tried.id);
    view! {
        <p class="cluster">
            {standing(l, tried.status)} <span>{t::refund_tried(l)}</span> <a href=href>{t::refund_tried_see(l)}</a>
        </p>
    }
}

/// Leads to both sums, side by side.
#[component]
fn AskRates(key: String, is_coins: bool) -> impl IntoView {
    let l = lang();
    let label = if is_coins { t::refund_rates_compare(l) } else { t::refund_rates_ask(l) };
    view! {
        <form method="get">
            <input type="hidden" name="line" value=key/>
            <input type="hidden" name="rates" value="both"/>
            <Submit label kind="quiet"/>
        </form>
    }
}

/// Where it came from, or anywhere else: both lead to the same page of review.
#[component]
fn Ways(
    key: String,
    senders: Vec<Sender>,
    chains: Vec<(String, String)>,
    addresses: Vec<PayoutAddress>,
    asked: Option<RefundForm>,
) -> impl IntoView {
    let l = lang();
    let warning = (!senders.is_empty()).then(|| view! { <p class="hint">{t::refund_exchange(l)}</p> });
    let line = key.clone();
    let known = senders.into_iter().map(move |sender| {
        let (id, network) = sender.chain;
        view! {
            <form method="get" class="stack" data-gap="tight">
                <input type="hidden" name="line" value=line.clone()/>
                <input type="hidden" name="chain" value=id.to_string()/>
                <input type="hidden" name="address" value=sender.address.clone()/>
                <p>{t::refund_from(l, network)} " " <Address address=ChainAddress(sender.address)/></p>
                <div><Submit label=t::refund_to_sender(l) kind="quiet"/></div>
            </form>
        }
    });
    let known: Vec<_> = known.collect();
    let is_open = asked.is_some();
    let RefundForm { chain, address, .. } = asked.unwrap_or_default();
    view! {
        {known}
        {warning}
        <details open=is_open>
            <summary>{t::refund_elsewhere(l)}</summary>
            <form method="get" class="stack" novalidate=true>
                <input type="hidden" name="line" value=key/>
                <SelectField deed=DEED name="chain" label=t::custody_network(l) options=chains value=chain required=true/>
                <AddressPick deed=DEED addresses value=address now=desk().now()/>
                <div><Submit label=t::custody_review(l) kind="quiet"/></div>
            </form>
        </details>
    }
}
