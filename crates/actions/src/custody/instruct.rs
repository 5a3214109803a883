//! Instructions made: for a payout that waits, or for a leg of what the house decided. What will be signed is always written
//! anew from our own rows; nobody's text is believed. Signing is in `instruct_sign`.

use super::{
    instruct_sign::moved,
    instructed::{counting, needed_for, signed_one},
};
use crate::{ActionError, Desk, admin::must_be, again::again, disputes, escrow::order_of, settings::in_force};
use domain::{
    InstructionId, PayoutId, UserId,
    custody::{
        DecisionLeg, Instruction, InstructionDeed, InstructionError, InstructionStatus, LegOrder, Matter, Payout,
        PayoutDeed, transfer_plan,
    },
    disputes::Dispute,
    escrow::ChainId,
    event::{Actor, Subject},
    identity::Role,
    tasks::{Deed, ScheduledTask},
};
use payments::transfer_id;
use rand::RngCore;
use store::Commit;

/// Who of the house has instructions made, and signs them.
pub(crate) const HOLDERS: [Role; 2] = [Role::Admin, Role::Treasurer];
/// Where neither the order nor the house has a chain, an order names Ethereum: its money moves on none.
const NO_CHAIN: ChainId = ChainId(1);

impl From<InstructionError> for ActionError {
    fn from(error: InstructionError) -> Self {
        let (status, code) = (error.status(), error.code());
        match error {
            InstructionError::Move(refused) => Self::IllegalMove(refused),
            InstructionError::TooLate
            | InstructionError::SignedBefore
            | InstructionError::OwnMoney
            | InstructionError::OwnDispute
            | InstructionError::OwnDecision
            | InstructionError::OtherPayout
            | InstructionError::OtherDecision
            | InstructionError::OtherSignature
            | InstructionError::NoSigner => Self::Refused { status, code, detail: None },
        }
    }
}

/// Has an instruction made for a payout that waits; answers with the one there is while it may still be signed.
///
/// # Errors
/// 403 without the role or for money to oneself; 409 when the payout does not wait, or no signer counts.
pub async fn make_instruction(desk: &Desk, who: UserId, id: PayoutId) -> Result<InstructionId, ActionError> {
    again(|| async {
        let keeper = must_be(desk, who, &HOLDERS).await?;
        let payout: Payout = desk.store.get(id).await?;
        payout.status.next(PayoutDeed::Approve)?;
        if payout.is_of(who) {
            return Err(InstructionError::OwnMoney.into());
        }
        if counting(desk).await?.is_empty() {
            return Err(InstructionError::NoSigner.into());
        }
        let commit = Commit::new().save(&keeper).save(&payout);
        let newest = desk.store.instruction_of(id).await?;
        if let Some(open) = newest.as_ref().filter(|it| it.may_be_signed(desk.now())) {
            return Ok(open.id);
        }
        let needed = in_force(desk).await?.signers_needed(payout.amount.currency).of(payout.amount.units);
        let nonce = fresh_nonce();
        let transfer = transfer_id(&transfer_plan(&payout, &nonce));
        let made = Instruction::made((desk.new_id(), who), &payout, needed, (nonce, transfer), desk.now());
        commit_made(desk, (made, newest), commit).await
    })
    .await
}

/// Has an instruction made for a leg of what the house decided about a dispute; answers with the one there is while it may
/// still be signed, and with the signed one once it is.
///
/// # Errors
/// 403 without the role or for a side of the dispute; 404 when the decision pays no such leg; 409 when it does not stand (any
/// more), or no signer counts.
pub async fn make_leg_instruction(desk: &Desk, who: UserId, which: DecisionLeg) -> Result<InstructionId, ActionError> {
    again(|| async {
        let keeper = must_be(desk, who, &HOLDERS).await?;
        let dispute: Dispute = desk.store.get(which.dispute_id).await?;
        if dispute.is_party(who) {
            return Err(InstructionError::OwnDispute.into());
        }
        let standing = dispute.standing_decision().filter(|it| it.id == which.decision_id);
        let decision = standing.ok_or(InstructionError::OtherDecision)?;
        if counting(desk).await?.is_empty() {
            return Err(InstructionError::NoSigner.into());
        }
        let order = order_of(desk, dispute.request_id).await?;
        let legs = disputes::legs_to_sign(desk, decision, &order).await?;
        let leg = legs.iter().find(|it| it.leg == which.leg);
        let leg = leg.ok_or_else(|| ActionError::NotFound(which.leg.to_string()))?;
        let needed = needed_for(desk, &legs, leg).await?;
        let leg = LegOrder { dispute: &dispute, order: &order, decision, leg };
        let mut before = desk.store.instructions_of_dispute(dispute.id).await?;
        if let Some(signed) = signed_one(desk, &before, &leg, &legs).await? {
            return Ok(signed.id);
        }
        before.retain(|it| it.about == Matter::Leg(which) && it.status == InstructionStatus::Open);
        let newest = before.into_iter().next();
        if let Some(open) = newest.as_ref().filter(|it| it.may_be_signed(desk.now())) {
            return Ok(open.id);
        }
        let chain = leg.chain().or_else(|| desk.chains.first().map(|chain| chain.settings().chain_id));
        let (chain, nonce) = (chain.unwrap_or(NO_CHAIN), fresh_nonce());
        let transfer = transfer_id(&leg.plan(chain, &nonce));
        let ids = (desk.new_id(), who);
        let made = Instruction::made_for_leg(ids, (&leg, chain), needed, (nonce, transfer), desk.now());
        commit_made(desk, (made, newest), Commit::new().save(&keeper).save(&dispute)).await
    })
    .await
}

/// Writes it in the place of the one whose time is over.
async fn commit_made(
    desk: &Desk,
    (made, before): (Instruction, Option<Instruction>),
    commit: Commit,
) -> Result<InstructionId, ActionError> {
    let actor = Actor::User(made.made_by);
    let commit = match before.filter(|it| it.status == InstructionStatus::Open) {
        Some(old) => moved(desk, actor, &old, InstructionDeed::Expire, commit)?,
        None => commit,
    };
    let row = desk.event(Subject::Instruction(made.id), actor, "make_instruction", None, made.status);
    let ends = ScheduledTask::at(desk.new_id(), Deed::EndInstruction(made.id), made.expires_at, desk.now());
    desk.commit(commit.insert(&made).record(&row).task(&ends)).await?;
    Ok(made.id)
}

fn fresh_nonce() -> String {
    let mut nonce = [0; 16];
    rand::rng().fill_bytes(&mut nonce);
    hex::encode(nonce)
}
