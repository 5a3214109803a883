//! What a decision pays, leg by leg, as it would be booked now; and whether signers of the house have said yes to all of it.
//! Nothing is signed here.

use super::change::payees;
use crate::{ActionError, Desk, custody};
use domain::{
    Currency, UserId, WalletId,
    custody::{PaidLeg, legs_of},
    disputes::{Decision, Dispute, DisputeChange},
    escrow::{Order, OrderChange, Payees},
    event::Actor,
};
use store::Commit;

/// The legs of what the house decided, paid as this change of the order pays them.
pub(super) fn legs_in(decision: &Decision, ended: &OrderChange) -> Vec<PaidLeg> {
    let posted: Vec<_> = ended.journals.iter().map(|it| (it.key.clone(), it.entries.clone())).collect();
    legs_of(decision, &ended.order.escrow, &posted)
}

/// The legs of a decision as they would be paid now; whoever has no wallet yet has none here either. Nothing is written.
///
/// # Errors
/// Figures that do not fit together, and money that a chain took back.
pub(crate) async fn legs_seen(desk: &Desk, decision: &Decision, order: &Order) -> Result<Vec<PaidLeg>, ActionError> {
    let (escrow, price) = (&order.escrow, order.escrow.price.currency);
    let coins = order.exchanged_back()?.map_or(price, |exchanged| exchanged.coins.currency);
    let refund = wallet_seen(desk, escrow.buyer_id, coins).await?;
    let buyer = wallet_seen(desk, escrow.buyer_id, price).await?;
    let to = Payees::seen(refund, buyer, wallet_seen(desk, escrow.seller_id, price).await?);
    Ok(legs_in(decision, &order.dispute_resolved(decision, &to, desk.now())?))
}

async fn wallet_seen(desk: &Desk, who: UserId, currency: Currency) -> Result<Option<WalletId>, ActionError> {
    Ok(desk.store.wallet_of(who, currency).await?.map(|wallet| wallet.id))
}

/// As [`legs_seen`], with a wallet opened for everybody who is paid: somebody is about to sign for it.
///
/// # Errors
/// Those of [`legs_seen`].
pub(crate) async fn legs_to_sign(desk: &Desk, decision: &Decision, order: &Order) -> Result<Vec<PaidLeg>, ActionError> {
    let ended = order.dispute_resolved(decision, &payees(desk, order).await?, desk.now())?;
    Ok(legs_in(decision, &ended))
}

/// Whether people with hardware must say yes before this is done: it moves money, in a house that ever had signers.
/// Revoking them all brings no click back.
pub(crate) async fn asks_signers(desk: &Desk, decision: &Decision) -> Result<bool, ActionError> {
    Ok(decision.verdict.moves_money() && desk.store.had_signer().await?)
}

/// Whether what the house decided last may be done: nobody is asked, or signers have said yes to every leg of it.
pub(super) async fn may_be_paid(desk: &Desk, dispute: &Dispute, order: &Order) -> Result<bool, ActionError> {
    let Some(decision) = dispute.decisions.last() else { return Ok(true) };
    if !asks_signers(desk, decision).await? {
        return Ok(true);
    }
    let legs = legs_seen(desk, decision, order).await?;
    custody::all_legs_signed(desk, (dispute, decision, order), &legs).await
}

/// A signer's yes to a leg, written with `commit`: with the last one its clock looks at once, if it waits for nothing else.
/// The dispute is saved in any case, so that two who sign at the same moment see each other, and an appeal sees both.
///
/// # Errors
/// Only the database's.
pub(crate) async fn commit_leg_signed(
    desk: &Desk,
    who: UserId,
    (dispute, order, is_last): (&Dispute, &Order, bool),
    commit: Commit,
) -> Result<(), ActionError> {
    let change: DisputeChange = dispute.leg_signed(is_last, desk.now());
    let act = super::change::Act { actor: Actor::User(who), news: None, why: None };
    super::change::commit_talk(desk, order, &change, &act, commit).await
}
