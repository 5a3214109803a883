//! The buyer chooses: the wish becomes an order, in one commit.

use super::{
    deposit::{free_deposit, keep_deposit},
    history::{offer_row, request_moved, turned_down_row},
    open_order::open_order,
};
use crate::{ActionError, Desk, again::again, letters, settings::in_force};
use domain::{
    PurchaseRequestId, SellerOfferId, UserId,
    event::Actor,
    identity::User,
    letters::{LetterKind, OrderStep},
    machine::Word,
    market::{Choice, OfferDeed, PurchaseRequest, RequestDeed, SeenOffer, SellerOffer},
};
use store::Commit;

/// Accepts an offer as it is now. Pages use [`accept_offer_at`], which holds what was shown.
///
/// # Errors
/// As [`accept_offer_at`].
pub async fn accept_offer(desk: &Desk, buyer: UserId, offer: SellerOfferId) -> Result<PurchaseRequestId, ActionError> {
    let present: SellerOffer = desk.store.get(offer).await?;
    accept_offer_at(desk, buyer, offer, present.seen()).await
}

/// Accepts an offer as the buyer was shown it (a bare price: with nothing behind it): the other live offers are turned down, the escrow opens, the
/// payment is asked, the seller's security is taken, and the clock is told when to stop waiting. Accepting the same offer again changes nothing.
///
/// # Errors
/// 403 for a stranger; 409 when the offer or the request has moved on, has expired, or costs something else by now.
pub async fn accept_offer_at(
    desk: &Desk,
    buyer: UserId,
    offer: SellerOfferId,
    shown: impl Into<SeenOffer>,
) -> Result<PurchaseRequestId, ActionError> {
    let shown = shown.into();
    again(|| accept_now(desk, buyer, offer, shown)).await
}

async fn accept_now(
    desk: &Desk,
    buyer: UserId,
    offer: SellerOfferId,
    shown: SeenOffer,
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
    let commit = chosen_commit(desk, buyer, &request, &chosen, &choice);
    let commit = keep_deposit(desk, Actor::User(buyer), &chosen, commit).await?;
    let commit = turn_down(desk, buyer, &live, &choice, commit).await?;
    let commit = open_order(desk, (&choice.request, &choice.accepted), &in_force, commit).await?;
    let commit = tell_sellers(desk, &choice, commit).await?;
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

async fn turn_down(
    desk: &Desk,
    buyer: UserId,
    live: &[SellerOffer],
    choice: &Choice,
    mut commit: Commit,
) -> Result<Commit, ActionError> {
    let actor = Actor::User(buyer);
    for gone in &choice.others {
        let Some(before) = live.iter().find(|offer| offer.id == gone.id) else { continue };
        commit = commit.save(gone).record(&turned_down_row(desk, actor, before, gone));
        commit = free_deposit(desk, actor, before, commit).await?.commit;
    }
    Ok(commit)
}

/// Whoever was chosen may get ready; whoever was not is told so and has their security back.
async fn tell_sellers(desk: &Desk, choice: &Choice, mut commit: Commit) -> Result<Commit, ActionError> {
    let (request, number, title) = (choice.request.id, choice.request.number, &choice.request.title);
    let chosen = LetterKind::Order { request, number, step: OrderStep::Chosen };
    let others = choice.others.iter().map(|offer| (offer, LetterKind::OtherChosen { request, title: title.clone() }));
    for (offer, kind) in std::iter::once((&choice.accepted, chosen)).chain(others) {
        if let Some(seller) = desk.store.find::<User>(offer.seller_id).await? {
            commit = letters::add(commit, desk, &seller, kind);
        }
    }
    Ok(commit)
}
