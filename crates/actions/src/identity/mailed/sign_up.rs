//! A person arrives by password: born when the code that was mailed to them comes back.

use super::{begin, judged};
use crate::{
    ActionError, Desk,
    again::again,
    identity::{
        hashing,
        sign_up::{birth, is_taken},
    },
};
use domain::{
    TempVerificationId, UserId,
    identity::{Language, Newcomer, PasswordCredential, SignUpForm, TempVerification, User, Verifies},
};

/// Keeps what was typed and mails a code. Nobody is born yet, and whether the e-mail is known shows nowhere but in it.
/// `key` is the form's: sent twice it is one letter.
///
/// # Errors
/// A code per field: `name`, `email`, `secret_password`; 429 after many letters.
pub async fn begin_sign_up(
    desk: &Desk,
    key: &str,
    form: &SignUpForm,
    password: &str,
    language: Language,
) -> Result<TempVerificationId, ActionError> {
    let newcomer = form.check_with_password(password)?;
    let password_hash = hashing::hash(password).await?;
    let email = newcomer.email.ok_or_else(|| ActionError::field("email", "required"))?;
    let verifies = Verifies::SignUp { display_name: newcomer.display_name, password_hash, language };
    begin(desk, key, verifies, &email).await
}

/// The code came back: a buyer is born, whose e-mail is theirs. The same code again is the same person.
///
/// # Errors
/// Codes at `secret_code`, also `email-taken` when the e-mail found an owner meanwhile.
pub async fn confirm_sign_up(desk: &Desk, id: TempVerificationId, typed: &str) -> Result<UserId, ActionError> {
    let record = judged(desk, id, typed).await?;
    match again(|| bear(desk, record.id)).await {
        // Its twin may have been quicker by a moment.
        Err(error) if is_taken(&error) => {
            let now: TempVerification = desk.store.get(record.id).await?;
            now.done_for.ok_or_else(|| ActionError::field("secret_code", "email-taken"))
        }
        other => other,
    }
}

/// Bears the person of a record whose code was right; the one who is there, when that was done before.
async fn bear(desk: &Desk, id: TempVerificationId) -> Result<UserId, ActionError> {
    let record: TempVerification = desk.store.get(id).await?;
    if let Some(user) = record.done_for {
        return Ok(user);
    }
    let Verifies::SignUp { display_name, password_hash, language } = &record.verifies else {
        return Err(super::too_late());
    };
    let newcomer = Newcomer { display_name: display_name.clone(), email: super::email::address(&record.email) };
    let born = User::born(desk.new_id(), newcomer, *language, desk.now());
    let user = User { email_verified_at: Some(desk.now()), ..born };
    let credential =
        PasswordCredential { id: user.id, version: 0, hash: password_hash.clone(), changed_at: desk.now() };
    desk.commit(birth(desk, &user, "sign_up").insert(&credential).save(&record.done(user.id))).await?;
    Ok(user.id)
}
