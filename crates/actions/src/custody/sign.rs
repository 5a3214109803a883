//! Signing: the price, the place and the bytes, written down in one commit before anything is sent. A place belongs to
//! one payout by a unique index, so that of two who sign at once one starts again with the next place.

use super::{
    addresses_kept::is_usable,
    by_device,
    carry::{hold_up, note},
    instructed::may_leave,
    keystore, outside,
    outside_address::may_be_paid,
    sweep::ask_for_gas,
};
use crate::{ActionError, Desk};
use domain::{
    Timestamp,
    custody::{AllowedBy, Payout, PayoutTrouble, SentTransaction},
};
use payments::{Call, Chain, ChainError, Fees, RpcError, SignedTransaction, Signer, UnsignedTransaction};

/// What a plain payment of the coin uses, on every chain of ours but those that estimate more.
const ROOM: u64 = 4;

/// Signs and keeps; sends nothing.
pub(super) async fn sign(desk: &Desk, chain: &Chain, payout: Payout) -> Result<Payout, ActionError> {
    if payout.purpose.is_of_a_person() && may_be_paid(desk, &payout.to).is_err() {
        return hold_up(desk, payout, PayoutTrouble::Screened).await;
    }
    if !may_leave(desk, &payout).await? {
        return hold_up(desk, payout, PayoutTrouble::Unsigned).await;
    }
    if let (Some(owner), Some(AllowedBy::Listed(_))) = (payout.user_id, payout.allowed_by)
        && !is_usable(desk, owner, &payout.to).await?
    {
        return hold_up(desk, payout, PayoutTrouble::AddressRemoved).await;
    }
    let call = call_of(&payout)?;
    if holds(chain, &payout).await? < payout.units() {
        return hold_up(desk, payout, PayoutTrouble::VaultShort).await;
    }
    let gas_limit = match chain.estimate_gas(&payout.from, &call).await {
        Ok(gas) => gas + gas / ROOM,
        Err(ChainError::Rpc(RpcError::Refused { .. })) => {
            return hold_up(desk, payout, PayoutTrouble::WouldRevert).await;
        }
        Err(error) => return Err(outside(error)),
    };
    let fees = chain.fees().await.map_err(outside)?;
    let missing = missing_gas(chain, &payout, gas_limit, fees).await?;
    if missing > 0 {
        return ask_for_gas(desk, chain, payout, missing).await;
    }
    if payout.signer_id.is_some() {
        return by_device::offer(desk, chain, payout, (gas_limit, fees)).await;
    }
    let nonce = next_place(desk, chain, &payout).await?;
    let plan = planned(&payout, &call, (nonce, gas_limit), fees);
    match signed_by(desk, &payout, &plan).await? {
        Some(signed) => note(desk, &payout.signed(sent(&plan, &signed, desk.now()), desk.now())?).await,
        None => hold_up(desk, payout, PayoutTrouble::SignerAbsent).await,
    }
}

/// Signs the newest transaction's plan again, in its place, for at least an eighth more of both fees: what nodes ask
/// before they let one transaction stand for another.
pub(super) async fn sign_dearer(
    desk: &Desk,
    chain: &Chain,
    payout: &Payout,
) -> Result<Option<SentTransaction>, ActionError> {
    let Some(newest) = payout.newest() else { return Ok(None) };
    let fees = dearer(chain, newest).await?;
    let plan = planned(payout, &call_of(payout)?, (newest.nonce, newest.gas_limit), fees);
    let signed = signed_by(desk, payout, &plan).await?;
    Ok(signed.map(|signed| sent(&plan, &signed, desk.now())))
}

/// An eighth more than before, or what is asked now.
pub(super) async fn dearer(chain: &Chain, newest: &SentTransaction) -> Result<Fees, ActionError> {
    let number = |text: &str| text.parse::<u128>().unwrap_or(0);
    let more = |fee: u128| fee + fee.div_ceil(8) + 1;
    let now = chain.fees().await.map_err(outside)?;
    let max_priority_fee = now.max_priority_fee.max(more(number(&newest.max_priority_fee)));
    let max_fee = now.max_fee.max(more(number(&newest.max_fee))).max(max_priority_fee);
    Ok(Fees { max_priority_fee, max_fee })
}

pub(super) fn call_of(payout: &Payout) -> Result<Call, ActionError> {
    match &payout.token {
        Some(token) => Call::transfer(token, &payout.to, payout.units()).map_err(outside),
        None => Ok(Call::coin(&payout.to, payout.units())),
    }
}

async fn holds(chain: &Chain, payout: &Payout) -> Result<u128, ActionError> {
    let held = match &payout.token {
        Some(token) => chain.token_balance(token, &payout.from).await,
        None => chain.coin_balance(&payout.from).await,
    };
    held.map_err(outside)
}

/// How much of the coin the sender lacks for gas at the highest price, and for the coin it sends.
pub(super) async fn missing_gas(
    chain: &Chain,
    payout: &Payout,
    gas_limit: u64,
    fees: Fees,
) -> Result<u128, ActionError> {
    let coin = chain.coin_balance(&payout.from).await.map_err(outside)?;
    let sends = if payout.token.is_none() { payout.units() } else { 0 };
    let needed = u128::from(gas_limit).saturating_mul(fees.max_fee).saturating_add(sends);
    Ok(needed.saturating_sub(coin))
}

/// After the last that is in a block, and after the last that is ours.
async fn next_place(desk: &Desk, chain: &Chain, payout: &Payout) -> Result<u64, ActionError> {
    let mined = chain.transaction_count(&payout.from).await.map_err(outside)?;
    let ours = desk.store.last_nonce(payout.chain_id, &payout.from).await?;
    Ok(mined.max(ours.map_or(0, |last| last + 1)))
}

pub(super) fn planned(payout: &Payout, call: &Call, (nonce, gas_limit): (u64, u64), fees: Fees) -> UnsignedTransaction {
    UnsignedTransaction {
        chain_id: payout.chain_id,
        nonce,
        max_priority_fee: fees.max_priority_fee,
        max_fee: fees.max_fee,
        gas_limit,
        to: call.to.clone(),
        value: call.value,
        data: call.data.clone(),
    }
}

/// The signature of whoever holds the sender's key; none while nobody does.
async fn signed_by(
    desk: &Desk,
    payout: &Payout,
    plan: &UnsignedTransaction,
) -> Result<Option<SignedTransaction>, ActionError> {
    let keys = keystore(desk)?;
    let signer = match payout.from_index {
        None => Some(keys.vault()),
        Some(index) => keys.deposit(index).ok(),
    };
    // Another keystore than the payout was planned with, or without its account now.
    let Some(signer) = signer.filter(|signer| signer.address() == payout.from) else { return Ok(None) };
    signer.sign(plan).await.map(Some).map_err(|error| ActionError::Outside(error.to_string()))
}

pub(super) fn sent(plan: &UnsignedTransaction, signed: &SignedTransaction, now: Timestamp) -> SentTransaction {
    SentTransaction {
        hash: signed.hash.clone(),
        raw: signed.text(),
        nonce: plan.nonce,
        max_fee: plan.max_fee.to_string(),
        max_priority_fee: plan.max_priority_fee.to_string(),
        gas_limit: plan.gas_limit,
        signed_at: now,
    }
}
