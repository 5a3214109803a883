//! What came to an order's address and does not count for it: whose it is, and the button that takes it.

use super::{ToRequest, order_number, order_of_page, sums::groups, sums::said};
use crate::{
    Fault, lang,
    pages::loaded,
    parts::{Column, DataTable, DeedForm, Empty, HiddenField, MoneyView, Submit, When},
    ssr::{desk, refuse, signed_in},
    t, words,
};
use actions::escrow::kept_aside;
use domain::{
    PurchaseRequestId,
    escrow::{ChainEvent, ChainEventStatus},
    market::PurchaseRequest,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// An order, and what lies or lay aside for its buyer.
struct Aside {
    request: PurchaseRequest,
    transfers: Vec<ChainEvent>,
}

/// Page `/orders/{id}/unclaimed`, for the buyer alone.
#[component]
pub fn Unclaimed() -> impl IntoView {
    let id = order_of_page();
    loaded(load(id.clone()), move |aside| match aside {
        Some(aside) => Either::Left(show(aside)),
        None => Either::Right(view! { <ToRequest id/> }),
    })
}

async fn load(id: Result<PurchaseRequestId, Fault>) -> Result<Option<Aside>, Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    let request: PurchaseRequest = desk.store.get(id?).await.map_err(|error| refuse(error.into()))?;
    if request.is_party(viewer.id) && desk.store.payment_of(request.id).await.map_err(|e| refuse(e.into()))?.is_none() {
        return Ok(None);
    }
    let transfers = kept_aside(&desk, viewer.id, request.id).await.map_err(refuse)?;
    Ok(Some(Aside { request, transfers }))
}

fn show(aside: Aside) -> impl IntoView {
    let l = lang();
    let checkout = format!("/orders/{}/checkout", aside.request.id);
    let number = order_number(aside.request.number);
    let inside = if aside.transfers.is_empty() {
        Either::Left(view! { <Empty title=t::escrow_aside_none(l) text=t::escrow_aside_none_text(l, number.clone())/> })
    } else {
        let columns = vec![
            Column::money(t::escrow_aside_amount(l)),
            Column::of(t::escrow_aside_why(l)),
            Column::of(t::escrow_aside_when(l)),
            Column::of(t::escrow_evidence_hash(l)),
            Column::silent(t::escrow_aside_take(l)),
        ];
        let rows = aside.transfers.into_iter().map(cells).collect();
        Either::Right(view! { <DataTable caption=t::escrow_aside_title(l) columns rows/> })
    };
    view! {
        <Title text=t::escrow_aside_title(l)/>
        <div class="page-wide stack" data-gap="loose">
            <header class="stack" data-gap="tight">
                <p class="hint"><a href=checkout>{t::escrow_aside_back(l, number)}</a></p>
                <h1>{t::escrow_aside_title(l)}</h1>
                <p class="lead">{t::escrow_aside_lead(l)}</p>
            </header>
            {inside}
        </div>
    }
}

fn cells(event: ChainEvent) -> Vec<AnyView> {
    let l = lang();
    let failed = event.checks.iter().find(|check| !check.passed && matches!(check.name.as_str(), "chain" | "token"));
    let why = failed.map(|check| {
        let name = words::word(l, "transfer_check", &check.name);
        // Its first word is what people call it; the contract behind it is on the checkout.
        let found = check.found.split_whitespace().next().unwrap_or_default().to_owned();
        view! { {name} ": " <bdi>{found}</bdi> }
    });
    let hash = groups(&event.tx_hash.0).into_iter().map(|group| view! { <span>{group}</span> }).collect_view();
    vec![
        event.amount.map(|money| view! { <MoneyView money/> }).into_any(),
        why.into_any(),
        view! { <When at=event.seen_at/> }.into_any(),
        view! { <bdi class="address text-sm" translate="no">{hash}</bdi> }.into_any(),
        view! { <Take event/> }.into_any(),
    ]
}

#[component]
fn Take(event: ChainEvent) -> impl IntoView {
    let l = lang();
    let amount = event.amount.map(|amount| said(l, amount)).unwrap_or_default();
    if event.status == ChainEventStatus::Claimed {
        return Either::Left(view! { <a href="/wallet">{t::escrow_aside_taken(l)}</a> });
    }
    Either::Right(view! {
        <DeedForm deed="claim_transfer">
            <HiddenField name="transfer" value=event.id.to_string()/>
            <Submit label=t::escrow_aside_do(l, amount)/>
        </DeedForm>
    })
}
