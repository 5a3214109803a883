//! The seller's part of a delivery: sent, and arrived.

use super::{
    order::{commit_decision, order_of},
    terms_of,
};
use crate::{ActionError, Desk, again::again};
use domain::{PurchaseRequestId, UserId, escrow::Order, event::Actor};

/// The seller sends, or is ready to hand over: the buyer gets a delivery code.
///
/// # Errors
/// 403 for anybody but the seller, 409 when the order is not paid or is over.
pub async fn mark_sent(desk: &Desk, seller: UserId, request: PurchaseRequestId) -> Result<Order, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        let decision = order.sent(seller, desk.new_id(), desk.now())?;
        commit_decision(desk, Actor::User(seller), order, decision, None).await
    })
    .await
}

/// The seller says that it arrived: the inspection window starts.
///
/// # Errors
/// 403 for anybody but the seller, 409 when it was not sent.
pub async fn mark_arrived(desk: &Desk, seller: UserId, request: PurchaseRequestId) -> Result<Order, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        let decision = order.marked_arrived(seller, terms_of(desk, &order.escrow).await?.inspection, desk.now())?;
        commit_decision(desk, Actor::User(seller), order, decision, None).await
    })
    .await
}
