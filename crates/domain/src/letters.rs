//! A letter to a person: what it is about and where it goes. Its words are the notify room's; a code that it carries
//! is derived when it is written out and stands nowhere.

use crate::{
    LetterId, Timestamp,
    identity::{Language, Role, User},
};
use serde::{Deserialize, Serialize};

/// What a letter is about, with what its sentences speak of. Never a code, never a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LetterKind {
    /// The password was set or changed.
    PasswordChanged,
    /// One more passkey opens the account.
    PasskeyAdded {
        /// What the person calls it.
        name: String,
    },
    /// A passkey opens nothing any more.
    PasskeyRemoved {
        /// What the person called it.
        name: String,
    },
    /// An authenticator app is asked from now on.
    TotpAdded,
    /// No app is asked any more.
    TotpRemoved,
    /// A recovery code was used.
    RecoveryUsed,
    /// There are new recovery codes; the old ones open nothing.
    NewRecoveryCodes,
    /// Kept out by an admin.
    AccountLocked {
        /// Why, in the admin's words.
        reason: String,
    },
    /// Let in again.
    AccountUnlocked,
    /// A role was given or taken.
    RoleChanged {
        /// Which.
        role: Role,
        /// Given, not taken.
        is_given: bool,
    },
}

/// One letter, written in the commit of what causes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Identity; the letter's Message-ID is made from it, so that a letter that came twice is seen to be one.
    #[serde(rename = "_id")]
    pub id: LetterId,
    /// Compare-and-set counter: of two workers one sends.
    pub version: u64,
    /// Where it goes.
    pub to: String,
    /// What the reader is called.
    pub name: String,
    /// What it is about.
    pub kind: LetterKind,
    /// The language its reader reads.
    pub language: Language,
    /// How often the post was asked.
    pub tries: u32,
    /// What the post complained of last.
    pub error: Option<String>,
    /// Birth.
    pub created_at: Timestamp,
    /// When the post took it.
    pub sent_at: Option<Timestamp>,
    /// When the post refused it for good.
    pub given_up_at: Option<Timestamp>,
}

impl Letter {
    /// A letter to this person; none to somebody without an e-mail.
    pub fn to(id: LetterId, user: &User, kind: LetterKind, now: Timestamp) -> Option<Self> {
        Some(Self {
            id,
            version: 0,
            to: user.email.clone()?,
            name: user.display_name.clone(),
            kind,
            language: user.language,
            tries: 0,
            error: None,
            created_at: now,
            sent_at: None,
            given_up_at: None,
        })
    }

    /// True while the post still has to take it.
    pub const fn waits(&self) -> bool {
        self.sent_at.is_none() && self.given_up_at.is_none()
    }

    /// Marked before the post is asked: whoever marks it, asks.
    #[must_use]
    pub fn tried(&self) -> Self {
        Self { tries: self.tries + 1, ..self.clone() }
    }
}
