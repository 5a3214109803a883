//! The buyer chooses: the wish becomes an order, in one commit.

use super::{
    history::{offer_row, request_moved, turned_down_row},
    open_order::open_order,
};
use crate::{ActionError, Desk, again::again, settings::in_force};
use domain::{
    Money, PurchaseRequestId, SellerOfferId, UserId,
    event::Actor,
    machine::Word,
    market::{Choice, OfferDeed, PurchaseRequest, RequestDeed, SellerOffer},
};
use store::Commit;

/// Accepts an offer at its present price. Pages use [`accept_offer_at`], which holds the price that was shown.
///
/// # Errors
/// As [`accept_offer_at`].
pub async fn accept_offer(desk: &Desk, buyer: UserId, offer: SellerOfferId) -> Result<PurchaseRequestId, ActionError> {
    let present: SellerOffer = desk.store.get(offer).await?;
    accept_offer_at(desk, buyer, offer, present.price).await
}

/// Accepts an offer at the price the buyer was shown: the other live offers are turned down, the escrow opens, the
/// payment is asked, and the clock is told when to stop waiting. Accepting the same offer again changes nothing.
///
/// # Errors
/// 403 for a stranger; 409 when the offer or the request has moved on, has expired, or costs something else by now.
pub async fn accept_offer_at(
    desk: &Desk,
    buyer: UserId,
    offer: SellerOfferId,
    shown: Money,
) -> Result<PurchaseRequestId, ActionError> {
    again(|| accept_now(desk, buyer, offer, shown)).await
}

async fn accept_now(
    desk: &Desk,
    buyer: UserId,
    offer: SellerOfferId,
    shown: Money,
) -> Result<PurchaseRequestId, ActionError> {
    let chosen: SellerOffer = desk.store.get(offer).await?;
    let request: PurchaseRequest = desk.store.get(chosen.request_id).await?;
    if !request.is_visible_to(Some(buyer)) {
        return Err(ActionError::NotFound(offer.to_string()));
    }
    if request.has_accepted(buyer, offer) {
        return Ok(request.id);
    }
    let live = desk.store.live_offers_of(request.id).await?;
    let now = desk.now();
    let in_force = in_force(desk).await?;
    let pay_by = now + in_force.pay_time;
    let choice = request.accepted(buyer, &chosen, &live, shown, (now, pay_by))?;
    let commit = turn_down(desk, buyer, &live, &choice, chosen_commit(desk, buyer, &request, &chosen, &choice));
    let commit = open_order(desk, (&choice.request, &choice.accepted), &in_force, commit).await?;
    desk.commit(commit).await?;
    Ok(request.id)
}

fn chosen_commit(
    desk: &Desk,
    buyer: UserId,
    request: &PurchaseRequest,
    chosen: &SellerOffer,
    choice: &Choice,
) -> Commit {
    let actor = Actor::User(buyer);
    Commit::new()
        .save(&choice.request)
        .record(&request_moved(desk, actor, RequestDeed::Accept, request, &choice.request))
        .save(&choice.accepted)
        .record(&offer_row(desk, actor, OfferDeed::Accept.word(), Some(chosen), &choice.accepted))
}

fn turn_down(desk: &Desk, buyer: UserId, live: &[SellerOffer], choice: &Choice, commit: Commit) -> Commit {
    let before = |gone: &SellerOffer| live.iter().find(|offer| offer.id == gone.id);
    choice.others.iter().filter_map(|gone| Some((before(gone)?, gone))).fold(commit, |commit, (before, gone)| {
        commit.save(gone).record(&turned_down_row(desk, Actor::User(buyer), before, gone))
    })
}
