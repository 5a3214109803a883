//! How to pay: the network first (sending on another one is the costliest mistake), then amount, address and code.

use super::{from_wallet::FromWallet, more_time::MoreTime, sums::said};
use crate::{
    dates,
    islands::{CopyButton, Countdown},
    lang,
    parts::{Address, DeedForm, HiddenField, Icon, MoneyView, Notice, Qr, Submit},
    t,
};
use actions::escrow::{Ask, CheckoutView, Network};
use domain::{PurchaseRequestId, escrow::Payment};
use leptos::{either::EitherOf3, prelude::*};

/// Everything a payer needs, or the button that makes the address.
#[component]
pub(super) fn HowToPay(view: CheckoutView, left_ms: i64) -> impl IntoView {
    let (request, payment) = (view.request.id, view.payment);
    let has_purse = view.purse.is_some();
    let from_chain = match (view.ask, view.networks.into_iter().next()) {
        (Some(ask), _) => EitherOf3::A(view! { <Open ask payment request left_ms/> }),
        (None, Some(network)) => EitherOf3::B(view! { <First network payment request/> }),
        (None, None) => EitherOf3::C(view! { <Notice kind="warning"><p>{t::escrow_ask_none(lang())}</p></Notice> }),
    };
    view! {
        <div class="stack">
            {view.purse.map(|purse| view! { <FromWallet purse request/> })}
            {has_purse.then(|| view! { <h2>{t::escrow_purse_or(lang())}</h2> })}
            {from_chain}
        </div>
    }
}

/// Before the address: the network, and the sum on the button.
#[component]
fn First(network: Network, payment: Payment, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    view! {
        <section class="card p-5 stack">
            <NetworkLine network/>
            <p>{t::escrow_ask_open_text(l)}</p>
            <DeedForm deed="open_checkout">
                <HiddenField name="request" value=request.to_string()/>
                <Submit label=t::escrow_pay(l, said(l, payment.amount))/>
            </DeedForm>
        </section>
    }
}

#[component]
fn Open(ask: Ask, payment: Payment, request: PurchaseRequestId, left_ms: i64) -> impl IntoView {
    let l = lang();
    let is_more = payment.credited.is_positive();
    let (by, word) = match payment.top_up_by.filter(|_| is_more) {
        Some(by) => (by, t::escrow_ask_top_up_by(l)),
        None => (payment.pay_by, t::escrow_ask_by(l)),
    };
    let (plain, address) = (ask.amount.amount_text(), ask.address.0.clone());
    let amount_text = if is_more {
        t::escrow_ask_more_text(l).to_owned()
    } else {
        t::escrow_ask_amount_text(l, ask.amount.currency.code())
    };
    let amount_title =
        if is_more { t::escrow_ask_more(l, said(l, ask.amount)) } else { t::escrow_ask_amount(l).to_owned() };
    view! {
        <section class="card p-5 stack" data-gap="loose">
            <div class="stack" data-gap="tight">
                <p class="flex gap-3">
                    <Icon name="clock"/>
                    <span>
                        {word} " " <time datetime=by.to_string()>{dates::moment(l, by)}</time> " "
                        <Countdown left_ms word=t::escrow_ask_left(l).to_owned()/>
                    </span>
                </p>
                <MoreTime payment=payment.clone() request by=ask.more_time/>
            </div>
            <NetworkLine network=ask.network.clone()/>
            <div class="stack" data-gap="tight">
                <h2>{amount_title}</h2>
                <div class="cluster">
                    <MoneyView money=ask.amount large=true/>
                    <CopyButton text=plain label=t::escrow_copy_amount(l).to_owned() done=t::escrow_copied(l).to_owned()/>
                </div>
                <p class="hint">{amount_text}</p>
            </div>
            <div class="stack" data-gap="tight">
                <h2>{t::escrow_ask_address(l)}</h2>
                <div class="cluster">
                    <Address address=ask.address.clone()/>
                    <CopyButton text=address label=t::escrow_copy_address(l).to_owned() done=t::escrow_copied(l).to_owned()/>
                </div>
                <p class="hint">{t::escrow_ask_address_text(l)}</p>
            </div>
            <Scan ask/>
            <Demo payment request/>
        </section>
    }
}

#[component]
fn NetworkLine(network: Network) -> impl IntoView {
    let l = lang();
    view! {
        <div class="stack" data-gap="tight">
            <h2>{t::escrow_ask_network(l)}</h2>
            <p><strong><bdi>{t::escrow_ask_network_is(l, network.chain_id, network.name)}</bdi></strong></p>
            <Notice kind="warning"><p>{t::escrow_ask_network_text(l)}</p></Notice>
            <details>
                <summary class="hint">{t::escrow_ask_contract(l)}</summary>
                <Address address=network.contract/>
            </details>
        </div>
    }
}

#[component]
fn Scan(ask: Ask) -> impl IntoView {
    let l = lang();
    let label = t::escrow_ask_qr(l, said(l, ask.amount));
    view! {
        <div class="stack" data-gap="tight">
            <h2>{t::escrow_ask_scan(l)}</h2>
            <Qr svg=ask.qr_svg label/>
            <p><a class="btn btn-outline" href=ask.uri data-no-prefetch="">{t::escrow_ask_wallet(l)}</a></p>
        </div>
    }
}

/// The button that really pays, on a chain of this machine. Absent from builds without it.
#[cfg(feature = "demo-wallet")]
#[component]
fn Demo(payment: Payment, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    let due = payment.due().unwrap_or(payment.amount);
    view! {
        <section class="stack" data-gap="tight">
            <h2>{t::escrow_demo_title(l)}</h2>
            <p class="hint">{t::escrow_demo_text(l)}</p>
            <DeedForm deed="pay_from_demo_wallet">
                <HiddenField name="request" value=request.to_string()/>
                <HiddenField name="payment" value=payment.id.to_string()/>
                <Submit label=t::escrow_pay(l, said(l, due))/>
            </DeedForm>
        </section>
    }
}

#[cfg(not(feature = "demo-wallet"))]
#[component]
fn Demo(payment: Payment, request: PurchaseRequestId) -> impl IntoView {
    let _ = (payment, request);
}
