//! Server functions of money that leaves: who is asking, one action, one answer.
#![allow(missing_docs, reason = "a server function becomes a struct whose fields are its arguments")]

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::ssr::{desk, done, refuse, signed_in};
use leptos::prelude::*;

/// Asks for a withdrawal. `fee` is what the person saw, in whole smallest units.
#[server(endpoint = "withdraw")]
pub async fn withdraw(
    key: String,
    currency: String,
    chain: String,
    #[server(default)] address: String,
    amount: String,
    fee: String,
) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*currency, &*chain, &*address, &*amount, &*fee]);
    let seen = fee.parse().ok().zip(currency.parse().ok()).map(|(fee, currency)| domain::Money::new(fee, currency));
    let seen = seen.ok_or_else(|| Fault::new(409, "payout-other-fee"))?;
    let form = actions::custody::WithdrawForm { currency, chain, address, amount };
    let payout = actions::custody::withdraw(&desk(), viewer.id, &form, seen, &form_key).await.map_err(refuse)?;
    done(&format!("/wallet/withdrawals/{payout}"));
    Ok(())
}

/// Sends what an order gave back on to an address. `line` is what gave it back; `fee` is what the buyer saw, in whole
/// smallest units.
#[server(endpoint = "claim_refund")]
pub async fn claim_refund(
    key: String,
    request: String,
    line: String,
    chain: String,
    address: String,
    fee: String,
) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, crate::pages::escrow::order_id(&request)?);
    let form_key = actions::FormKey::new(&key, [&*request, &*line, &*chain, &*address, &*fee]);
    let seen = fee.parse().map_err(|_| Fault::new(409, "payout-other-fee"))?;
    let form = actions::custody::RefundForm { line, chain, address };
    let desk = desk();
    let sent = actions::custody::claim_refund(&desk, viewer.id, order, (&form, seen), &form_key);
    let payout = sent.await.map_err(refuse)?;
    done(&format!("/wallet/withdrawals/{payout}"));
    Ok(())
}

/// Makes coins of what an order gave back, by the rate of an offer that was shown.
#[server(endpoint = "choose_refund_rate")]
pub async fn choose_refund_rate(key: String, request: String, line: String, offer: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, crate::pages::escrow::order_id(&request)?);
    let form_key = actions::FormKey::new(&key, [&*request, &*line, &*offer]);
    let form = actions::custody::RateForm { line, offer };
    actions::custody::choose_refund_rate(&desk(), viewer.id, order, &form, &form_key).await.map_err(refuse)?;
    done(&format!("/orders/{order}/refund"));
    Ok(())
}

/// A seller says where the money of an order shall go; an empty address is the wallet here.
#[server(endpoint = "choose_payout")]
pub async fn choose_payout(request: String, #[server(default)] address: String) -> Result<(), Fault> {
    let (viewer, order) = (signed_in()?, crate::pages::escrow::order_id(&request)?);
    actions::custody::choose_payout(&desk(), viewer.id, order, &address).await.map_err(refuse)?;
    done(&format!("/orders/{order}"));
    Ok(())
}

/// Calls a withdrawal back before it is signed.
#[server(endpoint = "cancel_payout")]
pub async fn cancel_payout(which: String) -> Result<(), Fault> {
    let (viewer, payout) = (signed_in()?, payout_id(&which)?);
    actions::custody::cancel_payout(&desk(), viewer.id, payout).await.map_err(refuse)?;
    done(&format!("/wallet/withdrawals/{payout}"));
    Ok(())
}

/// Agrees to a withdrawal of somebody else's.
#[server(endpoint = "approve_payout")]
pub async fn approve_payout(which: String) -> Result<(), Fault> {
    let (viewer, payout) = (signed_in()?, payout_id(&which)?);
    actions::custody::approve_payout(&desk(), viewer.id, payout).await.map_err(refuse)?;
    back_to_list("payout_approved")
}

/// Says no to a withdrawal of somebody else's.
#[server(endpoint = "reject_payout")]
pub async fn reject_payout(which: String, reason: String) -> Result<(), Fault> {
    let (viewer, payout) = (signed_in()?, payout_id(&which)?);
    actions::custody::reject_payout(&desk(), viewer.id, payout, &reason).await.map_err(refuse)?;
    back_to_list("payout_rejected")
}

/// Sends a failed payout again.
#[server(endpoint = "retry_payout")]
pub async fn retry_payout(which: String) -> Result<(), Fault> {
    let (viewer, payout) = (signed_in()?, payout_id(&which)?);
    actions::custody::retry_payout(&desk(), viewer.id, payout).await.map_err(refuse)?;
    back_to_list("payout_retried")
}

/// Gives a failed payout back.
#[server(endpoint = "reverse_payout")]
pub async fn reverse_payout(which: String, reason: String) -> Result<(), Fault> {
    let (viewer, payout) = (signed_in()?, payout_id(&which)?);
    actions::custody::reverse_payout(&desk(), viewer.id, payout, &reason).await.map_err(refuse)?;
    back_to_list("payout_reversed")
}

/// Books what the house has put into the hot vault.
#[server(endpoint = "book_capital")]
pub async fn book_capital(
    key: String,
    chain: String,
    currency: String,
    amount: String,
    tx: String,
    note: String,
) -> Result<(), Fault> {
    let viewer = signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*chain, &*currency, &*amount, &*tx, &*note]);
    let form = actions::custody::CapitalForm { chain, currency, amount, tx, note };
    actions::custody::book_capital(&desk(), viewer.id, &form, &form_key).await.map_err(refuse)?;
    done("/admin/treasury?done=capital");
    Ok(())
}

#[cfg(feature = "ssr")]
fn payout_id(text: &str) -> Result<domain::PayoutId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed of the house here")]
fn back_to_list(what: &str) -> Result<(), Fault> {
    done(&format!("/admin/payouts?done={what}"));
    Ok(())
}
