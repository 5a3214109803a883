//! The demo wallet pays what is due, with a real transfer on the local test chain. Only in demo builds.

use super::order::order_with;
use crate::{ActionError, Desk};
use domain::{
    PaymentId, UserId,
    escrow::{EscrowError, Payment, TxHash},
};
use store::{Commit, Once, StoreError};

/// Sends what is still due to the payment's address; `None` when that was done before.
///
/// # Errors
/// 403 for anybody but the buyer, 409 when nothing is asked any more, 502 when the chain refuses.
pub async fn pay_from_demo_wallet(
    desk: &Desk,
    buyer: UserId,
    payment: PaymentId,
) -> Result<Option<TxHash>, ActionError> {
    let order = order_with(desk, desk.store.get::<Payment>(payment).await?).await?;
    order.only_buyer(buyer)?;
    let payment = &order.payment;
    let (wallet, receiver) =
        desk.demo_wallet.as_ref().zip(payment.on_chain.receiver.as_ref()).ok_or(EscrowError::NoChain)?;
    if !payment.is_open {
        return Err(EscrowError::NotPayable.into());
    }
    let is_theirs = payment.on_chain.chain_id == Some(wallet.chain_id());
    let chain = desk.chains.iter().find(|chain| is_theirs && chain.settings().chain_id == wallet.chain_id());
    let token = chain.and_then(|chain| chain.settings().token(payment.coin())).ok_or(EscrowError::NoChain)?;
    if payment.needs_quote(desk.now()) {
        return Err(EscrowError::NotPayable.into());
    }
    let units = payment.due_in_coins()?.to_chain_units(token.decimals)?;
    if payment.seen.is_positive() || !is_first_time(desk, payment).await? {
        return Ok(None);
    }
    let paid = wallet.pay(&token.contract, receiver, units).await;
    paid.map(Some).map_err(|error| ActionError::Outside(error.to_string()))
}

/// A second click within the same minute for the same missing amount pays nothing.
async fn is_first_time(desk: &Desk, payment: &Payment) -> Result<bool, ActionError> {
    let minute = desk.now().millis() / 60_000;
    let key = format!("demo-pay:{}:{}:{minute}", payment.id, payment.due_in_coins()?.units);
    let once = Once { key, body_hash: String::new(), answer: String::new(), at: desk.now() };
    match desk.commit(Commit::new().once(&once)).await {
        Ok(()) => Ok(true),
        Err(ActionError::Store(StoreError::Duplicate { .. })) => Ok(false),
        Err(error) => Err(error),
    }
}
