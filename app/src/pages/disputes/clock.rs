//! Until when somebody must act, and what happens by itself when nobody does: shown to both from the start.

use super::said;
use crate::{
    dates, lang,
    t::{self, Locale},
};
use domain::{
    Timestamp,
    disputes::{Dispute, DisputePhase, Silence},
};
use leptos::prelude::*;

/// Nothing once it is over.
#[component]
pub(super) fn Clock(dispute: Dispute, now: Timestamp) -> impl IntoView {
    let l = lang();
    let silence = silence_said(l, dispute.silence);
    let undecided = (dispute.phase == DisputePhase::Negotiate)
        .then(|| t::dispute_undecided(l, said::outcome(l, dispute.undecided)));
    let (by, is_open) = (dispute.respond_by, dispute.is_open);
    is_open.then(|| {
        view! {
            <section class="card p-5 stack" data-gap="tight" aria-labelledby="clock">
                <h2 id="clock">{t::dispute_clock_title(l)}</h2>
                <p>
                    <strong><time datetime=by.to_string()>{dates::moment(l, by)}</time></strong>
                    " (" {dates::relative(l, by, now)} ")"
                </p>
                <p>{silence}</p>
                {undecided.map(|text| view! { <p class="hint">{text}</p> })}
            </section>
        }
    })
}

/// What happens by itself, in a sentence.
pub fn silence_said(l: Locale, silence: Silence) -> String {
    match silence {
        Silence::Pays(outcome) => t::dispute_silence_pays(l, said::outcome(l, outcome)),
        Silence::GoesOn => t::dispute_silence_goes_on(l).to_owned(),
        Silence::ToTheHouse => t::dispute_silence_house(l).to_owned(),
    }
}
