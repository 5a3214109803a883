//! Why a break-glass is refused, with a stable code for everyone.

use super::PayoutError;
use crate::machine::Refused;

/// Why a break-glass cannot be asked for, opened or used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BreakGlassError {
    /// Another one is asked for, or open.
    #[error("there is one already")]
    There,
    /// Who asked does not say yes to it, too.
    #[error("another admin confirms it")]
    SameAdmin,
    /// An admin for less than a day: whoever gets into the house for an hour makes no second one.
    #[error("who became an admin today does not break it")]
    NewAdmin,
    /// Who asked is no admin any more.
    #[error("who asked for it is no admin any more")]
    AskerLeft,
    /// The time to say yes is over.
    #[error("nobody said yes in time")]
    TooLate,
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
    /// The payout is refused.
    #[error(transparent)]
    Payout(#[from] PayoutError),
}

impl BreakGlassError {
    /// Stable code, translated by the face.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::There => "break-glass-there",
            Self::SameAdmin => "break-glass-same-admin",
            Self::NewAdmin => "break-glass-new-admin",
            Self::AskerLeft => "break-glass-asker-left",
            Self::TooLate => "break-glass-too-late",
            Self::Move(_) => Refused::CODE,
            Self::Payout(error) => error.code(),
        }
    }

    /// What an answer says by number.
    pub const fn status(&self) -> u16 {
        match self {
            Self::SameAdmin | Self::NewAdmin => 403,
            Self::There | Self::AskerLeft | Self::TooLate | Self::Move(_) => 409,
            Self::Payout(error) => error.status(),
        }
    }
}
