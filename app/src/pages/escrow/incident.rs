//! An order that stands still: both sides read the same, what it means for their money, and whom to ask.

use super::{load::OrderView, sums::said};
use crate::{dates, lang, parts::Notice, t};
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
