//! What the clock does to an order when nobody else did: each is the same deed with another actor, and does
//! nothing when the world has moved on.

use super::{
    late::late_goes_back,
    order::{commit_decision, order_of, order_with},
    terms_of,
    wallet::{open_wallet, refund_wallet},
};
use crate::{ActionError, Desk, again::again, tasks::Ran};
use domain::{
    Change, Minutes, PaymentId, PurchaseRequestId, Timestamp, WalletId,
    escrow::{EscrowError, Order, OrderChange, Payment},
    event::Actor,
};

/// While a transfer is not final, an ended time looks again this much later.
const WAIT_FOR_CHAIN: Minutes = Minutes(1);
/// While an order stands still, an ended time asks again this much later.
const WAIT_FOR_PEOPLE: Minutes = Minutes(60);

type Decision = Result<Change<OrderChange>, EscrowError>;

/// The time to pay ended: the order is cancelled, unless a transfer is on its way.
///
/// # Errors
/// Only the database's.
pub async fn end_time_to_pay(desk: &Desk, payment: PaymentId) -> Result<Ran, ActionError> {
    again(|| async move {
        let order = order_with(desk, desk.store.get::<Payment>(payment).await?).await?;
        if let Some(later) = order.more_time_until(desk.now()) {
            return Ok(Ran::Again(later));
        }
        if order.waits_for_chain() {
            return Ok(Ran::Again(desk.now() + WAIT_FOR_CHAIN));
        }
        if let Some(later) = stands_still(desk, &order) {
            return Ok(later);
        }
        let order = late_goes_back(desk, Actor::Clock, order).await?;
        let decision = order.time_to_pay_ended(desk.now())?;
        commit_decision(desk, Actor::Clock, order, decision, Some("time-to-pay-ended")).await.map(|_| Ran::Done)
    })
    .await
}

/// The time to top up ended: the part payment goes back, unless a transfer is on its way.
///
/// # Errors
/// Only the database's.
pub async fn end_time_to_top_up(desk: &Desk, payment: PaymentId) -> Result<Ran, ActionError> {
    again(|| async move {
        let order = order_with(desk, desk.store.get::<Payment>(payment).await?).await?;
        if let Some(later) = put_off(desk, order.payment.top_up_by) {
            return Ok(later);
        }
        if order.waits_for_chain() {
            return Ok(Ran::Again(desk.now() + WAIT_FOR_CHAIN));
        }
        back_to_buyer(desk, order, "time-to-top-up-ended", Order::top_up_ended).await
    })
    .await
}

/// Not sent by the promised time and its grace: everything goes back.
///
/// # Errors
/// Only the database's.
pub async fn end_time_to_send(desk: &Desk, request: PurchaseRequestId) -> Result<Ran, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        if let Some(later) = put_off(desk, order.request.deadlines.send_by) {
            return Ok(later);
        }
        back_to_buyer(desk, order, "not-sent-in-time", Order::not_sent_in_time).await
    })
    .await
}

/// The promised time of arrival came: the inspection window starts.
///
/// # Errors
/// Only the database's.
pub async fn promised_time_came(desk: &Desk, request: PurchaseRequestId) -> Result<Ran, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        if let Some(later) = stands_still(desk, &order).or(put_off(desk, order.request.deadlines.arrive_by)) {
            return Ok(later);
        }
        let decision = if_still_possible(order.arrived(terms_of(desk, &order.escrow).await?.inspection, desk.now()))?;
        commit_decision(desk, Actor::Clock, order, decision, Some("promised-time-came")).await.map(|_| Ran::Done)
    })
    .await
}

/// The inspection window ended in silence: the money is released.
///
/// # Errors
/// Only the database's.
pub async fn end_inspection(desk: &Desk, request: PurchaseRequestId) -> Result<Ran, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        if let Some(later) = stands_still(desk, &order).or(put_off(desk, order.request.deadlines.inspect_until)) {
            return Ok(later);
        }
        let seller = open_wallet(desk, order.escrow.seller_id, order.escrow.price.currency).await?;
        let decision = if_still_possible(order.confirmed(None, seller.id, desk.now()))?;
        commit_decision(desk, Actor::Clock, order, decision, Some("inspection-ended")).await.map(|_| Ran::Done)
    })
    .await
}

async fn back_to_buyer(
    desk: &Desk,
    order: Order,
    why: &str,
    decide: fn(&Order, WalletId, Timestamp) -> Decision,
) -> Result<Ran, ActionError> {
    if let Some(later) = stands_still(desk, &order) {
        return Ok(later);
    }
    let buyer = refund_wallet(desk, &order).await?;
    let decision = decide(&order, buyer.id, desk.now())?;
    commit_decision(desk, Actor::Clock, order, decision, Some(why)).await.map(|_| Ran::Done)
}

/// While it is frozen nothing of it moves, its clock neither.
pub(super) fn stands_still(desk: &Desk, order: &Order) -> Option<Ran> {
    order.not_frozen().is_err().then(|| Ran::Again(desk.now() + WAIT_FOR_PEOPLE))
}

/// An order that stood still has its time back: the task was written for an earlier moment.
pub(super) fn put_off(desk: &Desk, deadline: Option<Timestamp>) -> Option<Ran> {
    deadline.filter(|at| desk.now() < *at).map(Ran::Again)
}

/// A deadline of an order that has taken another way is no failure: there is nothing to do any more.
fn if_still_possible(decision: Decision) -> Decision {
    match decision {
        Err(EscrowError::Move(_)) => Ok(Change::AlreadyMade),
        other => other,
    }
}
