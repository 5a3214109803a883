//! News of orders and offers. They lead to a page that asks who is reading; opening it moves nothing.

use super::{Message, Piece, bare, order, says};
use crate::foreign;
use domain::{
    PurchaseRequestId,
    letters::{OrderStep, ReviewStep},
};
use tongue::t::{self, Locale};

/// Something happened to an order.
pub(super) fn step(l: Locale, request: PurchaseRequestId, (number, step): (u64, OrderStep), at: Piece) -> Message {
    use OrderStep as S;
    let n = &order(number);
    let (subject, text) = match step {
        S::Chosen => (t::letters_order_chosen_subject(l, n), t::letters_order_chosen_text(l, n)),
        S::Paid => (t::letters_order_paid_subject(l, n), t::letters_order_paid_text(l, n)),
        S::Held => (t::letters_order_held_subject(l, n), t::letters_order_held_text(l, n)),
        S::PaidInPart => (t::letters_order_paid_in_part_subject(l, n), t::letters_order_paid_in_part_text(l, n)),
        S::Sent => (t::letters_order_sent_subject(l, n), t::letters_order_sent_text(l, n)),
        S::Arrived => (t::letters_order_arrived_subject(l, n), t::letters_order_arrived_text(l, n)),
        S::Earned => (t::letters_order_earned_subject(l, n), t::letters_order_earned_text(l, n)),
        S::Ended => (t::letters_order_ended_subject(l, n), t::letters_order_ended_text(l, n)),
        S::GivenBack => (t::letters_order_given_back_subject(l, n), t::letters_order_given_back_text(l, n)),
        S::Shared => (t::letters_order_shared_subject(l, n), t::letters_order_shared_text(l, n)),
        S::Cancelled => (t::letters_order_cancelled_subject(l, n), t::letters_order_cancelled_text(l, n)),
        S::StandsStill => (t::letters_order_stands_still_subject(l, n), t::letters_order_stands_still_text(l, n)),
    };
    let place = Piece::Place(format!("/orders/{request}").into());
    Message { subject: bare(&subject), pieces: vec![says(text), at, place] }
}

/// Somebody made an offer.
pub(super) fn offer_came(l: Locale, request: PurchaseRequestId, title: &str, at: Piece) -> Message {
    let text = t::letters_offer_came_text(l, foreign::name(title));
    about(t::letters_offer_came_subject(l), text, request, at)
}

/// The buyer chose another one.
pub(super) fn other_chosen(l: Locale, request: PurchaseRequestId, title: &str, at: Piece) -> Message {
    let text = t::letters_other_chosen_text(l, foreign::name(title));
    about(t::letters_other_chosen_subject(l), text, request, at)
}

/// What the other side of an order says of it.
pub(super) fn review(l: Locale, request: PurchaseRequestId, (number, step): (u64, ReviewStep), at: Piece) -> Message {
    let n = &order(number);
    let (subject, text) = match step {
        ReviewStep::Written => (t::letters_review_written_subject(l, n), t::letters_review_written_text(l, n)),
        ReviewStep::Answered => (t::letters_review_answered_subject(l, n), t::letters_review_answered_text(l, n)),
    };
    let place = Piece::Place(format!("/orders/{request}").into());
    Message { subject: bare(&subject), pieces: vec![says(text), at, place] }
}

fn about(subject: &str, text: String, request: PurchaseRequestId, at: Piece) -> Message {
    let place = Piece::Place(format!("/requests/{request}").into());
    Message { subject: subject.to_owned(), pieces: vec![says(text), at, place] }
}
