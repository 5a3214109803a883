//! Server functions of sharing the held money: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

#[cfg(feature = "ssr")]
use super::back_to;
use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    pages::escrow::order_id,
    ssr::{desk, refuse, signed_in},
};
use leptos::prelude::*;

/// Offers how the money is shared. `seen` is the proposal that stood there, if any; a part left empty is the rest.
#[server(endpoint = "propose_split")]
pub async fn propose_split(
    key: String,
    request: String,
    #[server(default)] seen: String,
    #[server(default)] buyer: String,
    #[server(default)] seller: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let form_key = actions::FormKey::new(&key, [&*request, &*seen, &*buyer, &*seller, &*words]);
    let standing = (!seen.is_empty()).then(|| split_id(&seen)).transpose()?;
    let form = domain::escrow::SplitForm { buyer, seller, words };
    actions::escrow::propose_split(&desk(), viewer.id, order, (&form, standing), &form_key).await.map_err(refuse)?;
    back_to(order)
}

/// Accepts what the other side proposed, and nothing else.
#[server(endpoint = "accept_split")]
pub async fn accept_split(request: String, split: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::accept_split(&desk(), viewer.id, order, split_id(&split)?).await.map_err(refuse)?;
    back_to(order)
}

/// Says no to what the other side proposed.
#[server(endpoint = "decline_split")]
pub async fn decline_split(request: String, split: String, #[server(default)] why: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::decline_split(&desk(), viewer.id, order, split_id(&split)?, &why).await.map_err(refuse)?;
    back_to(order)
}

/// Takes one's own proposal back.
#[server(endpoint = "withdraw_split")]
pub async fn withdraw_split(request: String, split: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::withdraw_split(&desk(), viewer.id, order, split_id(&split)?).await.map_err(refuse)?;
    back_to(order)
}

#[cfg(feature = "ssr")]
fn split_id(text: &str) -> Result<domain::SplitProposalId, Fault> {
    text.parse().map_err(|_| Fault::new(409, "escrow-split-changed"))
}
