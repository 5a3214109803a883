//! Following a payout that the nodes have: is one of its transactions in a block, does the block stay, did it move what
//! it should, or is it stuck.

use super::{
    by_device,
    carry::{hand_in_newest, hold_up, note},
    outside, sign,
};
use crate::{ActionError, Desk, settings::in_force};
use domain::{
    Money,
    custody::{Confirmed, Payout, PayoutStatus, PayoutTrouble, gas_coin},
    escrow::TransferCheck,
};
use payments::{Chain, Handed, Mined, U256};
use std::fmt::Display;

pub(super) async fn follow(desk: &Desk, chain: &Chain, payout: Payout) -> Result<Payout, ActionError> {
    let head = chain.head().await.map_err(outside)?;
    match chain.find_mined(&payout.hashes(), &head).await.map_err(outside)? {
        Some(mined) => seen(desk, payout, &mined).await,
        None if payout.status == PayoutStatus::Mined => note(desk, &payout.vanished(desk.now())?).await,
        None => wait(desk, chain, payout).await,
    }
}

/// Whether a block has any of what was signed in its place.
pub(super) async fn is_in_a_block(chain: &Chain, payout: &Payout) -> Result<bool, ActionError> {
    let head = chain.head().await.map_err(outside)?;
    Ok(chain.find_mined(&payout.hashes(), &head).await.map_err(outside)?.is_some())
}

/// In a block: noted when it is new, settled when it stays.
async fn seen(desk: &Desk, payout: Payout, mined: &Mined) -> Result<Payout, ActionError> {
    let now = desk.now();
    let found = confirmed(&payout, mined);
    if mined.is_settled && mined.confirmations >= payout.confirmations_needed && payout.status == PayoutStatus::Mined {
        let placed = payout.seen(found, now)?.payout;
        return note(desk, &placed.settled(checks(&payout, mined), now)?).await;
    }
    if payout.mined.as_ref() == Some(&found) { Ok(payout) } else { note(desk, &payout.seen(found, now)?).await }
}

/// In no block: handed in again, which does no harm; for a higher fee once it is stuck.
async fn wait(desk: &Desk, chain: &Chain, payout: Payout) -> Result<Payout, ActionError> {
    let stuck_after = in_force(desk).await?.stuck_after;
    let is_stuck = payout.sent_at.is_some_and(|sent| desk.now() >= sent + stuck_after);
    if is_stuck && payout.signer_id.is_some() && payout.plan.is_none() {
        return by_device::offer_dearer(desk, chain, payout).await;
    }
    if is_stuck
        && payout.signer_id.is_none()
        && let Some(dearer) = sign::sign_dearer(desk, chain, &payout).await?
    {
        // Kept first; the next look hands it in.
        return note(desk, &payout.replaced(dearer, desk.now())?).await;
    }
    match hand_in_newest(chain, &payout).await? {
        Handed::Taken => Ok(payout),
        Handed::PlaceTaken => place_is_taken(desk, chain, payout).await,
        Handed::Refused(why) => {
            tracing::warn!(payout = %payout.id, why, "the nodes do not take a payout again");
            hold_up(desk, payout, PayoutTrouble::NodesRefuse).await
        }
    }
}

/// Some transaction stands in this place of a block and it is none of ours: once that is as deep as ours would have to
/// be, ours can never be mined.
pub(super) async fn place_is_taken(desk: &Desk, chain: &Chain, payout: Payout) -> Result<Payout, ActionError> {
    let head = chain.head().await.map_err(outside)?;
    if chain.find_mined(&payout.hashes(), &head).await.map_err(outside)?.is_some() {
        return Ok(payout);
    }
    let settled = chain.settled_block(&head, payout.confirmations_needed).await.map_err(outside)?;
    let Some(deep) = settled else { return Ok(payout) };
    let count = chain.transaction_count_at(&payout.from, deep).await.map_err(outside)?;
    match payout.nonce {
        Some(nonce) if count > nonce => note(desk, &payout.displaced(desk.now())?).await,
        _ => hold_up(desk, payout, PayoutTrouble::PlaceContested).await,
    }
}

fn confirmed(payout: &Payout, mined: &Mined) -> Confirmed {
    let gas = mined.gas_cost.and_then(|cost| i128::try_from(cost).ok());
    Confirmed {
        hash: mined.tx_hash.clone(),
        block_number: mined.block_number,
        block_hash: mined.block_hash.clone(),
        // More than are needed are no news.
        confirmations: mined.confirmations.min(payout.confirmations_needed),
        gas: gas.map(|units| Money::new(units, gas_coin(payout.chain_id))),
    }
}

/// What was found against what should be: a token may take a call and move nothing, or something else.
fn checks(payout: &Payout, mined: &Mined) -> Vec<TransferCheck> {
    let deep = row("confirmations", payout.confirmations_needed, mined.confirmations, true);
    let success = if mined.success { "success" } else { "reverted" };
    let mut checks = vec![row("success", "success", success, mined.success)];
    if let Some(token) = &payout.token {
        let ours =
            mined.transfers.iter().filter(|it| it.token.key() == token.key() && it.from.key() == payout.from_key);
        let left: U256 = ours.clone().map(|it| it.units).fold(U256::ZERO, U256::saturating_add);
        let arrived = ours.filter(|it| it.to.key() == payout.to.key()).map(|it| it.units);
        let arrived: U256 = arrived.fold(U256::ZERO, U256::saturating_add);
        let units = U256::from(payout.units());
        checks.push(row(
            "recipient",
            &payout.to,
            if arrived.is_zero() { "-" } else { payout.to.0.as_str() },
            !arrived.is_zero(),
        ));
        // What the token kept for itself on the way left the vault too.
        let found = if arrived == left { left.to_string() } else { format!("{left}, {arrived} arrived") };
        checks.push(row("amount", units, found, left == units));
    }
    checks.push(deep);
    checks
}

fn row(name: &str, wanted: impl Display, found: impl Display, passed: bool) -> TransferCheck {
    TransferCheck { name: name.to_owned(), wanted: wanted.to_string(), found: found.to_string(), passed }
}
