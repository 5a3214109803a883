//! Why a payout is refused, with a stable code for everyone.

use crate::{Money, MoneyError, machine::Refused};

/// Why a payout cannot be asked for, or cannot go on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PayoutError {
    /// It is somebody else's.
    #[error("it is somebody else's payout")]
    NotYours,
    /// Nobody here can sign, or no chain carries the currency.
    #[error("nothing can be paid out there now")]
    NotOffered,
    /// The fee is not what the person saw.
    #[error("the fee is {0} now")]
    OtherFee(Money),
    /// Whoever is paid does not agree to it.
    #[error("nobody approves their own payout")]
    OwnPayout,
    /// Signers of the house must say yes, with their hardware.
    #[error("signers must say yes to it")]
    NeedsSignature,
    /// It was approved under a glass whose hour is over, and failed since.
    #[error("the glass it was approved under is shut")]
    GlassOver,
    /// Nothing waits for its device, or something else does.
    #[error("nothing of this is to be signed now")]
    NothingToSign,
    /// A list of people nobody may pay has the address.
    #[error("the address may not be paid")]
    Screened,
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
    /// Amounts do not fit together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl PayoutError {
    /// Stable code, translated by the face.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "payout-not-yours",
            Self::NotOffered => "payout-not-offered",
            Self::OtherFee(_) => "payout-other-fee",
            Self::OwnPayout => "payout-own",
            Self::NeedsSignature => "payout-needs-signature",
            Self::GlassOver => "payout-glass-over",
            Self::NothingToSign => "payout-nothing-to-sign",
            Self::Screened => "payout-screened",
            Self::Move(_) => Refused::CODE,
            Self::Money(error) => error.code(),
        }
    }

    /// What an answer says by number.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotYours | Self::OwnPayout => 403,
            Self::NotOffered
            | Self::OtherFee(_)
            | Self::NeedsSignature
            | Self::GlassOver
            | Self::NothingToSign
            | Self::Screened
            | Self::Move(_) => 409,
            Self::Money(_) => 422,
        }
    }
}
