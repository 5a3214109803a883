//! A person comes back with a passkey and types no name.

use super::{
    ceremony::{Asks, Ceremony, not_framed, refused, rites, to_json, unbelieved},
    sign_in::may_come_in,
    stored_key,
};
use crate::{ActionError, Desk, Keyed};
use domain::{
    UserId,
    event::{Actor, Subject},
    identity::{CounterSays, Passkey, User},
};
use store::Commit;
use webauthn_rs::prelude::{AuthenticationResult, DiscoverableAuthentication, PublicKeyCredential};

/// Asks any browser for any passkey of this house: the options (JSON), and what to remember.
///
/// # Errors
/// Only when passkeys are not set up.
pub fn start_passkey_sign_in(desk: &Desk) -> Result<(String, Ceremony), ActionError> {
    let (challenge, state) = rites(desk)?.start_discoverable_authentication().map_err(|error| unbelieved(&error))?;
    let asks = Asks::SignIn { state: Box::new(state) };
    Ok((to_json(&challenge.public_key)?, Ceremony::new(desk, asks)))
}

/// The browser answered: who this is.
///
/// # Errors
/// 401 when the answer is late, repeated or not believed (`passkey-refused`), the key is none of ours
/// (`passkey-unknown`), or its counter stepped back (`passkey-copied`); 403 `account-locked`.
pub async fn finish_passkey_sign_in(desk: &Desk, ceremony: Ceremony, answer: &str) -> Result<UserId, ActionError> {
    ceremony.in_time(desk)?;
    let Asks::SignIn { state } = &ceremony.asks else {
        return Err(refused("passkey-refused"));
    };
    let answer: PublicKeyCredential = serde_json::from_str(answer).map_err(|_| refused("passkey-refused"))?;
    // The library reads the kind and does not ask about it.
    if answer.type_ != "public-key" {
        return Err(refused("passkey-refused"));
    }
    let passkey = named_by(desk, &answer).await?;
    let proof = proven(desk, state, &answer, &passkey)?;
    let says = CounterSays::of(stored_key::counter(&passkey)?, proof.counter(), passkey.is_synced);
    if says == CounterSays::Copied {
        return note_copy(desk, passkey, &ceremony).await;
    }
    let user: User = desk.store.get(passkey.user_id).await?;
    may_come_in(&user)?;
    let mut key = stored_key::library_key(&passkey)?;
    key.update_credential(&proof);
    let used = Passkey { key: stored_key::sealed(&key)?, last_used_at: Some(desk.now()), ..passkey };
    spend(desk, Commit::new().save(&used), &ceremony).await?;
    Ok(user.id)
}

/// The passkey the answer names, if it is ours and the answer knows its owner by the right handle.
async fn named_by(desk: &Desk, answer: &PublicKeyCredential) -> Result<Passkey, ActionError> {
    let (handle, credential_id) =
        rites(desk)?.identify_discoverable_authentication(answer).map_err(|error| unbelieved(&error))?;
    let passkey = desk.store.passkey_by_credential(&hex::encode(credential_id)).await?;
    let passkey = passkey.ok_or_else(|| refused("passkey-unknown"))?;
    if passkey.user_handle == handle.simple().to_string() { Ok(passkey) } else { Err(refused("passkey-refused")) }
}

fn proven(
    desk: &Desk,
    state: &DiscoverableAuthentication,
    answer: &PublicKeyCredential,
    passkey: &Passkey,
) -> Result<AuthenticationResult, ActionError> {
    not_framed(&answer.response.client_data_json)?;
    let key = stored_key::without_counter(passkey)?;
    let proof = rites(desk)?.finish_discoverable_authentication_v2(answer, state.clone(), &key);
    let proof = proof.map_err(|error| unbelieved(&error))?;
    if proof.user_verified() { Ok(proof) } else { Err(refused("passkey-refused")) }
}

/// Somebody may hold a copy: nobody comes in by this answer, and the owner is told in the settings.
pub(super) async fn note_copy(desk: &Desk, passkey: Passkey, ceremony: &Ceremony) -> Result<UserId, ActionError> {
    let event = desk.event(Subject::User(passkey.user_id), Actor::House, "suspect_passkey", None, passkey.id);
    let suspected = Passkey { suspected_at: Some(desk.now()), ..passkey };
    spend(desk, Commit::new().save(&suspected).record(&event), ceremony).await?;
    Err(refused("passkey-copied"))
}

/// One answer per question: of two at once, one is refused.
pub(super) async fn spend(desk: &Desk, commit: Commit, ceremony: &Ceremony) -> Result<(), ActionError> {
    match desk.commit(commit.once(&ceremony.spent(desk))).await {
        Err(error) if Keyed::lost_to_twin(&error) || error.is_conflict() => Err(refused("passkey-refused")),
        other => other,
    }
}
