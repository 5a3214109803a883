//! Wrong tries are counted, right ones never: per name (as a keyed hash, so that nobody's e-mail is kept) and per
//! address, in the database, so that a restart or another process changes nothing.
//!
//! Ask [`check`] before the work, then say [`failed`] or [`succeeded`]. A passkey is no guess: its ways in never ask.

use crate::{ActionError, Desk};
use domain::identity::TryLimit;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// What the keyed hash of a name is derived for.
const PURPOSE: &str = "names at the door";

/// Refuses when this name, or the address the desk is asked from, has failed too often.
///
/// The name is what somebody claims to be, folded (`EmailAddress::fold`); another kind of try says which
/// (`"totp:usr_…"`). It need not exist.
///
/// # Errors
/// [`ActionError::TooManyTries`].
pub async fn check(desk: &Desk, name: &str) -> Result<(), ActionError> {
    open(desk, keys(desk, name)).await
}

/// One more letter with a code to this e-mail (folded): nobody's mailbox is filled by strangers.
///
/// # Errors
/// 429 `too-many-letters`, with the minutes to wait.
pub(super) async fn spend_letter(desk: &Desk, email_key: &str) -> Result<(), ActionError> {
    let from = desk.trace.ip.as_ref().map(|ip| (format!("letters from:{ip}"), TryLimit::LETTERS_FROM));
    let to = (name_key(desk, &format!("letters:{email_key}")), TryLimit::LETTERS);
    let keys: Vec<_> = [to].into_iter().chain(from).collect();
    open(desk, keys.clone()).await.map_err(|error| match error {
        ActionError::TooManyTries { retry_after } => ActionError::Refused {
            status: 429,
            code: "too-many-letters",
            detail: Some(retry_after.div_ceil(60).to_string()),
        },
        other => other,
    })?;
    for (key, limit) in keys {
        desk.store.note_failure(&key, limit, desk.now()).await?;
    }
    Ok(())
}

async fn open(desk: &Desk, keys: Vec<(String, TryLimit)>) -> Result<(), ActionError> {
    let mut closed_until = None;
    for (key, limit) in keys {
        let failures = desk.store.tries(&key).await?.map(|tries| tries.failed_at).unwrap_or_default();
        closed_until = closed_until.max(limit.closed_until(&failures, desk.now()));
    }
    let Some(until) = closed_until else { return Ok(()) };
    let millis = (until.millis() - desk.now().millis()).max(0);
    // Up to the next second: whoever comes back then finds the door open.
    Err(ActionError::TooManyTries { retry_after: u32::try_from(millis / 1000 + 1).unwrap_or(u32::MAX) })
}

/// One wrong try.
///
/// # Errors
/// Only the database's.
pub async fn failed(desk: &Desk, name: &str) -> Result<(), ActionError> {
    for (key, limit) in keys(desk, name) {
        desk.store.note_failure(&key, limit, desk.now()).await?;
    }
    Ok(())
}

/// A right try: the name's failures are forgotten, the address's stay. Looks once more first: of many tries at once
/// that all passed [`check`], a right one after too many wrong ones opens nothing.
///
/// # Errors
/// As [`check`].
pub async fn succeeded(desk: &Desk, name: &str) -> Result<(), ActionError> {
    check(desk, name).await?;
    desk.store.forget_failures(&name_key(desk, name)).await.map_err(ActionError::from)
}

fn keys(desk: &Desk, name: &str) -> Vec<(String, TryLimit)> {
    let address = desk.trace.ip.as_ref().map(|ip| (format!("address:{ip}"), TryLimit::ADDRESS));
    [(name_key(desk, name), TryLimit::NAME)].into_iter().chain(address).collect()
}

fn name_key(desk: &Desk, name: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(&desk.keys.derive(PURPOSE)).expect("HMAC takes keys of any length");
    mac.update(name.as_bytes());
    format!("name:{}", hex::encode(&mac.finalize().into_bytes()[..16]))
}
