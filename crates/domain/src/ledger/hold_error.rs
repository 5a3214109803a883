//! Why money is not set aside or taken, with a stable code for everyone.

use crate::{MoneyError, machine::Refused};

/// Why money cannot be set aside, or taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HoldError {
    /// Nothing, more than is set aside, or another currency.
    #[error("that is no part of what is set aside")]
    NotAPart,
    /// Its time has passed, whether or not the clock has been round yet.
    #[error("the time of this hold has passed")]
    TimedOut,
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
    /// Amounts do not fit together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl HoldError {
    /// Stable code, translated by the face.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPart => "hold-not-a-part",
            Self::TimedOut => "hold-timed-out",
            Self::Move(_) => Refused::CODE,
            Self::Money(error) => error.code(),
        }
    }

    /// What an answer says by number.
    pub const fn status(&self) -> u16 {
        match self {
            Self::TimedOut | Self::Move(_) => 409,
            Self::NotAPart | Self::Money(_) => 422,
        }
    }
}
