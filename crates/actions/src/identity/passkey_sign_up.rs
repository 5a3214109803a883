//! New passkeys: a person arrives with one, or adds another.

use super::{
    ceremony::{Asks, Ceremony, creation_options, not_framed, refused, rites, unbelieved},
    change_email,
    quiet::{Proof, may_add_way, one_way_while_quiet},
    sign_up::birth,
    stored_key,
};
use crate::{ActionError, Desk, Keyed, letters};
use domain::{
    PasskeyId, TempVerificationId, UserId,
    event::{Actor, Subject},
    identity::{Language, MAX_PASSKEYS, Newcomer, Passkey, SignUpForm, User},
    letters::LetterKind,
};
use store::{Commit, StoreError};
use uuid::Uuid;
use webauthn_rs::prelude::{PasskeyRegistration, RegisterPublicKeyCredential};

/// The unique index of credential ids.
const CREDENTIAL_INDEX: &str = "passkey_credential";

/// Asks the browser of a newcomer for a passkey: the options (JSON), and what to remember.
///
/// # Errors
/// A code per field: `name`, `email`.
pub async fn start_passkey_sign_up(desk: &Desk, form: &SignUpForm) -> Result<(String, Ceremony), ActionError> {
    let newcomer = form.check()?;
    let handle = Uuid::new_v4();
    let label = newcomer.email.as_ref().map_or(newcomer.display_name.as_str(), |email| email.typed());
    let (challenge, state) = rites(desk)?
        .start_passkey_registration(handle, label, &newcomer.display_name, None)
        .map_err(|error| unbelieved(&error))?;
    Ok((creation_options(challenge)?, Ceremony::new(desk, Asks::sign_up(form, handle, state))))
}

/// The browser answered: a person is born with this passkey and nothing else. An e-mail that they gave is theirs when
/// the code that is mailed there comes back; until then they have none, and the record waits.
///
/// # Errors
/// 401 when the answer is late, repeated or not believed.
pub async fn finish_passkey_sign_up(
    desk: &Desk,
    ceremony: Ceremony,
    answer: &str,
    key_name: &str,
    language: Language,
) -> Result<(UserId, Option<TempVerificationId>), ActionError> {
    ceremony.in_time(desk)?;
    let Asks::SignUp { name, email, handle, state } = &ceremony.asks else {
        return Err(refused("passkey-refused"));
    };
    let newcomer = SignUpForm { name: name.clone(), email: email.clone() }.check()?;
    let email = newcomer.email.clone();
    let user = User::born(desk.new_id(), Newcomer { email: None, ..newcomer }, language, desk.now());
    let passkey = believed(desk, state, answer, user.id, *handle, key_name)?;
    let commit = birth(desk, &user, "sign_up").insert(&passkey).once(&ceremony.spent(desk));
    commit_new_key(desk, commit).await?;
    let Some(email) = email else { return Ok((user.id, None)) };
    // The account is there whatever becomes of its letter; settings ask again.
    let mailed = change_email(desk, &ceremony.name(), user.id, email.typed()).await;
    let mailed = mailed.inspect_err(|error| tracing::info!(%error, "a newcomer's e-mail must wait")).ok();
    Ok((user.id, mailed))
}

/// Asks the browser of a signed-in person for one more passkey; keys the person has are left out.
///
/// # Errors
/// 422 `too-many-passkeys`; a code at `secret_current`, 403 `step-up-first` or `quiet-after-recovery` as [`Proof`] is
/// judged.
pub async fn start_adding_passkey(
    desk: &Desk,
    user: UserId,
    proof: Proof<'_>,
) -> Result<(String, Ceremony), ActionError> {
    let user: User = desk.store.get(user).await?;
    may_add_way(desk, &user, proof).await?;
    let kept = desk.store.passkeys_of(user.id).await?;
    if kept.len() >= MAX_PASSKEYS {
        return Err(ActionError::Refused {
            status: 422,
            code: "too-many-passkeys",
            detail: Some(MAX_PASSKEYS.to_string()),
        });
    }
    let handle = kept.first().and_then(|key| Uuid::parse_str(&key.user_handle).ok()).unwrap_or_else(Uuid::new_v4);
    let known = kept.iter().map(stored_key::credential_id).collect::<Result<Vec<_>, _>>()?;
    let label = user.email.as_deref().unwrap_or(&user.display_name);
    let (challenge, state) = rites(desk)?
        .start_passkey_registration(handle, label, &user.display_name, Some(known))
        .map_err(|error| unbelieved(&error))?;
    let asks = Asks::Add { user: user.id, handle, state: Box::new(state) };
    Ok((creation_options(challenge)?, Ceremony::new(desk, asks)))
}

/// The browser answered: the person has one more passkey.
///
/// # Errors
/// 401 when the answer is late, repeated, somebody else's or not believed.
pub async fn finish_adding_passkey(
    desk: &Desk,
    user: UserId,
    ceremony: Ceremony,
    answer: &str,
    key_name: &str,
) -> Result<PasskeyId, ActionError> {
    ceremony.in_time(desk)?;
    let Asks::Add { user: asked, handle, state } = &ceremony.asks else {
        return Err(refused("passkey-refused"));
    };
    if *asked != user {
        return Err(refused("passkey-refused"));
    }
    let passkey = believed(desk, state, answer, user, *handle, key_name)?;
    let event = desk.event(Subject::User(user), Actor::User(user), "add_passkey", None, passkey.id);
    let person: User = desk.store.get(user).await?;
    let commit = Commit::new().insert(&passkey).record(&event).once(&ceremony.spent(desk));
    let mut commit = letters::add(commit, desk, &person, LetterKind::PasskeyAdded { name: passkey.name.clone() });
    if person.is_quiet(desk.now()) {
        one_way_while_quiet(desk, &person).await?;
        // The person is saved too: of two ways added at once, one is refused.
        commit = commit.save(&User { updated_at: desk.now(), ..person });
    }
    commit_new_key(desk, commit).await?;
    Ok(passkey.id)
}

fn believed(
    desk: &Desk,
    state: &PasskeyRegistration,
    answer: &str,
    user_id: UserId,
    handle: Uuid,
    key_name: &str,
) -> Result<Passkey, ActionError> {
    let answer: RegisterPublicKeyCredential = serde_json::from_str(answer).map_err(|_| refused("passkey-refused"))?;
    not_framed(&answer.response.client_data_json)?;
    let key = rites(desk)?.finish_passkey_registration(&answer, state).map_err(|error| unbelieved(&error))?;
    stored_key::new(desk, &key, user_id, handle, key_name)
}

async fn commit_new_key(desk: &Desk, commit: Commit) -> Result<(), ActionError> {
    match desk.commit(commit).await {
        Err(error) if Keyed::lost_to_twin(&error) => Err(refused("passkey-refused")),
        Err(ActionError::Store(StoreError::Duplicate { index })) if index == CREDENTIAL_INDEX => {
            Err(ActionError::conflict("passkey-known"))
        }
        other => other,
    }
}
