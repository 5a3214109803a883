//! Server functions of disputes: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    pages::escrow::order_id,
    ssr::{desk, done, refuse, signed_in},
};
#[cfg(feature = "ssr")]
use domain::{DisputeId, ProposalId, disputes::ProposalForm};
use leptos::prelude::*;

/// Opens a dispute about an order, with what is asked for. A part left empty is the rest.
#[server(endpoint = "open_dispute")]
pub async fn open_dispute(
    key: String,
    request: String,
    #[server(default)] category: String,
    #[server(default)] reason: String,
    #[server(default)] description: String,
    #[server(default)] asks: String,
    #[server(default)] buyer: String,
    #[server(default)] seller: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let typed = [&*request, &*category, &*reason, &*description, &*asks, &*buyer, &*seller, &*words];
    let form_key = actions::FormKey::new(&key, typed);
    let proposal = ProposalForm { asks, buyer, seller, words };
    let form = domain::disputes::DisputeForm { category, reason, description, proposal };
    let id = actions::disputes::open_dispute(&desk(), viewer.id, order, &form, &form_key).await.map_err(refuse)?;
    back_to(id)
}

/// Offers an end. `seen` is the proposal that stood there, if any; a part left empty is the rest.
#[server(endpoint = "propose_outcome")]
pub async fn propose_outcome(
    key: String,
    dispute: String,
    #[server(default)] seen: String,
    #[server(default)] asks: String,
    #[server(default)] buyer: String,
    #[server(default)] seller: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    let form_key = actions::FormKey::new(&key, [&*dispute, &*seen, &*asks, &*buyer, &*seller, &*words]);
    let standing = (!seen.is_empty()).then(|| proposal_id(&seen)).transpose()?;
    let form = ProposalForm { asks, buyer, seller, words };
    let done = actions::disputes::propose_outcome(&desk(), viewer.id, id, (&form, standing), &form_key).await;
    back_to(done.map_err(refuse)?)
}

/// Accepts what the other side proposed, and nothing else.
#[server(endpoint = "accept_outcome")]
pub async fn accept_outcome(dispute: String, proposal: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::accept_outcome(&desk(), viewer.id, id, proposal_id(&proposal)?).await.map_err(refuse)?;
    back_to(id)
}

/// Says no to what the other side proposed, or takes one's own proposal back.
#[server(endpoint = "drop_outcome")]
pub async fn drop_outcome(dispute: String, proposal: String, #[server(default)] why: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::drop_outcome(&desk(), viewer.id, id, proposal_id(&proposal)?, &why).await.map_err(refuse)?;
    back_to(id)
}

/// Asks the house to decide.
#[server(endpoint = "ask_the_house")]
pub async fn ask_the_house(dispute: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::ask_the_house(&desk(), viewer.id, id).await.map_err(refuse)?;
    back_to(id)
}

/// Takes one's own dispute back.
#[server(endpoint = "withdraw_dispute")]
pub async fn withdraw_dispute(dispute: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, dispute_id(&dispute)?);
    actions::disputes::withdraw_dispute(&desk(), viewer.id, id).await.map_err(refuse)?;
    back_to(id)
}

#[cfg(feature = "ssr")]
pub(super) fn dispute_id(text: &str) -> Result<DisputeId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}

#[cfg(feature = "ssr")]
fn proposal_id(text: &str) -> Result<ProposalId, Fault> {
    text.parse().map_err(|_| Fault::new(409, "dispute-proposal-changed"))
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed here")]
pub(super) fn back_to(id: DisputeId) -> Result<(), Fault> {
    done(&format!("/disputes/{id}"));
    Ok(())
}
