//! One step of a payout on its way: sign, hand in, look for it in a block. Run twice, by two at once, or again after a
//! crash at any line, it does the same: what was signed is read from the payout, never signed in a second place.

use super::{chain_of, change::commit_change, follow, outside, sign};
use crate::{ActionError, Desk, again::again, tasks::Ran};
use domain::{
    PayoutId, Seconds,
    custody::{Payout, PayoutChange, PayoutStatus, PayoutTrouble},
    event::Actor,
};
use payments::{Chain, Handed, raw_bytes};
use store::Commit;

/// How often one looks.
const LOOK: Seconds = Seconds(3);

/// Carries a payout on by what is next; done when it is over, or waits for a person.
///
/// # Errors
/// [`ActionError::Outside`] when the chain does not answer: the clock tries again, without an end.
pub async fn carry_payout(desk: &Desk, id: PayoutId, attempt: u32) -> Result<Ran, ActionError> {
    let payout: Payout = desk.store.get(id).await?;
    if !payout.status.is_carried() || payout.attempt != attempt {
        return Ok(Ran::Done);
    }
    let chain = chain_of(desk, payout.chain_id)?;
    let after = again(|| step(desk, chain, id)).await?;
    if after.waits_for_device() {
        // A person brings the signature, and with it the clock.
        return Ok(Ran::Done);
    }
    let rests = if after.status == payout.status { LOOK } else { Seconds(0) };
    Ok(if after.status.is_carried() { Ran::Again(desk.now() + rests) } else { Ran::Done })
}

async fn step(desk: &Desk, chain: &Chain, id: PayoutId) -> Result<Payout, ActionError> {
    let payout: Payout = desk.store.get(id).await?;
    match payout.status {
        // Planned: nothing is asked of the chain again until it is signed.
        PayoutStatus::Approved if payout.waits_for_device() => Ok(payout),
        PayoutStatus::Approved => sign::sign(desk, chain, payout).await,
        PayoutStatus::Signed => hand_in(desk, chain, payout).await,
        PayoutStatus::Broadcast | PayoutStatus::Replaced | PayoutStatus::Mined => {
            follow::follow(desk, chain, payout).await
        }
        PayoutStatus::Draft
        | PayoutStatus::Confirmed
        | PayoutStatus::Rejected
        | PayoutStatus::Expired
        | PayoutStatus::Cancelled
        | PayoutStatus::Failed
        | PayoutStatus::Reversed => Ok(payout),
    }
}

/// The kept bytes go to the nodes. That they have them already, or a block has, is as good.
async fn hand_in(desk: &Desk, chain: &Chain, payout: Payout) -> Result<Payout, ActionError> {
    match hand_in_newest(chain, &payout).await? {
        Handed::Taken => note(desk, &payout.broadcast(desk.now())?).await,
        Handed::PlaceTaken if follow::is_in_a_block(chain, &payout).await? => {
            note(desk, &payout.broadcast(desk.now())?).await
        }
        Handed::PlaceTaken => follow::place_is_taken(desk, chain, payout).await,
        Handed::Refused(why) => {
            tracing::warn!(payout = %payout.id, why, "the nodes do not take a payout");
            hold_up(desk, payout, PayoutTrouble::NodesRefuse).await
        }
    }
}

pub(super) async fn hand_in_newest(chain: &Chain, payout: &Payout) -> Result<Handed, ActionError> {
    let broken = || ActionError::Broken(format!("{} is signed and has no transaction", payout.id));
    let newest = payout.newest().ok_or_else(broken)?;
    let raw = raw_bytes(&newest.raw).map_err(|_| broken())?;
    chain.hand_in(&raw).await.map_err(outside)
}

/// Writes down what holds it up, once.
pub(super) async fn hold_up(desk: &Desk, payout: Payout, why: PayoutTrouble) -> Result<Payout, ActionError> {
    match payout.held_up(why, desk.now()) {
        Some(change) => note(desk, &change).await,
        None => Ok(payout),
    }
}

/// What the chain or the clock brought about.
pub(super) async fn note(desk: &Desk, change: &PayoutChange) -> Result<Payout, ActionError> {
    commit_change(desk, Actor::Chain, change, None, Commit::new()).await
}
