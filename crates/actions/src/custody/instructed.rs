//! Whether signers must be asked, and whether what moves is what they signed: looked at again where the money goes, and by
//! the audit. Nothing is signed here.

use super::{
    break_glass_use::is_under_glass,
    matters::{Case, leg_is_said_by},
};
use crate::{ActionError, Desk, settings::in_force};
use domain::{
    custody::{
        About, Approval, Instruction, InstructionStatus, LegOrder, PaidLeg, Payout, TrezorAccount, transfer_plan,
    },
    disputes::{Decision, Dispute},
    escrow::Order,
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

/// Whether this payout may leave: signed by those whom it asks for, under what it is today, or approved while the glass was
/// broken.
pub(super) async fn may_leave(desk: &Desk, payout: &Payout) -> Result<bool, ActionError> {
    if payout.break_glass_id.is_some() {
        return is_under_glass(desk, payout).await;
    }
    let Some(id) = payout.instruction_id else { return Ok(!asks_signers(desk, payout).await?) };
    let Some(instruction) = desk.store.find::<Instruction>(id).await? else { return Ok(false) };
    is_signed(desk, &instruction, payout).await
}

/// True when the instruction is approved, its words are what the payout is today, and [`is_agreed`].
pub(crate) async fn is_signed(desk: &Desk, instruction: &Instruction, payout: &Payout) -> Result<bool, ActionError> {
    Ok(is_about(instruction, payout) && is_agreed(desk, instruction, About::Payout(payout)).await?)
}

/// True when what it is about is what its order says, and [`is_agreed`].
pub(crate) async fn is_signed_as(desk: &Desk, instruction: &Instruction, case: &Case) -> Result<bool, ActionError> {
    Ok(case.is_said_by(instruction) && is_agreed(desk, instruction, case.about()).await?)
}

/// True when an instruction is approved by as many people as it needs, none of whom has a part in the money, and not only by
/// those who decided it; when each signature stands under its order; and each of their signers counted when it signed.
pub(crate) async fn is_agreed(desk: &Desk, instruction: &Instruction, about: About<'_>) -> Result<bool, ActionError> {
    let is_whole = instruction.status == InstructionStatus::Approved
        && about.is_enough(&instruction.approvals, instruction.needed);
    for approval in instruction.approvals.iter().filter(|_| is_whole) {
        if !is_right(desk, instruction, approval).await? {
            return Ok(false);
        }
    }
    Ok(is_whole)
}

async fn is_right(desk: &Desk, instruction: &Instruction, it: &Approval) -> Result<bool, ActionError> {
    let is_theirs =
        signer_of_order(&instruction.order, &it.signature).is_ok_and(|signer| signer.key() == it.address.key());
    let signer = desk.store.find::<TrezorAccount>(it.signer_id).await?;
    let counted = signer.is_some_and(|signer| {
        signer.user_id == it.user_id && signer.address.key() == it.address.key() && signer.counted_at(it.at)
    });
    Ok(is_theirs && counted && it.at < instruction.expires_at)
}

pub(super) fn is_about(instruction: &Instruction, payout: &Payout) -> bool {
    instruction.speaks_of(payout, &transfer_id(&transfer_plan(payout, &instruction.nonce)))
}

/// How many people must sign for this leg: as many as everything that the decision pays in its currency asks for, so that
/// nobody asks for fewer by cutting a sum in two.
pub(super) async fn needed_for(desk: &Desk, legs: &[PaidLeg], leg: &PaidLeg) -> Result<u32, ActionError> {
    let currency = leg.amount.currency;
    let units = legs.iter().filter(|it| it.amount.currency == currency).map(|it| it.amount.units).sum();
    Ok(in_force(desk).await?.signers_needed(currency).of(units))
}

/// Whether signers have said yes to each of these legs: in the words of today, and so many of them as the sum asks for today.
pub(crate) async fn all_legs_signed(
    desk: &Desk,
    (dispute, decision, order): (&Dispute, &Decision, &Order),
    legs: &[PaidLeg],
) -> Result<bool, ActionError> {
    let made = desk.store.instructions_of_dispute(dispute.id).await?;
    for leg in legs {
        let leg = LegOrder { dispute, order, decision, leg };
        if signed_one(desk, &made, &leg, legs).await?.is_none() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The instruction among these that signers have said yes to for this leg, if there is one: so many of them as the sum of all
/// `legs` asks for today.
pub(crate) async fn signed_one<'a>(
    desk: &Desk,
    made: &'a [Instruction],
    leg: &LegOrder<'_>,
    legs: &[PaidLeg],
) -> Result<Option<&'a Instruction>, ActionError> {
    let needed = needed_for(desk, legs, leg.leg).await?;
    let about = About::Decision(leg.dispute, leg.decision);
    for instruction in made.iter().filter(|it| it.about == leg.matter() && leg_is_said_by(it, leg)) {
        let is_enough = about.is_enough(&instruction.approvals, needed);
        if is_enough && is_agreed(desk, instruction, about).await? {
            return Ok(Some(instruction));
        }
    }
    Ok(None)
}
