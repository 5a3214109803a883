//! A seller's security behind an offer: set aside, changed, given back or taken in the commit of whatever happens to the
//! offer.

use crate::{
    ActionError, Desk,
    identity::not_quiet,
    ledger::{end_hold, set_aside},
};
use domain::{
    FieldErrors, Money,
    event::Actor,
    ledger::{Hold, LedgerAccount, NewHold},
    market::SellerOffer,
};
use store::{Commit, StoreError};

/// A commit under way, and the hold whose money it sets free.
pub(super) struct Freed {
    pub(super) commit: Commit,
    pub(super) hold: Option<Hold>,
}

impl Freed {
    /// Nothing was set aside before.
    pub(super) const fn nothing(commit: Commit) -> Self {
        Self { commit, hold: None }
    }
}

/// Sets aside what its seller leaves as security, until the offer ends.
///
/// # Errors
/// A code at `deposit` when the wallet holds less; 403 for a while after a recovery.
pub(super) async fn back_offer(
    desk: &Desk,
    offer: SellerOffer,
    deposit: Option<Money>,
    freed: Freed,
) -> Result<(SellerOffer, Commit), ActionError> {
    let Some(amount) = deposit else { return Ok((offer.backed_by(None), freed.commit)) };
    not_quiet(desk, offer.seller_id).await?;
    let wallet = desk.store.wallet_of(offer.seller_id, amount.currency).await?;
    let free = match &wallet {
        Some(wallet) => desk.store.balance(&LedgerAccount::Wallet(wallet.id), amount.currency).await?,
        None => Money::zero(amount.currency),
    };
    let again = freed.hold.filter(|hold| wallet.as_ref().is_some_and(|wallet| wallet.id == hold.wallet_id));
    let free = free.plus(again.map_or(Money::zero(amount.currency), |hold| hold.amount))?;
    let Some(wallet) = wallet.filter(|_| amount.units <= free.units) else { return Err(too_little(free)) };
    let purpose = offer.deposit_purpose();
    let new = NewHold { user_id: offer.seller_id, wallet_id: wallet.id, amount, purpose, until: offer.valid_until };
    let (hold, commit) = set_aside(desk, Actor::User(offer.seller_id), new, freed.commit)?;
    Ok((offer.backed_by(Some(&hold)), commit))
}

/// The offer goes, or its security changes: what was set aside is its seller's again.
///
/// # Errors
/// Only the database's.
pub(super) async fn free_deposit(
    desk: &Desk,
    actor: Actor,
    offer: &SellerOffer,
    commit: Commit,
) -> Result<Freed, ActionError> {
    let Some(deposit) = offer.deposit else { return Ok(Freed::nothing(commit)) };
    let hold: Hold = desk.store.get(deposit.hold_id).await?;
    // The clock has been at the hold before it was at the offer.
    if !hold.status.is_open() {
        return Ok(Freed::nothing(commit));
    }
    let end = hold.let_go(desk.now())?;
    Ok(Freed { commit: end_hold(desk, actor, &end, commit), hold: Some(hold) })
}

/// The offer is chosen: its security lies with the order from now on.
///
/// # Errors
/// The database's; 409 when the hold has ended.
pub(super) async fn keep_deposit(
    desk: &Desk,
    actor: Actor,
    offer: &SellerOffer,
    commit: Commit,
) -> Result<Commit, ActionError> {
    let Some(deposit) = offer.deposit else { return Ok(commit) };
    let hold: Hold = desk.store.get(deposit.hold_id).await?;
    let end = hold.captured(hold.amount, LedgerAccount::SellerDeposit(offer.request_id), desk.now())?;
    Ok(end_hold(desk, actor, &end, commit))
}

/// Somebody was quicker at the wallet: looking again says what is left in it.
pub(super) fn look_again_at_wallet(error: ActionError) -> ActionError {
    match error {
        ActionError::Store(StoreError::NotEnough { account }) => StoreError::Conflict(account).into(),
        other => other,
    }
}

fn too_little(free: Money) -> ActionError {
    let mut errors = FieldErrors::default();
    errors.add_limit("deposit", "more-than-wallet", format!("{} {}", free.amount_text(), free.currency));
    errors.into()
}
