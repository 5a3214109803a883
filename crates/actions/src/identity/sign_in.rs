//! A person comes back, by password. (By passkey: `passkey_sign_in`.)

use super::{hashing, limits};
use crate::{ActionError, Desk, admin};
use domain::{
    UserId,
    identity::{EmailAddress, MAX_PASSWORD, PasswordCredential, User, UserStatus},
};

/// Who this is, if the e-mail and the password belong together. An unknown name costs the same work and gets
/// the same answer as a wrong password: the same reads, one Argon2 hash, the same rows written.
///
/// # Errors
/// 422 `sign-in-refused`; 429 after too many failures; 403 `account-locked` for somebody who is kept out.
pub async fn sign_in(desk: &Desk, email: &str, password: &str) -> Result<UserId, ActionError> {
    let name = EmailAddress::fold(email);
    limits::check(desk, &name).await?;
    let user = desk.store.user_by_email_key(&name).await?;
    // Looked for also when there is nobody: an id that nobody has.
    let id = user.as_ref().map_or(UserId::from_bytes([0; 16]), |user| user.id);
    let credential = desk.store.find::<PasswordCredential>(id).await?;
    // A longer text is nobody's password; its hash would only cost time.
    let fits = password.chars().count() <= MAX_PASSWORD;
    let hash = credential.as_ref().map(|credential| &credential.hash).filter(|_| fits);
    let is_right = hashing::is_right(if fits { password } else { "" }, hash).await?;
    let whose = user.as_ref().map(|user| user.id);
    let Some(user) = user.filter(|_| is_right) else {
        limits::failed(desk, &name).await?;
        admin::note_failed_sign_in(desk, whose, "sign-in-refused").await;
        return Err(ActionError::Refused { status: 422, code: "sign-in-refused", detail: None });
    };
    limits::succeeded(desk, &name).await?;
    may_come_in(&user)?;
    Ok(user.id)
}

/// Somebody who proved who they are may still be kept out.
pub(crate) fn may_come_in(user: &User) -> Result<(), ActionError> {
    match user.status {
        UserStatus::Active => Ok(()),
        UserStatus::Locked => Err(ActionError::forbidden("account-locked")),
        UserStatus::Closed => Err(ActionError::forbidden("account-closed")),
    }
}
