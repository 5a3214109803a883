//! Letters about a person's money. They lead to a page that asks who is reading; opening it moves nothing.

use super::{Message, Piece, bare, order, says};
use domain::{Money, PayoutId, PurchaseRequestId, Timestamp, letters::PayoutStep};
use tongue::{
    dates,
    t::{self, Locale},
    words,
};

/// Something of an order is in its buyer's wallet.
pub(super) fn back(l: Locale, request: PurchaseRequestId, (number, amount): (u64, Money), at: Piece) -> Message {
    let number = order(number);
    let amount = format!("{} {}", words::amount(amount), amount.currency);
    let subject = bare(&t::letters_money_back_subject(l, &number));
    let place = Piece::Place(format!("/orders/{request}/refund").into());
    let text = says(t::letters_money_back_text(l, amount, number));
    Message { subject, pieces: vec![text, at, says(t::letters_money_back_here(l)), place] }
}

/// What came counts as confirmed soon, and the seller is paid.
pub(super) fn release_near(
    l: Locale,
    request: PurchaseRequestId,
    (number, until): (u64, Timestamp),
    at: Piece,
) -> Message {
    let number = order(number);
    let subject = bare(&t::letters_release_near_subject(l, &number));
    let place = Piece::Place(format!("/orders/{request}").into());
    let text = says(t::letters_release_near_text(l, number, dates::moment(l, until)));
    Message { subject, pieces: vec![text, at, says(t::letters_release_near_here(l)), place] }
}

/// Money that leaves for a chain.
pub(super) fn payout(l: Locale, payout: PayoutId, (step, amount): (PayoutStep, Money), at: Piece) -> Message {
    let amount = &format!("{} {}", words::amount(amount), amount.currency);
    let (subject, text) = match step {
        PayoutStep::Sent => (t::letters_payout_sent_subject(l, amount), t::letters_payout_sent_text(l, amount)),
        PayoutStep::Arrived => {
            (t::letters_payout_arrived_subject(l, amount), t::letters_payout_arrived_text(l, amount))
        }
        PayoutStep::Stopped => {
            (t::letters_payout_stopped_subject(l, amount), t::letters_payout_stopped_text(l, amount))
        }
    };
    let place = Piece::Place(format!("/wallet/withdrawals/{payout}").into());
    Message { subject: bare(&subject), pieces: vec![says(text), at, place] }
}
