//! A person who forgot their password sets another one with a code from their mailbox. It is a recovery: every browser
//! is signed out, and a quiet day follows.

use super::{begin, judged};
use crate::{
    ActionError, Desk,
    again::again,
    identity::{begin_quiet, hashing, sign_in::may_come_in},
    letters,
};
use domain::{
    FieldErrors, TempVerificationId, UserId,
    event::{Actor, Subject},
    identity::{EmailAddress, PasswordCredential, Sealed, TempVerification, User, Verifies, check_password},
    letters::LetterKind,
};
use store::Commit;

/// Mails a code to whoever has this e-mail; to nobody when nobody has. The answer is the same.
///
/// # Errors
/// Codes at `email`; 429 after many letters.
pub async fn forgot_password(desk: &Desk, key: &str, typed: &str) -> Result<TempVerificationId, ActionError> {
    let mut errors = FieldErrors::default();
    let email = EmailAddress::parse(&mut errors, "email", typed);
    errors.into_result()?;
    let email = email.ok_or_else(|| ActionError::field("email", "required"))?;
    begin(desk, key, Verifies::Password, &email).await
}

/// The code came back with a password: it is the person's, everybody else with their name is signed out, and for a day
/// nothing leaves.
///
/// # Errors
/// Codes at `secret_code` and `secret_password`; 403 `account-locked`.
pub async fn reset_password(
    desk: &Desk,
    id: TempVerificationId,
    typed: &str,
    password: &str,
) -> Result<UserId, ActionError> {
    strong_enough(password, None)?;
    let record = judged(desk, id, typed).await?;
    if record.verifies != Verifies::Password {
        return Err(super::too_late());
    }
    let hash = hashing::hash(password).await?;
    again(|| async {
        let record: TempVerification = desk.store.get(record.id).await?;
        let user = owner(desk, &record).await?;
        may_come_in(&user)?;
        if record.done_for.is_none() {
            strong_enough(password, Some(&user))?;
            desk.commit(reset(desk, user.clone(), &record, hash.clone()).await?).await?;
        }
        Ok(user.id)
    })
    .await
}

/// Whose e-mail it is. A code that was never mailed is as wrong as any other.
async fn owner(desk: &Desk, record: &TempVerification) -> Result<User, ActionError> {
    let owner = match record.done_for {
        Some(user) => desk.store.find::<User>(user).await?,
        None => desk.store.user_by_email_key(&record.email_key).await?,
    };
    owner.filter(|owner| owner.email_verified_at.is_some()).ok_or_else(super::wrong_code)
}

async fn reset(desk: &Desk, user: User, record: &TempVerification, hash: Sealed) -> Result<Commit, ActionError> {
    let event = desk.event(Subject::User(user.id), Actor::User(user.id), "reset_password", None, "password");
    let commit = Commit::new().record(&event).save(&record.done(user.id)).end_sessions(user.id);
    let commit = letters::add(commit, desk, &user, LetterKind::PasswordChanged);
    let commit = match desk.store.find::<PasswordCredential>(user.id).await? {
        Some(kept) => commit.save(&PasswordCredential { hash, changed_at: desk.now(), ..kept }),
        None => commit.insert(&PasswordCredential { id: user.id, version: 0, hash, changed_at: desk.now() }),
    };
    Ok(commit.save(&begin_quiet(desk, user)))
}

fn strong_enough(password: &str, user: Option<&User>) -> Result<(), ActionError> {
    let mut errors = FieldErrors::default();
    let name = user.map_or("", |user| user.display_name.as_str());
    check_password(&mut errors, "secret_password", password, name, user.and_then(|user| user.email.as_deref()));
    errors.into_result().map_err(ActionError::from)
}
