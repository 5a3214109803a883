//! What a code from the mailbox opens: an account, an e-mail, another password. The browser that asked for the code keeps
//! the record's name in its session; a code alone, read over a shoulder, opens nothing elsewhere.

use crate::Fault;
use leptos::prelude::*;

/// Where the record's name waits in a session.
#[cfg(feature = "ssr")]
const MAILED: &str = "mailed";

/// Asks for an account: a code is mailed, whoever the e-mail belongs to.
///
/// # Errors
/// A code per field; 409 `no-post` when this house writes no letters; 429 after many.
#[server(endpoint = "sign_up")]
pub async fn sign_up(
    name: String,
    email: String,
    secret_password: String,
    #[server(default)] key: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use crate::{lang, ssr, words::language_of};
    has_post()?;
    let form = domain::identity::SignUpForm { name, email };
    let language = language_of(lang());
    let begun = actions::identity::begin_sign_up(&ssr::desk(), &key, &form, &secret_password, language).await;
    wait_for(begun.map_err(ssr::refuse)?).await?;
    ssr::done(&leading_on("/sign-up/check", &next));
    Ok(())
}

/// The code came back: a person is born and signed in.
///
/// # Errors
/// A code at `secret_code`.
#[server(endpoint = "confirm_sign_up")]
pub async fn confirm_sign_up(secret_code: String, #[server(default)] next: String) -> Result<(), Fault> {
    use super::visit::password_was_right;
    use crate::ssr;
    let user = actions::identity::confirm_sign_up(&ssr::desk(), awaited().await?, &secret_code).await;
    ssr::done(&password_was_right(user.map_err(ssr::refuse)?, &next).await?);
    Ok(())
}

/// Another letter with another code.
///
/// # Errors
/// 422 `letter-just-sent`, `code-late`; 429.
#[server(endpoint = "mail_again")]
pub async fn mail_again(#[server(default)] next: String) -> Result<(), Fault> {
    use crate::ssr;
    use domain::identity::Verifies;
    let record = actions::identity::mail_again(&ssr::desk(), awaited().await?).await.map_err(ssr::refuse)?;
    ssr::done(&match record.verifies {
        Verifies::SignUp { .. } => leading_on("/sign-up/check?done=mailed", &next),
        Verifies::Email { .. } => leading_on("/settings/email?done=mailed", &next),
        Verifies::Password => "/reset-password?done=mailed".to_owned(),
    });
    Ok(())
}

/// Asks for a code that lets somebody set another password. The answer is the same for every e-mail.
///
/// # Errors
/// A code at `email`; 409 `no-post`; 429.
#[server(endpoint = "forgot_password")]
pub async fn forgot_password(email: String, #[server(default)] key: String) -> Result<(), Fault> {
    use crate::ssr;
    has_post()?;
    let begun = actions::identity::forgot_password(&ssr::desk(), &key, &email).await;
    wait_for(begun.map_err(ssr::refuse)?).await?;
    ssr::done("/reset-password");
    Ok(())
}

/// The code came back with another password. Who has an authenticator app is asked for its code next.
///
/// # Errors
/// A code per field.
#[server(endpoint = "reset_password")]
pub async fn reset_password(secret_code: String, secret_password: String) -> Result<(), Fault> {
    use super::visit::password_was_right;
    use crate::ssr;
    let waits = awaited().await?;
    let user = actions::identity::reset_password(&ssr::desk(), waits, &secret_code, &secret_password).await;
    ssr::done(&password_was_right(user.map_err(ssr::refuse)?, "/settings/passkeys?done=reset").await?);
    Ok(())
}

/// Asks for a code at the e-mail that this person wants to have.
///
/// # Errors
/// A code at `email`; 403 `quiet-after-recovery`; 409 `no-post`; 429.
#[server(endpoint = "change_email")]
pub async fn change_email(email: String, #[server(default)] key: String) -> Result<(), Fault> {
    use crate::ssr;
    let me = ssr::signed_in()?;
    has_post()?;
    let begun = actions::identity::change_email(&ssr::desk(), &key, me.id, &email).await;
    wait_for(begun.map_err(ssr::refuse)?).await?;
    ssr::done("/settings/email");
    Ok(())
}

/// The code came back: the e-mail is this person's.
///
/// # Errors
/// A code at `secret_code`; 403 `quiet-after-recovery`.
#[server(endpoint = "confirm_email")]
pub async fn confirm_email(secret_code: String, #[server(default)] next: String) -> Result<(), Fault> {
    use super::visit::destination;
    use crate::ssr;
    let me = ssr::signed_in()?;
    let done = actions::identity::confirm_email(&ssr::desk(), me.id, awaited().await?, &secret_code).await;
    done.map_err(ssr::refuse)?;
    ssr::done(&if next.is_empty() { "/settings/email?done=email".to_owned() } else { destination(&next) });
    Ok(())
}

/// The record this browser waits with; `None` when there is none, or it is too old.
///
/// # Errors
/// The session's or the database's.
#[cfg(feature = "ssr")]
pub async fn waiting_code() -> Result<Option<domain::identity::TempVerification>, Fault> {
    use crate::ssr;
    let Ok(id) = awaited().await else { return Ok(None) };
    actions::identity::waiting_code(&ssr::desk(), id).await.map_err(ssr::refuse)
}

/// This browser waits for that record's code. Whoever is not signed in leaves no row behind for long.
#[cfg(feature = "ssr")]
pub(super) async fn wait_for(id: domain::TempVerificationId) -> Result<(), Fault> {
    use super::visit::broken;
    use tower_sessions::{Expiry, cookie::time::Duration};
    let session = crate::ssr::session().await?;
    session.insert(MAILED, id).await.map_err(broken)?;
    if session.get_value(store::USER_KEY).await.map_err(broken)?.is_none() {
        session.set_expiry(Some(Expiry::OnInactivity(Duration::hours(1))));
    }
    Ok(())
}

#[cfg(feature = "ssr")]
async fn awaited() -> Result<domain::TempVerificationId, Fault> {
    use super::visit::broken;
    let id = crate::ssr::session().await?.get(MAILED).await.map_err(broken)?;
    id.ok_or_else(|| crate::ssr::refuse(actions::ActionError::field("secret_code", "code-late")))
}

/// Without a post no code would arrive: better said before than after.
#[cfg(feature = "ssr")]
fn has_post() -> Result<(), Fault> {
    let is_there = crate::ssr::desk().post.is_some();
    is_there.then_some(()).ok_or_else(|| crate::ssr::refuse(actions::ActionError::conflict("no-post")))
}

#[cfg(feature = "ssr")]
pub(super) fn leading_on(path: &str, next: &str) -> String {
    if next.is_empty() {
        return path.to_owned();
    }
    let mark = if path.contains('?') { '&' } else { '?' };
    format!("{path}{mark}next={}", leptos_router::location::Url::escape(next))
}
