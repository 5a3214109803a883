//! Server functions of how people treat each other: not hearing somebody, reporting a message, and what the house makes of
//! it. Who is asking, one action, one answer.

use crate::Fault;
use leptos::prelude::*;

/// Hears no more from the other side of this conversation.
///
/// # Errors
/// 403, 404, 409.
#[server(endpoint = "block_person")]
pub async fn block_person(chat: String) -> Result<(), Fault> {
    use super::asker;
    use crate::{api::market::known, ssr};
    let id = known(&chat)?;
    actions::chat::block_person(&ssr::desk(), asker()?, id).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{id}"));
    Ok(())
}

/// Hears from the other side again.
///
/// # Errors
/// 403, 404, 409.
#[server(endpoint = "unblock_person")]
pub async fn unblock_person(chat: String) -> Result<(), Fault> {
    use super::asker;
    use crate::{api::market::known, ssr};
    let id = known(&chat)?;
    actions::chat::unblock_person(&ssr::desk(), asker()?, id).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/chats/{id}"));
    Ok(())
}

/// Says that a message should not have been written.
///
/// # Errors
/// 403, 404, 409, or a code per field.
#[server(endpoint = "report_message")]
pub async fn report_message(
    which: String,
    #[server(default)] reason: String,
    #[server(default)] words: String,
) -> Result<(), Fault> {
    use super::asker;
    use crate::{api::market::known, ssr};
    let form = domain::chat::ReportForm { reason, words };
    let reported = actions::chat::report_message(&ssr::desk(), asker()?, known(&which)?, &form).await;
    ssr::done(&format!("/chats/{}?done=reported", reported.map_err(ssr::refuse)?));
    Ok(())
}

/// Something was done about a report.
///
/// # Errors
/// 403, 404, 409, or a code at `note`.
#[server(endpoint = "handle_report")]
pub async fn handle_report(which: String, #[server(default)] note: String) -> Result<(), Fault> {
    decided(&which, domain::chat::ReportStatus::Handled, &note).await
}

/// Nothing is wrong with what was reported.
///
/// # Errors
/// 403, 404, 409, or a code at `note`.
#[server(endpoint = "dismiss_report")]
pub async fn dismiss_report(which: String, #[server(default)] note: String) -> Result<(), Fault> {
    decided(&which, domain::chat::ReportStatus::Dismissed, &note).await
}

#[cfg(feature = "ssr")]
async fn decided(which: &str, status: domain::chat::ReportStatus, note: &str) -> Result<(), Fault> {
    use crate::{api::market::known, ssr};
    let (me, id) = (ssr::signed_in()?, known(which)?);
    actions::chat::decide_report(&ssr::desk(), me.id, id, (status, note)).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/admin/reports?done=report_{status}"));
    Ok(())
}
