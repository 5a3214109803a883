//! What each end would mean for the money, to the unit.

use super::said;
use crate::{
    lang,
    parts::{Column, DataTable, MoneyView},
    t::{self, Locale},
};
use domain::{
    disputes::{Dispute, Outcome},
    escrow::Escrow,
};
use leptos::prelude::*;

/// Every end that stands to choose; nothing once it is over.
#[component]
pub(super) fn Preview(dispute: Dispute, escrow: Escrow) -> impl IntoView {
    let l = lang();
    let mut ends = vec![Outcome::Refund, Outcome::Release];
    let others = [dispute.proposal.as_ref().map(|proposal| proposal.outcome), Some(dispute.undecided)];
    for other in others.into_iter().flatten() {
        if !ends.contains(&other) {
            ends.push(other);
        }
    }
    let rows: Vec<_> = ends.into_iter().filter_map(|end| row(l, &escrow, end)).collect();
    let columns = vec![
        Column::of(t::dispute_preview_end(l)),
        Column::money(t::dispute_the_buyer(l)),
        Column::money(t::dispute_the_seller(l)),
        Column::money(t::dispute_preview_fee(l)),
    ];
    dispute.status.is_argued().then(|| {
        view! {
            <section class="card p-5 stack" aria-labelledby="preview">
                <h2 id="preview">{t::dispute_preview_title(l)}</h2>
                <DataTable columns rows caption=t::dispute_preview_title(l)/>
            </section>
        }
    })
}

fn row(l: Locale, escrow: &Escrow, outcome: Outcome) -> Option<Vec<AnyView>> {
    let shares = outcome.shares(escrow).ok()?;
    let money = [shares.buyer, shares.seller, shares.fees];
    let cells = money.into_iter().map(|money| view! { <MoneyView money/> }.into_any());
    Some(std::iter::once(said::outcome(l, outcome).into_any()).chain(cells).collect())
}
