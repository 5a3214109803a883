//! Whether signers must be asked, and whether what leaves is what they signed: looked at again where the money goes, and by
//! the audit. Nothing is signed here.

use crate::{ActionError, Desk, settings::in_force};
use domain::{
    UserId,
    custody::{Approval, Instruction, InstructionStatus, Payout, TrezorAccount, transfer_plan},
};
use payments::{signer_of_order, transfer_id};

/// The signers whose signatures count now.
pub(super) async fn counting(desk: &Desk) -> Result<Vec<TrezorAccount>, ActionError> {
    let mut signers = desk.store.active_signers().await?;
    signers.retain(|signer| signer.counts(desk.now()));
    Ok(signers)
}

/// Whether people with hardware must sign before this leaves: a person's money, above what the hot vault pays by itself, in
/// a house that ever had signers. Revoking them all does not bring back the click that they took the place of.
pub(super) async fn asks_signers(desk: &Desk, payout: &Payout) -> Result<bool, ActionError> {
    let limits = in_force(desk).await?.withdrawal(payout.chain_id, payout.amount.currency);
    let is_large = limits.approve_above.minus(payout.amount)?.units < 0;
    Ok(payout.purpose.is_of_a_person() && is_large && desk.store.had_signer().await?)
}

/// Whether this payout may leave: signed by those whom it asks for, under what it is today.
pub(super) async fn may_leave(desk: &Desk, payout: &Payout) -> Result<bool, ActionError> {
    match payout.instruction_id {
        Some(id) => Ok(desk.store.find::<Instruction>(id).await?.is_some_and(|it| is_signed(&it, payout))),
        None => Ok(!asks_signers(desk, payout).await?),
    }
}

/// True when an instruction is approved by as many people as it needs, each signature stands under its order, and the order
/// is what the payout is today.
pub(crate) fn is_signed(instruction: &Instruction, payout: &Payout) -> bool {
    let is_right = |it: &Approval| {
        signer_of_order(&instruction.order, &it.signature).is_ok_and(|signer| signer.key() == it.address.key())
    };
    let mut people: Vec<UserId> = instruction.approvals.iter().map(|it| it.user_id).collect();
    people.sort_unstable();
    people.dedup();
    instruction.status == InstructionStatus::Approved
        && instruction.approvals.iter().all(is_right)
        && people.len() >= instruction.needed as usize
        && !people.iter().any(|person| payout.is_of(*person))
        && speaks_of(instruction, payout)
}

pub(super) fn speaks_of(instruction: &Instruction, payout: &Payout) -> bool {
    instruction.speaks_of(payout, &transfer_id(&transfer_plan(payout, &instruction.nonce)))
}
