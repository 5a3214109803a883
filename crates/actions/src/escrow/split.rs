//! The two sides share the held money: proposed by one, accepted, refused or answered with another by the other.

use super::{
    order::{commit_change, commit_decision, order_of},
    wallet::open_wallet,
};
use crate::{
    ActionError, Desk, FormKey, Keyed,
    again::{again, once},
    identity::not_quiet,
};
use domain::{
    Change, PurchaseRequestId, SplitProposalId, UserId,
    escrow::{EscrowError, Order, SplitForm},
    event::{Actor, EventRow, Subject},
};
use store::Commit;

/// What is kept of the words of somebody who says no.
const WORDS_MAX: usize = 500;

/// Offers how the money is shared, in place of the proposal that was looked at (`seen`); once per form key. Moves
/// nothing.
///
/// # Errors
/// Codes at `buyer`, `seller` and `words`; 403 for strangers, and for a while after a recovery; 409 when nothing is held
/// that could be shared, or something else stands there than was looked at.
pub async fn propose_split(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    (form, seen): (&SplitForm, Option<SplitProposalId>),
    key: &FormKey,
) -> Result<PurchaseRequestId, ActionError> {
    let keyed = Keyed::new(who, "propose_split", key);
    once(desk, &keyed, || async {
        let order = asked_by(desk, who, request).await?;
        not_quiet(desk, who).await?;
        // What cannot be shared is said before the amounts: none of them would mend it.
        order.can_be_split()?;
        let proposal = form.check(&order.escrow, (desk.new_id(), who, desk.now()))?;
        let said = format!("{}: {} + {}", proposal.id, proposal.buyer, proposal.seller);
        let change = order.split_proposed(proposal, seen)?;
        let row = note(desk, who, &order, "propose_split", Some(said));
        let commit = Commit::new().record(&row).once(&keyed.answer(desk, &request.to_string()));
        commit_change(desk, Actor::User(who), &change, None, commit).await?;
        Ok(request)
    })
    .await
}

/// Accepts what was proposed: both wallets have their share in the same commit. Sent twice, it is shared once.
///
/// # Errors
/// 403 for strangers, and for a while after a recovery; 409 when the proposal is not there any more, when it is one's own,
/// or while the order stands still. Nothing moved then.
pub async fn accept_split(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    id: SplitProposalId,
) -> Result<Order, ActionError> {
    again(|| async move {
        let order = asked_by(desk, who, request).await?;
        not_quiet(desk, who).await?;
        let currency = order.escrow.price.currency;
        let buyer = open_wallet(desk, order.escrow.buyer_id, currency).await?.id;
        let seller = open_wallet(desk, order.escrow.seller_id, currency).await?.id;
        let decision = order.split_accepted(who, id, (buyer, seller), desk.now())?;
        commit_decision(desk, Actor::User(who), order, decision, Some(&id.to_string())).await
    })
    .await
}

/// The other side says no. Nothing moves.
///
/// # Errors
/// 403 for strangers; 409 when another proposal stands there by now, or this one was accepted.
pub async fn decline_split(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    id: SplitProposalId,
    why: &str,
) -> Result<(), ActionError> {
    drop_split(desk, who, (request, id), "decline_split", why).await
}

/// Whoever proposed it takes it back. Nothing moves.
///
/// # Errors
/// As [`decline_split`].
pub async fn withdraw_split(
    desk: &Desk,
    who: UserId,
    request: PurchaseRequestId,
    id: SplitProposalId,
) -> Result<(), ActionError> {
    drop_split(desk, who, (request, id), "withdraw_split", "").await
}

async fn drop_split(
    desk: &Desk,
    who: UserId,
    (request, id): (PurchaseRequestId, SplitProposalId),
    deed: &str,
    why: &str,
) -> Result<(), ActionError> {
    again(|| async move {
        let order = asked_by(desk, who, request).await?;
        let Change::Made(change) = order.split_dropped(who, id, desk.now())? else { return Ok(()) };
        let words: String = why.trim().chars().take(WORDS_MAX).collect();
        let row = note(desk, who, &order, deed, Some(words).filter(|words| !words.is_empty()));
        commit_change(desk, Actor::User(who), &change, None, Commit::new().record(&row)).await
    })
    .await
}

async fn asked_by(desk: &Desk, who: UserId, request: PurchaseRequestId) -> Result<Order, ActionError> {
    let order = order_of(desk, request).await?;
    if order.is_party(who) { Ok(order) } else { Err(EscrowError::NotAParty.into()) }
}

fn note(desk: &Desk, who: UserId, order: &Order, deed: &str, why: Option<String>) -> EventRow {
    let row = desk.event(Subject::Escrow(order.request.id), Actor::User(who), deed, None, order.escrow.state);
    EventRow { request_id: Some(order.request.id), why, ..row }
}
