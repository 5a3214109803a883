//! The quiet time after a recovery, and what somebody must prove before they get another way in.

use super::{hashing, limits};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    identity::{AuthenticatorApp, PasswordCredential, User},
};

/// What somebody who wants another way in has proved in this visit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Proof<'a> {
    /// They stepped up within the last minutes.
    pub is_fresh: bool,
    /// What they typed as their current password.
    pub password: &'a str,
}

impl Proof<'_> {
    /// Somebody who has just stepped up.
    pub const FRESH: Self = Self { is_fresh: true, password: "" };
}

/// The person, unless they are quiet after a recovery: then nothing leaves and no way in changes.
///
/// # Errors
/// 403 `quiet-after-recovery`.
pub async fn not_quiet(desk: &Desk, user: UserId) -> Result<User, ActionError> {
    let user: User = desk.store.get(user).await?;
    if user.is_quiet(desk.now()) { Err(ActionError::forbidden("quiet-after-recovery")) } else { Ok(user) }
}

/// The person as they are after a recovery, to be saved with it. Whoever lets somebody back in calls this.
pub fn begin_quiet(desk: &Desk, user: User) -> User {
    user.quieted(desk.now())
}

/// Whoever is quiet may get one new way in, so that they can come back at all.
pub(super) async fn one_way_while_quiet(desk: &Desk, user: &User) -> Result<(), ActionError> {
    let Some(since) = user.recovered_at() else { return Ok(()) };
    let has_new_key = desk.store.passkeys_of(user.id).await?.iter().any(|key| key.created_at >= since);
    let password: Option<PasswordCredential> = desk.store.find(user.id).await?;
    let has_new_password = password.is_some_and(|password| password.changed_at >= since);
    match has_new_key || has_new_password {
        true => Err(ActionError::forbidden("quiet-after-recovery")),
        false => Ok(()),
    }
}

/// May this person get another way in now? Who is quiet may once, without the password that was lost; else a fresh
/// proof or the current password is needed.
///
/// # Errors
/// A code at `secret_current`; 403 `step-up-first`, `quiet-after-recovery`.
pub(crate) async fn may_add_way(desk: &Desk, user: &User, proof: Proof<'_>) -> Result<(), ActionError> {
    if user.is_quiet(desk.now()) {
        return one_way_while_quiet(desk, user).await;
    }
    if proof.is_fresh {
        return Ok(());
    }
    match desk.store.find::<PasswordCredential>(user.id).await? {
        Some(kept) => right_password(desk, &kept, proof.password).await,
        None => Err(ActionError::forbidden("step-up-first")),
    }
}

/// Counts like every try at the door.
pub(super) async fn right_password(desk: &Desk, kept: &PasswordCredential, password: &str) -> Result<(), ActionError> {
    if password.is_empty() {
        return Err(ActionError::field("secret_current", "required"));
    }
    let name = format!("password:{}", kept.id);
    limits::check(desk, &name).await?;
    if hashing::is_right(password, Some(&kept.hash)).await? {
        return limits::succeeded(desk, &name).await;
    }
    limits::failed(desk, &name).await?;
    Err(ActionError::field("secret_current", "password-wrong"))
}

/// The person's authenticator app, if they proved to have it.
///
/// # Errors
/// Only the database's.
pub async fn confirmed_app(desk: &Desk, user: UserId) -> Result<Option<AuthenticatorApp>, ActionError> {
    let app: Option<AuthenticatorApp> = desk.store.find(user).await?;
    Ok(app.filter(|app| app.confirmed_at.is_some()))
}
