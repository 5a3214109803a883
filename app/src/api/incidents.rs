//! What admins do about transfers that chains took back: one asks, another one confirms.

use crate::Fault;
use leptos::prelude::*;

/// Asks that the booking of a transfer that is gone be reversed. Nothing moves by this.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin who has no part in the order; 409 when it is not missing.
#[server(endpoint = "ask_reversal")]
pub async fn ask_reversal(which: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, event) = (ssr::signed_in()?, event_id(&which)?);
    actions::escrow::ask_reversal(&ssr::desk(), me.id, event, &reason).await.map_err(ssr::refuse)?;
    back("reversal_asked")
}

/// It need not be reversed.
///
/// # Errors
/// 403 for anybody but an admin who has no part in the order.
#[server(endpoint = "drop_reversal")]
pub async fn drop_reversal(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, event) = (ssr::signed_in()?, event_id(&which)?);
    actions::escrow::drop_reversal(&ssr::desk(), me.id, event).await.map_err(ssr::refuse)?;
    back("reversal_dropped")
}

/// A second admin agrees: what the transfer had brought leaves the books.
///
/// # Errors
/// 403 for anybody but another admin who has no part in the order; 409 when it is there again.
#[server(endpoint = "confirm_reversal")]
pub async fn confirm_reversal(which: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, event) = (ssr::signed_in()?, event_id(&which)?);
    actions::escrow::confirm_reversal(&ssr::desk(), me.id, event).await.map_err(ssr::refuse)?;
    back("reversed")
}

#[cfg(feature = "ssr")]
fn event_id(text: &str) -> Result<domain::ChainEventId, Fault> {
    text.parse().map_err(|_| Fault::new(404, "not-found"))
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends every deed here")]
fn back(done: &str) -> Result<(), Fault> {
    crate::ssr::done(&format!("/admin/incidents?done={done}"));
    Ok(())
}
