//! The price in a coin: which coin, by which rate, from where, until when; and what to do when it came too late.

use super::sums::{isolated, said};
use crate::{
    dates, lang,
    parts::{DeedForm, HiddenField, MoneyView, Notice, RadioField, Submit, When},
    t,
};
use actions::escrow::{CoinOn, Late};
use domain::{
    PurchaseRequestId,
    escrow::{LateChoice, Payment, Quote, RateSource},
};
use leptos::{either::Either, prelude::*};

/// Picks a coin and makes the address, or a new price: one button where there is one coin.
#[component]
pub(super) fn PickCoin(coins: Vec<CoinOn>, request: PurchaseRequestId, label: String) -> impl IntoView {
    let l = lang();
    let named =
        |on: &CoinOn| (on.coin.to_string(), t::escrow_quote_coin(l, on.coin.currency.code(), on.network.name.clone()));
    let chosen = coins.first().map(|on| on.coin.to_string());
    let pick = if coins.len() > 1 {
        let options = coins.iter().map(named).collect();
        Either::Left(view! {
            <RadioField deed="open_checkout" name="coin" label=t::escrow_quote_pick(l) options
                value=chosen.unwrap_or_default() hint=t::escrow_quote_pick_hint(l)/>
        })
    } else {
        Either::Right(chosen.map(|coin| view! { <HiddenField name="coin" value=coin/> }))
    };
    view! {
        <DeedForm deed="open_checkout">
            <HiddenField name="request" value=request.to_string()/>
            {pick}
            <Submit label/>
        </DeedForm>
    }
}

/// What had a price has none any more: the address stays, and a new price is one click away.
#[component]
pub(super) fn RanOut(quote: Quote, coins: Vec<CoinOn>, request: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    let until = quote.valid_until.map(|until| dates::moment(l, until)).unwrap_or_default();
    view! {
        <section class="card p-5 stack" aria-labelledby="ran-out" data-quote="ran-out">
            <h2 id="ran-out">{t::escrow_quote_ran_out(l)}</h2>
            <p>{t::escrow_quote_ran_out_text(l, said(l, quote.asked), until)}</p>
            <PickCoin coins request label=t::escrow_quote_again(l).to_owned()/>
        </section>
    }
}

/// By what a sum in a coin was found. Nothing where the price is said in what is sent.
#[component]
pub(super) fn QuoteFacts(payment: Payment) -> impl IntoView {
    let l = lang();
    payment.quote.filter(Quote::exchanges).map(|quote| {
        let rate = format!("1 {} = {} {}", quote.asked.currency, quote.rate.text(), quote.price.currency);
        let source = quote.source;
        view! {
            <dl class="facts" data-quote="fresh">
                <div><dt>{t::escrow_checkout_total(l)}</dt><dd><MoneyView money=quote.price/></dd></div>
                <div><dt>{t::escrow_quote_rate(l)}</dt><dd><bdi>{isolated(l, &rate)}</bdi></dd></div>
                {source.map(|RateSource { name, answered_at, .. }| view! {
                    <div>
                        <dt>{t::escrow_quote_source(l)}</dt>
                        <dd><bdi dir="ltr">{name}</bdi> <span class="block hint"><When at=answered_at/></span></dd>
                    </div>
                })}
            </dl>
        }
    })
}

/// Money that came after its price had run out: the buyer says what becomes of it.
#[component]
pub(super) fn LateMoney(late: Late, request: PurchaseRequestId, reference: String) -> impl IntoView {
    let l = lang();
    let amount = said(l, late.amount);
    let choose = |choice: LateChoice, label: String, kind: &'static str| {
        let key = late.key.clone();
        view! {
            <DeedForm deed="settle_late" which=choice.to_string()>
                <HiddenField name="request" value=request.to_string()/>
                <HiddenField name="late" value=key/>
                <HiddenField name="choice" value=choice.to_string()/>
                <Submit label kind=kind/>
            </DeedForm>
        }
    };
    let honour = if late.may_honour {
        Either::Left(choose(LateChoice::Honour, t::escrow_late_honour(l, amount.clone()), "primary"))
    } else {
        Either::Right(view! { <Notice kind="info"><p>{t::escrow_late_moved(l)}</p></Notice> })
    };
    view! {
        <section class="card p-5 stack" aria-labelledby="late" data-late="">
            <h2 id="late">{t::escrow_late_title(l, amount.clone())}</h2>
            <p>{t::escrow_late_text(l, reference)}</p>
            {honour}
            {choose(LateChoice::Refund, t::escrow_late_refund(l, amount), "quiet")}
        </section>
    }
}
