//! Outcomes and people in a sentence.

use crate::{
    pages::escrow::said,
    t::{self, Locale},
    words::word,
};
use domain::{
    disputes::{Dispute, Outcome},
    event::Actor,
};

/// What becomes of the money.
pub(super) fn outcome(l: Locale, outcome: Outcome) -> String {
    match outcome {
        Outcome::Refund => t::dispute_outcome_refund(l).to_owned(),
        Outcome::Release => t::dispute_outcome_release(l).to_owned(),
        Outcome::Split { buyer, seller } => t::dispute_outcome_split(l, said(l, buyer), said(l, seller)),
    }
}

/// Which of the two sides did it; the clock, and people of the house, by what they are.
pub(super) fn by(l: Locale, dispute: &Dispute, actor: Actor) -> &'static str {
    match actor {
        Actor::User(id) if id == dispute.buyer_id => t::dispute_the_buyer(l),
        Actor::User(id) if id == dispute.seller_id => t::dispute_the_seller(l),
        Actor::User(_) | Actor::House | Actor::Nobody => t::dispute_the_house(l),
        Actor::Clock | Actor::Chain => t::dispute_the_clock(l),
    }
}

/// What it ended with, in a few words.
pub(super) fn ended(l: Locale, dispute: &Dispute) -> String {
    let ending = dispute.resolution.as_ref().map(|resolution| resolution.ending.to_string());
    ending.map(|ending| word(l, "dispute_ending", &ending)).unwrap_or_default()
}
