//! The ways in that a person keeps: passkeys with names, a password. The last one stays.

use super::{
    hashing,
    quiet::{Proof, may_add_way, not_quiet, right_password},
    recovery::recovery_codes_left,
    stored_key::short_name,
};
use crate::{ActionError, Desk, again::again, letters};
use domain::{
    FieldErrors, PasskeyId, UserId,
    event::{Actor, EventRow, Subject},
    identity::{Passkey, PasswordCredential, User, check_password, may_lose_one},
    letters::LetterKind,
};
use store::Commit;

/// Calls a passkey something else.
///
/// # Errors
/// `name` faults; not found when it is not this person's.
pub async fn rename_passkey(desk: &Desk, user: UserId, id: PasskeyId, name: &str) -> Result<(), ActionError> {
    let mut errors = FieldErrors::default();
    let name = errors.text("name", name, 1, 40);
    errors.into_result()?;
    again(|| async {
        let passkey = own_passkey(desk, user, id).await?;
        desk.commit(Commit::new().save(&Passkey { name: short_name(&name), ..passkey })).await
    })
    .await
}

/// Takes a passkey away; says which one, so that the browser can forget it too.
///
/// # Errors
/// 409 `last-credential` when it is the only way in and there is no way back; 403 `quiet-after-recovery`.
pub async fn remove_passkey(desk: &Desk, user: UserId, id: PasskeyId) -> Result<Passkey, ActionError> {
    again(|| async {
        let passkey = own_passkey(desk, user, id).await?;
        let removed = LetterKind::PasskeyRemoved { name: passkey.name.clone() };
        let commit = lose_one(desk, user, removed, event(desk, user, "remove_passkey", id)).await?.remove(&passkey);
        desk.commit(commit).await?;
        Ok(passkey)
    })
    .await
}

/// Sets the password, or another one. Whoever has one must say it, unless they have just come back without it.
///
/// # Errors
/// Codes at `secret_current` (`password-wrong`) and `secret_password`; 403 `step-up-first`, `quiet-after-recovery`.
pub async fn set_password(desk: &Desk, user: UserId, proof: Proof<'_>, password: &str) -> Result<(), ActionError> {
    let user: User = desk.store.get(user).await?;
    let mut errors = FieldErrors::default();
    check_password(&mut errors, "secret_password", password, &user.display_name, user.email.as_deref());
    errors.into_result()?;
    if user.email.is_none() {
        return Err(ActionError::field("secret_password", "password-needs-email"));
    }
    let kept: Option<PasswordCredential> = desk.store.find(user.id).await?;
    match &kept {
        Some(kept) if !user.is_quiet(desk.now()) => right_password(desk, kept, proof.password).await?,
        Some(_) | None => may_add_way(desk, &user, proof).await?,
    }
    // The person is saved too: of two ways added at once in a quiet time, one decides again.
    let commit = Commit::new().record(&event(desk, user.id, "set_password", "password"));
    let commit = commit.save(&User { updated_at: desk.now(), ..user.clone() });
    let commit = letters::add(commit, desk, &user, LetterKind::PasswordChanged);
    let hash = hashing::hash(password).await?;
    let commit = match kept {
        Some(kept) => commit.save(&PasswordCredential { hash, changed_at: desk.now(), ..kept }),
        None => commit.insert(&PasswordCredential { id: user.id, version: 0, hash, changed_at: desk.now() }),
    };
    desk.commit(commit).await
}

/// Does without a password.
///
/// # Errors
/// 409 `last-credential` when there is no passkey.
pub async fn remove_password(desk: &Desk, user: UserId) -> Result<(), ActionError> {
    again(|| async {
        let Some(kept) = desk.store.find::<PasswordCredential>(user).await? else { return Ok(()) };
        let removed = LetterKind::PasswordRemoved;
        let commit = lose_one(desk, user, removed, event(desk, user, "remove_password", "none")).await?;
        desk.commit(commit.remove(&kept)).await
    })
    .await
}

/// The person is saved too: of two removals at once one decides again, and finds that the other way in is gone.
async fn lose_one(desk: &Desk, user: UserId, letter: LetterKind, event: EventRow) -> Result<Commit, ActionError> {
    let user = not_quiet(desk, user).await?;
    let passkey_count = desk.store.passkeys_of(user.id).await?.len();
    let has_password = desk.store.find::<PasswordCredential>(user.id).await?.is_some();
    // Recovery codes lead back only together with an e-mail.
    let is_passkey = letter != LetterKind::PasswordRemoved;
    let has_way_back = is_passkey && user.email.is_some() && recovery_codes_left(desk, user.id).await?.unwrap_or(0) > 0;
    if !may_lose_one(passkey_count, has_password) && !has_way_back {
        return Err(ActionError::conflict("last-credential"));
    }
    let commit = letters::add(Commit::new(), desk, &user, letter);
    Ok(commit.save(&User { updated_at: desk.now(), ..user }).record(&event))
}

async fn own_passkey(desk: &Desk, user: UserId, id: PasskeyId) -> Result<Passkey, ActionError> {
    let passkey: Passkey = desk.store.get(id).await?;
    if passkey.user_id == user { Ok(passkey) } else { Err(ActionError::NotFound(id.to_string())) }
}

fn event(desk: &Desk, user: UserId, deed: &str, to: impl ToString) -> EventRow {
    desk.event(Subject::User(user), Actor::User(user), deed, None, to)
}
