//! Server functions that move money of an order: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

#[cfg(feature = "ssr")]
use super::back_to;
use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    pages::escrow::order_id,
    ssr::{desk, done, refuse, signed_in},
};
#[cfg(feature = "ssr")]
use domain::escrow::LateChoice;
use leptos::prelude::*;

/// Pays all that is due from the buyer's wallet. `amount` and `currency` are what the buyer saw.
#[server(endpoint = "pay_from_wallet")]
pub async fn pay_from_wallet(request: String, amount: String, currency: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let amount = as_seen(&amount, &currency).ok_or_else(|| Fault::new(409, "escrow-other-amount"))?;
    actions::escrow::pay_from_wallet(&desk(), viewer.id, order, amount).await.map_err(refuse)?;
    done(&format!("/orders/{order}/checkout"));
    Ok(())
}

/// An amount as a form of ours carries it: whole smallest units.
#[cfg(feature = "ssr")]
fn as_seen(units: &str, currency: &str) -> Option<domain::Money> {
    Some(domain::Money::new(units.parse().ok()?, currency.parse().ok()?))
}

/// Takes what lies aside into the buyer's wallet.
#[server(endpoint = "claim_transfer")]
pub async fn claim_transfer(transfer: String) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let transfer = transfer.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let order = actions::escrow::claim_transfer(&desk(), viewer.id, transfer).await.map_err(refuse)?;
    done(&format!("/orders/{}/unclaimed", order.request.id));
    Ok(())
}

/// What becomes of money that came late: `honour` or `refund`. `late` says what was looked at.
#[server(endpoint = "settle_late")]
pub async fn settle_late(request: String, late: String, choice: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let choice = choice.parse().map_err(|()| Fault::new(404, "not-found"))?;
    match choice {
        LateChoice::Honour => actions::escrow::honour_late(&desk(), viewer.id, order, &late).await.map_err(refuse)?,
        LateChoice::Refund => actions::escrow::refund_late(&desk(), viewer.id, order, &late).await.map_err(refuse)?,
    };
    done(&format!("/orders/{order}/checkout"));
    Ok(())
}

/// Pays on the local test chain. Only in demo builds.
#[cfg(feature = "demo-wallet")]
#[server(endpoint = "pay_from_demo_wallet")]
pub async fn pay_from_demo_wallet(request: String, payment: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let payment = payment.parse().map_err(|_| Fault::new(404, "not-found"))?;
    actions::escrow::pay_from_demo_wallet(&desk(), viewer.id, payment).await.map_err(refuse)?;
    done(&format!("/orders/{order}/checkout"));
    Ok(())
}

/// The seller gives everything back.
#[server(endpoint = "give_refund")]
pub async fn give_refund(request: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::give_refund(&desk(), viewer.id, order).await.map_err(refuse)?;
    back_to(order)
}

/// The seller gives a part back, and the order goes on with the rest.
#[server(endpoint = "give_part_back")]
pub async fn give_part_back(key: String, request: String, #[server(default)] amount: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let form_key = actions::FormKey::new(&key, [&*request, &*amount]);
    actions::escrow::give_part_back(&desk(), viewer.id, order, &amount, &form_key).await.map_err(refuse)?;
    back_to(order)
}
