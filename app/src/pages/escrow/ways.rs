//! The ways to pay: which one, and what is asked by a service or by hand. What is sent to our own address is
//! `how_to_pay`.

use super::{how_to_pay::NetworkLine, sums::said};
use crate::{
    islands::CopyButton,
    lang,
    parts::{Address, DeedForm, HiddenField, MoneyView, Notice, Qr, Submit},
    t::{self, Locale},
};
use actions::providers::{Shown, ToService};
use domain::{
    PurchaseRequestId,
    escrow::{Payment, PaymentProvider},
};
use leptos::{either::EitherOf4, prelude::*};

/// A button for every way but the chosen one; nothing when there is nothing to choose.
#[component]
pub(super) fn Ways(ways: Shown, payment: Payment, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    if ways.choices.len() < 2 {
        return None;
    }
    let chosen = payment.provider;
    let others = ways.choices.into_iter().filter(move |way| *way != chosen).map(move |way| {
        view! {
            <li class="stack" data-gap="tight">
                <DeedForm deed="choose_way" which=way.to_string()>
                    <HiddenField name="request" value=request.to_string()/>
                    <Submit label=called(l, way).0 kind="quiet"/>
                </DeedForm>
                <p class="hint">{called(l, way).1}</p>
            </li>
        }
    });
    Some(view! {
        <section class="card p-5 stack" aria-labelledby="ways">
            <h2 id="ways">{t::escrow_ways_title(l)}</h2>
            <p>{t::escrow_ways_chosen(l)} " " <strong>{called(l, chosen).0}</strong></p>
            <details>
                <summary>{t::escrow_ways_other(l)}</summary>
                <ul class="stack pt-3">{others.collect_view()}</ul>
            </details>
        </section>
    })
}

/// What people call a way, and what to know of it.
fn called(l: Locale, way: PaymentProvider) -> (&'static str, &'static str) {
    match way {
        PaymentProvider::Decentralized => (t::escrow_way_chain(l), t::escrow_way_chain_text(l)),
        PaymentProvider::RequestNetwork => (t::escrow_way_request(l), t::escrow_way_request_text(l)),
        PaymentProvider::Shkeeper => (t::escrow_way_shkeeper(l), t::escrow_way_shkeeper_text(l)),
        PaymentProvider::Wallet => (t::escrow_way_wallet(l), t::escrow_way_wallet_text(l)),
        // Money of a test is in no build that people see.
        PaymentProvider::Other | PaymentProvider::Test => (t::escrow_way_other(l), t::escrow_way_other_text(l)),
    }
}

/// What the chosen way asks besides a transfer to our own address.
#[component]
pub(super) fn ChosenWay(ways: Shown, payment: Payment) -> impl IntoView {
    let reference = payment.reference();
    match (payment.provider, ways.to_service, ways.invoice.and_then(|invoice| invoice.page), ways.by_hand) {
        (PaymentProvider::Shkeeper, Some(ask), _, _) => EitherOf4::A(view! { <ByService ask/> }),
        (PaymentProvider::RequestNetwork, _, Some(page), _) => EitherOf4::B(view! { <ByPage page/> }),
        (PaymentProvider::Other, _, _, Some(how)) => EitherOf4::C(view! { <ByHand how payment reference/> }),
        _ => EitherOf4::D(()),
    }
}

/// True when nothing is asked by a transfer to our own address.
pub(super) fn is_elsewhere(payment: &Payment) -> bool {
    matches!(payment.provider, PaymentProvider::Shkeeper | PaymentProvider::Other)
}

#[component]
fn ByService(ask: ToService) -> impl IntoView {
    let l = lang();
    let (plain, address) = (ask.amount.amount_text(), ask.address.0.clone());
    let code = t::escrow_ask_qr(l, said(l, ask.amount));
    view! {
        <section class="card p-5 stack" data-gap="loose">
            <NetworkLine network=ask.network/>
            <div class="stack" data-gap="tight">
                <h2>{t::escrow_ask_amount(l)}</h2>
                <div class="cluster">
                    <MoneyView money=ask.amount large=true/>
                    <CopyButton text=plain label=t::escrow_copy_amount(l).to_owned() done=t::escrow_copied(l).to_owned()/>
                </div>
                <p class="hint">{t::escrow_ask_amount_text(l, ask.amount.currency.code())}</p>
            </div>
            <div class="stack" data-gap="tight">
                <h2>{t::escrow_ask_address(l)}</h2>
                <div class="cluster">
                    <Address address=ask.address/>
                    <CopyButton text=address label=t::escrow_copy_address(l).to_owned() done=t::escrow_copied(l).to_owned()/>
                </div>
                <p class="hint">{t::escrow_ways_service_text(l)}</p>
            </div>
            <div class="stack" data-gap="tight">
                <h2>{t::escrow_ask_scan(l)}</h2>
                <Qr svg=ask.qr_svg label=code/>
                <p><a class="btn btn-outline" href=ask.uri data-no-prefetch="">{t::escrow_ask_wallet(l)}</a></p>
            </div>
        </section>
    }
}

#[component]
fn ByPage(page: String) -> impl IntoView {
    let l = lang();
    view! {
        <section class="card p-5 stack">
            <h2>{t::escrow_ways_page_title(l)}</h2>
            <p>{t::escrow_ways_page_text(l)}</p>
            <p><a class="btn btn-primary" href=page rel="noreferrer" data-no-prefetch="">{t::escrow_ways_page_do(l)}</a></p>
            <p class="hint">{t::escrow_ways_page_or(l)}</p>
        </section>
    }
}

#[component]
fn ByHand(how: String, payment: Payment, reference: String) -> impl IntoView {
    let l = lang();
    let copied = reference.clone();
    view! {
        <section class="card p-5 stack">
            <h2>{t::escrow_ways_hand_title(l)}</h2>
            <p class="whitespace-pre-line"><bdi>{how}</bdi></p>
            <dl class="facts">
                <div><dt>{t::escrow_ask_amount(l)}</dt><dd><MoneyView money=payment.due().unwrap_or(payment.amount)/></dd></div>
                <div>
                    <dt>{t::escrow_checkout_number(l)}</dt>
                    <dd class="cluster">
                        <bdi dir="ltr">{reference}</bdi>
                        <CopyButton text=copied label=t::escrow_ways_hand_copy(l).to_owned() done=t::escrow_copied(l).to_owned()/>
                    </dd>
                </div>
            </dl>
            <Notice kind="info"><p>{t::escrow_ways_hand_text(l)}</p></Notice>
        </section>
    }
}
