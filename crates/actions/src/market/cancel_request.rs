//! The buyer takes a wish back while no offer is accepted; live offers are turned down with it.

use super::{
    deposit::free_deposit,
    history::{request_moved, turned_down_row},
};
use crate::{ActionError, Desk, again::again};
use domain::{
    PurchaseRequestId, UserId,
    event::Actor,
    market::{PurchaseRequest, RequestDeed, RequestStatus},
};
use store::Commit;

/// Cancels a request. Done twice is done once.
///
/// # Errors
/// 403 for a stranger; 409 once an offer is accepted: then it is an order, and the escrow's rules hold.
pub async fn cancel_request(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<(), ActionError> {
    again(|| cancel_now(desk, buyer, request)).await
}

async fn cancel_now(desk: &Desk, buyer: UserId, request: PurchaseRequestId) -> Result<(), ActionError> {
    let before: PurchaseRequest = desk.store.get(request).await?;
    if !before.is_visible_to(Some(buyer)) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    if before.buyer_id == buyer && before.status == RequestStatus::Cancelled {
        return Ok(());
    }
    let (now, actor) = (desk.now(), Actor::User(buyer));
    let after = before.cancelled_by(buyer, now)?;
    let row = request_moved(desk, actor, RequestDeed::Cancel, &before, &after);
    let mut commit = Commit::new().save(&after).record(&row);
    for offer in desk.store.live_offers_of(request).await? {
        let gone = offer.turned_down(now)?;
        commit = commit.save(&gone).record(&turned_down_row(desk, actor, &offer, &gone));
        commit = free_deposit(desk, actor, &offer, commit).await?.commit;
    }
    desk.commit(commit).await
}
