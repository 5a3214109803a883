//! Back in by password. (In for the first time: `mailed`.)

use crate::Fault;
use leptos::prelude::*;

/// A person comes back. Who has an authenticator app is asked for its code next.
///
/// # Errors
/// 422 `sign-in-refused`, whatever was wrong; 429 after too many wrong tries.
#[server(endpoint = "sign_in")]
pub async fn sign_in(email: String, secret_password: String, #[server(default)] next: String) -> Result<(), Fault> {
    use super::visit::password_was_right;
    use crate::ssr;
    let user = actions::identity::sign_in(&ssr::desk(), &email, &secret_password).await.map_err(ssr::refuse)?;
    ssr::done(&password_was_right(user, &next).await?);
    Ok(())
}
