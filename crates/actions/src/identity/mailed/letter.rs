//! Which letter a record brings about. A task decides it: nobody who asks can tell by the time it took.

use super::{LETTERS, keyed_id};
use crate::{ActionError, Desk, Keyed, letters, tasks::Ran};
use domain::{
    LetterId, TempVerificationId,
    identity::{TempVerification, User, Verifies},
    letters::{Letter, LetterKind, Reader},
    tasks::{Deed, ScheduledTask},
};

/// What writes the letter of the record's round.
pub(super) fn task(desk: &Desk, record: &TempVerification) -> ScheduledTask {
    ScheduledTask::at(desk.new_id(), Deed::MailCode(record.id, record.round), desk.now(), desk.now())
}

/// Writes the letter of this round: its code, or to somebody who has an account already, just that. Done twice, it is
/// one letter.
pub(crate) async fn mail_code(desk: &Desk, of: TempVerificationId, round: u32) -> Result<Ran, ActionError> {
    let record: Option<TempVerification> = desk.store.find(of).await?;
    let Some(record) = record.filter(|record| record.round == round) else { return Ok(Ran::Done) };
    let owner = desk.store.user_by_email_key(&record.email_key).await?;
    let Some((kind, reader)) = kind_and_reader(desk, &record, owner).await? else { return Ok(Ran::Done) };
    let id = LetterId::from_bytes(keyed_id(desk, LETTERS, &[&of.to_bytes(), &round.to_be_bytes()]));
    match desk.commit(letters::queued(desk, &Letter::to(id, reader, kind, desk.now()))).await {
        Err(error) if !Keyed::lost_to_twin(&error) => Err(error),
        _ => Ok(Ran::Done),
    }
}

async fn kind_and_reader(
    desk: &Desk,
    record: &TempVerification,
    owner: Option<User>,
) -> Result<Option<(LetterKind, Reader)>, ActionError> {
    let (of, round) = (record.id, record.round);
    let to = |kind, name: &str, language| (kind, Reader { to: record.email.clone(), name: name.to_owned(), language });
    let known = |kind, owner: &User| Some(to(kind, &owner.display_name, owner.language));
    Ok(match (&record.verifies, owner) {
        (Verifies::SignUp { display_name, language, .. }, None) => {
            Some(to(LetterKind::SignUpCode { of, round }, display_name, *language))
        }
        (Verifies::Email { user }, owner) if owner.as_ref().is_none_or(|owner| owner.id == *user) => {
            known(LetterKind::EmailCode { of, round }, &desk.store.get(*user).await?)
        }
        (Verifies::SignUp { .. } | Verifies::Email { .. }, Some(owner)) => {
            known(LetterKind::AlreadyHaveAccount, &owner)
        }
        // An e-mail that nobody proved to read leads nowhere back.
        (Verifies::Password, Some(owner)) if owner.email_verified_at.is_some() => {
            known(LetterKind::PasswordCode { of, round }, &owner)
        }
        (Verifies::Password | Verifies::Email { .. }, _) => None,
    })
}
