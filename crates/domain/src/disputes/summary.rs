//! What a dispute ended with, and how the house decided: with the reasons and the hashes of everything that was laid
//! before it. How it is signed and checked stands in `summary_signed`.

use super::{Appeal, Decision, Dispute, Ending, Outcome, ResolutionAction};
use crate::{
    DecisionId, DisputeId, PurchaseRequestId, UserId,
    escrow::receipt::{Amount, House, Parties, Party},
};
use serde::{Deserialize, Serialize};

/// What it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DisputeFacts {
    /// The dispute.
    pub id: DisputeId,
    /// Its order.
    pub request_id: PurchaseRequestId,
    /// What people say on the phone: `R-000123`.
    pub order_number: String,
    /// In one line, as it was opened.
    pub reason: String,
    /// Which side opened it.
    pub opened_by: UserId,
    /// When.
    pub opened_at: String,
    /// What was held.
    pub held: Amount,
    /// What brought it to its end; none while it can still be appealed.
    pub ending: Option<Ending>,
    /// What became of the money then; none when the order went on.
    pub outcome: Option<Shares>,
    /// When.
    pub closed_at: Option<String>,
}

/// The parts of both sides, before fees.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shares {
    /// Back to the buyer.
    pub buyer: Amount,
    /// To the seller.
    pub seller: Amount,
}

/// The vault's word under a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InstructionFacts {
    /// What was signed, word for word.
    pub text: String,
    /// By which address.
    pub signer: String,
    /// EIP-191, 65 bytes in hex.
    pub signature: String,
}

/// One decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DecisionFacts {
    /// Identity.
    pub id: DecisionId,
    /// In a word.
    pub action: ResolutionAction,
    /// What it says of the money; none when the order goes on.
    pub outcome: Option<Shares>,
    /// What of the seller's security it gives to the buyer.
    pub security: Option<Amount>,
    /// Why.
    pub reasons: String,
    /// SHA-256 of everything that was laid before the house by then.
    pub evidence: Vec<String>,
    /// Who decided.
    pub decided_by: Party,
    /// The second one, where two were needed.
    pub confirmed_by: Option<Party>,
    /// When.
    pub at: String,
    /// The signature that its money moves by.
    pub instruction: Option<InstructionFacts>,
}

/// Why a side asked for another look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AppealFacts {
    /// Which side.
    pub by: UserId,
    /// In its words.
    pub reason: String,
    /// When.
    pub at: String,
}

/// Everything it says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SummaryFacts {
    /// Who wrote it.
    pub house: House,
    /// Between whom.
    pub parties: Parties,
    /// What about, and how it ended.
    pub dispute: DisputeFacts,
    /// What was decided, oldest first.
    pub decisions: Vec<DecisionFacts>,
    /// The appeal between them.
    pub appeal: Option<AppealFacts>,
}

impl SummaryFacts {
    /// What became of the money, or will when nobody appeals any more; none when none moves.
    pub fn shares(&self) -> Option<&Shares> {
        match self.dispute.ending {
            Some(_) => self.dispute.outcome.as_ref(),
            None => self.decisions.last().and_then(|decision| decision.outcome.as_ref()),
        }
    }
}

impl Shares {
    fn of(dispute: &Dispute, outcome: Outcome) -> Self {
        let (all, nothing) = (dispute.held, crate::Money::zero(dispute.held.currency));
        let (buyer, seller) = match outcome {
            Outcome::Refund => (all, nothing),
            Outcome::Release => (nothing, all),
            Outcome::Split { buyer, seller } => (buyer, seller),
        };
        Self { buyer: Amount::of(buyer), seller: Amount::of(seller) }
    }
}

impl DisputeFacts {
    /// Of a dispute about the order of that number.
    pub fn of(dispute: &Dispute, order_number: String) -> Self {
        let ended = dispute.resolution.as_ref();
        Self {
            id: dispute.id,
            request_id: dispute.request_id,
            order_number,
            reason: dispute.reason.clone(),
            opened_by: dispute.opened_by,
            opened_at: dispute.created_at.to_string(),
            held: Amount::of(dispute.held),
            ending: ended.map(|ended| ended.ending),
            outcome: ended.and_then(|ended| ended.outcome).map(|outcome| Shares::of(dispute, outcome)),
            closed_at: ended.map(|ended| ended.at.to_string()),
        }
    }
}

impl DecisionFacts {
    /// Of a decision; `called` says what people are called.
    pub fn of(dispute: &Dispute, decision: &Decision, called: impl Fn(UserId) -> Party) -> Self {
        let signed = decision.instruction.as_ref();
        Self {
            id: decision.id,
            action: decision.verdict.action,
            outcome: decision.verdict.outcome.map(|outcome| Shares::of(dispute, outcome)),
            security: decision.verdict.security.map(Amount::of),
            reasons: decision.reasons.clone(),
            evidence: decision.evidence.clone(),
            decided_by: called(decision.by),
            confirmed_by: decision.confirmed.map(|second| called(second.by)),
            at: decision.at.to_string(),
            instruction: signed.map(|signed| InstructionFacts {
                text: dispute.instruction(decision),
                signer: signed.signer.0.clone(),
                signature: signed.signature.clone(),
            }),
        }
    }
}

impl From<&Appeal> for AppealFacts {
    fn from(appeal: &Appeal) -> Self {
        Self { by: appeal.by, reason: appeal.reason.clone(), at: appeal.at.to_string() }
    }
}
