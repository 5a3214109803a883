//! The seller gives a part of the held money back; the order goes on with the rest.

use super::{
    order::{commit_change, order_of},
    wallet::open_wallet,
};
use crate::{ActionError, Desk, FormKey, Keyed, again::once, identity::not_quiet};
use domain::{FieldErrors, PurchaseRequestId, UserId, event::Actor};
use store::Commit;

/// Gives `typed` of the order's currency back to the buyer's wallet; once per form key.
///
/// # Errors
/// A code at `amount`; 403 for anybody but the seller, and for a while after a recovery; 409 when nothing is held that
/// could go back; 422 for nothing, for all, and for more than is held. Nothing moved then.
pub async fn give_part_back(
    desk: &Desk,
    seller: UserId,
    request: PurchaseRequestId,
    typed: &str,
    key: &FormKey,
) -> Result<PurchaseRequestId, ActionError> {
    let keyed = Keyed::new(seller, "give_part_back", key);
    once(desk, &keyed, || give_now(desk, seller, request, typed, &keyed)).await
}

async fn give_now(
    desk: &Desk,
    seller: UserId,
    request: PurchaseRequestId,
    typed: &str,
    keyed: &Keyed,
) -> Result<PurchaseRequestId, ActionError> {
    let order = order_of(desk, request).await?;
    order.only_seller(seller)?;
    not_quiet(desk, seller).await?;
    let mut errors = FieldErrors::default();
    let part = errors.amount("amount", typed, order.escrow.price.currency);
    errors.into_result()?;
    let buyer = open_wallet(desk, order.escrow.buyer_id, part.currency).await?;
    let change = order.part_refunded(seller, part, buyer.id, desk.now())?;
    let commit = Commit::new().once(&keyed.answer(desk, &request.to_string()));
    commit_change(desk, Actor::User(seller), &change, None, commit).await?;
    Ok(request)
}
