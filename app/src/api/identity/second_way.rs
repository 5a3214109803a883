//! The second way to say who one is: the second step of a sign-in, the authenticator app, recovery codes.

use crate::Fault;
use leptos::prelude::*;

/// The second step of a sign-in by password: a code of the app, or a recovery code in its place.
///
/// # Errors
/// A code at `secret_code`; 401 `second-step-late` when the password was said more than five minutes ago.
#[server(endpoint = "sign_in_code")]
pub async fn sign_in_code(secret_code: String, #[server(default)] next: String) -> Result<(), Fault> {
    use super::visit::{destination, half_in, open_door, trust};
    use crate::ssr;
    let desk = ssr::desk();
    let user = half_in().await?;
    let right = match actions::identity::looks_like_recovery_code(&secret_code) {
        true => actions::identity::check_recovery_code(&desk, user, &secret_code).await,
        false => actions::identity::check_totp(&desk, user, &secret_code).await,
    };
    right.map_err(ssr::refuse)?;
    open_door(user).await?;
    trust().await?;
    ssr::done(&destination(&next));
    Ok(())
}

/// In by e-mail and recovery code: everything else was lost. Every other browser is signed out.
///
/// # Errors
/// 422 `recovery-refused`, whatever was wrong.
#[server(endpoint = "recover")]
pub async fn recover(email: String, secret_code: String) -> Result<(), Fault> {
    use super::visit::open_door;
    use crate::ssr;
    let desk = ssr::desk();
    let user = actions::identity::recover(&desk, &email, &secret_code).await.map_err(ssr::refuse)?;
    actions::identity::end_other_sessions(&desk, user, "").await.map_err(ssr::refuse)?;
    open_door(user).await?;
    ssr::done("/settings/passkeys?done=recovered");
    Ok(())
}

/// Offers a secret for an authenticator app.
///
/// # Errors
/// A code at `secret_current`; 403 `step-up-first`, `quiet-after-recovery`; 409 when there is one.
#[server(endpoint = "start_totp")]
pub async fn start_totp(#[server(default)] secret_current: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    let proof = actions::identity::Proof { is_fresh: ssr::is_fresh(), password: &secret_current };
    actions::identity::start_totp(&ssr::desk(), me.id, proof).await.map_err(ssr::refuse)?;
    ssr::done("/settings/authenticator");
    Ok(())
}

/// The app shows a right code: it counts from now on.
///
/// # Errors
/// A code at `secret_code`.
#[server(endpoint = "confirm_totp")]
pub async fn confirm_totp(secret_code: String) -> Result<(), Fault> {
    use super::visit::trust;
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::identity::confirm_totp(&ssr::desk(), me.id, &secret_code).await.map_err(ssr::refuse)?;
    trust().await?;
    ssr::done("/settings/authenticator?done=totp");
    Ok(())
}

/// Does without the app.
///
/// # Errors
/// 403 `quiet-after-recovery`.
#[server(endpoint = "remove_totp")]
pub async fn remove_totp() -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    actions::identity::remove_totp(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    ssr::done("/settings/authenticator?done=removed");
    Ok(())
}

/// Ten new recovery codes; the page shows them to this browser for a few minutes.
///
/// # Errors
/// 403 `quiet-after-recovery`.
#[server(endpoint = "new_recovery_codes")]
pub async fn new_recovery_codes() -> Result<(), Fault> {
    use super::visit::show_codes;
    use crate::ssr;
    let me = ssr::signed_in()?;
    let codes = actions::identity::new_recovery_codes(&ssr::desk(), me.id).await.map_err(ssr::refuse)?;
    show_codes(Some(codes)).await?;
    ssr::done("/settings/recovery-codes");
    Ok(())
}

/// The person has kept the new codes: no page shows them again.
///
/// # Errors
/// 401 for nobody.
#[server(endpoint = "hide_recovery_codes")]
pub async fn hide_recovery_codes() -> Result<(), Fault> {
    use super::visit::show_codes;
    use crate::ssr;
    ssr::signed_in()?;
    show_codes(None).await?;
    ssr::done("/settings/recovery-codes?done=codes");
    Ok(())
}
