//! What an admin does to a person's standing. Every deed asks for the role itself, is done once however often it is
//! asked for, stands in the log with its reason, and is written together with the admin who does it: of two admins
//! who take each other's place at once, one finds that they may not any more.

use crate::{ActionError, Desk, again::again, letters};
use domain::{
    Change, UserId,
    event::{Actor, EventRow, Subject, one_line},
    identity::{Role, User, UserStatus, VerificationLevel, check_reason},
    letters::LetterKind,
    machine::Word,
};
use std::fmt::Display;
use store::Commit;

/// Keeps a person out: their sessions end in the same write, money that comes in still comes in.
///
/// # Errors
/// A code at `reason`; 403 for anybody but an admin; 409 `not-yourself`, `account-closed`.
pub async fn lock_user(desk: &Desk, admin: UserId, user: UserId, reason: &str) -> Result<(), ActionError> {
    let reason = reason_of(reason)?;
    not_oneself(admin, user)?;
    again(|| async {
        let (admin, user) = both(desk, admin, user).await?;
        let Change::Made(locked) = user.locked(&reason, desk.now()) else { return Ok(()) };
        let event = moved(desk, &admin, &user, "lock_user", user.status, locked.status, Some(&reason));
        let commit = Commit::new().save(&admin).save(&locked).end_sessions(user.id).record(&event);
        desk.commit(letters::add(commit, desk, &user, LetterKind::AccountLocked { reason: reason.clone() })).await
    })
    .await
}

/// Lets a person in again.
///
/// # Errors
/// 403 for anybody but an admin; 409 `account-closed`.
pub async fn unlock_user(desk: &Desk, admin: UserId, user: UserId) -> Result<(), ActionError> {
    again(|| async {
        let (admin, user) = both(desk, admin, user).await?;
        let Change::Made(open) = user.unlocked(desk.now()) else { return Ok(()) };
        let event = moved(desk, &admin, &user, "unlock_user", user.status, open.status, None);
        let commit = as_admin(&admin, &user).save(&open).record(&event);
        desk.commit(letters::add(commit, desk, &user, LetterKind::AccountUnlocked)).await
    })
    .await
}

/// Says how well a person is known.
///
/// # Errors
/// Codes at `reason` and `level`; 403 for anybody but an admin; 409 `not-yourself`.
pub async fn set_verification_level(
    desk: &Desk,
    admin: UserId,
    user: UserId,
    level: &str,
    reason: &str,
) -> Result<(), ActionError> {
    let reason = reason_of(reason)?;
    let level = level.trim().parse::<u8>().ok().and_then(|level| VerificationLevel::try_from(level).ok());
    let level = level.ok_or_else(|| ActionError::field("level", "not-a-choice"))?;
    not_oneself(admin, user)?;
    again(|| async {
        let (admin, user) = both(desk, admin, user).await?;
        let Change::Made(known) = user.known_to(level, desk.now()) else { return Ok(()) };
        let (from, to) = (user.verification_level.get(), level.get());
        let event = moved(desk, &admin, &user, "set_verification_level", from, to, Some(&reason));
        desk.commit(Commit::new().save(&admin).save(&known).record(&event)).await
    })
    .await
}

/// Gives a person a role.
///
/// # Errors
/// A code at `role`; 403 for anybody but an admin; 409 `account-closed`.
pub async fn grant_role(desk: &Desk, admin: UserId, user: UserId, role: &str) -> Result<(), ActionError> {
    let role = role_of(role)?;
    again(|| async {
        let (admin, user) = both(desk, admin, user).await?;
        let Change::Made(granted) = user.granted(role, desk.now()) else { return Ok(()) };
        let event = moved(desk, &admin, &user, "grant_role", roles(&user), roles(&granted), None);
        let commit = as_admin(&admin, &user).save(&granted).record(&event);
        desk.commit(letters::add(commit, desk, &user, LetterKind::RoleChanged { role, is_given: true })).await
    })
    .await
}

/// Takes a role back. Nobody takes their own admin role, so that there is always somebody who may.
///
/// # Errors
/// A code at `role`; 403 for anybody but an admin; 409 `not-yourself`, `account-closed`.
pub async fn revoke_role(desk: &Desk, admin: UserId, user: UserId, role: &str) -> Result<(), ActionError> {
    let role = role_of(role)?;
    if role == Role::Admin {
        not_oneself(admin, user)?;
    }
    again(|| async {
        let (admin, user) = both(desk, admin, user).await?;
        let Change::Made(revoked) = user.revoked(role, desk.now()) else { return Ok(()) };
        let event = moved(desk, &admin, &user, "revoke_role", roles(&user), roles(&revoked), None);
        let commit = as_admin(&admin, &user).save(&revoked).record(&event);
        desk.commit(letters::add(commit, desk, &user, LetterKind::RoleChanged { role, is_given: false })).await
    })
    .await
}

/// Signs a person out everywhere.
///
/// # Errors
/// 403 for anybody but an admin.
pub async fn end_user_sessions(desk: &Desk, admin: UserId, user: UserId) -> Result<(), ActionError> {
    let (admin, user) = both(desk, admin, user).await?;
    if desk.store.sessions_of(user.id).await?.is_empty() {
        return Ok(());
    }
    let event = desk.event(Subject::User(user.id), Actor::User(admin.id), "end_user_sessions", None, "ended");
    desk.commit(Commit::new().end_sessions(user.id).record(&event)).await
}

/// The admin as they are now, and whom it is about.
async fn both(desk: &Desk, admin: UserId, user: UserId) -> Result<(User, User), ActionError> {
    let admin = desk.store.find::<User>(admin).await?.filter(|admin| admin.is(Role::Admin));
    let admin = admin.ok_or(ActionError::forbidden("forbidden"))?;
    let user: User = desk.store.get(user).await?;
    match user.status {
        UserStatus::Closed => Err(ActionError::conflict("account-closed")),
        UserStatus::Active | UserStatus::Locked => Ok((admin, user)),
    }
}

/// The admin is saved too, unless it is about themselves: then they are anyway.
fn as_admin(admin: &User, user: &User) -> Commit {
    if admin.id == user.id { Commit::new() } else { Commit::new().save(admin) }
}

fn not_oneself(admin: UserId, user: UserId) -> Result<(), ActionError> {
    if admin == user { Err(ActionError::conflict("not-yourself")) } else { Ok(()) }
}

fn reason_of(raw: &str) -> Result<String, ActionError> {
    Ok(one_line(&check_reason(raw)?, 500))
}

fn role_of(raw: &str) -> Result<Role, ActionError> {
    let role = Role::from_word(raw.trim()).filter(|role| *role != Role::Buyer);
    role.ok_or_else(|| ActionError::field("role", "not-a-choice"))
}

fn roles(user: &User) -> String {
    user.roles.iter().map(ToString::to_string).collect::<Vec<_>>().join(",")
}

fn moved(
    desk: &Desk,
    admin: &User,
    user: &User,
    deed: &str,
    from: impl Display,
    to: impl Display,
    why: Option<&str>,
) -> EventRow {
    let event = desk.event(Subject::User(user.id), Actor::User(admin.id), deed, Some(from.to_string()), to);
    EventRow { why: why.map(str::to_owned), ..event }
}
