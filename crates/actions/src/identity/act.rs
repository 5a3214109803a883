//! A passkey says yes to one act and no other: what it signs is the hash of that act. A fresh proof of who somebody is lets
//! a page that lies put another act under it; this does not.

use super::{
    ceremony::{Asks, Ceremony, refused, rites, unbelieved},
    step_up::{believed, keys_of},
    stored_key,
};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    identity::{CounterSays, Passkey, SignedAct},
};
use serde_json::Value;
use sha2::{Digest, Sha256};
use store::Commit;
use webauthn_rs::prelude::{PasskeyAuthentication, PublicKeyCredential};

/// What a person is asked to say yes to: a deed and what its form says, one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act(String);

impl Act {
    /// The deed with its fields, in the order they are given. A value stands behind its length, so that none runs into
    /// the next.
    pub fn new<'a>(deed: &str, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let lines = fields.into_iter().map(|(name, value)| format!("\n{name} {}:{value}", value.len()));
        Self(format!("deed: {deed}{}", lines.collect::<String>()))
    }

    fn text(&self, user: UserId, ceremony: &Ceremony) -> String {
        format!("amanat act 1\nperson: {user}\nquestion: {}\n{}", ceremony.name(), self.0)
    }
}

/// What a browser brought with the form: the question it was asked, and the passkey's answer.
#[derive(Debug)]
pub struct ActAnswer {
    /// Taken out of the session; none when nothing was asked.
    pub ceremony: Option<Ceremony>,
    /// As `navigator.credentials.get` gave it, JSON.
    pub answer: String,
}

/// A yes that was believed. It is worth nothing before it is in the commit of its act.
#[derive(Debug)]
pub(crate) struct ProvenAct {
    used: Passkey,
    spent: store::Once,
    /// What is kept with the act.
    pub(crate) signed: SignedAct,
}

impl ProvenAct {
    /// One answer is worth one act: of two at once, one is refused.
    pub(crate) fn in_commit(&self, commit: Commit) -> Commit {
        commit.save(&self.used).once(&self.spent)
    }
}

/// Asks one of this person's own passkeys to say yes to an act: the options (JSON), and what to remember.
///
/// # Errors
/// 409 `no-passkey`.
pub async fn start_act(desk: &Desk, user: UserId, act: &Act) -> Result<(String, Ceremony), ActionError> {
    let keys = keys_of(desk, user).await?;
    let (mut challenge, state) =
        rites(desk)?.start_passkey_authentication(&keys).map_err(|error| unbelieved(&error))?;
    let mut ceremony = Ceremony::new(desk, Asks::Act { user, text: String::new(), state: Box::new(state.clone()) });
    let text = act.text(user, &ceremony);
    challenge.public_key.challenge = Sha256::digest(text.as_bytes()).to_vec();
    let options = serde_json::to_value(&challenge.public_key).map_err(broken)?;
    ceremony.asks = Asks::Act { user, text, state: Box::new(asking_for(&state, &options["challenge"])?) };
    Ok((options.to_string(), ceremony))
}

/// Whether the answer is this person's yes to this very act. A copy of a passkey says nothing here.
///
/// # Errors
/// 403 `act-proof-first` when nothing was asked; 401 when the answer is late, to another act, of another person or not
/// believed.
pub(crate) async fn proven_act(
    desk: &Desk,
    user: UserId,
    act: &Act,
    given: &ActAnswer,
) -> Result<ProvenAct, ActionError> {
    let ceremony = given.ceremony.as_ref().ok_or(ActionError::forbidden("act-proof-first"))?;
    ceremony.in_time(desk)?;
    let Asks::Act { user: asked, text, state } = &ceremony.asks else {
        return Err(refused("passkey-refused"));
    };
    if *asked != user || *text != act.text(user, ceremony) {
        return Err(refused("passkey-refused"));
    }
    let answer: PublicKeyCredential = serde_json::from_str(&given.answer).map_err(|_| refused("passkey-refused"))?;
    let (passkey, proof) = believed(desk, user, state, &answer).await?;
    if CounterSays::of(stored_key::counter(&passkey)?, proof.counter(), passkey.is_synced) == CounterSays::Copied {
        return Err(refused("passkey-copied"));
    }
    let mut key = stored_key::library_key(&passkey)?;
    key.update_credential(&proof);
    let signed = SignedAct {
        text: text.clone(),
        passkey_id: passkey.id,
        authenticator_data: hex::encode(&answer.response.authenticator_data),
        client_data: String::from_utf8_lossy(&answer.response.client_data_json).into_owned(),
        signature: hex::encode(&answer.response.signature),
        at: desk.now(),
    };
    let used = Passkey { key: stored_key::sealed(&key)?, last_used_at: Some(desk.now()), ..passkey };
    Ok(ProvenAct { used, spent: ceremony.spent(desk), signed })
}

/// The library draws a challenge of its own; its state is made to ask this one instead, as the browser is.
fn asking_for(state: &PasskeyAuthentication, challenge: &Value) -> Result<PasskeyAuthentication, ActionError> {
    let mut json = serde_json::to_value(state).map_err(broken)?;
    *json.pointer_mut("/ast/challenge").ok_or(ActionError::Broken("no challenge".to_owned()))? = challenge.clone();
    serde_json::from_value(json).map_err(broken)
}

fn broken(error: serde_json::Error) -> ActionError {
    ActionError::Broken(error.to_string())
}
