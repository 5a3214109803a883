//! Telegram: being linked, coming in by it, and doing without.

use crate::Fault;
use leptos::prelude::*;

/// Makes the address by which whoever opens it in Telegram becomes this person.
///
/// # Errors
/// A code at `secret_current`; 403 `step-up-first`, `quiet-after-recovery`; 409 `telegram-linked`, `no-bot`.
#[server(endpoint = "start_telegram_link")]
pub async fn start_telegram_link(#[server(default)] secret_current: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let proof = actions::identity::Proof { is_fresh: ssr::is_fresh(), password: &secret_current };
    actions::telegram::start_link(&ssr::desk(), me.id, proof).await.map_err(ssr::refuse)?;
    ssr::done("/settings/telegram");
    Ok(())
}

/// Takes the link away.
///
/// # Errors
/// Only the database's.
#[server(endpoint = "unlink_telegram")]
pub async fn unlink_telegram() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::telegram::unlink(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    ssr::done("/settings/telegram?done=telegram_unlinked");
    Ok(())
}

/// In through Telegram: `door` is `miniapp` or `login_widget`, `secret_said` is what Telegram signed. Who has an
/// authenticator app is asked for its code next.
///
/// # Errors
/// 422 when it opens nothing; its code says why.
#[server(endpoint = "sign_in_by_telegram")]
pub async fn sign_in_by_telegram(
    #[server(default)] door: String,
    #[server(default)] secret_said: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::visit::password_was_right;
    use crate::ssr;
    let refused = || Fault::new(422, "telegram-refused");
    let door = door.parse().map_err(|()| refused())?;
    let user = actions::telegram::sign_in(&ssr::desk(), door, &secret_said).await.map_err(ssr::refuse)?;
    ssr::done(&password_was_right(user, &next).await?);
    Ok(())
}
