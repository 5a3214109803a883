//! A signed-in person proves once more who they are, before something that a stolen session must not do: by one of
//! their own passkeys, or by password and a code of their app. An answer to the door's question is none to this one.

use super::{
    ceremony::{Asks, Ceremony, not_framed, refused, rites, to_json, unbelieved},
    passkey_sign_in::{note_copy, spend},
    quiet::{confirmed_app, right_password},
    stored_key,
    totp::check_totp,
};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    event::{Actor, EventRow, Subject},
    identity::{CounterSays, Passkey, PasswordCredential},
};
use store::Commit;
use webauthn_rs::prelude::{AuthenticationResult, Passkey as LibraryKey, PasskeyAuthentication, PublicKeyCredential};

/// How a person can prove once more who they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct StepUpWays {
    /// By a passkey.
    pub by_passkey: bool,
    /// By password and a code of an app.
    pub by_password: bool,
    /// They have a password, if only that.
    pub has_password: bool,
}

/// What this person has to prove themselves with.
///
/// # Errors
/// Only the database's.
pub async fn step_up_ways(desk: &Desk, user: UserId) -> Result<StepUpWays, ActionError> {
    let by_passkey = desk.passkeys.is_some() && !desk.store.passkeys_of(user).await?.is_empty();
    let has_password = desk.store.find::<PasswordCredential>(user).await?.is_some();
    let by_password = has_password && confirmed_app(desk, user).await?.is_some();
    Ok(StepUpWays { by_passkey, by_password, has_password })
}

/// Asks for one of this person's own passkeys: the options (JSON), and what to remember.
///
/// # Errors
/// 409 `no-passkey`.
pub async fn start_step_up(desk: &Desk, user: UserId) -> Result<(String, Ceremony), ActionError> {
    let keys = keys_of(desk, user).await?;
    let (challenge, state) = rites(desk)?.start_passkey_authentication(&keys).map_err(|error| unbelieved(&error))?;
    let asks = Asks::StepUp { user, state: Box::new(state) };
    Ok((to_json(&challenge.public_key)?, Ceremony::new(desk, asks)))
}

/// The browser answered: this is the person the session says.
///
/// # Errors
/// 401 when the answer is late, repeated, to another question, of another person or not believed.
pub async fn finish_step_up(desk: &Desk, user: UserId, ceremony: Ceremony, answer: &str) -> Result<(), ActionError> {
    ceremony.in_time(desk)?;
    let Asks::StepUp { user: asked, state } = &ceremony.asks else {
        return Err(refused("passkey-refused"));
    };
    if *asked != user {
        return Err(refused("passkey-refused"));
    }
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| refused("passkey-refused"))?;
    let (passkey, proof) = believed(desk, user, state, &answer).await?;
    if CounterSays::of(stored_key::counter(&passkey)?, proof.counter(), passkey.is_synced) == CounterSays::Copied {
        return note_copy(desk, passkey, &ceremony).await.map(drop);
    }
    let mut key = stored_key::library_key(&passkey)?;
    key.update_credential(&proof);
    let used = Passkey { key: stored_key::sealed(&key)?, last_used_at: Some(desk.now()), ..passkey };
    spend(desk, Commit::new().save(&used).record(&event(desk, user, "passkey")), &ceremony).await
}

/// Password and a code of the app, for browsers without passkeys or scripts.
///
/// # Errors
/// Codes at `secret_current` and `secret_code`; 409 `second-way-first` for somebody who has only a password; 429.
pub async fn step_up_by_password(desk: &Desk, user: UserId, password: &str, code: &str) -> Result<(), ActionError> {
    let kept: Option<PasswordCredential> = desk.store.find(user).await?;
    let app = confirmed_app(desk, user).await?;
    let (Some(kept), Some(_)) = (kept, app) else {
        return Err(ActionError::conflict("second-way-first"));
    };
    right_password(desk, &kept, password).await?;
    check_totp(desk, user, code).await?;
    desk.commit(Commit::new().record(&event(desk, user, "password and code"))).await
}

/// This person's passkeys as the library asks for them.
///
/// # Errors
/// 409 `no-passkey`.
pub(super) async fn keys_of(desk: &Desk, user: UserId) -> Result<Vec<LibraryKey>, ActionError> {
    let kept = desk.store.passkeys_of(user).await?;
    if kept.is_empty() {
        return Err(ActionError::conflict("no-passkey"));
    }
    kept.iter().map(stored_key::without_counter).collect()
}

/// The passkey of this person that gave the answer, and what it proves.
///
/// # Errors
/// 401 when it is somebody else's or not believed.
pub(super) async fn believed(
    desk: &Desk,
    user: UserId,
    state: &PasskeyAuthentication,
    answer: &PublicKeyCredential,
) -> Result<(Passkey, AuthenticationResult), ActionError> {
    // The library reads the kind and does not ask about it.
    if answer.type_ != "public-key" {
        return Err(refused("passkey-refused"));
    }
    let passkey = own(desk, user, answer).await?;
    Ok((passkey, proven(desk, state, answer)?))
}

async fn own(desk: &Desk, user: UserId, answer: &PublicKeyCredential) -> Result<Passkey, ActionError> {
    let passkey = desk.store.passkey_by_credential(&hex::encode(&answer.raw_id)).await?;
    passkey.filter(|key| key.user_id == user).ok_or_else(|| refused("passkey-refused"))
}

fn proven(
    desk: &Desk,
    state: &PasskeyAuthentication,
    answer: &PublicKeyCredential,
) -> Result<AuthenticationResult, ActionError> {
    not_framed(&answer.response.client_data_json)?;
    let proof = rites(desk)?.finish_passkey_authentication(answer, state).map_err(|error| unbelieved(&error))?;
    if proof.user_verified() { Ok(proof) } else { Err(refused("passkey-refused")) }
}

fn event(desk: &Desk, user: UserId, how: &str) -> EventRow {
    desk.event(Subject::User(user), Actor::User(user), "step_up", None, how)
}
