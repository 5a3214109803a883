//! What those who keep the books do: decide about withheld money, compare with the world outside.

use crate::Fault;
use leptos::prelude::*;

/// Withheld money counts as it would have when it came.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 409 when it is not withheld any more.
#[server(endpoint = "let_in_transfer")]
pub async fn let_in_transfer(which: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, event) = (ssr::signed_in()?, which.parse().map_err(|_| Fault::new(404, "not-found"))?);
    actions::sanctions::let_in(&ssr::desk(), me.id, event, &reason).await.map_err(ssr::refuse)?;
    ssr::done("/admin/unclaimed?done=let_in");
    Ok(())
}

/// Withheld money stays where it is, and the log has why.
///
/// # Errors
/// As [`let_in_transfer`].
#[server(endpoint = "keep_withheld")]
pub async fn keep_withheld(which: String, reason: String) -> Result<(), Fault> {
    use crate::ssr;
    let (me, event) = (ssr::signed_in()?, which.parse().map_err(|_| Fault::new(404, "not-found"))?);
    actions::sanctions::keep_withheld(&ssr::desk(), me.id, event, &reason).await.map_err(ssr::refuse)?;
    ssr::done("/admin/unclaimed?done=kept");
    Ok(())
}

/// Compares the books with the world outside, now.
///
/// # Errors
/// 403 for people who do not keep the books.
#[server(endpoint = "compare_books")]
pub async fn compare_books() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::ledger::compare_now(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    ssr::done("/admin/differences?done=compared");
    Ok(())
}
