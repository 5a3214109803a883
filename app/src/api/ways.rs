//! Ways to pay: the buyer chooses one; admins write down what came outside of every service.

use crate::Fault;
use leptos::prelude::*;

/// Writes down what came. Nothing is booked before a second admin confirms it.
///
/// # Errors
/// Codes at `payment`, `amount`, `reference` and `evidence`; 403 for anybody but an admin who has no part in the order.
#[server(endpoint = "record_payment_by_hand")]
pub async fn record_payment_by_hand(
    key: String,
    payment: String,
    amount: String,
    reference: String,
    evidence: String,
) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let form_key = actions::FormKey::new(&key, [&*payment, &*amount, &*reference, &*evidence]);
    let form = domain::escrow::HandForm { amount, reference, evidence };
    let recorded = actions::providers::record_payment_by_hand(&ssr::desk(), me.id, &payment, &form, &form_key).await;
    recorded.map_err(ssr::refuse)?;
    back("recorded")
}

/// A second admin agrees: the money has arrived.
///
/// # Errors
/// 403 for anybody but another admin who has no part in the order; 409 when it was refused before.
#[server(endpoint = "confirm_payment_by_hand")]
pub async fn confirm_payment_by_hand(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, record) = (ssr::signed_in()?, which.parse().map_err(|_| Fault::new(404, "not-found"))?);
    actions::providers::confirm_payment_by_hand(&ssr::desk(), me.id, record).await.map_err(ssr::refuse)?;
    back("confirmed")
}

/// It was not so.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin who has no part in the order; 409 when it was confirmed before.
#[server(endpoint = "refuse_payment_by_hand")]
pub async fn refuse_payment_by_hand(which: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, record) = (ssr::signed_in()?, which.parse().map_err(|_| Fault::new(404, "not-found"))?);
    actions::providers::refuse_payment_by_hand(&ssr::desk(), me.id, record, &reason).await.map_err(ssr::refuse)?;
    back("refused")
}

/// The buyer chooses a way to pay; `which` is its word.
///
/// # Errors
/// 403 for anybody but the buyer; 409 when it is not set up here, or something has been seen; 502 when its service does
/// not answer.
#[server(endpoint = "choose_way")]
pub async fn choose_way(request: String, which: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, order) = (ssr::signed_in()?, crate::pages::escrow::order_id(&request)?);
    let way = which.parse().map_err(|()| Fault::new(404, "not-found"))?;
    actions::providers::choose_way(&ssr::desk(), me.id, order, way).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/orders/{order}/checkout"));
    Ok(())
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed here")]
fn back(done: &str) -> Result<(), Fault> {
    crate::ssr::done(&format!("/admin/payments/by-hand?done=by_hand_{done}"));
    Ok(())
}
