//! What a dispute ended with, on paper: what was argued about, what was decided and why, and what became of the money. It
//! says what the signed file says, and nothing else.

use super::paper_parts::{Decided, HowToCheck};
use crate::{
    Fault, lang,
    pages::{
        escrow::{ended, order_number},
        loaded,
    },
    parts::{Empty, MoneyView, When},
    ssr::{desk, refuse, signed_in},
    t,
};
use domain::{
    DisputeId, Timestamp,
    disputes::{Dispute, SignedSummary, SummaryFacts},
    escrow::receipt::{Amount, moment},
    market::PurchaseRequest,
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

enum Shown {
    Summary(Box<SignedSummary>, Timestamp),
    /// Nothing is decided yet in the dispute about the order of that number.
    Nothing(String),
}

/// Page `/disputes/{id}/resolution`, for the order's two sides and people of the house.
#[component]
pub fn Paper() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    let room = format!("/disputes/{id}");
    loaded(load(id), move |shown| match shown {
        Shown::Summary(summary, now) => Either::Left(view! { <Sheet summary=*summary room now/> }),
        Shown::Nothing(number) => Either::Right(nothing(&number, room)),
    })
}

async fn load(id: String) -> Result<Shown, Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    let id: DisputeId = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let summary = actions::disputes::summary_of(&desk, viewer.id, viewer.is_of_the_house(), id).await;
    if let Some(summary) = summary.map_err(refuse)? {
        return Ok(Shown::Summary(Box::new(summary), desk.now()));
    }
    let lost = |error: store::StoreError| refuse(error.into());
    let dispute: Dispute = desk.store.get(id).await.map_err(lost)?;
    let request: PurchaseRequest = desk.store.get(dispute.request_id).await.map_err(lost)?;
    Ok(Shown::Nothing(order_number(request.number)))
}

fn nothing(number: &str, room: String) -> impl IntoView + use<> {
    let l = lang();
    let title = t::summary_title(l, number);
    view! {
        <Title text=title.clone()/>
        <article class="page stack" data-gap="loose">
            <h1>{title}</h1>
            <Empty title=t::summary_empty(l) text=t::summary_empty_text(l)>
                <a class="btn btn-outline" href=room>{t::dispute_notice_link(l)}</a>
            </Empty>
        </article>
    }
}

#[component]
fn Sheet(summary: SignedSummary, room: String, now: Timestamp) -> impl IntoView {
    let l = lang();
    let facts = summary.facts.clone();
    let (title, reason) = (t::summary_title(l, facts.dispute.order_number.clone()), facts.dispute.reason.clone());
    let class = "page stack print:gap-3 print:text-[9pt] print:[&_.card]:p-2 print:[&_.stack]:gap-1 \
                 print:[&_h1]:text-lg print:[&_h2]:text-base";
    view! {
        <Title text=title.clone()/>
        <article class=class data-gap="loose">
            <p class="hint" data-print="no"><a href=room>{t::dispute_notice_link(l)}</a></p>
            <header class="stack" data-gap="tight">
                <h1>{title}</h1>
                <p class="lead"><bdi>{reason}</bdi></p>
                <p class="hint">{t::summary_issued(l)} " " <When at=now/></p>
            </header>
            <Facts facts=facts.clone()/>
            <Decided facts/>
            <HowToCheck summary/>
        </article>
    }
}

/// Between whom, about how much, and how it ended.
#[component]
fn Facts(facts: SummaryFacts) -> impl IntoView {
    let l = lang();
    let shares = facts.shares().cloned();
    let SummaryFacts { parties, dispute, .. } = facts;
    let opener = if dispute.opened_by == parties.buyer.id { &parties.buyer } else { &parties.seller };
    let opener = opener.name.clone();
    let line = |label: &'static str, amount: &Amount| {
        amount.money().map(|money| view! { <div><dt>{label}</dt><dd><MoneyView money/></dd></div> })
    };
    let (buyers, sellers) = match &shares {
        Some(shares) => (line(t::summary_buyers(l), &shares.buyer), line(t::summary_sellers(l), &shares.seller)),
        None => (None, None),
    };
    let opened = moment(&dispute.opened_at).map(|at| view! { " · " <When at/> });
    let closed = dispute.closed_at.as_deref().and_then(moment).map(|at| view! { " · " <When at/> });
    let goes_on = shares.is_none().then(|| view! { <p>{t::dispute_ended_goes_on(l)}</p> });
    view! {
        <dl class="facts">
            <div><dt>{t::escrow_receipt_buyer(l)}</dt><dd><bdi>{parties.buyer.name}</bdi></dd></div>
            <div><dt>{t::escrow_receipt_seller(l)}</dt><dd><bdi>{parties.seller.name}</bdi></dd></div>
            <div><dt>{t::summary_opened(l)}</dt><dd><bdi>{opener}</bdi> {opened}</dd></div>
            {line(t::console_held(l), &dispute.held)}
            <div><dt>{t::summary_ended(l)}</dt><dd>{ended(l, dispute.ending)} {closed}</dd></div>
            {buyers}
            {sellers}
        </dl>
        {goes_on}
    }
}
