//! Why a signer is refused, with a stable code for everyone.

use crate::machine::Refused;

/// Why a hardware signer cannot be registered, or what it signed does not count.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignerError {
    /// Somebody else asked for it.
    #[error("somebody else holds this signer")]
    NotYours,
    /// It is registered, or being registered.
    #[error("this signer is registered already")]
    Known,
    /// The time to sign is over.
    #[error("the challenge was signed too late")]
    TooLate,
    /// Signed by another device, with another passphrase, or another text was signed.
    #[error("this is not the signer's signature under these words")]
    OtherSignature,
    /// Asked for, too young or revoked.
    #[error("this signer does not count now")]
    DoesNotCount,
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
}

impl SignerError {
    /// Stable code, translated by the face.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotYours => "signer-not-yours",
            Self::Known => "signer-known",
            Self::TooLate => "signer-too-late",
            Self::OtherSignature => "signer-other-signature",
            Self::DoesNotCount => "signer-does-not-count",
            Self::Move(_) => Refused::CODE,
        }
    }

    /// What an answer says by number.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotYours => 403,
            Self::Known | Self::TooLate | Self::DoesNotCount | Self::Move(_) => 409,
            Self::OtherSignature => 422,
        }
    }
}
