//! How a dispute can end, who proposes it, and what it ended with.

use crate::{
    Money, ProposalId, Timestamp, UserId,
    escrow::{Escrow, EscrowError},
    words,
};
use serde::{Deserialize, Serialize};

/// What becomes of the held money.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// All of it goes back to the buyer.
    Refund,
    /// All of it goes to the seller, less the fees.
    Release,
    /// Both have a part; together all that is held, before fees.
    #[allow(missing_docs)]
    Split { buyer: Money, seller: Money },
}

impl Outcome {
    /// Whether what is held can end like this.
    ///
    /// # Errors
    /// [`EscrowError::OtherAmount`] when the parts are not what is held; [`EscrowError::NotASplit`] when one side would be
    /// left with nothing.
    pub fn fits(self, escrow: &Escrow) -> Result<(), EscrowError> {
        let Self::Split { buyer, seller } = self else { return Ok(()) };
        if buyer.plus(seller)? != escrow.held()? {
            return Err(EscrowError::OtherAmount);
        }
        escrow.split_shares(seller).map(drop)
    }

    /// What it leaves to everybody, as the escrow stands; together it is all that is held.
    ///
    /// # Errors
    /// Those of [`Outcome::fits`]; figures that do not fit together.
    pub fn shares(self, escrow: &Escrow) -> Result<OutcomeShares, EscrowError> {
        let (held, nothing) = (escrow.held()?, Money::zero(escrow.price.currency));
        match self {
            Self::Refund => Ok(OutcomeShares { buyer: held, seller: nothing, fees: nothing }),
            Self::Release => {
                let (_, seller) = escrow.sellers_shares()?;
                Ok(OutcomeShares { buyer: nothing, seller, fees: held.minus(seller)? })
            }
            Self::Split { seller, .. } => {
                let shares = escrow.split_shares(seller)?;
                let fees = held.minus(shares.buyer)?.minus(shares.seller)?;
                Ok(OutcomeShares { buyer: shares.buyer, seller: shares.seller, fees })
            }
        }
    }

    /// Half for each, the odd unit for the buyer; all to the buyer when that is too little to share.
    pub fn halves(escrow: &Escrow) -> Self {
        let Ok(held) = escrow.held() else { return Self::Refund };
        let seller = Money::new(held.units / 2, held.currency);
        let halves = Self::Split { buyer: Money::new(held.units - seller.units, held.currency), seller };
        if halves.fits(escrow).is_ok() { halves } else { Self::Refund }
    }
}

/// Who has what after an outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutcomeShares {
    /// Back to the buyer.
    pub buyer: Money,
    /// What the seller receives.
    pub seller: Money,
    /// What the house takes, of both sides.
    pub fees: Money,
}

/// What one side offers to end it with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What the other side accepts: another proposal has another.
    pub id: ProposalId,
    /// Who proposes.
    pub by: UserId,
    /// What becomes of the money.
    pub outcome: Outcome,
    /// A few words with it, at most 500 characters.
    pub words: Option<String>,
    /// When.
    pub made_at: Timestamp,
    /// Who accepted what somebody of the house proposes: both must.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accepted_by: Vec<UserId>,
}

words! {
    /// What brought a dispute to its end.
    pub enum Ending {
        /// Both sides agreed.
        Agreed = "agreed",
        /// Somebody of the house decided.
        Decided = "decided",
        /// A side was silent, and what was shown before applied.
        Silence = "silence",
        /// Whoever opened it took it back.
        Withdrawn = "withdrawn",
        /// The money it was about turned out not to be here.
        Unfunded = "unfunded",
    }
}

/// What it ended with. Money that it speaks of moved in the same commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// What brought it about.
    pub ending: Ending,
    /// What became of the money; none when the order went on as before.
    pub outcome: Option<Outcome>,
    /// When.
    pub at: Timestamp,
}
