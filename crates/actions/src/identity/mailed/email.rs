//! An e-mail becomes a person's, the first or another one, when the code that was mailed there comes back.

use super::{begin, judged};
use crate::{
    ActionError, Desk,
    again::again,
    identity::{not_quiet, sign_up::is_taken},
    letters,
};
use domain::{
    FieldErrors, TempVerificationId, UserId,
    event::{Actor, Subject},
    identity::{EmailAddress, TempVerification, User, Verifies},
    letters::LetterKind,
};
use store::Commit;

/// Mails a code to the e-mail that this person wants to have.
///
/// # Errors
/// Codes at `email`, also `email-same`; 403 `quiet-after-recovery`; 429 after many letters.
pub async fn change_email(
    desk: &Desk,
    key: &str,
    user: UserId,
    typed: &str,
) -> Result<TempVerificationId, ActionError> {
    let mut errors = FieldErrors::default();
    let email = EmailAddress::parse(&mut errors, "email", typed);
    errors.into_result()?;
    let email = email.ok_or_else(|| ActionError::field("email", "required"))?;
    let user = not_quiet(desk, user).await?;
    if user.email_verified_at.is_some() && user.email_key.as_deref() == Some(email.key()) {
        return Err(ActionError::field("email", "email-same"));
    }
    begin(desk, key, Verifies::Email { user: user.id }, &email).await
}

/// The code came back: the e-mail is this person's, and the one before is told so.
///
/// # Errors
/// Codes at `secret_code`, also `email-taken`; 403 `quiet-after-recovery`.
pub async fn confirm_email(desk: &Desk, user: UserId, id: TempVerificationId, typed: &str) -> Result<(), ActionError> {
    not_quiet(desk, user).await?;
    let record = judged(desk, id, typed).await?;
    if record.verifies != (Verifies::Email { user }) {
        return Err(super::too_late());
    }
    again(|| async {
        let record: TempVerification = desk.store.get(record.id).await?;
        if record.done_for.is_some() {
            return Ok(());
        }
        desk.commit(changed(desk, not_quiet(desk, user).await?, &record)).await
    })
    .await
    .map_err(|error| if is_taken(&error) { ActionError::field("secret_code", "email-taken") } else { error })
}

fn changed(desk: &Desk, user: User, record: &TempVerification) -> Commit {
    let is_other = user.email_key.as_deref() != Some(record.email_key.as_str());
    let event = desk.event(Subject::User(user.id), Actor::User(user.id), "confirm_email", None, hidden(&record.email));
    let commit = Commit::new().save(&record.done(user.id)).record(&event);
    let commit = match is_other {
        true => letters::add(commit, desk, &user, LetterKind::EmailChanged { to: hidden(&record.email) }),
        false => commit,
    };
    commit.save(&User {
        email: Some(record.email.clone()),
        email_key: Some(record.email_key.clone()),
        email_verified_at: Some(desk.now()),
        updated_at: desk.now(),
        ..user
    })
}

/// `s…@example.org`: enough to be recognised by who knows it.
fn hidden(email: &str) -> String {
    let (local, host) = email.split_once('@').unwrap_or((email, ""));
    format!("{}…@{host}", local.chars().take(1).collect::<String>())
}

/// An e-mail that was checked before it was kept.
pub(super) fn address(kept: &str) -> Option<EmailAddress> {
    EmailAddress::parse(&mut FieldErrors::default(), "email", kept)
}
