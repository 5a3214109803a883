//! A seller answers a wish, and writes the answer anew while nobody has chosen.

use super::{
    deposit::{Freed, back_offer, free_deposit, look_again_at_wallet},
    history::{offer_row, request_moved},
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    letters,
    prices::must_be_priced,
};
use domain::{
    Money, PurchaseRequestId, SellerOfferId, UserId,
    chat::Chat,
    event::{Actor, EventRow},
    identity::User,
    letters::LetterKind,
    market::{Bid, MarketError, OfferDeed, OfferForm, PurchaseRequest, RequestDeed, SellerOffer},
    tasks::{Deed, ScheduledTask},
};
use store::{Commit, StoreError};

/// The unique index that allows one live offer per seller and request.
const LIVE_INDEX: &str = "offer_live";

/// Makes an offer; once per form key.
///
/// # Errors
/// 404 for a private request of others; 403 for who may not offer here; 409 when the request is no longer open
/// or this seller has a live offer; a code per field.
pub async fn make_offer(
    desk: &Desk,
    seller: UserId,
    request: PurchaseRequestId,
    form: &OfferForm,
    key: &FormKey,
) -> Result<SellerOfferId, ActionError> {
    let keyed = Keyed::new(seller, "make_offer", key);
    once(desk, &keyed, || offer_now(desk, seller, request, form, &keyed)).await
}

async fn offer_now(
    desk: &Desk,
    seller: UserId,
    request: PurchaseRequestId,
    form: &OfferForm,
    keyed: &Keyed,
) -> Result<SellerOfferId, ActionError> {
    let before: PurchaseRequest = desk.store.get(request).await?;
    let person: User = desk.store.get(seller).await?;
    if !before.is_visible_to(Some(seller)) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    before.may_offer(&person)?;
    let bid = form.read(desk.now())?;
    must_be_priced(desk, bid.price)?;
    let deposit = bid.deposit;
    let (room, freed) = make_room(desk, seller, &before).await?;
    let (after, offer) = room.offered(&person, desk.new_id(), bid, desk.now())?;
    let (offer, commit) = back_offer(desk, offer, deposit, freed).await?;
    let rows = [
        offer_row(desk, Actor::User(seller), "make", None, &offer),
        request_moved(desk, Actor::User(seller), RequestDeed::Offer, &before, &after),
    ];
    let commit = commit.save(&after).insert(&offer).record_all(&rows);
    let commit = commit.ensure_chat(&Chat::direct(&after, seller, desk.now()));
    let commit = expiry(desk, &offer, 0).iter().fold(commit, Commit::task);
    let news = LetterKind::OfferCame { request, title: after.title.clone() };
    let commit = match desk.store.find::<User>(after.buyer_id).await? {
        Some(buyer) => letters::add(commit, desk, &buyer, news),
        None => commit,
    };
    let commit = commit.once(&keyed.answer(desk, &offer.id.to_string()));
    desk.commit(commit).await.map_err(one_live_offer).map_err(look_again_at_wallet)?;
    Ok(offer.id)
}

/// A live offer of the same seller stands in the way, unless its time has passed and the clock is only late.
async fn make_room(
    desk: &Desk,
    seller: UserId,
    request: &PurchaseRequest,
) -> Result<(PurchaseRequest, Freed), ActionError> {
    let Some(live) = desk.store.live_offer(request.id, seller).await? else {
        return Ok((request.clone(), Freed::nothing(Commit::new())));
    };
    if !live.is_past(desk.now()) {
        return Err(MarketError::OfferAlreadyLive.into());
    }
    let gone = live.moved(OfferDeed::Expire, desk.now())?;
    let row: EventRow = offer_row(desk, Actor::Clock, "expire", Some(&live), &gone);
    let commit = Commit::new().save(&gone).record(&row);
    Ok((request.one_offer_less(desk.now())?, free_deposit(desk, Actor::Clock, &live, commit).await?))
}

/// Writes an offer anew.
///
/// # Errors
/// 403 for a stranger, 409 once it is chosen, turned down, taken back or expired, a code per field.
pub async fn edit_offer(
    desk: &Desk,
    seller: UserId,
    offer: SellerOfferId,
    form: &OfferForm,
) -> Result<PurchaseRequestId, ActionError> {
    again(|| async {
        let before: SellerOffer = desk.store.get(offer).await?;
        before.may_edit(seller, desk.now())?;
        let bid: Bid = form.read(desk.now())?;
        must_be_priced(desk, bid.price)?;
        let deposit = bid.deposit;
        let after = before.edited(seller, bid, desk.now())?;
        let (after, commit) = back_anew(desk, &before, after, deposit).await?;
        let row = offer_row(desk, Actor::User(seller), "edit", Some(&before), &after);
        let task = expiry(desk, &after, after.version + 1).filter(|_| after.valid_until != before.valid_until);
        let commit = commit.save(&after).record(&row);
        desk.commit(task.iter().fold(commit, Commit::task)).await.map_err(look_again_at_wallet)?;
        Ok(after.request_id)
    })
    .await
}

/// Another security, or another end of it: the old one goes back and the new one is set aside, in one commit.
async fn back_anew(
    desk: &Desk,
    before: &SellerOffer,
    after: SellerOffer,
    deposit: Option<Money>,
) -> Result<(SellerOffer, Commit), ActionError> {
    if before.seen().deposit == deposit && before.valid_until == after.valid_until {
        return Ok((after, Commit::new()));
    }
    let freed = free_deposit(desk, Actor::User(before.seller_id), before, Commit::new()).await?;
    back_offer(desk, after, deposit, freed).await
}

/// What the clock owes an offer with an end. A task of an earlier end finds nothing to do when it comes.
fn expiry(desk: &Desk, offer: &SellerOffer, revision: u64) -> Option<ScheduledTask> {
    let deed = Deed::ExpireOffer(offer.id);
    let key = format!("{}:{revision}", deed.key());
    offer.valid_until.map(|until| ScheduledTask::new(desk.new_id(), deed, key, until, desk.now()))
}

fn one_live_offer(error: ActionError) -> ActionError {
    match error {
        ActionError::Store(StoreError::Duplicate { index }) if index == LIVE_INDEX => {
            MarketError::OfferAlreadyLive.into()
        }
        other => other,
    }
}
