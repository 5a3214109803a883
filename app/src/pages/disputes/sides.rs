//! The words of both sides, one beside the other: what was complained of, and everything that was said with a proposal.

use crate::{lang, parts::When, t, words::word};
use domain::{
    Timestamp, UserId,
    disputes::Dispute,
    event::{Actor, EventRow},
};
use leptos::prelude::*;

/// What somebody said, when, and with which deed.
struct Said {
    at: Timestamp,
    deed: String,
    words: String,
}

/// Both, in two columns; on a phone one below the other.
#[component]
pub(super) fn Sides(dispute: Dispute, rows: Vec<EventRow>) -> impl IntoView {
    let l = lang();
    let (buyer, seller) = (said_by(&dispute, &rows, dispute.buyer_id), said_by(&dispute, &rows, dispute.seller_id));
    view! {
        <section class="stack" aria-labelledby="sides">
            <h2 id="sides">{t::dispute_sides(l)}</h2>
            <div class="grid gap-4 items-start sm:grid-cols-2">
                <Side title=t::dispute_the_buyer(l) said=buyer/>
                <Side title=t::dispute_the_seller(l) said=seller/>
            </div>
        </section>
    }
}

#[component]
fn Side(title: &'static str, said: Vec<Said>) -> impl IntoView {
    let l = lang();
    let empty = said.is_empty().then(|| view! { <p class="hint">{t::dispute_said_nothing(l)}</p> });
    let said: Vec<_> = said
        .into_iter()
        .map(|Said { at, deed, words }| {
            view! {
                <div class="stack" data-gap="tight">
                    <p class="hint">{word(l, "dispute_deed", &deed)} " · " <When at/></p>
                    <blockquote dir="auto" class="ps-4 whitespace-pre-line break-words">{words}</blockquote>
                </div>
            }
        })
        .collect();
    view! {
        <div class="card p-5 stack min-w-0">
            <h3>{title}</h3>
            {empty}
            {said}
        </div>
    }
}

fn said_by(dispute: &Dispute, rows: &[EventRow], who: UserId) -> Vec<Said> {
    let complaint = (dispute.opened_by == who).then(|| Said {
        at: dispute.created_at,
        deed: "open_dispute".to_owned(),
        words: dispute.description.clone(),
    });
    // The first proposal stands with the complaint and has no row of its own.
    let first = dispute.proposal.as_ref().filter(|first| first.by == who && first.made_at == dispute.created_at);
    let first = first
        .and_then(|first| Some(Said { at: first.made_at, deed: "propose".to_owned(), words: first.words.clone()? }));
    let speaks = |row: &&EventRow| row.actor == Actor::User(who) && matches!(row.deed.as_str(), "propose" | "drop");
    let later = rows
        .iter()
        .filter(speaks)
        .filter_map(|row| Some(Said { at: row.at, deed: row.deed.clone(), words: row.why.clone()? }));
    complaint.into_iter().chain(first).chain(later).collect()
}
