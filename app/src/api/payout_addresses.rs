//! Server functions of a person's addresses outside: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    api::identity::act_answer,
    ssr::{desk, done, is_fresh, refuse, signed_in},
};
use leptos::prelude::*;

/// Lists an address, with a passkey's yes to it; who has no passkey has just proved who they are.
#[server(endpoint = "add_payout_address")]
pub async fn add_payout_address(
    key: String,
    address: String,
    label: String,
    #[server(default)] secret_ceremony: String,
    #[server(default)] secret_answer: String,
) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*address, &*label]);
    let form = actions::custody::AddressForm { label, address };
    let act = act_answer(&secret_ceremony, secret_answer).await?;
    let yes = actions::custody::AddressYes { is_fresh: is_fresh(), act: &act };
    let added = actions::custody::add_payout_address(&desk(), viewer.id, &form, &yes, &form_key).await;
    added.map_err(refuse)?;
    back("address_added")
}

/// Shows the address's own signature.
#[server(endpoint = "prove_payout_address")]
pub async fn prove_payout_address(which: String, signature: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, address_id(&which)?);
    actions::custody::prove_payout_address(&desk(), viewer.id, (id, &signature)).await.map_err(refuse)?;
    back("address_proved")
}

/// Takes an address off the list.
#[server(endpoint = "remove_payout_address")]
pub async fn remove_payout_address(which: String) -> Result<(), Fault> {
    let (viewer, id) = (signed_in()?, address_id(&which)?);
    actions::custody::remove_payout_address(&desk(), viewer.id, id).await.map_err(refuse)?;
    back("address_removed")
}

#[cfg(feature = "ssr")]
fn address_id(text: &str) -> Result<domain::PayoutAddressId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed here")]
fn back(what: &str) -> Result<(), Fault> {
    done(&format!("/settings/payout-addresses?done={what}"));
    Ok(())
}
