//! The buyer pays from the own balance here. The wallet's floor refuses what it does not hold.

use super::{
    order::{commit_decision, order_of},
    terms_of,
};
use crate::{ActionError, Desk, again::again, identity::not_quiet};
use domain::{
    Money, PurchaseRequestId, UserId,
    escrow::{FromWallet, Order},
    event::Actor,
    market::SellerOffer,
};
use store::StoreError;

/// Pays all that is due, at once. `amount` is what the buyer saw. Sent twice, it pays once.
///
/// # Errors
/// 403 for anybody but the buyer, and for a while after a recovery; 409 when nothing is asked any more, a transfer is
/// on its way, something else is due, or the wallet holds too little. Nothing moved then.
pub async fn pay_from_wallet(
    desk: &Desk,
    buyer: UserId,
    request: PurchaseRequestId,
    amount: Money,
) -> Result<Order, ActionError> {
    again(|| pay_once(desk, buyer, request, amount)).await
}

async fn pay_once(desk: &Desk, buyer: UserId, request: PurchaseRequestId, amount: Money) -> Result<Order, ActionError> {
    let order = order_of(desk, request).await?;
    order.only_buyer(buyer)?;
    not_quiet(desk, buyer).await?;
    let wallet = desk.store.wallet_of(buyer, amount.currency).await?;
    let no_wallet = || StoreError::NotEnough { account: format!("no wallet of {buyer}") };
    let wallet = wallet.ok_or_else(no_wallet)?;
    let offer = desk.store.get::<SellerOffer>(order.payment.offer_id).await?;
    let terms = terms_of(desk, &order.escrow).await?;
    let paying = FromWallet { wallet: wallet.id, amount, delivery_time: offer.delivery_time, terms };
    let decision = order.paid_from_wallet(buyer, &paying, desk.now())?;
    commit_decision(desk, Actor::User(buyer), order, decision, None).await
}
