//! A person comes back, by password. (By passkey: `passkey_sign_in`.)

use super::hashing;
use crate::{ActionError, Desk};
use domain::{
    UserId,
    identity::{EmailAddress, MAX_PASSWORD, PasswordCredential, User, UserStatus},
};

/// Who this is, if the e-mail and the password belong together. An unknown name costs the same work and gets
/// the same answer as a wrong password.
///
/// # Errors
/// 422 `sign-in-refused`; 403 `account-locked` for somebody who is kept out.
pub async fn sign_in(desk: &Desk, email: &str, password: &str) -> Result<UserId, ActionError> {
    let user = desk.store.user_by_email_key(&EmailAddress::fold(email)).await?;
    let credential = match &user {
        Some(user) => desk.store.find::<PasswordCredential>(user.id).await?,
        None => None,
    };
    // A longer text is nobody's password; its hash would only cost time.
    let fits = password.chars().count() <= MAX_PASSWORD;
    let hash = credential.as_ref().map(|credential| &credential.hash).filter(|_| fits);
    let is_right = hashing::is_right(if fits { password } else { "" }, hash).await?;
    let Some(user) = user.filter(|_| is_right) else {
        return Err(ActionError::Refused { status: 422, code: "sign-in-refused", detail: None });
    };
    may_come_in(&user)?;
    Ok(user.id)
}

/// Somebody who proved who they are may still be kept out.
pub(super) fn may_come_in(user: &User) -> Result<(), ActionError> {
    match user.status {
        UserStatus::Active => Ok(()),
        UserStatus::Locked => Err(ActionError::forbidden("account-locked")),
        UserStatus::Closed => Err(ActionError::forbidden("account-closed")),
    }
}
