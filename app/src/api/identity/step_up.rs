//! Proving once more who one is. Afterwards the page one came from is there again, with what was typed.

use super::Asked;
use crate::Fault;
use leptos::prelude::*;

/// Asks the browser of a signed-in person for one of their own passkeys.
///
/// # Errors
/// 409 `no-passkey`.
#[server(endpoint = "start_step_up")]
pub async fn start_step_up() -> Result<Asked, Fault> {
    use super::visit::remember;
    use crate::ssr;
    let me = ssr::signed_in()?;
    let (options, ceremony) = actions::identity::start_step_up(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    Ok(Asked { ceremony: remember(ceremony).await?, options })
}

/// The browser answered. Says where to go.
///
/// # Errors
/// 401 when the answer proves nothing.
#[server(endpoint = "finish_step_up")]
pub async fn finish_step_up(
    ceremony: String,
    answer: String,
    #[server(default)] kept: String,
    #[server(default)] back: String,
) -> Result<String, Fault> {
    use super::visit::{proved, take};
    use crate::ssr;
    let me = ssr::signed_in()?;
    let ceremony = take(&ceremony).await?;
    actions::identity::finish_step_up(&ssr::desk(), me.id, ceremony, &answer).await.map_err(ssr::refuse)?;
    proved(&kept, &back).await
}

/// By password and a code of the app.
///
/// # Errors
/// Codes at `secret_current` and `secret_code`; 409 `second-way-first`.
#[server(endpoint = "step_up_by_password")]
pub async fn step_up_by_password(
    secret_current: String,
    secret_code: String,
    #[server(default)] kept: String,
    #[server(default)] back: String,
) -> Result<(), Fault> {
    use super::visit::proved;
    use crate::ssr;
    let me = ssr::signed_in()?;
    let done = actions::identity::step_up_by_password(&ssr::desk(), me.id, &secret_current, &secret_code).await;
    done.map_err(ssr::refuse)?;
    ssr::done(&proved(&kept, &back).await?);
    Ok(())
}
