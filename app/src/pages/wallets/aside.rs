//! What of somebody's money is set aside: behind offers, and with orders that go on.

use crate::{
    lang,
    pages::escrow::said,
    parts::{Column, DataTable, MoneyView, When},
    t,
};
use actions::{ActionError, Desk};
use domain::{
    Currency, Money, PurchaseRequestId, Timestamp, UserId,
    ledger::{HoldPurpose, HoldStatus},
    market::PurchaseRequest,
};
use leptos::prelude::*;

/// One sum that is set aside.
#[derive(Clone)]
pub(super) struct Aside {
    amount: Money,
    request: PurchaseRequestId,
    title: String,
    number: String,
    until: Option<Timestamp>,
    /// It lies with an order; otherwise behind an offer.
    is_order: bool,
}

/// Behind open offers first, then with orders that go on.
pub(super) async fn of_person(desk: &Desk, person: UserId) -> Result<Vec<Aside>, ActionError> {
    let mut aside = Vec::new();
    for hold in desk.store.open_holds_of(person).await? {
        // What is due is on its way back: it is no longer said to be set aside until some time.
        let HoldPurpose::OfferDeposit { request_id, .. } = hold.purpose;
        let until = hold.until.filter(|_| hold.status_at(desk.now()) == HoldStatus::Held);
        aside.push(named(desk, hold.amount, request_id, until, false).await?);
    }
    for escrow in desk.store.deposits_of(person).await? {
        if let Some(amount) = escrow.deposit_held() {
            aside.push(named(desk, amount, escrow.id, None, true).await?);
        }
    }
    Ok(aside)
}

async fn named(
    desk: &Desk,
    amount: Money,
    request: PurchaseRequestId,
    until: Option<Timestamp>,
    is_order: bool,
) -> Result<Aside, ActionError> {
    let found: PurchaseRequest = desk.store.get(request).await?;
    let number = format!("R-{:06}", found.number);
    Ok(Aside { amount, request, title: found.title, number, until, is_order })
}

/// What is set aside in one currency.
pub(super) fn sum_in(aside: &[Aside], currency: Currency) -> Money {
    let of_it = aside.iter().map(|one| one.amount).filter(|amount| amount.currency == currency);
    of_it.fold(Money::zero(currency), |sum, amount| sum.plus(amount).unwrap_or(sum))
}

/// How much, for what, until when; nothing while nothing is set aside.
#[component]
pub(super) fn SetAside(aside: Vec<Aside>) -> impl IntoView {
    let l = lang();
    let columns = vec![Column::of(t::holds_what(l)), Column::of(t::holds_until(l)), Column::money(t::holds_amount(l))];
    (!aside.is_empty()).then(|| {
        let rows = aside.into_iter().map(row).collect();
        view! {
            <section class="stack" aria-labelledby="set-aside">
                <h2 id="set-aside">{t::holds_title(l)}</h2>
                <p class="hint">{t::holds_lead(l)}</p>
                <DataTable columns rows/>
            </section>
        }
    })
}

fn row(one: Aside) -> Vec<AnyView> {
    let l = lang();
    let (href, what) = if one.is_order {
        (format!("/orders/{}", one.request), t::holds_for_order(l, one.number))
    } else {
        (format!("/requests/{}", one.request), t::holds_for_offer(l, format!("\u{2068}{}\u{2069}", one.title)))
    };
    let until = match one.until {
        Some(at) => view! { <When at/> }.into_any(),
        None if one.is_order => t::holds_until_order_ends(l).into_any(),
        None => t::holds_until_offer_ends(l).into_any(),
    };
    vec![view! { <a href=href>{what}</a> }.into_any(), until, view! { <MoneyView money=one.amount/> }.into_any()]
}

/// Beneath what is free: what is set aside, and both together.
#[component]
pub(super) fn AsideToo(free: Money, aside: Money) -> impl IntoView {
    let l = lang();
    let sum = free.plus(aside).unwrap_or(free);
    aside.is_positive().then(|| view! { <p class="hint">{t::holds_together(l, said(l, aside), said(l, sum))}</p> })
}
