//! An order that stands still: both sides read the same, what it means for their money, and whom to ask.

use super::{
    load::{OrderView, Side},
    sums::said,
};
use crate::{dates, lang, parts::Notice, t};
use domain::{
    Money,
    ledger::{Journal, JournalKind},
    market::RequestStatus,
};
use leptos::prelude::*;

/// Nothing while all is well.
#[component]
pub(super) fn IncidentNotice(view: OrderView) -> impl IntoView {
    let l = lang();
    let incident = view.escrow.incident.clone()?;
    let amount = incident.amount.map(|amount| said(l, amount)).unwrap_or_default();
    let ask = view.payment.map(|payment| t::escrow_support(l, payment.reference()));
    Some(view! {
        <Notice kind="warning" title=t::escrow_incident_title(l)>
            <p>{t::escrow_incident_text(l, amount)}</p>
            <p>{t::escrow_incident_since(l)} " " {dates::moment(l, incident.since)}</p>
            {ask.map(|ask| view! { <p>{ask}</p> })}
        </Notice>
    })
}

/// What was here has been taken back for good: the order goes on as if it had not come, and both read what to do.
#[component]
pub(super) fn ReversedNotice(view: OrderView) -> impl IntoView {
    let l = lang();
    let is_undone = |journal: &&Journal| journal.kind == JournalKind::Reversal && journal.key.starts_with("reversal:");
    let last = view.journals.iter().filter(is_undone).max_by_key(|journal| journal.at)?.clone();
    let is_paying = view.request.status == RequestStatus::Payment;
    let amount = last.entries.iter().filter(|entry| entry.credit.is_outside()).map(|entry| entry.amount);
    let amount = amount.reduce(|sum, more| Money::new(sum.units + more.units, sum.currency)).map(|it| said(l, it))?;
    let text = match view.side {
        Side::Buyer => t::incident_order_buyer(l),
        Side::Seller => t::incident_order_seller(l),
    };
    let ask = view.payment.map(|payment| t::escrow_support(l, payment.reference()));
    is_paying.then(|| {
        view! {
            <Notice kind="warning" title=t::incident_order_title(l, amount)>
                <p>{text} " " {dates::moment(l, last.at)}</p>
                {ask.map(|ask| view! { <p>{ask}</p> })}
            </Notice>
        }
    })
}
