//! How to pay: the network first (sending on another one is the costliest mistake), then amount, address and code.

use super::{
    checkout::deadline,
    from_wallet::FromWallet,
    more_time::MoreTime,
    quote::{PickCoin, QuoteFacts, RanOut},
    sums::said,
    ways::{ChosenWay, Ways, is_elsewhere},
};
use crate::{
    dates,
    islands::{CopyButton, Countdown, InjectedWallets, WalletCall},
    lang,
    parts::{Address, Icon, MoneyView, Notice, Qr},
    t,
};
use actions::escrow::{Ask, CheckoutView, CoinOn, Network};
use domain::{PurchaseRequestId, escrow::Payment};
use leptos::{either::EitherOf4, prelude::*};

/// Everything a payer needs, or the button that makes the address.
#[component]
pub(super) fn HowToPay(view: CheckoutView, left_ms: i64) -> impl IntoView {
    let (request, payment) = (view.request.id, view.payment);
    let has_purse = view.purse.is_some();
    let (ways, chosen) = (view.ways, payment.clone());
    let choice = view! { <Ways ways=ways.clone() payment=payment.clone() request/> };
    let from_chain_is_asked = !is_elsewhere(&payment);
    let ran_out = payment.quote.clone().filter(|_| view.ask.is_none());
    let from_chain = match (view.ask, ran_out, view.coins) {
        (Some(ask), _, coins) => EitherOf4::A(view! { <Open ask payment request coins left_ms/> }),
        (None, Some(quote), coins) if !coins.is_empty() => EitherOf4::B(view! { <RanOut quote coins request/> }),
        (None, _, coins) if !coins.is_empty() => EitherOf4::C(view! { <First coins payment request/> }),
        (None, _, _) => EitherOf4::D(view! { <Notice kind="warning"><p>{t::escrow_ask_none(lang())}</p></Notice> }),
    };
    view! {
        <div class="stack">
            {view.purse.map(|purse| view! { <FromWallet purse request/> })}
            {has_purse.then(|| view! { <h2>{t::escrow_purse_or(lang())}</h2> })}
            {choice}
            <ChosenWay ways payment=chosen/>
            {from_chain_is_asked.then_some(from_chain)}
        </div>
    }
}

/// Before the address: what to pay with, and the sum on the button.
#[component]
fn First(coins: Vec<CoinOn>, payment: Payment, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    let only = coins.first().filter(|_| coins.len() == 1).map(|on| on.network.clone());
    view! {
        <section class="card p-5 stack">
            {only.map(|network| view! { <NetworkLine network/> })}
            <p>{t::escrow_ask_open_text(l)}</p>
            <PickCoin coins request label=t::escrow_pay(l, said(l, payment.amount))/>
        </section>
    }
}

#[component]
fn Open(ask: Ask, payment: Payment, request: PurchaseRequestId, coins: Vec<CoinOn>, left_ms: i64) -> impl IntoView {
    let l = lang();
    let is_more = payment.credited.is_positive();
    let (by, word) = match payment.top_up_by.filter(|_| is_more) {
        Some(by) => (by, t::escrow_ask_top_up_by(l)),
        None if payment.quote.as_ref().is_some_and(|quote| quote.valid_until.is_some()) => {
            (deadline(&payment), t::escrow_quote_until(l))
        }
        None => (deadline(&payment), t::escrow_ask_by(l)),
    };
    let (plain, address) = (ask.amount.amount_text(), ask.address.0.clone());
    let amount_text = if is_more {
        t::escrow_ask_more_text(l).to_owned()
    } else {
        t::escrow_ask_amount_text(l, ask.amount.currency.code())
    };
    let may_change = coins.len() > 1 && payment.seen.is_zero() && payment.credited.is_zero();
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
            <QuoteFacts payment=payment.clone()/>
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
            <Scan ask=ask.clone()/>
            <InjectedWallets call=call_of(&payment, ask)/>
            {may_change.then(|| view! { <OtherCoins coins request/> })}
            <Demo payment request/>
        </section>
    }
}

/// What a wallet in the browser sends: exactly what is asked now, once.
fn call_of(payment: &Payment, ask: Ask) -> WalletCall {
    WalletCall {
        key: format!("{}:{}", payment.id, ask.amount.units),
        chain_id: ask.network.chain_id.0,
        chain: ask.network.name,
        to: ask.network.contract.0,
        data: ask.calldata,
        allowance: None,
    }
}

#[component]
fn OtherCoins(coins: Vec<CoinOn>, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    view! {
        <details>
            <summary>{t::escrow_quote_other(l)}</summary>
            <PickCoin coins request label=t::escrow_quote_other_do(l).to_owned()/>
        </details>
    }
}

#[component]
pub(super) fn NetworkLine(network: Network) -> impl IntoView {
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
    use crate::parts::{DeedForm, HiddenField, Submit};

    let l = lang();
    let due = payment.due_in_coins().unwrap_or(payment.amount);
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
