//! Instructions: made for a payout that waits, signed by people with their hardware and a passkey's yes each, and looked at
//! again where the money leaves (`instructed`). What is signed is always written anew from our own rows; nobody's text is believed.

use super::{
    change::commit_change,
    instructed::{counting, speaks_of},
};
use crate::{
    ActionError, Desk,
    admin::must_be,
    again::again,
    identity::{Act, ActAnswer, proven_act},
    settings::in_force,
    tasks::Ran,
};
use domain::{
    InstructionId, PayoutId, UserId,
    custody::{
        Approval, Instruction, InstructionDeed, InstructionError, InstructionStatus, Payout, PayoutDeed, PayoutStatus,
        TrezorAccount, transfer_plan,
    },
    event::{Actor, EventRow, Subject},
    identity::Role,
    tasks::{Deed, ScheduledTask},
};
use payments::{signer_of_order, transfer_id};
use rand::RngCore;
use store::Commit;

/// Who of the house has instructions made, and signs them.
pub(super) const HOLDERS: [Role; 2] = [Role::Admin, Role::Treasurer];

impl From<InstructionError> for ActionError {
    fn from(error: InstructionError) -> Self {
        let (status, code) = (error.status(), error.code());
        match error {
            InstructionError::Move(refused) => Self::IllegalMove(refused),
            InstructionError::TooLate
            | InstructionError::SignedBefore
            | InstructionError::OwnMoney
            | InstructionError::OtherPayout
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
        let mut commit = Commit::new().save(&keeper).save(&payout);
        match desk.store.instruction_of(id).await? {
            Some(open) if open.status == InstructionStatus::Open && desk.now() < open.expires_at => return Ok(open.id),
            Some(old) if old.status == InstructionStatus::Open => {
                commit = moved(desk, Actor::User(who), &old, InstructionDeed::Expire, commit)?;
            }
            Some(_) | None => {}
        }
        let made = written(desk, who, &payout).await?;
        let actor = Actor::User(who);
        let row = desk.event(Subject::Instruction(made.id), actor, "make_instruction", None, made.status);
        let ends = ScheduledTask::at(desk.new_id(), Deed::EndInstruction(made.id), made.expires_at, desk.now());
        desk.commit(commit.insert(&made).record(&row).task(&ends)).await?;
        Ok(made.id)
    })
    .await
}

async fn written(desk: &Desk, who: UserId, payout: &Payout) -> Result<Instruction, ActionError> {
    let needed = in_force(desk).await?.signers_needed(payout.amount.currency).of(payout.amount.units);
    let mut nonce = [0; 16];
    rand::rng().fill_bytes(&mut nonce);
    let nonce = hex::encode(nonce);
    let transfer = transfer_id(&transfer_plan(payout, &nonce));
    Ok(Instruction::made((desk.new_id(), who), payout, needed, (nonce, transfer), desk.now()))
}

/// What a passkey says yes to when an instruction is signed.
pub fn signing_instruction(id: InstructionId, signature: &str) -> Act {
    Act::new(
        "sign_instruction",
        [("which", id.to_string().as_str()), ("signature", &super::signers::normal(signature))],
    )
}

/// One person signs, with a signer of theirs that counts and a passkey's yes; with the last one the payout goes off. Done
/// twice, it is done once.
///
/// # Errors
/// A code at `signature`; 403 without the role, for money to oneself and without the passkey; 401 when its answer is not
/// believed; 409 when it is too late, signed before, or the payout is another one now.
pub async fn sign_instruction(
    desk: &Desk,
    who: UserId,
    (id, signature): (InstructionId, &str),
    yes: &ActAnswer,
) -> Result<InstructionStatus, ActionError> {
    let signature = super::signers::normal(signature);
    again(|| async {
        let keeper = must_be(desk, who, &HOLDERS).await?;
        let instruction: Instruction = desk.store.get(id).await?;
        if instruction.approvals.iter().any(|it| it.user_id == who && it.signature == signature) {
            return Ok(instruction.status);
        }
        let payout: Payout = desk.store.get(instruction.payout_id).await?;
        if !speaks_of(&instruction, &payout) {
            return Err(InstructionError::OtherPayout.into());
        }
        let signer = signer_of(desk, who, &instruction, &signature).await?;
        let yes = proven_act(desk, who, &signing_instruction(id, &signature), yes).await?;
        let approval = Approval {
            user_id: who,
            signer_id: signer.id,
            address: signer.address.clone(),
            signature: signature.clone(),
            act: yes.signed.clone(),
            at: desk.now(),
        };
        let signed = instruction.signed(approval, &payout)?;
        // The signer and the person are saved too: whoever loses device or role at this moment signs nothing.
        let commit = yes.in_commit(Commit::new().save(&keeper).save(&signer).save(&signed));
        let deed =
            if signed.status == InstructionStatus::Approved { "approve_instruction" } else { "sign_instruction" };
        let commit = commit.record(&row(desk, Actor::User(who), &instruction, deed, signed.status));
        if signed.status == InstructionStatus::Approved {
            let commit = commit.cancel_task(Deed::EndInstruction(id).key());
            let change = payout.instructed(who, id, desk.now())?;
            commit_change(desk, Actor::User(who), &change, None, commit).await?;
        } else {
            desk.commit(commit).await?;
        }
        Ok(signed.status)
    })
    .await
}

/// This person's signer that signed the order, if it counts.
async fn signer_of(
    desk: &Desk,
    who: UserId,
    instruction: &Instruction,
    signature: &str,
) -> Result<TrezorAccount, ActionError> {
    let other = || ActionError::field("signature", InstructionError::OtherSignature.code());
    let address = signer_of_order(&instruction.order, signature).map_err(|_| other())?;
    let signers = counting(desk).await?;
    signers.into_iter().find(|it| it.user_id == who && it.address.key() == address.key()).ok_or_else(other)
}

/// Its time has ended, or nobody waits for it any more.
///
/// # Errors
/// Only the database's.
pub async fn end_instruction(desk: &Desk, id: InstructionId) -> Result<Ran, ActionError> {
    again(|| async {
        let instruction: Instruction = desk.store.get(id).await?;
        if instruction.status == InstructionStatus::Open {
            let payout: Payout = desk.store.get(instruction.payout_id).await?;
            let waits = payout.status == PayoutStatus::Draft;
            let deed = if waits { InstructionDeed::Expire } else { InstructionDeed::Drop };
            desk.commit(moved(desk, Actor::Clock, &instruction, deed, Commit::new())?).await?;
        }
        Ok(Ran::Done)
    })
    .await
}

fn moved(
    desk: &Desk,
    actor: Actor,
    before: &Instruction,
    deed: InstructionDeed,
    commit: Commit,
) -> Result<Commit, ActionError> {
    let after = before.ended(deed, desk.now())?;
    Ok(commit.save(&after).record(&row(desk, actor, before, &deed.to_string(), after.status)))
}

fn row(desk: &Desk, actor: Actor, before: &Instruction, deed: &str, to: InstructionStatus) -> EventRow {
    desk.event(Subject::Instruction(before.id), actor, deed, Some(before.status.to_string()), to)
}
