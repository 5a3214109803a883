//! The signature under a decision that moves money. It is asked for before anything is written, and looked at again
//! before anything is paid.

use crate::{ActionError, Desk};
use domain::disputes::{Decision, Dispute, DisputeError, SignedInstruction};
use payments::{Signer, SignerError, check_instruction};

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

/// Whether the decision that a dispute ends with is signed word for word by the vault, or moves nothing. Where no keys are
/// the vault is not known, and the signature is held against the signer that is written beside it.
pub(crate) fn is_signed(desk: &Desk, dispute: &Dispute) -> bool {
    let Some(decision) = dispute.decisions.last() else { return true };
    let vault = desk.keystore.as_deref().map(|keys| keys.vault().address());
    let is_right = |it: &SignedInstruction| {
        vault.as_ref().is_none_or(|vault| *vault == it.signer)
            && check_instruction(&dispute.instruction(decision), &it.signature, &it.signer).is_ok()
    };
    !decision.verdict.moves_money() || decision.instruction.as_ref().is_some_and(is_right)
}

/// Whether this process knows whose signature that must be, when it moves money.
pub(super) fn knows_signer(desk: &Desk, decision: &Decision) -> bool {
    desk.keystore.is_some() || !decision.verdict.moves_money()
}
