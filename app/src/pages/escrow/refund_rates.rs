//! By which rate what came back becomes coins: both sums side by side, where the rate of the day is from, and until when it
//! holds. One button each; nothing is taken before one is pressed.

use super::sums::said;
use crate::{
    Fault, lang,
    parts::{DeedForm, HiddenField, LinkButton, MoneyView, Submit, When},
    t,
};
use actions::custody::{RateChoice, RateChoices};
use domain::{PurchaseRequestId, escrow::RateSource};
use leptos::{either::Either, prelude::*};

/// The deed of the form.
pub(super) const DEED: &str = "choose_refund_rate";

/// The choice.
#[component]
pub(super) fn Rates(choices: RateChoices, order: PurchaseRequestId) -> impl IntoView {
    let l = lang();
    let RateChoices { line, worth, paid, today } = choices;
    let lead = t::refund_rates_lead(l, said(l, line.amount), said(l, worth.worth));
    let paid = match paid {
        Some(choice) => {
            view! { <Side title=t::refund_rates_paid(l) text=t::refund_rates_paid_text(l) choice/> }.into_any()
        }
        None => view! {
            <section class="card p-5 stack">
                <h3>{t::refund_rates_paid(l)}</h3>
                <p><MoneyView money=worth.paid large=true/></p>
                <p class="hint">{t::refund_rates_paid_already(l)}</p>
            </section>
        }
        .into_any(),
    };
    view! {
        <section class="stack" data-gap="loose" aria-labelledby="rates">
            <h2 id="rates">{t::refund_rates_title(l)}</h2>
            <p>{lead}</p>
            <DeedForm deed=DEED>
                <HiddenField name="request" value=order.to_string()/>
                <HiddenField name="line" value=line.key/>
                <div class="grid gap-4 sm:grid-cols-2">
                    {paid}
                    <Side title=t::refund_rates_today(l) text=t::refund_rates_today_text(l) choice=today/>
                </div>
            </DeedForm>
            <div><LinkButton href=format!("/orders/{order}/refund") label=t::refund_change(l) kind="quiet"/></div>
        </section>
    }
}

/// One of the two, with its button, or why there is none.
#[component]
fn Side(title: &'static str, text: &'static str, choice: Result<RateChoice, &'static str>) -> impl IntoView {
    let l = lang();
    let inside = match choice {
        Ok(choice) => Either::Left(view! {
            <p><MoneyView money=choice.coins large=true/></p>
            <p class="hint">{text}</p>
            {choice.source.clone().map(|source| view! { <Source source/> })}
            <p class="hint">{t::refund_rates_until(l)} " " <When at=choice.until/></p>
            <div>
                <Submit label=t::refund_rates_take(l, said(l, choice.coins)) kind="quiet" name="offer" value=choice.text()/>
            </div>
        }),
        Err(code) => Either::Right(view! { <p class="hint">{Fault::new(409, code).sentence(l)}</p> }),
    };
    view! {
        <section class="card p-5 stack">
            <h3>{title}</h3>
            {inside}
        </section>
    }
}

#[component]
fn Source(source: RateSource) -> impl IntoView {
    let l = lang();
    view! {
        <p class="hint">
            {t::refund_rates_source(l)} " " <bdi dir="ltr">{source.name}</bdi> " · " <When at=source.answered_at/>
        </p>
    }
}
