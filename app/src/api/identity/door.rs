//! In by password.

use crate::Fault;
use leptos::prelude::*;

/// A new person with a password, signed in at once.
///
/// # Errors
/// A code per field.
#[server(endpoint = "sign_up")]
pub async fn sign_up(
    name: String,
    email: String,
    secret_password: String,
    #[server(default)] next: String,
) -> Result<(), Fault> {
    use super::visit::password_was_right;
    use crate::{lang, ssr, words::language_of};
    let form = domain::identity::SignUpForm { name, email };
    let user = actions::identity::sign_up(&ssr::desk(), &form, &secret_password, language_of(lang())).await;
    // A form sent twice finds somebody who is there already: then it is a sign-in, with all its steps.
    ssr::done(&password_was_right(user.map_err(ssr::refuse)?, &next).await?);
    Ok(())
}

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
