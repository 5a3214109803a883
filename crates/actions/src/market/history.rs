//! Rows of history of requests and offers.

use crate::Desk;
use domain::{
    event::{Actor, EventRow, Subject},
    machine::Word,
    market::{OfferDeed, PurchaseRequest, RequestDeed, SellerOffer},
};

/// A request moved, or was changed and stayed where it is.
pub(super) fn request_row(
    desk: &Desk,
    actor: Actor,
    deed: &str,
    before: &PurchaseRequest,
    after: &PurchaseRequest,
) -> EventRow {
    desk.event(Subject::Request(after.id), actor, deed, Some(before.status.to_string()), after.status)
}

/// As [`request_row`] for a deed of the machine.
pub(crate) fn request_moved(
    desk: &Desk,
    actor: Actor,
    deed: RequestDeed,
    before: &PurchaseRequest,
    after: &PurchaseRequest,
) -> EventRow {
    request_row(desk, actor, deed.word(), before, after)
}

/// An offer moved, or was born (`before` is none). It belongs to its request's history.
pub(super) fn offer_row(
    desk: &Desk,
    actor: Actor,
    deed: &str,
    before: Option<&SellerOffer>,
    after: &SellerOffer,
) -> EventRow {
    let from = before.map(|offer| offer.status.to_string());
    let row = desk.event(Subject::Offer(after.id), actor, deed, from, after.status);
    EventRow { request_id: Some(after.request_id), ..row }
}

/// An offer was turned down because of somebody else's deed: rejected, or found expired.
pub(super) fn turned_down_row(desk: &Desk, actor: Actor, before: &SellerOffer, after: &SellerOffer) -> EventRow {
    let deed = OfferDeed::ALL.iter().find(|deed| before.status.next(**deed) == Ok(after.status));
    offer_row(desk, actor, deed.map_or("", |deed| deed.word()), Some(before), after)
}
