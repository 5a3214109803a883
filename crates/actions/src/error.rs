//! Why a deed was not done. One type for every deed: the face needs a status, a code and the fields.

use domain::{FieldErrors, MoneyError, machine::Refused};
use store::StoreError;

/// A refusal (the person can do something) or a failure (we must).
#[derive(Debug, thiserror::Error)]
pub enum ActionError {
    /// Typed text was refused; nothing was written.
    #[error("the form has faults: {0:?}")]
    Fields(FieldErrors),
    /// A rule said no. The code is stable and translated.
    #[error("refused: {code}")]
    Refused {
        /// HTTP status the face answers: 403, 409, 422, 429.
        status: u16,
        /// Stable code.
        code: &'static str,
        /// What the sentence speaks of (a state, a limit), if anything.
        detail: Option<String>,
    },
    /// Too many wrong tries; a later one may be right.
    #[error("too many wrong tries, again after {retry_after} s")]
    TooManyTries {
        /// Seconds.
        retry_after: u32,
    },
    /// An illegal move of a state machine.
    #[error(transparent)]
    IllegalMove(#[from] Refused),
    /// Nobody is signed in.
    #[error("sign in first")]
    SignInFirst,
    /// It does not exist, or is none of the asker's business.
    #[error("{0} does not exist")]
    NotFound(String),
    /// The database.
    #[error(transparent)]
    Store(StoreError),
    /// Something outside did not answer; nothing was changed by it.
    #[error("outside: {0}")]
    Outside(String),
    /// A promise of our own code was broken.
    #[error("broken promise: {0}")]
    Broken(String),
}

impl ActionError {
    /// Not yours to do: 403.
    pub const fn forbidden(code: &'static str) -> Self {
        Self::Refused { status: 403, code, detail: None }
    }

    /// The world is not as you think: 409.
    pub const fn conflict(code: &'static str) -> Self {
        Self::Refused { status: 409, code, detail: None }
    }

    /// One field, one code: 422.
    pub fn field(field: &str, code: &str) -> Self {
        let mut errors = FieldErrors::default();
        errors.add(field, code);
        Self::Fields(errors)
    }

    /// True when another writer was quicker and deciding again may help.
    pub const fn is_conflict(&self) -> bool {
        matches!(self, Self::Store(StoreError::Conflict(_)))
    }
}

impl From<StoreError> for ActionError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound(what) => Self::NotFound(what),
            other => Self::Store(other),
        }
    }
}

impl From<FieldErrors> for ActionError {
    fn from(errors: FieldErrors) -> Self {
        Self::Fields(errors)
    }
}

impl From<MoneyError> for ActionError {
    fn from(error: MoneyError) -> Self {
        Self::Refused { status: 422, code: error.code(), detail: None }
    }
}
