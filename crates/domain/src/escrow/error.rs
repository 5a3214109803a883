//! Why a deed on an order is refused.

use crate::{MoneyError, Timestamp, machine::Refused};

/// A rule of the escrow that was broken. Codes are stable and translated by the face.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EscrowError {
    /// Only the buyer may do this.
    #[error("only the buyer of this order may do that")]
    NotTheBuyer,
    /// Only the chosen seller may do this.
    #[error("only the seller of this order may do that")]
    NotTheSeller,
    /// Only the two sides of an order may do this.
    #[error("only the two sides of this order may do that")]
    NotAParty,
    /// Money is held: it goes back by a refund or forward by a release, never by cancelling.
    #[error("money is held for this order")]
    MoneyHeld,
    /// A chain took back what it had called final: nothing moves until that is settled.
    #[error("this order stands still: a transfer it was paid with is gone")]
    Frozen,
    /// People argue about it: its money leaves only by the end of that.
    #[error("this order is in dispute")]
    Disputed,
    /// Nobody waits for money here any more.
    #[error("this payment is no longer waited for")]
    NotPayable,
    /// A transfer is seen and not final: a second payment would be one too many.
    #[error("a transfer is on its way")]
    TransferOnItsWay,
    /// Something else is due than the payer saw.
    #[error("another amount is due now")]
    OtherAmount,
    /// This does not lie aside for the buyer.
    #[error("there is nothing to take here")]
    NothingToClaim,
    /// Nothing, all or more than is held: no part of it.
    #[error("that is no part of what is held")]
    NotAPart,
    /// What was offered about sharing the money is no longer what it was.
    #[error("that proposal is not there any more")]
    SplitChanged,
    /// Whoever proposed it waits for the other side.
    #[error("the other side answers this proposal")]
    OwnSplit,
    /// One side would be left with nothing.
    #[error("a split leaves something to both sides")]
    NotASplit,
    /// What the network costs is all of what the seller would get, or it cannot write the sum.
    #[error("nothing would arrive there")]
    NothingArrives,
    /// The time to pay has been made longer as often as it can be.
    #[error("there is no more time to add")]
    NoMoreTime,
    /// No chain that we watch carries this currency, or no receiving account is set up.
    #[error("no chain carries this currency here")]
    NoChain,
    /// The account that receiving addresses come from has given out its last one.
    #[error("the deposit account has no address left")]
    AccountUsedUp,
    /// No price feed answers well enough to quote by.
    #[error("nobody can say now what a coin is worth")]
    NoPrice,
    /// The rate is too far from the one that was quoted.
    #[error("the rate has moved too far")]
    RateMoved,
    /// The order has not been sent: there is no code yet.
    #[error("there is no delivery code yet")]
    NoCode,
    /// Too many wrong tries.
    #[error("the code is locked until {0}")]
    CodeLocked(Timestamp),
    /// Seven days are over; the buyer can issue a new one.
    #[error("the code has expired")]
    CodeExpired,
    /// Single use.
    #[error("the code has been used")]
    CodeUsed,
    /// The figures do not fit together.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// An illegal move.
    #[error(transparent)]
    Move(#[from] Refused),
}

impl EscrowError {
    /// Stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotTheBuyer => "escrow-not-the-buyer",
            Self::NotTheSeller => "escrow-not-the-seller",
            Self::NotAParty => "escrow-not-a-party",
            Self::MoneyHeld => "escrow-money-held",
            Self::Frozen => "escrow-frozen",
            Self::Disputed => "escrow-disputed",
            Self::NotPayable => "escrow-not-payable",
            Self::TransferOnItsWay => "escrow-transfer-on-its-way",
            Self::OtherAmount => "escrow-other-amount",
            Self::NothingToClaim => "escrow-nothing-to-claim",
            Self::NotAPart => "escrow-not-a-part",
            Self::SplitChanged => "escrow-split-changed",
            Self::OwnSplit => "escrow-own-split",
            Self::NotASplit => "escrow-not-a-split",
            Self::NothingArrives => "escrow-nothing-arrives",
            Self::NoMoreTime => "escrow-no-more-time",
            Self::NoChain => "escrow-no-chain",
            Self::AccountUsedUp => "escrow-account-used-up",
            Self::NoPrice => "escrow-no-price",
            Self::RateMoved => "escrow-rate-moved",
            Self::NoCode => "escrow-no-code",
            Self::CodeLocked(_) => "escrow-code-locked",
            Self::CodeExpired => "escrow-code-expired",
            Self::CodeUsed => "escrow-code-used",
            Self::Money(error) => error.code(),
            Self::Move(_) => Refused::CODE,
        }
    }

    /// What the face answers: 403 not yours to do, 409 the world is not as you think, 429 wait.
    pub const fn status(&self) -> u16 {
        match self {
            Self::NotTheBuyer | Self::NotTheSeller | Self::NotAParty => 403,
            Self::CodeLocked(_) => 429,
            Self::NotAPart | Self::NotASplit | Self::CodeExpired | Self::CodeUsed | Self::Money(_) => 422,
            Self::MoneyHeld
            | Self::Frozen
            | Self::Disputed
            | Self::NotPayable
            | Self::TransferOnItsWay
            | Self::OtherAmount
            | Self::NothingToClaim
            | Self::NothingArrives
            | Self::SplitChanged
            | Self::OwnSplit
            | Self::NoMoreTime
            | Self::NoChain
            | Self::AccountUsedUp
            | Self::NoPrice
            | Self::RateMoved
            | Self::NoCode
            | Self::Move(_) => 409,
        }
    }
}
