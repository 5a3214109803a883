//! Money of receiving addresses whose keys are in a device: what it shall sign is planned and written down, a person has it
//! signed in the page or elsewhere, and only the plan under the sender's signature is kept and sent.

use super::{
    carry::note,
    chain_of,
    change::commit_change,
    instruct::HOLDERS,
    sign::{call_of, dearer, missing_gas, planned, sent},
    sweep::ask_for_gas,
};
use crate::{ActionError, Desk, admin::must_be, again::again};
use domain::{
    PayoutId, UserId,
    custody::{Payout, PayoutError, PayoutStatus, PlannedTransaction, SentTransaction},
    event::{Actor, Subject},
    tasks::{Deed, ScheduledTask},
};
use payments::{BadTransaction, Chain, Fees, UnsignedTransaction};
use std::collections::BTreeSet;
use store::Commit;

/// Plans what the device shall sign, in the first place of the sender's row that nothing of ours stands in.
pub(super) async fn offer(
    desk: &Desk,
    chain: &Chain,
    payout: Payout,
    (gas_limit, fees): (u64, Fees),
) -> Result<Payout, ActionError> {
    let mined = chain.transaction_count(&payout.from).await.map_err(super::outside)?;
    let ours = desk.store.payouts_from(payout.chain_id, &payout.from).await?;
    let taken: BTreeSet<u64> = ours.iter().filter_map(|other| other.nonce).collect();
    let place = (mined..).find(|place| !taken.contains(place)).unwrap_or(mined);
    note(desk, &payout.offered(written(place, gas_limit, fees, desk), desk.now())?).await
}

/// What is stuck is planned for a higher fee in its place; coin for that comes first.
pub(super) async fn offer_dearer(desk: &Desk, chain: &Chain, payout: Payout) -> Result<Payout, ActionError> {
    let Some(newest) = payout.newest().filter(|_| payout.plan.is_none()).cloned() else { return Ok(payout) };
    let fees = dearer(chain, &newest).await?;
    let missing = missing_gas(chain, &payout, newest.gas_limit, fees).await?;
    if missing > 0 {
        return ask_for_gas(desk, chain, payout, missing).await;
    }
    note(desk, &payout.offered(written(newest.nonce, newest.gas_limit, fees, desk), desk.now())?).await
}

fn written(nonce: u64, gas_limit: u64, fees: Fees, desk: &Desk) -> PlannedTransaction {
    let (max_fee, max_priority_fee) = (fees.max_fee.to_string(), fees.max_priority_fee.to_string());
    PlannedTransaction { nonce, max_fee, max_priority_fee, gas_limit, planned_at: desk.now() }
}

/// What the device signs, whole.
pub(super) fn unsigned(payout: &Payout, plan: &PlannedTransaction) -> Result<UnsignedTransaction, ActionError> {
    let number =
        |text: &str| text.parse::<u128>().map_err(|_| ActionError::Broken("a fee that is no number".to_owned()));
    let fees = Fees { max_fee: number(&plan.max_fee)?, max_priority_fee: number(&plan.max_priority_fee)? };
    Ok(planned(payout, &call_of(payout)?, (plan.nonce, plan.gas_limit), fees))
}

/// Takes what the device signed: the signature, or the whole transaction. It is kept in the commit that moves the payout on; the
/// clock sends it. Of two who sign at once both are answered, and one transaction is kept.
///
/// # Errors
/// A code at `signature` for anything but the plan under the sender's signature; 403 without the role; 409
/// `payout-nothing-to-sign`.
pub async fn sign_sweep(desk: &Desk, who: UserId, id: PayoutId, signature: &str) -> Result<(), ActionError> {
    again(|| async {
        let keeper = must_be(desk, who, &HOLDERS).await?;
        let payout: Payout = desk.store.get(id).await?;
        let Some(plan) = payout.plan.clone().filter(|_| payout.signer_id.is_some()) else {
            return if is_kept(&payout, signature)? { Ok(()) } else { Err(PayoutError::NothingToSign.into()) };
        };
        let plan = unsigned(&payout, &plan)?;
        let signed = plan.signed_elsewhere(signature, &payout.from).map_err(refused)?;
        let change = payout.signed_by_device(sent(&plan, &signed, desk.now()), desk.now())?;
        let commit = carried_on(desk, &payout, Commit::new().save(&keeper)).await?;
        commit_change(desk, Actor::User(who), &change, None, commit).await.map(drop)
    })
    .await
}

/// Plans it anew, because the fees of what nobody has signed yet have grown old.
///
/// # Errors
/// 403 without the role; 409 `payout-nothing-to-sign`.
pub async fn plan_sweep_anew(desk: &Desk, who: UserId, id: PayoutId) -> Result<(), ActionError> {
    again(|| async {
        let keeper = must_be(desk, who, &HOLDERS).await?;
        let payout: Payout = desk.store.get(id).await?;
        chain_of(desk, payout.chain_id)?;
        let change = payout.planned_anew(desk.now())?;
        let from = Some(payout.status.to_string());
        let row = desk.event(Subject::Payout(id), Actor::User(who), "plan_sweep_anew", from, payout.status);
        let commit = carried_on(desk, &payout, Commit::new().save(&keeper).record(&row)).await?;
        commit_change(desk, Actor::User(who), &change, None, commit).await.map(drop)
    })
    .await
}

/// The clock let go of what waited for a person: it takes it up again. A worker that holds it at this moment has seen what was
/// before; its row is written, so that it does not end it.
async fn carried_on(desk: &Desk, payout: &Payout, commit: Commit) -> Result<Commit, ActionError> {
    let deed = Deed::CarryPayout(payout.id, payout.attempt);
    let now = desk.now();
    let task = desk.store.task_of(&deed.key()).await?;
    // One that was given up is tried again.
    let there = task.and_then(|task| if task.status.is_live() { Some(task) } else { task.revived(now).ok() });
    Ok(match there {
        Some(task) => commit.save(&task),
        None => commit.task_anew(&ScheduledTask::at(desk.new_id(), deed, now, now)),
    })
}

/// Whether this is the very transaction that is kept already.
fn is_kept(payout: &Payout, signature: &str) -> Result<bool, ActionError> {
    let Some(newest) = payout.newest().filter(|_| payout.signer_id.is_some()) else { return Ok(false) };
    let SentTransaction { nonce, max_fee, max_priority_fee, gas_limit, signed_at, .. } = newest.clone();
    let plan = PlannedTransaction { nonce, max_fee, max_priority_fee, gas_limit, planned_at: signed_at };
    let same = unsigned(payout, &plan)?.signed_elsewhere(signature, &payout.from);
    Ok(payout.status != PayoutStatus::Approved && same.is_ok_and(|signed| signed.hash == newest.hash))
}

fn refused(error: BadTransaction) -> ActionError {
    let code = match error {
        BadTransaction::Signature | BadTransaction::Recipient => "sweep-not-a-signature",
        BadTransaction::OtherSigner => "sweep-other-signer",
        BadTransaction::OtherPlan => "sweep-other-transaction",
    };
    ActionError::field("signature", code)
}
