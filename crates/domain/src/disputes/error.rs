//! Why a deed on a dispute is refused.

use super::ResolutionAction;
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
    /// This person has laid as much before it as may be.
    #[error("this person has laid as much before this dispute as may be")]
    EvidenceFull,
    /// It is over, or decided.
    #[error("nothing is argued about here any more")]
    Over,
    /// Whoever has a part in it, or traded with who has, stays out of it.
    #[error("you have a part in it, or traded with one of its sides")]
    Conflict,
    /// Another one of the house must do this.
    #[error("somebody else of the house does that")]
    NotAnother,
    /// The two sides are still talking.
    #[error("nobody has asked the house yet")]
    NotWithTheHouse,
    /// A colleague has it.
    #[error("a colleague is at work on it")]
    ClaimedByOther,
    /// A colleague was quicker.
    #[error("a colleague has decided: {0}")]
    Decided(ResolutionAction),
    /// The house proposes once, and in time.
    #[error("it is too late to propose: decide")]
    MediatedAlready,
    /// Both sides have their time to answer the house first.
    #[error("both sides still have time to accept what was proposed")]
    StillMediating,
    /// Its time is over; the clock does what was shown.
    #[error("the time to decide is over")]
    TimeOver,
    /// Nobody can sign for it now.
    #[error("the vault's signer is not there")]
    Unsigned,
    /// Signers of the house say yes to its money first.
    #[error("signers of the house must say yes to it first")]
    NeedsSigners,
    /// Whoever decided it knows what they decided; nobody else signs it.
    #[error("who decided it, or an admin, signs it anew")]
    NotTheAuthor,
    /// Nobody who works for the house is locked out by a decision about an order.
    #[error("the seller works for the house: only an admin locks them out")]
    SellerOfTheHouse,
    /// Nothing was decided, its time is over, it was asked for before, or it was taken as it is.
    #[error("there is nothing to appeal")]
    NothingToAppeal,
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
            Self::EvidenceFull => "dispute-evidence-full",
            Self::Over => "dispute-over",
            Self::Conflict => "dispute-conflict",
            Self::NotAnother => "dispute-not-another",
            Self::NotWithTheHouse => "dispute-not-with-the-house",
            Self::ClaimedByOther => "dispute-claimed",
            Self::Decided(_) => "dispute-decided",
            Self::MediatedAlready => "dispute-mediated",
            Self::StillMediating => "dispute-still-mediating",
            Self::TimeOver => "dispute-time-over",
            Self::Unsigned => "dispute-unsigned",
            Self::NeedsSigners => "dispute-needs-signers",
            Self::NotTheAuthor => "dispute-not-the-author",
            Self::SellerOfTheHouse => "dispute-seller-of-the-house",
            Self::NothingToAppeal => "dispute-nothing-to-appeal",
            Self::Escrow(error) => error.code(),
            Self::Move(_) => Refused::CODE,
        }
    }
}
