//! Instructions signed, by people with their hardware and a passkey's yes each; what it moves is looked at again where the
//! money goes (`instructed`).

use super::{
    change::commit_change,
    instruct::HOLDERS,
    instructed::{all_legs_signed, counting},
    matters::{Case, LegCase, case_of},
};
use crate::{
    ActionError, Desk,
    admin::must_be,
    again::again,
    disputes,
    identity::{Act, ActAnswer, proven_act},
    tasks::Ran,
};
use domain::{
    InstructionId, UserId,
    custody::{Approval, Instruction, InstructionDeed, InstructionError, InstructionStatus, Matter, TrezorAccount},
    event::{Actor, EventRow, Subject},
    tasks::Deed,
};
use payments::signer_of_order;
use store::Commit;

/// What a passkey says yes to when an instruction is signed.
pub fn signing_instruction(id: InstructionId, signature: &str) -> Act {
    Act::new(
        "sign_instruction",
        [("which", id.to_string().as_str()), ("signature", &super::signers::normal(signature))],
    )
}

/// One person signs, with a signer of theirs that counts and a passkey's yes; with the last one the payout goes off, or the
/// dispute's clock looks whether what was decided can be done. Done twice, it is done once.
///
/// # Errors
/// A code at `signature`; 403 without the role, for a part in the money, alone for one's own decision, and without the
/// passkey; 401 when its answer is not
/// believed; 409 when it is too late, signed before, or what it is about is something else now.
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
        let case = still_said(desk, &instruction).await?;
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
        let signed = instruction.signed(approval, case.about())?;
        // The signer and the person are saved too: whoever loses device or role at this moment signs nothing.
        let commit = yes.in_commit(Commit::new().save(&keeper).save(&signer).save(&signed));
        let is_approved = signed.status == InstructionStatus::Approved;
        let deed = if is_approved { "approve_instruction" } else { "sign_instruction" };
        let commit = commit.record(&row(desk, Actor::User(who), &instruction, deed, signed.status));
        let commit = if is_approved { commit.cancel_task(Deed::EndInstruction(id).key()) } else { commit };
        match case {
            Case::Payout(payout) if is_approved => {
                let change = payout.instructed(who, id, desk.now())?;
                commit_change(desk, Actor::User(who), &change, None, commit).await?;
            }
            Case::Leg(case) => {
                let is_last = is_approved && others_are_signed(desk, &case).await?;
                disputes::commit_leg_signed(desk, who, (&case.dispute, &case.order, is_last), commit).await?;
            }
            Case::Payout(_) => desk.commit(commit).await?,
        }
        Ok(signed.status)
    })
    .await
}

/// What it is about, if its order still says that.
async fn still_said(desk: &Desk, instruction: &Instruction) -> Result<Case, ActionError> {
    let other = match instruction.about {
        Matter::Payout(_) => InstructionError::OtherPayout,
        Matter::Leg(_) => InstructionError::OtherDecision,
    };
    let case = case_of(desk, instruction).await?.filter(|case| case.is_said_by(instruction));
    // What was paid already says the same, and is signed no more.
    let can_wait = |case: &Case| case.waits() || matches!(case, Case::Payout(_));
    case.filter(can_wait).ok_or_else(|| other.into())
}

/// Whether every other leg of this decision has been signed.
async fn others_are_signed(desk: &Desk, case: &LegCase) -> Result<bool, ActionError> {
    let others: Vec<_> = case.legs.iter().filter(|it| it.leg != case.which).cloned().collect();
    let what = (&case.dispute, &case.decision, &case.order);
    all_legs_signed(desk, what, &others).await
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
            let waits = case_of(desk, &instruction).await?.is_some_and(|case| case.waits());
            let deed = if waits { InstructionDeed::Expire } else { InstructionDeed::Drop };
            desk.commit(moved(desk, Actor::Clock, &instruction, deed, Commit::new())?).await?;
        }
        Ok(Ran::Done)
    })
    .await
}

pub(super) fn moved(
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
