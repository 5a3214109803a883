//! Server functions of reviews and of what a shop takes: who is asking, one action, one answer.

#[cfg(feature = "ssr")]
use super::market::known;
use crate::Fault;
use leptos::prelude::*;

/// One side says how it was.
///
/// # Errors
/// 403, 404, 409, or a code per field.
#[server(endpoint = "leave_review")]
pub async fn leave_review(
    key: String,
    request: String,
    #[server(default)] rating: String,
    #[server(default)] comment: String,
) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let id = known(&request)?;
    let form_key = actions::FormKey::new(&key, [&*request, &*rating, &*comment]);
    let form = domain::market::ReviewForm { rating, comment };
    actions::market::leave_review(&ssr::desk(), me.id, id, &form, &form_key).await.map_err(ssr::refuse)?;
    ssr::done(&format!("/orders/{id}#reviews"));
    Ok(())
}

/// The reviewed person answers.
///
/// # Errors
/// 403, 404, 409, or a code at `text`.
#[server(endpoint = "reply_to_review")]
pub async fn reply_to_review(which: String, #[server(default)] text: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let review = actions::market::reply_to_review(&ssr::desk(), me.id, known(&which)?, &text).await;
    ssr::done(&format!("/orders/{}#reviews", review.map_err(ssr::refuse)?.request_id));
    Ok(())
}

/// A seller takes reviews, or takes none.
///
/// # Errors
/// 403 for who is no seller.
#[server(endpoint = "change_shop")]
pub async fn change_shop(
    #[server(default)] sellers: Option<String>,
    #[server(default)] templates: Option<String>,
) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::market::change_shop(&ssr::desk(), me.id, sellers.is_some(), templates.is_some())
        .await
        .map_err(ssr::refuse)?;
    ssr::done("/my/shop?done=change_shop");
    Ok(())
}
