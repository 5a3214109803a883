//! The room of a dispute: who asks for what, until when, what each end means for the money, and what happened. Both sides
//! and people of the house see the same; only the forms are a side's own.

use super::{
    clock::Clock,
    decided::Decisions,
    evidence::Gallery,
    forms::forms,
    ledger::{Extract, History},
    preview::Preview,
    resolver::Work,
    said,
    sides::Sides,
    signatures::{Legs, Waiting, is_waiting},
};
use crate::{
    Fault,
    islands::OrderNews,
    lang,
    pages::{escrow::order_number, loaded},
    parts::{Icon, Notice, Person},
    ssr::{desk, refuse, signed_in},
    t::{self, Locale},
    words,
};
use actions::disputes::DisputeRoom;
use domain::{
    DisputeId, Timestamp, UserId,
    disputes::{Dispute, DisputePhase},
    event::Actor,
    identity::DECIDE_DISPUTES,
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;

struct Shown {
    room: DisputeRoom,
    viewer: UserId,
    /// One of the two sides, or somebody who decides.
    opens_files: bool,
    now: Timestamp,
}

/// Page `/disputes/{id}`, for the order's two sides and people of the house.
#[component]
pub fn Room() -> impl IntoView {
    let id = use_params_map().get_untracked().get("id").unwrap_or_default();
    loaded(load(id), show)
}

async fn load(id: String) -> Result<Shown, Fault> {
    let (viewer, desk) = (signed_in()?, desk());
    let id: DisputeId = id.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let room = actions::disputes::room(&desk, viewer.id, viewer.is_of_the_house(), id).await.map_err(refuse)?;
    let opens_files = room.dispute.is_party(viewer.id) || DECIDE_DISPUTES.iter().any(|role| viewer.is(*role));
    Ok(Shown { room, viewer: viewer.id, opens_files, now: desk.now() })
}

fn show(shown: Shown) -> impl IntoView {
    let l = lang();
    let Shown { room, viewer, opens_files, now } = shown;
    let (dispute, escrow) = (room.dispute.clone(), room.order.escrow.clone());
    let is_party = dispute.is_party(viewer);
    let deeds = if is_party { forms(&dispute, &escrow, viewer) } else { Vec::new() };
    // Signatures come when they come: no clock says when.
    let clock = (!is_waiting(&room, now)).then(|| dispute.clone());
    let (preview, complaint, sides) = (dispute.clone(), dispute.clone(), dispute.clone());
    let (journals, rows) = (room.journals.clone(), room.history.clone());
    let (waiting, legs) = (room.clone(), room.clone());
    let (house, decided, said) = (room.clone(), room.clone(), rows.clone());
    let (argued, evidence) = (dispute.clone(), room.evidence.clone());
    view! {
        <Title text=dispute.reason.clone()/>
        <div class="page-wide stack" data-gap="loose">
            <Heading room viewer/>
            <Ended dispute=dispute.clone()/>
            // Until when, first: on a phone nobody scrolls past all evidence to find it.
            <div class="grid gap-8 items-start lg:grid-cols-[3fr_2fr] lg:grid-rows-[auto_1fr]">
                <div class="min-w-0 empty:hidden lg:col-start-2">{clock.map(|dispute| view! { <Clock dispute now/> })}</div>
                <div class="stack min-w-0 lg:col-start-1 lg:row-start-1 lg:row-span-2" data-gap="loose">
                    {(!deeds.is_empty()).then(|| view! {
                        <section class="card p-5 stack" data-gap="loose" aria-labelledby="next">
                            <h2 id="next">{t::escrow_order_next(l)}</h2>
                            {deeds}
                        </section>
                    })}
                    <Waiting room=waiting now/>
                    <Decisions room=decided viewer now/>
                    <Legs room=legs/>
                    <Work room=house now/>
                    <Complaint dispute=complaint/>
                    {(!is_party).then(|| view! { <Sides dispute=sides rows=said/> })}
                    <Gallery dispute=argued evidence viewer may_open=opens_files/>
                    <Preview dispute=preview escrow/>
                </div>
                <div class="stack min-w-0 lg:col-start-2" data-gap="loose">
                    <History dispute rows/>
                    <Extract journals/>
                </div>
            </div>
        </div>
    }
}

#[component]
fn Heading(room: DisputeRoom, viewer: UserId) -> impl IntoView {
    let l = lang();
    let DisputeRoom { dispute, order, mut names, chat, order_chat, .. } = room;
    let request = order.request.id;
    let mut person = |id: UserId| {
        let name = names.remove(&id).unwrap_or_default();
        view! { <Person name id/> }
    };
    let (buyer, seller) = (person(dispute.buyer_id), person(dispute.seller_id));
    let status = words::word(l, "dispute_status", &dispute.status.to_string());
    let to_order = dispute.is_party(viewer).then(|| {
        view! { <a href=format!("/orders/{request}")>{t::dispute_order(l)}</a> }
    });
    let to_chat = chat.map(|chat| {
        view! { <a class="btn btn-outline btn-sm" href=format!("/chats/{chat}#newest")><Icon name="message-circle"/>{t::dispute_chat(l)}</a> }
    });
    let to_order_chat = order_chat.map(|chat| {
        view! { <a class="btn btn-outline btn-sm" href=format!("/chats/{chat}#newest")>{t::dispute_order_chat(l)}</a> }
    });
    // News of an order are its two sides' own.
    let news = dispute.is_party(viewer).then(|| {
        view! { <OrderNews topic=request.to_string() href=format!("/disputes/{}", dispute.id)/> }
    });
    view! {
        <header class="stack" data-gap="tight">
            <p class="hint"><bdi>{t::dispute_title(l, order_number(order.request.number))}</bdi></p>
            <h1><bdi>{dispute.reason.clone()}</bdi></h1>
            <p class="lead">{lead(l, &dispute, viewer)}</p>
            <p class="cluster">
                <span class="badge">{status}</span>
                <span>{t::escrow_order_with_buyer(l)} ": " {buyer}</span>
                <span>{t::escrow_order_with_seller(l)} ": " {seller}</span>
                {to_order} {to_chat} {to_order_chat}
            </p>
            {news}
        </header>
    }
}

/// What it is about now, in one sentence.
fn lead(l: Locale, dispute: &Dispute, viewer: UserId) -> &'static str {
    if !dispute.is_open {
        return t::dispute_lead_over(l);
    }
    if !dispute.status.is_argued() {
        return t::dispute_lead_decided(l);
    }
    if dispute.waits_for_both() && dispute.is_party(viewer) {
        return t::dispute_lead_mediated(l);
    }
    match (dispute.phase, dispute.waits_for()) {
        _ if !dispute.is_party(viewer) => t::dispute_lead_reader(l),
        (DisputePhase::Negotiate, Some(asked)) if asked == viewer => t::dispute_lead_answer(l),
        (DisputePhase::Negotiate, Some(_)) => t::dispute_lead_wait(l),
        (DisputePhase::Negotiate, None) => t::dispute_lead_talk(l),
        (DisputePhase::Mediate | DisputePhase::Decide, _) => t::dispute_lead_house(l),
        (DisputePhase::Appeal, _) => t::dispute_lead_appeal(l),
    }
}

/// How it ended; nothing while it is open.
#[component]
fn Ended(dispute: Dispute) -> impl IntoView {
    let l = lang();
    dispute.resolution.map(|resolution| {
        let title = words::word(l, "dispute_ending", &resolution.ending.to_string());
        let text = match resolution.outcome {
            Some(outcome) => said::outcome(l, outcome),
            None => t::dispute_ended_goes_on(l).to_owned(),
        };
        let paper = format!("/disputes/{}/resolution", dispute.id);
        view! { <Notice kind="info" title=title><p>{text}</p><p><a href=paper>{t::summary_link(l)}</a></p></Notice> }
    })
}

/// What was said by who opened it.
#[component]
fn Complaint(dispute: Dispute) -> impl IntoView {
    let l = lang();
    let by = said::by(l, &dispute, Actor::User(dispute.opened_by));
    let category = words::word(l, "dispute_category", &dispute.category.to_string());
    view! {
        <section class="card p-5 stack" data-gap="tight" aria-labelledby="complaint">
            <h2 id="complaint">{t::dispute_about(l)}</h2>
            <p class="hint">{by} " · " {category}</p>
            <p dir="auto" class="whitespace-pre-line break-words">{dispute.description}</p>
        </section>
    }
}
