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
    use super::visit::{destination, open_door};
    use crate::{lang, ssr, words::language_of};
    let form = domain::identity::SignUpForm { name, email };
    let user = actions::identity::sign_up(&ssr::desk(), &form, &secret_password, language_of(lang())).await;
    open_door(user.map_err(ssr::refuse)?).await?;
    ssr::done(&destination(&next));
    Ok(())
}

/// A person comes back.
///
/// # Errors
/// 422 `sign-in-refused`, whatever was wrong.
#[server(endpoint = "sign_in")]
pub async fn sign_in(email: String, secret_password: String, #[server(default)] next: String) -> Result<(), Fault> {
    use super::visit::{destination, open_door};
    use crate::ssr;
    let user = actions::identity::sign_in(&ssr::desk(), &email, &secret_password).await.map_err(ssr::refuse)?;
    open_door(user).await?;
    ssr::done(&destination(&next));
    Ok(())
}
