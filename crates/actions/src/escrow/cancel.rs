//! The ways back that people choose: cancel while the price is not here, refund while it is held.

use super::{
    late::late_goes_back,
    order::{commit_decision, order_of},
    wallet::refund_wallet,
};
use crate::{ActionError, Desk, again::again, identity::not_quiet};
use domain::{PurchaseRequestId, UserId, escrow::Order, event::Actor};

/// Either side gives the order up. A part payment goes back to the buyer's wallet.
///
/// # Errors
/// 403 for strangers, 409 once the price is held.
pub async fn cancel_order(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    why: &str,
) -> Result<Order, ActionError> {
    let why = Some(why.trim()).filter(|why| !why.is_empty());
    again(|| async move {
        let order = order_of(desk, request).await?;
        let order = if order.is_party(who) { late_goes_back(desk, Actor::User(who), order).await? } else { order };
        let buyer = refund_wallet(desk, &order).await?;
        let decision = order.cancelled(who, buyer.id, desk.now())?;
        commit_decision(desk, Actor::User(who), order, decision, why).await
    })
    .await
}

/// The seller gives the held money back to the buyer's wallet.
///
/// # Errors
/// 403 for anybody but the seller, 409 when nothing is held that could go back.
pub async fn give_refund(desk: &Desk, seller: UserId, request: PurchaseRequestId) -> Result<Order, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        order.only_seller(seller)?;
        not_quiet(desk, seller).await?;
        let buyer = refund_wallet(desk, &order).await?;
        let decision = order.refund_given(seller, buyer.id, desk.now())?;
        commit_decision(desk, Actor::User(seller), order, decision, None).await
    })
    .await
}
