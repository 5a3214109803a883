//! Server functions of hardware signers: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    api::identity::act_answer,
    ssr::{desk, done, refuse, signed_in},
};
use leptos::prelude::*;

/// Asks for a signer by its account's public key.
#[server(endpoint = "begin_signer")]
pub async fn begin_signer(key: String, label: String, xpub: String) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*label, &*xpub]);
    let id = actions::custody::begin_signer(&desk(), viewer.id, (&label, &xpub), &form_key).await.map_err(refuse)?;
    done(&format!("/admin/signers/{id}"));
    Ok(())
}

/// The holder's signature under the challenge, with a passkey's yes to it.
#[server(endpoint = "prove_signer")]
pub async fn prove_signer(
    which: String,
    signature: String,
    #[server(default)] secret_ceremony: String,
    #[server(default)] secret_answer: String,
) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, signer_id(&which)?);
    let yes = act_answer(&secret_ceremony, secret_answer).await?;
    actions::custody::prove_signer(&desk(), viewer.id, (id, &signature), &yes).await.map_err(refuse)?;
    done(&format!("/admin/signers/{id}?done=signer_proved"));
    Ok(())
}

/// Ends a signer.
#[server(endpoint = "revoke_signer")]
pub async fn revoke_signer(which: String, reason: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, signer_id(&which)?);
    actions::custody::revoke_signer(&desk(), viewer.id, id, &reason).await.map_err(refuse)?;
    done(&format!("/admin/signers/{id}?done=signer_revoked"));
    Ok(())
}

/// Has an instruction made for a payout that waits for signers.
#[server(endpoint = "make_instruction")]
pub async fn make_instruction(which: String) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let payout = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let id = actions::custody::make_instruction(&desk(), viewer.id, payout).await.map_err(refuse)?;
    done(&format!("/admin/instructions/{id}"));
    Ok(())
}

/// Has an instruction made for a leg of what the house decided about a dispute.
#[server(endpoint = "make_leg_instruction")]
pub async fn make_leg_instruction(dispute: String, decision: String, which: String) -> Result<(), Fault> {
    use domain::custody::DecisionLeg;
    let (viewer, nowhere) = (signed_in()?, || Fault::new(404, "not-found"));
    let dispute_id = dispute.parse().map_err(|_| nowhere())?;
    let decision_id = decision.parse().map_err(|_| nowhere())?;
    let leg = DecisionLeg { dispute_id, decision_id, leg: which.parse().map_err(|_| nowhere())? };
    let id = actions::custody::make_leg_instruction(&desk(), viewer.id, leg).await.map_err(refuse)?;
    done(&format!("/admin/instructions/{id}"));
    Ok(())
}

/// A signer's yes to an instruction, with a passkey's yes to it.
#[server(endpoint = "sign_instruction")]
pub async fn sign_instruction(
    which: String,
    signature: String,
    #[server(default)] secret_ceremony: String,
    #[server(default)] secret_answer: String,
) -> Result<(), Fault> {
    use domain::custody::InstructionStatus;
    let viewer = signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let yes = act_answer(&secret_ceremony, secret_answer).await?;
    let signed = actions::custody::sign_instruction(&desk(), viewer.id, (id, &signature), &yes).await;
    let what = match signed.map_err(refuse)? {
        InstructionStatus::Approved => "instruction_approved",
        InstructionStatus::Open | InstructionStatus::Expired | InstructionStatus::Dropped => "instruction_signed",
    };
    done(&format!("/admin/instructions/{id}?done={what}"));
    Ok(())
}

#[cfg(feature = "ssr")]
fn signer_id(text: &str) -> Result<domain::TrezorAccountId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}
