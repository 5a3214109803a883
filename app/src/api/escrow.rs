//! Server functions of escrow: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

mod money;
mod split;

pub use money::*;
pub use split::*;

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::{
    pages::escrow::{checkout_now, order_id},
    ssr::{desk, done, refuse, signed_in},
};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// Where a checkout stands, in the reader's words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckoutNow {
    /// `waiting`, `seen`, `partial`, `funded`, …
    pub stage: String,
    /// `info`, `success`, `warning` or `error`.
    pub kind: String,
    /// What the page is about: its heading.
    pub heading: String,
    /// What is.
    pub title: String,
    /// Whether money moved, and what is next.
    pub text: String,
    /// Confirmations, while they come in.
    pub progress: Option<Progress>,
    /// What is asked now, as text; a page that asks something else is out of date.
    pub ask: Option<String>,
    /// Where to go on: address and words.
    pub next: Option<(String, String)>,
    /// True when nothing will change here any more.
    pub is_settled: bool,
    /// Every transfer seen.
    pub transfers: Vec<TransferNow>,
}

/// How many of how many.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// So far.
    pub done: u64,
    /// Needed.
    pub of: u64,
    /// The same in words.
    pub text: String,
}

/// A transfer with its evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferNow {
    /// Amount and state.
    pub title: String,
    /// Its number on the chain, in groups of four.
    pub hash_groups: Vec<String>,
    /// Where to look at it.
    pub link: Option<String>,
    /// What was asked about it, and found.
    pub checks: Vec<CheckNow>,
}

/// One check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckNow {
    /// What was checked.
    pub name: String,
    /// What it should be.
    pub wanted: String,
    /// What it is.
    pub found: String,
    /// Whether it passed.
    pub passed: bool,
}

/// Where the buyer's checkout stands. Changes nothing.
#[server(endpoint = "checkout_status")]
pub async fn checkout_status(request: String) -> Result<CheckoutNow, Fault> {
    let viewer = signed_in()?;
    let view = actions::escrow::checkout_view(&desk(), viewer.id, order_id(&request)?).await.map_err(refuse)?;
    view.map(|view| checkout_now(&view)).ok_or_else(|| Fault::new(404, "not-found"))
}

/// Allots the address to pay to and quotes a price: in `coin` (`USDT:137`), or in the first there is.
#[server(endpoint = "open_checkout")]
pub async fn open_checkout(request: String, #[server(default)] coin: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let coin = (!coin.is_empty()).then(|| coin.parse().map_err(|()| Fault::new(409, "escrow-no-chain"))).transpose()?;
    actions::escrow::ask_quote(&desk(), viewer.id, order, coin).await.map_err(refuse)?;
    done(&format!("/orders/{order}/checkout"));
    Ok(())
}

/// Makes the time to pay longer. `from` is the end the buyer saw, in milliseconds.
#[server(endpoint = "more_time_to_pay")]
pub async fn more_time_to_pay(request: String, from: i64) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    let from = domain::Timestamp::from_millis(from);
    actions::escrow::more_time_to_pay(&desk(), viewer.id, order, from).await.map_err(refuse)?;
    done(&format!("/orders/{order}/checkout"));
    Ok(())
}

/// The seller has sent it.
#[server(endpoint = "mark_sent")]
pub async fn mark_sent(request: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::mark_sent(&desk(), viewer.id, order).await.map_err(refuse)?;
    back_to(order)
}

/// The seller says that it has arrived.
#[server(endpoint = "mark_arrived")]
pub async fn mark_arrived(request: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::mark_arrived(&desk(), viewer.id, order).await.map_err(refuse)?;
    back_to(order)
}

/// Handed over in person: the seller types the buyer's code, and is paid.
#[server(endpoint = "hand_over")]
pub async fn hand_over(request: String, code: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::hand_over(&desk(), viewer.id, order, &code).await.map_err(refuse)?;
    back_to(order)
}

/// The buyer has it and agrees: the seller is paid.
#[server(endpoint = "confirm_delivery")]
pub async fn confirm_delivery(request: String, code: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::confirm_delivery(&desk(), viewer.id, order, &code).await.map_err(refuse)?;
    back_to(order)
}

/// A new delivery code; the old one is worth nothing from now on.
#[server(endpoint = "renew_delivery_code")]
pub async fn renew_delivery_code(request: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::renew_delivery_code(&desk(), viewer.id, order).await.map_err(refuse)?;
    back_to(order)
}

/// Either side ends the order while nothing is held; a part payment goes back.
#[server(endpoint = "cancel_order")]
pub async fn cancel_order(request: String, why: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, order_id(&request)?);
    actions::escrow::cancel_order(&desk(), viewer.id, order, &why).await.map_err(refuse)?;
    back_to(order)
}

#[cfg(feature = "ssr")]
fn back_to(order: domain::PurchaseRequestId) -> Result<(), Fault> {
    done(&format!("/orders/{order}"));
    Ok(())
}
