//! A seller chooses to be paid on the order's own chain, while its price is held. Nothing moves by it.

use super::{
    addresses_kept::usable_address,
    chain_of, keystore,
    outside_address::{may_be_paid, outside_address},
};
use crate::{
    ActionError, Desk,
    again::again,
    escrow::{commit_change, order_of},
    identity::not_quiet,
    settings::in_force,
};
use domain::{
    Change, FieldErrors, Money, PurchaseRequestId, UserId,
    custody::{Payout, PayoutAddress, PayoutError},
    escrow::{ChainAddress, Order, PayoutChoice},
    event::{Actor, EventRow, Subject},
};
use payments::Signer;
use store::Commit;

/// How the money of an order could leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutOffer {
    /// By which network.
    pub network: String,
    /// What that costs the seller.
    pub fee: Money,
    /// False while nothing would arrive: what the order brings goes into the wallet here.
    pub is_enough: bool,
    /// The seller's list, those that wait for their day too.
    pub addresses: Vec<PayoutAddress>,
}

/// How the money of this order could leave; none where it was not paid on a chain, or nobody here can sign.
///
/// # Errors
/// Only the database's.
pub async fn payout_offer(desk: &Desk, order: &Order) -> Result<Option<PayoutOffer>, ActionError> {
    let Some(choice) = planned(desk, order, ChainAddress(String::new())).await? else { return Ok(None) };
    Ok(Some(PayoutOffer {
        is_enough: choice.can_pay_out(&order.escrow),
        addresses: desk.store.listed_addresses_of(order.escrow.seller_id).await?,
        network: choice.network,
        fee: choice.fee,
    }))
}

/// The payout of an order, once it has begun.
///
/// # Errors
/// Only the database's.
pub async fn payout_of(desk: &Desk, order: &Order) -> Result<Option<Payout>, ActionError> {
    match &order.escrow.payout_to {
        Some(choice) => Ok(desk.store.find(choice.payout_id).await?),
        None => Ok(None),
    }
}

/// The seller says to which address the money shall go when it is theirs; an empty one is the wallet here. Said twice, it
/// is said once.
///
/// # Errors
/// A code at `address`, also where it is not on the seller's list for a day; 404 for people who have nothing to do with the order, 403 for its buyer and for a while after a
/// recovery; 409 when the price is not held, nothing can leave or would arrive there, or the address is on a list.
pub async fn choose_payout(
    desk: &Desk,
    seller: UserId,
    request: PurchaseRequestId,
    typed: &str,
) -> Result<Order, ActionError> {
    again(|| async move {
        let order = order_of(desk, request).await?;
        if !order.is_party(seller) {
            return Err(ActionError::NotFound(request.to_string()));
        }
        order.only_seller(seller)?;
        not_quiet(desk, seller).await?;
        let choice = if typed.trim().is_empty() { None } else { Some(chosen(desk, (seller, &order), typed).await?) };
        let Change::Made(change) = order.payout_chosen(seller, choice, desk.now())? else { return Ok(order) };
        let (subject, actor) = (Subject::Escrow(request), Actor::User(seller));
        let row = desk.event(subject, actor, "choose_payout", None, order.escrow.state);
        let to = change.order.escrow.payout_to.as_ref().map(|choice| choice.address.0.clone());
        let row = EventRow { request_id: Some(request), why: to, ..row };
        commit_change(desk, actor, &change, None, Commit::new().record(&row)).await?;
        Ok(change.order)
    })
    .await
}

async fn chosen(desk: &Desk, (seller, order): (UserId, &Order), typed: &str) -> Result<PayoutChoice, ActionError> {
    let mut errors = FieldErrors::default();
    let to = outside_address(desk, &mut errors, typed).await?;
    let listed = match &to {
        Some(to) => usable_address(desk, &mut errors, (seller, to)).await?,
        None => None,
    };
    errors.into_result()?;
    let to = to.ok_or(PayoutError::NotOffered)?;
    may_be_paid(desk, &to)?;
    let choice = planned(desk, order, to).await?.ok_or(PayoutError::NotOffered)?;
    Ok(PayoutChoice { address_id: listed, ..choice })
}

/// By the order's own chain and in the coin of its price.
async fn planned(desk: &Desk, order: &Order, address: ChainAddress) -> Result<Option<PayoutChoice>, ActionError> {
    let currency = order.escrow.price.currency;
    let Some(chain) = order.payment.on_chain.chain_id.and_then(|id| chain_of(desk, id).ok()) else { return Ok(None) };
    let (Some(token), Ok(keys)) = (chain.settings().token(currency), keystore(desk)) else { return Ok(None) };
    let (settings, in_force) = (chain.settings(), in_force(desk).await?);
    let limits = in_force.withdrawal(settings.chain_id, currency);
    Ok(Some(PayoutChoice {
        payout_id: desk.new_id(),
        chain_id: settings.chain_id,
        network: settings.name.clone(),
        address,
        address_id: None,
        token: token.contract.clone(),
        decimals: token.decimals,
        vault: keys.vault().address(),
        confirmations_needed: in_force.confirmations(settings),
        fee: limits.fee,
        approve_above: limits.approve_above,
        chosen_at: desk.now(),
    }))
}
