//! Money of the wrong kind that lies aside: who may look at it, and the buyer who takes it.

use super::{
    order::{commit_change, order_of, order_with},
    wallet::open_wallet,
};
use crate::{ActionError, Desk, again::again, identity::not_quiet};
use domain::{
    ChainEventId, Change, PurchaseRequestId, UserId,
    escrow::{ChainEvent, ChainEventStatus, Claim, EscrowError, Order, Payment},
    event::{Actor, EventRow, Subject},
};
use store::Commit;

/// Every transfer that lies or lay aside for an order's buyer, oldest first.
///
/// # Errors
/// 404 for people who have nothing to do with the order, 403 for its seller.
pub async fn kept_aside(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
) -> Result<Vec<ChainEvent>, ActionError> {
    let order = order_of(desk, request).await?;
    if !order.is_party(buyer) {
        return Err(ActionError::NotFound(request.to_string()));
    }
    order.only_buyer(buyer)?;
    let events = desk.store.chain_events_of(order.payment.id).await?;
    let was_aside = |event: &ChainEvent| event.status == ChainEventStatus::Claimed || order.is_claimable(event);
    Ok(events.into_iter().filter(was_aside).collect())
}

/// The buyer takes what lies aside into a wallet of its currency. Sent twice, it is taken once.
///
/// # Errors
/// 404 for people who have nothing to do with the order, 403 for its seller and for a while after a recovery; 409 when
/// it does not lie aside for the buyer. Nothing moved then.
pub async fn claim_transfer(desk: &Desk, buyer: UserId, event: ChainEventId) -> Result<Order, ActionError> {
    again(|| claim_once(desk, buyer, event)).await
}

async fn claim_once(desk: &Desk, buyer: UserId, event: ChainEventId) -> Result<Order, ActionError> {
    let event = desk.store.get::<ChainEvent>(event).await?;
    let order = order_with(desk, desk.store.get::<Payment>(event.payment_id).await?).await?;
    if !order.is_party(buyer) {
        return Err(ActionError::NotFound(event.id.to_string()));
    }
    order.only_buyer(buyer)?;
    not_quiet(desk, buyer).await?;
    let currency = event.amount.ok_or(EscrowError::NothingToClaim)?.currency;
    let others = desk.store.chain_events_of(order.payment.id).await?;
    let is_more_aside = others.iter().any(|other| other.id != event.id && other.status == ChainEventStatus::Held);
    let wallet = open_wallet(desk, buyer, currency).await?.id;
    let decision = order.claimed(buyer, &Claim { event: &event, wallet, is_more_aside }, desk.now())?;
    let Change::Made((change, taken)) = decision else { return Ok(order) };
    let (subject, actor) = (Subject::Payment(order.payment.id), Actor::User(buyer));
    let row = desk.event(subject, actor, "claim_transfer", None, order.payment.status);
    let row = EventRow { request_id: Some(order.request.id), why: Some(event.id.to_string()), ..row };
    commit_change(desk, actor, &change, None, Commit::new().save(&taken).record(&row)).await?;
    Ok(change.order)
}
