//! What people do with their inbox.

use crate::Fault;
#[cfg(feature = "ssr")]
use crate::ssr;
use leptos::prelude::*;

/// Marks one item as read. `and` says where to go then: `open` is where the item leads, anything else the inbox.
///
/// # Errors
/// 404 for anybody else's.
#[server(endpoint = "read_notification")]
pub async fn read_notification(which: String, and: String) -> Result<(), Fault> {
    let me = ssr::signed_in()?;
    let id = which.parse().map_err(|_| Fault::new(404, "not-found"))?;
    let item = actions::notices::read_notification(&ssr::desk(), me.id, id).await.map_err(ssr::refuse)?;
    let leads = notify::notice(crate::lang(), &item.kind, item.created_at).path;
    ssr::done(if and == "open" { &leads } else { "/notifications" });
    Ok(())
}

/// Marks everything as read, or everything of one category.
///
/// # Errors
/// Only the database's.
#[server(endpoint = "read_notifications")]
pub async fn read_notifications(category: String) -> Result<(), Fault> {
    let me = ssr::signed_in()?;
    actions::notices::read_all(&ssr::desk(), me.id, &category).await.map_err(ssr::refuse)?;
    ssr::done("/notifications");
    Ok(())
}

/// Switches one field of the matrix: `which` is `orders.email`, `to` is `on` or `off`.
///
/// # Errors
/// 404 for no such field; 409 for one that is always on.
#[server(endpoint = "switch_notifications")]
pub async fn switch_notifications(which: String, to: String) -> Result<(), Fault> {
    let (desk, me) = (ssr::desk(), ssr::signed_in()?);
    actions::notices::switch_notifications(&desk, me.id, &which, to == "on").await.map_err(ssr::refuse)?;
    settings("notices")
}

/// Says when nothing is to be sent that can wait.
///
/// # Errors
/// A code per field.
#[server(endpoint = "set_quiet_hours")]
pub async fn set_quiet_hours(from: String, until: String, zone: String) -> Result<(), Fault> {
    let me = ssr::signed_in()?;
    let form = actions::notices::QuietForm { from, until, zone };
    actions::notices::set_quiet_hours(&ssr::desk(), me.id, &form).await.map_err(ssr::refuse)?;
    settings("quiet_hours")
}

/// Every hour is as good as another.
///
/// # Errors
/// Only the database's.
#[server(endpoint = "end_quiet_hours")]
pub async fn end_quiet_hours() -> Result<(), Fault> {
    let me = ssr::signed_in()?;
    actions::notices::end_quiet_hours(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    settings("no_quiet_hours")
}

/// Stops what a link in a letter stops; whoever holds it may.
///
/// # Errors
/// 409 for a link that works no more.
#[server(endpoint = "unsubscribe")]
pub async fn unsubscribe(link: String) -> Result<(), Fault> {
    actions::notices::unsubscribe(&ssr::desk(), &link).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/unsubscribe?link={link}"));
    Ok(())
}

#[cfg(feature = "ssr")]
#[allow(clippy::unnecessary_wraps, reason = "it ends the deeds of the settings page")]
fn settings(done: &str) -> Result<(), Fault> {
    ssr::done(&format!("/settings/notifications?done={done}"));
    Ok(())
}
