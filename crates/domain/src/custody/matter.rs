//! What an instruction is about: a payout, or one leg of what the house decided about a dispute's money.

use crate::{DecisionId, DisputeId, PayoutId, words};
use serde::{Deserialize, Serialize};

words! {
    /// One payment that a decision makes.
    pub enum Leg {
        /// Held money back to the buyer.
        Buyer = "buyer",
        /// Held money to the seller, less the fees.
        Seller = "seller",
        /// The seller's security to the buyer.
        Security = "security",
    }
}

/// Which leg of which decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecisionLeg {
    /// The dispute.
    pub dispute_id: DisputeId,
    /// What was decided about it: another decision has other legs.
    pub decision_id: DecisionId,
    /// Which of them.
    pub leg: Leg,
}

/// What an instruction is about, as it is stored: one field, by whose name it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Matter {
    /// Money that leaves a vault.
    #[serde(rename = "payout_id")]
    Payout(PayoutId),
    /// Money that the house's people gave to somebody.
    #[serde(rename = "decision_leg")]
    Leg(DecisionLeg),
}

impl Matter {
    /// What only one open instruction has: one for a matter at a time.
    pub fn open_key(self) -> String {
        match self {
            Self::Payout(id) => format!("payout:{id}"),
            Self::Leg(it) => format!("decision:{}:{}", it.decision_id, it.leg),
        }
    }
}
