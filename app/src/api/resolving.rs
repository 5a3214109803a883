//! Server functions of who decides disputes, and of both sides after a decision: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    api::disputes::{back_to, dispute_id},
    ssr::{desk, refuse, signed_in},
};
use leptos::prelude::*;

/// Takes a dispute on.
#[server(endpoint = "claim_dispute")]
pub async fn claim_dispute(dispute: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::claim_dispute(&desk(), viewer.id, id).await.map_err(refuse)?;
    back_to(id)
}

/// Lets it go again.
#[server(endpoint = "let_go_dispute")]
pub async fn let_go_dispute(dispute: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::let_go_dispute(&desk(), viewer.id, id).await.map_err(refuse)?;
    back_to(id)
}

/// Says how soon somebody should look.
#[server(endpoint = "prioritise_dispute")]
pub async fn prioritise_dispute(dispute: String, #[server(default)] priority: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::prioritise_dispute(&desk(), viewer.id, id, &priority).await.map_err(refuse)?;
    back_to(id)
}

/// Proposes an end to both sides. A part left empty is the rest.
#[server(endpoint = "mediate_dispute")]
pub async fn mediate_dispute(
    key: String,
    dispute: String,
    #[server(default)] asks: String,
    #[server(default)] buyer: String,
    #[server(default)] seller: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    let form_key = actions::FormKey::new(&key, [&*dispute, &*asks, &*buyer, &*seller, &*words]);
    let form = domain::disputes::ProposalForm { asks, buyer, seller, words };
    let done = actions::disputes::mediate_dispute(&desk(), viewer.id, id, &form, &form_key).await;
    back_to(done.map_err(refuse)?)
}

/// Decides. `seen` is how many decisions stood there; a part left empty is the rest.
#[server(endpoint = "decide_dispute")]
pub async fn decide_dispute(
    key: String,
    dispute: String,
    seen: String,
    #[server(default)] asks: String,
    #[server(default)] buyer: String,
    #[server(default)] seller: String,
    #[server(default)] besides: String,
    #[server(default)] security: String,
    #[server(default)] reasons: String,
) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    let typed = [&*dispute, &*seen, &*asks, &*buyer, &*seller, &*besides, &*security, &*reasons];
    let form_key = actions::FormKey::new(&key, typed);
    let seen = seen.parse().map_err(|_| Fault::new(422, "bad-form"))?;
    let form = domain::disputes::DecisionForm { asks, buyer, seller, besides, security, reasons };
    let done = actions::disputes::decide_dispute(&desk(), viewer.id, id, (&form, seen), &form_key).await;
    back_to(done.map_err(refuse)?)
}

/// Agrees, as the second one, to what a colleague decided.
#[server(endpoint = "confirm_decision")]
pub async fn confirm_decision(dispute: String, decision: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::confirm_decision(&desk(), viewer.id, id, decision_id(&decision)?).await.map_err(refuse)?;
    back_to(id)
}

/// Does not agree to it, or takes it back.
#[server(endpoint = "drop_decision")]
pub async fn drop_decision(dispute: String, decision: String, #[server(default)] reason: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    let done = actions::disputes::drop_decision(&desk(), viewer.id, id, decision_id(&decision)?, &reason).await;
    done.map_err(refuse)?;
    back_to(id)
}

/// Signs a decision anew, with the vault's key of today.
#[server(endpoint = "sign_decision")]
pub async fn sign_decision(dispute: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::sign_decision(&desk(), viewer.id, id).await.map_err(refuse)?;
    back_to(id)
}

/// Takes a decision as it is.
#[server(endpoint = "waive_appeal")]
pub async fn waive_appeal(dispute: String, decision: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::waive_appeal(&desk(), viewer.id, id, decision_id(&decision)?).await.map_err(refuse)?;
    back_to(id)
}

/// Asks for another look.
#[server(endpoint = "appeal_decision")]
pub async fn appeal_decision(
    dispute: String,
    decision: String,
    #[server(default)] reason: String,
) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    let done = actions::disputes::appeal_decision(&desk(), viewer.id, id, decision_id(&decision)?, &reason).await;
    done.map_err(refuse)?;
    back_to(id)
}

#[cfg(feature = "ssr")]
fn decision_id(text: &str) -> Result<domain::DecisionId, Fault> {
    text.parse().map_err(|_| Fault::new(409, "dispute-nothing-to-appeal"))
}
