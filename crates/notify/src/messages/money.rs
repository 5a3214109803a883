//! Letters about a person's money. They lead to a page that asks who is reading; opening it moves nothing.

use super::{Message, Piece, bare, order, says};
use domain::{Money, PurchaseRequestId, Timestamp};
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
