//! A person is born. Here: for whom the house itself vouches. (By mailed code: `mailed`; by passkey: `passkey_sign_up`.)

use super::{hashing, sign_in};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    event::{Actor, Subject},
    identity::{Language, PasswordCredential, Role, SignUpForm, User},
};
use store::Commit;

/// The unique index of folded e-mails.
const EMAIL_INDEX: &str = "user_email";

/// A new person with a password, a buyer, whose e-mail the house believes: the first admin, the people of a demo. It is
/// no deed of the door: nobody asks for it from outside.
///
/// Done twice it makes one person: the second time the same e-mail and password simply name them.
///
/// # Errors
/// A code per field: `name`, `email` (also `email-taken`), `secret_password`.
pub async fn let_in(desk: &Desk, form: &SignUpForm, password: &str, language: Language) -> Result<UserId, ActionError> {
    let newcomer = form.check_with_password(password)?;
    let hash = hashing::hash(password).await?;
    let born = User::born(desk.new_id(), newcomer, language, desk.now());
    let user = User { email_verified_at: Some(desk.now()), ..born };
    let credential = PasswordCredential { id: user.id, version: 0, hash, changed_at: desk.now() };
    match desk.commit(birth(desk, &user, "sign_up").insert(&credential)).await {
        Ok(()) => Ok(user.id),
        Err(error) if is_taken(&error) => match sign_in(desk, &form.email, password).await {
            Ok(twin) => Ok(twin),
            Err(_) => Err(ActionError::field("email", "email-taken")),
        },
        Err(error) => Err(error),
    }
}

/// A person and the first row of their history.
pub(super) fn birth(desk: &Desk, user: &User, deed: &str) -> Commit {
    let event = desk.event(Subject::User(user.id), Actor::User(user.id), deed, None, user.status);
    Commit::new().insert(user).record(&event)
}

/// True when the e-mail belongs to somebody.
pub(super) fn is_taken(error: &ActionError) -> bool {
    matches!(error, ActionError::Store(store) if store.is_duplicate(EMAIL_INDEX))
}

/// Somebody the house itself lets in: the first admin, the people of a demo.
#[derive(Clone, Copy, Debug)]
pub struct HousePerson<'a> {
    /// Shown to others.
    pub name: &'a str,
    /// What they sign in with.
    pub email: &'a str,
    /// Checked like everybody's.
    pub password: &'a str,
    /// The language they read.
    pub language: Language,
    /// What they may do besides buying.
    pub roles: &'a [Role],
}

/// The house lets somebody in. Doing it again changes nothing.
///
/// # Errors
/// As [`let_in`].
pub async fn create_person(desk: &Desk, person: HousePerson<'_>) -> Result<UserId, ActionError> {
    let form = SignUpForm { name: person.name.to_owned(), email: person.email.to_owned() };
    let id = let_in(desk, &form, person.password, person.language).await?;
    for role in person.roles {
        super::grant_role(desk, Actor::House, id, *role).await?;
    }
    Ok(id)
}
