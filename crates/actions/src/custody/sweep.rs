//! Receiving addresses that hold enough are emptied into the hot vault. An address that holds tokens has no coin for
//! gas: the hot vault sends it what is missing first, and no more.

use super::{
    carry::hold_up, change::commit_change, cold::level_vault, deposit_account::sender_of, instruct::HOLDERS, keystore,
};
use crate::{
    ActionError, Desk,
    admin::must_be,
    settings::{in_force, wholes},
    tasks::Ran,
};
use domain::{
    Currency, Minutes, Money, TrezorAccountId, UserId,
    custody::{NewPayout, Payout, PayoutChange, PayoutPurpose, PayoutStatus, PayoutTrouble, gas_coin},
    escrow::{ChainAddress, ChainId},
    event::Actor,
};
use payments::{Chain, Signer};
use std::collections::{BTreeMap, BTreeSet};
use store::{Commit, StoreError};

/// How often one looks for what can be swept.
const LOOK: Minutes = Minutes(10);
/// Transfers read at once.
const BATCH: i64 = 1_000;

/// What lies where, by the books: address in lower case and currency.
type Held = BTreeMap<(String, Currency), i128>;

/// Looks at every receiving address of a chain, by the books first, and begins a sweep of each that holds enough.
///
/// # Errors
/// [`ActionError::Outside`] when the chain does not answer.
pub async fn sweep_chain(desk: &Desk, id: ChainId) -> Result<Ran, ActionError> {
    let chain = desk.chains.iter().find(|chain| chain.settings().chain_id == id);
    let (Some(chain), Some(_)) = (chain, &desk.keystore) else { return Ok(Ran::Done) };
    let least = in_force(desk).await?.sweep_above;
    level_vault(desk, chain).await?;
    for ((address, currency), units) in held(desk, id).await? {
        if units >= wholes(least, currency).units {
            begin(desk, chain, &ChainAddress(address), Money::new(units, currency)).await?;
        }
    }
    Ok(Ran::Again(desk.now() + LOOK))
}

/// Looks at once at every chain: somebody with the device is here now. What can be swept is begun as if the clock had come.
///
/// # Errors
/// 403 without the role; [`ActionError::Outside`] when a chain does not answer.
pub async fn sweep_now(desk: &Desk, who: UserId) -> Result<(), ActionError> {
    must_be(desk, who, &HOLDERS).await?;
    for chain in desk.chains.iter() {
        sweep_chain(desk, chain.settings().chain_id).await?;
    }
    Ok(())
}

/// What came to each address and was booked. An address to which something came that is gone again, or that lies aside
/// because of who sent it, is left alone: what is not ours yet must not be mixed with what is.
async fn held(desk: &Desk, chain: ChainId) -> Result<Held, ActionError> {
    let (mut held, mut after, mut left_alone) = (Held::new(), None, BTreeSet::new());
    loop {
        let batch = desk.store.settled_transfers(chain, after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after = Some(last.id);
        for event in &batch {
            if event.missing_since.is_some() || event.is_withheld() {
                left_alone.insert(event.to.key());
            }
            if let Some(amount) = event.amount {
                *held.entry((event.to.key(), amount.currency)).or_insert(0) += amount.units;
            }
        }
    }
    held.retain(|(address, _), _| !left_alone.contains(address));
    Ok(held)
}

/// One sweep of an address and currency at a time; of what was booked and is still there.
async fn begin(desk: &Desk, chain: &Chain, address: &ChainAddress, came: Money) -> Result<(), ActionError> {
    let settings = chain.settings();
    let (Some(token), Some(destination)) = (settings.token(came.currency), desk.store.destination_at(address).await?)
    else {
        return Ok(());
    };
    let gone = swept(&desk.store.payouts_from(settings.chain_id, address).await?, came.currency);
    let amount = came.minus(Money::new(gone, came.currency))?;
    if amount.units < wholes(in_force(desk).await?.sweep_above, came.currency).units {
        return Ok(());
    }
    // Of another account, which another keystore opens, or whose device nobody knows any more.
    let Some(from) = sender_of(desk, &destination).await? else { return Ok(()) };
    let plan = NewPayout {
        id: desk.new_id(),
        purpose: PayoutPurpose::Sweep,
        owner: None,
        chain: (settings.chain_id, settings.name.clone()),
        from: (from, Some(destination.index)),
        to: keystore(desk)?.vault().address(),
        units: amount.to_chain_units(token.decimals)?,
        amount,
        token: Some(token.contract.clone()),
        confirmations_needed: in_force(desk).await?.confirmations(settings),
        lock: Some(format!("sweep:{}:{}:{}", settings.chain_id, address.key(), came.currency)),
    };
    unless_begun(ask(desk, plan, destination.signer_id).await)
}

/// What was swept, or is being swept.
fn swept(payouts: &[Payout], currency: Currency) -> i128 {
    let counts = |payout: &&Payout| {
        payout.purpose == PayoutPurpose::Sweep
            && payout.amount.currency == currency
            && (payout.status == PayoutStatus::Confirmed || !payout.status.is_over())
    };
    payouts.iter().filter(counts).map(|payout| payout.amount.units).sum()
}

/// The sender has too little coin. An address of an account gets what is missing from the hot vault, once at a time; the
/// vault itself waits for somebody to fill it.
pub(super) async fn ask_for_gas(
    desk: &Desk,
    chain: &Chain,
    payout: Payout,
    missing: u128,
) -> Result<Payout, ActionError> {
    if payout.from_index.is_none() {
        return hold_up(desk, payout, PayoutTrouble::GasShort).await;
    }
    let lock = format!("gas:{}", payout.id);
    if desk.store.payout_with_lock(&lock).await?.is_none() {
        let settings = chain.settings();
        let units = i128::try_from(missing).map_err(|_| ActionError::Broken("gas beyond all coins".to_owned()))?;
        let plan = NewPayout {
            id: desk.new_id(),
            purpose: PayoutPurpose::GasTopUp,
            owner: None,
            chain: (settings.chain_id, settings.name.clone()),
            from: (keystore(desk)?.vault().address(), None),
            to: payout.from.clone(),
            amount: Money::new(units, gas_coin(settings.chain_id)),
            token: None,
            units: missing,
            confirmations_needed: payout.confirmations_needed,
            lock: Some(lock),
        };
        unless_begun(ask(desk, plan, None).await)?;
    }
    hold_up(desk, payout, PayoutTrouble::WaitsForGas).await
}

/// `signer` is whose device has the sender's key.
async fn ask(desk: &Desk, plan: NewPayout, signer: Option<TrezorAccountId>) -> Result<(), ActionError> {
    let change = plan.of_the_house(desk.now())?;
    begun(desk, PayoutChange { payout: change.payout.of_device(signer), ..change }).await
}

pub(super) async fn begun(desk: &Desk, change: PayoutChange) -> Result<(), ActionError> {
    commit_change(desk, Actor::Clock, &change, None, Commit::new()).await.map(drop)
}

/// Another worker was quicker: it is being done.
pub(super) fn unless_begun(asked: Result<(), ActionError>) -> Result<(), ActionError> {
    match asked {
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == store::PAYOUT_LOCK_INDEX => Ok(()),
        other => other,
    }
}
