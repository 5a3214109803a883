//! The signature under a decision that moves money. It is asked for before anything is written, and looked at again
//! before anything is paid. What another key signed than the vault's waits for a person, who signs it anew.

use super::{
    change::{Act, commit_talk},
    house::looked,
};
use crate::{ActionError, Desk, again::again};
use domain::{
    DisputeId, UserId,
    disputes::{Decision, Dispute, DisputeError, Resolver, SignedInstruction},
    event::Actor,
};
use payments::{Signer, SignerError, check_instruction};
use store::Commit;

/// The decision with the vault's signature, when it moves money.
///
/// # Errors
/// 409 while nobody can sign.
pub(super) async fn signed(desk: &Desk, dispute: &Dispute, decision: Decision) -> Result<Decision, ActionError> {
    if !decision.verdict.moves_money() {
        return Ok(decision);
    }
    let signer = desk.keystore.as_deref().ok_or(DisputeError::Unsigned)?.vault();
    let signature = match signer.agree(&dispute.instruction(&decision)).await {
        Ok(signature) => signature.text(),
        Err(SignerError::Refused | SignerError::Absent) => return Err(DisputeError::Unsigned.into()),
        Err(SignerError::Bad(error)) => return Err(ActionError::Broken(error.to_string())),
    };
    Ok(decision.signed(Some(SignedInstruction { signer: signer.address(), signature })))
}

/// Whether the decision that a dispute ends with is signed word for word by the vault of its time, or moves nothing. Where no
/// keys are the vault is not known, and the signature is held against the signer that is written beside it.
pub(crate) fn is_signed(desk: &Desk, dispute: &Dispute) -> bool {
    let Some(decision) = dispute.decisions.last() else { return true };
    let counts = |it: &SignedInstruction| {
        desk.keystore.as_deref().is_none_or(|keys| keys.spoke_for_vault(&it.signer, decision.made_at()))
    };
    let is_right = decision.instruction.as_ref().is_some_and(counts) && is_whole(dispute, decision);
    !decision.verdict.moves_money() || is_right
}

/// True when a decision waits to be done, whole, and the one who signed it did not speak for the vault: its key has changed
/// since. Nothing is paid before somebody has signed it anew; what was changed after it was signed is never offered for that.
pub(super) fn waits_for_signature(desk: &Desk, dispute: &Dispute) -> bool {
    let waits = dispute.is_open && !dispute.status.is_argued();
    waits && !is_signed(desk, dispute) && dispute.decisions.last().is_some_and(|it| is_whole(dispute, it))
}

fn is_whole(dispute: &Dispute, decision: &Decision) -> bool {
    let is_under =
        |it: &SignedInstruction| check_instruction(&dispute.instruction(decision), &it.signature, &it.signer).is_ok();
    decision.instruction.as_ref().is_some_and(is_under)
}

/// What this one of the house has to sign anew; nothing when nothing waits.
///
/// # Errors
/// Those of [`Dispute::to_sign`].
pub(crate) fn to_sign(desk: &Desk, dispute: &Dispute, by: Resolver) -> Result<Option<Decision>, DisputeError> {
    Ok(dispute.to_sign(by)?.filter(|_| waits_for_signature(desk, dispute)).cloned())
}

/// Signs a decision anew, with the vault's key of today: its clock does the rest. Done twice, it is done once.
///
/// # Errors
/// 403 without the role, for who has a part in it, and for who did not decide it, unless an admin; 409 while nobody can sign.
pub async fn sign_decision(desk: &Desk, who: UserId, id: DisputeId) -> Result<(), ActionError> {
    again(|| async move {
        let look = looked(desk, who, id).await?;
        let Some(decision) = to_sign(desk, &look.dispute, look.by)? else { return Ok(()) };
        let change = look.dispute.signed_anew(signed(desk, &look.dispute, decision).await?, desk.now())?;
        let act = Act { actor: Actor::User(who), news: None, why: None };
        commit_talk(desk, &look.order, &change, &act, Commit::new().save(&look.user)).await
    })
    .await
}

/// Whether this process knows whose signature that must be, when it moves money.
pub(super) fn knows_signer(desk: &Desk, decision: &Decision) -> bool {
    desk.keystore.is_some() || !decision.verdict.moves_money()
}
