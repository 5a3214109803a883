//! An offer goes: its seller takes it back, or its time has passed.

use super::{
    deposit::free_deposit,
    history::{offer_row, request_moved, request_row},
};
use crate::{ActionError, Desk, again::again};
use domain::{
    SellerOfferId, UserId,
    event::Actor,
    machine::Word,
    market::{OfferDeed, OfferStatus, PurchaseRequest, RequestDeed, SellerOffer},
};
use store::Commit;

/// Takes an offer back. Done twice is done once.
///
/// # Errors
/// 403 for a stranger, 409 once it is chosen, turned down or expired.
pub async fn withdraw_offer(desk: &Desk, seller: UserId, offer: SellerOfferId) -> Result<(), ActionError> {
    again(|| async {
        let before: SellerOffer = desk.store.get(offer).await?;
        if before.seller_id == seller && before.status == OfferStatus::Withdrawn {
            return Ok(());
        }
        let after = before.withdrawn(seller, desk.now())?;
        let_go(desk, Actor::User(seller), OfferDeed::Withdraw, &before, &after).await
    })
    .await
}

/// The clock: an offer whose time has passed expires. Anything else (gone already, given more time) is left alone.
///
/// # Errors
/// Only the database's.
pub async fn expire_offer(desk: &Desk, offer: SellerOfferId) -> Result<(), ActionError> {
    again(|| async {
        let before: SellerOffer = desk.store.get(offer).await?;
        if before.status != OfferStatus::Pending || !before.is_past(desk.now()) {
            return Ok(());
        }
        let after = before.moved(OfferDeed::Expire, desk.now())?;
        let_go(desk, Actor::Clock, OfferDeed::Expire, &before, &after).await
    })
    .await
}

async fn let_go(
    desk: &Desk,
    actor: Actor,
    deed: OfferDeed,
    before: &SellerOffer,
    after: &SellerOffer,
) -> Result<(), ActionError> {
    let request: PurchaseRequest = desk.store.get(before.request_id).await?;
    let less = request.one_offer_less(desk.now())?;
    let commit =
        Commit::new().save(after).record(&offer_row(desk, actor, deed.word(), Some(before), after)).save(&less);
    let row = if less.status == request.status {
        request_row(desk, actor, "offer_gone", &request, &less)
    } else {
        request_moved(desk, actor, RequestDeed::LastOfferGone, &request, &less)
    };
    let freed = free_deposit(desk, actor, before, commit.record(&row)).await?;
    desk.commit(freed.commit).await
}
