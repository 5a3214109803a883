//! Why a deed on a dispute is refused.

use crate::{escrow::EscrowError, machine::Refused};

/// A rule of disputes that was broken. Codes are stable and translated by the face.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DisputeError {
    /// Only the two sides of the order may do this.
    #[error("only the two sides of this order may do that")]
    NotAParty,
    /// Only who opened it may take it back.
    #[error("only who opened it may take it back")]
    NotTheOpener,
    /// One at a time.
    #[error("a dispute about this order is open already")]
    AlreadyOpen,
    /// What was looked at is not what stands there.
    #[error("that proposal is not there any more")]
    ProposalChanged,
    /// Whoever proposed it waits for the other side.
    #[error("the other side answers this proposal")]
    OwnProposal,
    /// The other side has its time to answer first.
    #[error("the other side has time to answer first")]
    TooEarly,
    /// It is over, or decided.
    #[error("nothing is argued about here any more")]
    Over,
    /// The order says no.
    #[error(transparent)]
    Escrow(#[from] EscrowError),
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
}

impl DisputeError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAParty => "escrow-not-a-party",
            Self::NotTheOpener => "dispute-not-the-opener",
            Self::AlreadyOpen => "dispute-already-open",
            Self::ProposalChanged => "dispute-proposal-changed",
            Self::OwnProposal => "dispute-own-proposal",
            Self::TooEarly => "dispute-too-early",
            Self::Over => "dispute-over",
            Self::Escrow(error) => error.code(),
            Self::Move(_) => Refused::CODE,
        }
    }
}
