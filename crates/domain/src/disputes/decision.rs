//! What somebody of the house decides, with its reasons, and what it says to whoever signs for it.

use super::{Dispute, DisputeError, Outcome, ResolutionAction, Silence};
use crate::{
    DecisionId, Money, Timestamp, UserId,
    escrow::{ChainAddress, Escrow, EscrowError},
    identity::User,
};
use serde::{Deserialize, Serialize};

/// What becomes of the money, of the seller's security and of the seller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// In a word.
    pub action: ResolutionAction,
    /// What becomes of the held money; none when the order goes on.
    pub outcome: Option<Outcome>,
    /// What of the seller's security becomes the buyer's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub security: Option<Money>,
}

/// Who of the house is at work on a dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who.
    pub by: UserId,
    /// Since when.
    pub at: Timestamp,
}

/// Why a side asks for another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appeal {
    /// Which side.
    pub by: UserId,
    /// In its words.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}

/// What the vault's signer said to a decision: without it no money moves by the word of the house.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedInstruction {
    /// Who signed.
    pub signer: ChainAddress,
    /// Under [`Dispute::instruction`]; 65 bytes in hex.
    pub signature: String,
}

/// A decision of somebody of the house, with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Identity.
    pub id: DecisionId,
    /// Who decided.
    pub by: UserId,
    /// What.
    pub verdict: Verdict,
    /// Why: both sides read it.
    pub reasons: String,
    /// When it was written.
    pub at: Timestamp,
    /// SHA-256 of everything that was laid before the house by then, lower-case hex.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// True when it is about so much that a second one must agree.
    pub needs_second: bool,
    /// The second one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<Claim>,
    /// The signature for the money that it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<SignedInstruction>,
    /// Which sides take it as it is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waived_by: Vec<UserId>,
}

impl Verdict {
    /// Whether what is held, and the security that lies with it, can end like this.
    ///
    /// # Errors
    /// Those of [`Outcome::fits`]; [`EscrowError::OtherAmount`] for a security that is not there.
    pub fn fits(&self, escrow: &Escrow) -> Result<(), EscrowError> {
        if self.security.is_some() && self.security != escrow.deposit_held() {
            return Err(EscrowError::OtherAmount);
        }
        self.outcome.map_or(Ok(()), |outcome| outcome.fits(escrow))
    }

    /// Whether this can be decided about that seller.
    ///
    /// # Errors
    /// [`DisputeError::SellerOfTheHouse`].
    pub fn suits(&self, seller: &User) -> Result<(), DisputeError> {
        let can_be = self.action.measure().is_none_or(|measure| seller.can_be_measured(measure));
        if can_be { Ok(()) } else { Err(DisputeError::SellerOfTheHouse) }
    }

    /// True when it needs the vault's signature.
    pub const fn moves_money(&self) -> bool {
        self.outcome.is_some() || self.security.is_some()
    }

    /// What happens by itself when nobody asks for another look.
    pub fn silence(&self) -> Silence {
        self.outcome.map_or(Silence::GoesOn, Silence::Pays)
    }
}

impl Decision {
    /// Everybody of the house who had a part in it.
    pub fn is_of(&self, who: UserId) -> bool {
        self.by == who || self.confirmed.is_some_and(|second| second.by == who)
    }

    /// When it became a decision, and was signed.
    pub fn made_at(&self) -> Timestamp {
        self.confirmed.map_or(self.at, |second| second.at)
    }
}

impl Dispute {
    /// What is signed: one line per fact, so that a person at a device reads what they sign.
    pub fn instruction(&self, decision: &Decision) -> String {
        let nothing = || "nothing".to_owned();
        let (buyer, seller) = match decision.verdict.outcome {
            None => (nothing(), nothing()),
            Some(Outcome::Refund) => (self.held.to_string(), nothing()),
            Some(Outcome::Release) => (nothing(), self.held.to_string()),
            Some(Outcome::Split { buyer, seller }) => (buyer.to_string(), seller.to_string()),
        };
        let second = decision.confirmed.map_or_else(nothing, |second| second.by.to_string());
        let lines = [
            "Amanat instruction 1".to_owned(),
            format!("dispute: {}", self.id),
            format!("order: {}", self.request_id),
            format!("decision: {} ({})", decision.id, decision.verdict.action),
            format!("held: {}", self.held),
            format!("to the buyer {}: {buyer}", self.buyer_id),
            format!("to the seller {}: {seller}", self.seller_id),
            format!("security to the buyer: {}", decision.verdict.security.map_or_else(nothing, |it| it.to_string())),
            format!("decided by: {}", decision.by),
            format!("confirmed by: {second}"),
            format!("at: {}", decision.at),
        ];
        lines.join("\n")
    }
}
