//! How a person proves who they are: a password, passkeys. Never part of `User`, never shown.

use crate::{PasskeyId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Most passkeys one person may keep.
pub const MAX_PASSKEYS: usize = 20;

/// A text that never shows itself in a log line.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sealed(String);

impl Sealed {
    /// Wraps it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(sealed)")
    }
}

/// A person's password, hashed. One per person; its id is the person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordCredential {
    /// Whose.
    #[serde(rename = "_id")]
    pub id: UserId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Argon2id, PHC format.
    pub hash: Sealed,
    /// When it was set.
    pub changed_at: Timestamp,
}

/// A passkey's yes to one act, as it was given: anybody who has the passkey's public key can look at it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedAct {
    /// The act, word for word; the challenge is the SHA-256 of it.
    pub text: String,
    /// By which passkey.
    pub passkey_id: PasskeyId,
    /// What the authenticator said of itself, hex.
    pub authenticator_data: String,
    /// What the browser said, JSON.
    pub client_data: String,
    /// Under both, hex (DER).
    pub signature: String,
    /// When.
    pub at: Timestamp,
}

/// A passkey: a public key whose other half never leaves the person's device or key-ring.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passkey {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: PasskeyId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Whose.
    pub user_id: UserId,
    /// What the authenticator calls it, hex; unique in the house.
    pub credential_id: String,
    /// What the authenticator knows the person by: 16 random bytes, hex. All passkeys of a person share it.
    pub user_handle: String,
    /// What the person calls it. 1..=40 characters.
    pub name: String,
    /// Public key, counter and flags, as the WebAuthn library keeps them (JSON).
    pub key: Sealed,
    /// Kept by a key-ring that copies it between devices.
    pub is_synced: bool,
    /// Its counter went backwards once: somebody may have a copy. That sign-in was refused; the owner is told.
    pub suspected_at: Option<Timestamp>,
    /// Birth.
    pub created_at: Timestamp,
    /// When it last opened the door.
    pub last_used_at: Option<Timestamp>,
}

/// What a counter that did not grow means. Synced passkeys often send 0 for ever; a key bound to one device
/// counts, and a step back means a copy. Source: WebAuthn Level 3, 6.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CounterSays {
    /// Nothing strange.
    Fine,
    /// Strange, but synced keys do that: noted, let in.
    Odd,
    /// A copy of a key that cannot be copied honestly: refused.
    Copied,
}

impl CounterSays {
    /// Judges the counter of an answer against the one stored.
    pub const fn of(stored: u32, answered: u32, is_synced: bool) -> Self {
        match (stored, answered) {
            (0, 0) => Self::Fine,
            (stored, answered) if answered > stored => Self::Fine,
            _ if is_synced => Self::Odd,
            _ => Self::Copied,
        }
    }
}

/// May one credential of these be taken away? A person keeps at least one way in.
pub const fn may_lose_one(passkey_count: usize, has_password: bool) -> bool {
    passkey_count + has_password as usize > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_counter_that_steps_back_betrays_a_copy_of_a_bound_key_only() {
        for (stored, answered, synced, says) in [
            (0, 0, false, CounterSays::Fine),
            (0, 0, true, CounterSays::Fine),
            (4, 5, false, CounterSays::Fine),
            (5, 5, false, CounterSays::Copied),
            (5, 4, false, CounterSays::Copied),
            (5, 0, false, CounterSays::Copied),
            (5, 0, true, CounterSays::Odd),
            (5, 6, true, CounterSays::Fine),
        ] {
            assert_eq!(CounterSays::of(stored, answered, synced), says, "{stored} {answered} {synced}");
        }
    }

    #[test]
    fn the_last_way_in_cannot_be_taken_away() {
        assert!(!may_lose_one(1, false));
        assert!(!may_lose_one(0, true));
        assert!(may_lose_one(1, true));
        assert!(may_lose_one(2, false));
    }

    #[test]
    fn a_hash_never_shows_itself() {
        let sealed = Sealed::new("$argon2id$…");
        assert_eq!(format!("{sealed:?}"), "(sealed)");
    }
}
