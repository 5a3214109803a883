//! Letters about a person's money. They lead to a page that asks who is reading; opening it moves nothing.

use super::{Message, Piece, says};
use domain::{Money, PurchaseRequestId};
use tongue::{
    t::{self, Locale},
    words,
};

/// Something of an order is in its buyer's wallet.
pub(super) fn back(l: Locale, request: PurchaseRequestId, (number, amount): (u64, Money), at: Piece) -> Message {
    let number = format!("R-{number:06}");
    let amount = format!("{} {}", words::amount(amount), amount.currency);
    // A subject carries no marks of direction, and the number reads right without them.
    let subject = t::letters_money_back_subject(l, &number).replace(['\u{2068}', '\u{2069}'], "");
    let place = Piece::Place(format!("/orders/{request}/refund").into());
    let text = says(t::letters_money_back_text(l, amount, number));
    Message { subject, pieces: vec![text, at, says(t::letters_money_back_here(l)), place] }
}
