//! Between the library's passkey and ours: what is kept as text, and the counter that we judge ourselves.

use super::ceremony::{refused, to_json};
use crate::{ActionError, Desk};
use domain::{
    UserId,
    identity::{Passkey, Sealed},
};
use serde_json::Value;
use uuid::Uuid;
use webauthn_rs::prelude::{CredentialID, Passkey as LibraryKey};

/// Longest credential id. Source: WebAuthn Level 3, 7.1 step 24.
const MAX_CREDENTIAL_ID: usize = 1023;

/// A fresh passkey as we keep it.
pub(super) fn new(
    desk: &Desk,
    key: &LibraryKey,
    user_id: UserId,
    handle: Uuid,
    name: &str,
) -> Result<Passkey, ActionError> {
    let id: &[u8] = key.cred_id().as_ref();
    if id.len() > MAX_CREDENTIAL_ID {
        return Err(refused("passkey-refused"));
    }
    let json = json_of(key)?;
    Ok(Passkey {
        id: desk.new_id(),
        version: 0,
        user_id,
        credential_id: hex::encode(id),
        user_handle: handle.simple().to_string(),
        name: short_name(name),
        is_synced: flag(&json, "backup_eligible"),
        key: Sealed::new(json.to_string()),
        suspected_at: None,
        created_at: desk.now(),
        last_used_at: None,
    })
}

/// The library's form, with the counter set to nothing: [`domain::identity::CounterSays`] judges it, because a
/// key-ring's counter and a device's mean different things.
pub(super) fn without_counter(passkey: &Passkey) -> Result<LibraryKey, ActionError> {
    let mut json = parse(passkey)?;
    json["cred"]["counter"] = Value::from(0);
    serde_json::from_value(json).map_err(|error| broken(&error))
}

/// The counter as stored.
pub(super) fn counter(passkey: &Passkey) -> Result<u32, ActionError> {
    let counter = parse(passkey)?["cred"]["counter"].as_u64().and_then(|counter| u32::try_from(counter).ok());
    counter.ok_or_else(|| broken(&"a stored passkey has no counter"))
}

/// The library's form as it is.
pub(super) fn library_key(passkey: &Passkey) -> Result<LibraryKey, ActionError> {
    serde_json::from_str(passkey.key.expose()).map_err(|error| broken(&error))
}

/// The library's form as text again.
pub(super) fn sealed(key: &LibraryKey) -> Result<Sealed, ActionError> {
    Ok(Sealed::new(to_json(key)?))
}

/// What the authenticator calls it.
pub(super) fn credential_id(passkey: &Passkey) -> Result<CredentialID, ActionError> {
    Ok(library_key(passkey)?.cred_id().clone())
}

/// 1..=40 characters, whatever came.
pub(super) fn short_name(name: &str) -> String {
    let name: String = name.trim().chars().filter(|c| !c.is_control()).take(40).collect();
    if name.is_empty() { "Passkey".to_owned() } else { name }
}

fn json_of(key: &LibraryKey) -> Result<Value, ActionError> {
    serde_json::to_value(key).map_err(|error| broken(&error))
}

fn parse(passkey: &Passkey) -> Result<Value, ActionError> {
    serde_json::from_str(passkey.key.expose()).map_err(|error| broken(&error))
}

fn flag(json: &Value, name: &str) -> bool {
    json["cred"][name].as_bool().unwrap_or(false)
}

fn broken(error: &dyn std::fmt::Display) -> ActionError {
    ActionError::Broken(format!("a stored passkey: {error}"))
}
