//! What the house remembers between asking a browser for a passkey and hearing its answer.
//!
//! It lives in the asker's own session on the server, is taken out before it is looked at, and is worth one
//! answer within five minutes.

use crate::{ActionError, Desk};
use domain::{Minutes, Timestamp, UserId, identity::SignUpForm};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::time::Duration;
use store::Once;
use uuid::Uuid;
use webauthn_rs::prelude::{
    CreationChallengeResponse, DiscoverableAuthentication, PasskeyAuthentication, PasskeyRegistration, Url, Webauthn,
    WebauthnBuilder, WebauthnError,
};
use webauthn_rs_proto::ResidentKeyRequirement;

/// How long an answer may take.
const LIFETIME: Minutes = Minutes(5);

/// A question that waits for its one answer.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ceremony {
    id: Uuid,
    started_at: Timestamp,
    pub(super) asks: Asks,
}

/// What was asked.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Asks {
    SignUp { name: String, email: String, handle: Uuid, state: Box<PasskeyRegistration> },
    Add { user: UserId, handle: Uuid, state: Box<PasskeyRegistration> },
    SignIn { state: Box<DiscoverableAuthentication> },
    StepUp { user: UserId, state: Box<PasskeyAuthentication> },
    Act { user: UserId, text: String, state: Box<PasskeyAuthentication> },
}

impl Ceremony {
    pub(super) fn new(desk: &Desk, asks: Asks) -> Self {
        Self { id: Uuid::new_v4(), started_at: desk.now(), asks }
    }

    /// What the browser's answer names it by. Worth nothing without the session it lives in.
    pub fn name(&self) -> String {
        self.id.to_string()
    }

    /// Refuses an answer that comes too late.
    pub(super) fn in_time(&self, desk: &Desk) -> Result<(), ActionError> {
        if desk.now() < self.started_at + LIFETIME { Ok(()) } else { Err(refused("passkey-too-late")) }
    }

    /// Committed with the answer: a second one finds the place taken, whatever the session says.
    pub(super) fn spent(&self, desk: &Desk) -> Once {
        Once { key: format!("ceremony:{}", self.id), body_hash: String::new(), answer: String::new(), at: desk.now() }
    }
}

impl Asks {
    pub(super) fn sign_up(form: &SignUpForm, handle: Uuid, state: PasskeyRegistration) -> Self {
        Self::SignUp { name: form.name.clone(), email: form.email.clone(), handle, state: Box::new(state) }
    }
}

/// Passkey ceremonies bound to one origin: its host is the relying party, its scheme and port must match exactly.
///
/// # Errors
/// When the origin is no web address with a host name.
pub fn passkeys_for(origin: &str) -> Result<Webauthn, ActionError> {
    let wrong = |error: &dyn std::fmt::Display| ActionError::Broken(format!("origin {origin}: {error}"));
    let url = Url::parse(origin).map_err(|error| wrong(&error))?;
    let host = url.domain().ok_or_else(|| wrong(&"no host name"))?;
    let builder = WebauthnBuilder::new(host, &url).map_err(|error| wrong(&error))?;
    builder.rp_name("Amanat").timeout(Duration::from_secs(300)).build().map_err(|error| wrong(&error))
}

/// The ceremonies of this desk.
pub(super) fn rites(desk: &Desk) -> Result<&Webauthn, ActionError> {
    desk.passkeys.as_deref().ok_or_else(|| ActionError::Broken("this desk has no passkey ceremonies".to_owned()))
}

/// The options for `navigator.credentials.create`, asking for a key that can be found without a name.
pub(super) fn creation_options(mut challenge: CreationChallengeResponse) -> Result<String, ActionError> {
    let mut selection = challenge.public_key.authenticator_selection.take().unwrap_or_default();
    selection.resident_key = Some(ResidentKeyRequirement::Required);
    selection.require_resident_key = true;
    challenge.public_key.authenticator_selection = Some(selection);
    to_json(&challenge.public_key)
}

pub(super) fn to_json(value: &impl Serialize) -> Result<String, ActionError> {
    serde_json::to_string(value).map_err(|error| ActionError::Broken(error.to_string()))
}

/// 401: this answer opens nothing.
pub(super) const fn refused(code: &'static str) -> ActionError {
    ActionError::Refused { status: 401, code, detail: None }
}

/// Refuses an answer given inside another site's frame: we are never embedded. The library looks at this only
/// when a passkey is made, not when it is used.
pub(super) fn not_framed(client_data: &[u8]) -> Result<(), ActionError> {
    let data: Value = serde_json::from_slice(client_data).map_err(|_| refused("passkey-refused"))?;
    let is_framed = data["crossOrigin"].as_bool().unwrap_or(false) || !data["topOrigin"].is_null();
    if is_framed { Err(refused("passkey-refused")) } else { Ok(()) }
}

/// An answer the library did not believe. Why is for our log only.
pub(super) fn unbelieved(error: &WebauthnError) -> ActionError {
    tracing::warn!(?error, "a passkey answer was refused");
    refused("passkey-refused")
}
