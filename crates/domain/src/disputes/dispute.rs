//! `Dispute`: what one side of an order complains of, and where the arguing stands.

use super::{
    Appeal, Claim, Decision, DisputeCategory, DisputeDeed, DisputePhase, DisputePriority, DisputeStatus, Proposal,
    Resolution, Silence,
};
use crate::{
    DisputeId, Money, PurchaseRequestId, Timestamp, UserId,
    escrow::{Moved, OrderChange},
    event::Subject,
    machine::{Refused, Word},
    tasks::Deed,
};
use serde::{Deserialize, Serialize};

/// One complaint about one order. While it is open the order's money stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dispute {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: DisputeId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The order.
    pub request_id: PurchaseRequestId,
    /// Who pays there.
    pub buyer_id: UserId,
    /// Who is paid there.
    pub seller_id: UserId,
    /// Which of the two opened it.
    pub opened_by: UserId,
    /// What it is about.
    pub category: DisputeCategory,
    /// In one line, at most 200 characters.
    pub reason: String,
    /// In full, at most 2,000 characters.
    pub description: String,
    /// How soon somebody of the house should look.
    pub priority: DisputePriority,
    /// Where it stands.
    pub status: DisputeStatus,
    /// Who is at work on it.
    pub phase: DisputePhase,
    /// True until it is closed: one open dispute per order, by a unique index.
    pub is_open: bool,
    /// What was held when it opened: nothing of it moves before the end.
    pub held: Money,
    /// What the order's rules would do if nobody of the house decides: as it was shown from the start.
    pub undecided: super::Outcome,
    /// What stands there to be answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposal: Option<Proposal>,
    /// Until when somebody must act.
    pub respond_by: Timestamp,
    /// What happens by itself then, as it was shown to both.
    pub silence: Silence,
    /// How often the clock was set: each has a task of its own.
    pub clock_round: u32,
    /// When the house was asked first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
    /// By when the house must have decided; none before it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decide_by: Option<Timestamp>,
    /// Who of the house is at work on it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<Claim>,
    /// What somebody of the house would decide, while a second one has not agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Decision>,
    /// What the house decided, oldest first: the second one is that of an appeal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Decision>,
    /// Which side asked for another look, and why; once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal: Option<Appeal>,
    /// What it ended with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolution: Option<Resolution>,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// When it was over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed_at: Option<Timestamp>,
}

/// A decision about a dispute: its new state and every move on the way. To be committed as one, with what it does to the
/// order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeChange {
    /// As it was decided upon.
    pub before: Dispute,
    /// As it will be.
    pub dispute: Dispute,
    /// Every move, in order.
    pub moves: Vec<Moved>,
}

/// A dispute at its birth, and the order that stands still from now on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DisputeOpened {
    /// The dispute.
    pub dispute: Dispute,
    /// The order.
    pub order: OrderChange,
}

impl Dispute {
    /// True for the two sides.
    pub fn is_party(&self, who: UserId) -> bool {
        who == self.buyer_id || who == self.seller_id
    }

    /// The side opposite to this one.
    pub fn other_side(&self, who: UserId) -> UserId {
        if who == self.buyer_id { self.seller_id } else { self.buyer_id }
    }

    /// Who must answer what stands there; none when both, or the house, may act.
    pub fn waits_for(&self) -> Option<UserId> {
        let is_asked = self.phase == DisputePhase::Negotiate && self.status.is_argued();
        self.proposal.as_ref().filter(|_| is_asked).map(|proposal| self.other_side(proposal.by))
    }

    /// The task that ends its present time.
    pub const fn clock(&self) -> Deed {
        Deed::EndDisputeTime(self.id, self.clock_round)
    }

    /// Whether papers and pictures can still be laid before it: by its two sides, until it is settled.
    pub fn takes_evidence_of(&self, who: UserId) -> bool {
        self.is_party(who) && self.status.is_argued()
    }

    pub(super) fn change(&self, now: Timestamp) -> DisputeChange {
        let dispute = Self { updated_at: now, ..self.clone() };
        DisputeChange { before: self.clone(), dispute, moves: Vec::new() }
    }
}

impl DisputeChange {
    pub(super) fn step(&mut self, deed: DisputeDeed) -> Result<(), Refused> {
        let dispute = &mut self.dispute;
        let from = dispute.status;
        dispute.status = from.next(deed)?;
        dispute.is_open = dispute.status.is_open();
        let subject = Subject::Dispute(dispute.id);
        self.moves.push(Moved { subject, deed: deed.word(), from: from.word(), to: dispute.status.word() });
        Ok(())
    }

    /// A new time to act in, and what silence does at its end.
    pub(super) fn set_clock(&mut self, respond_by: Timestamp, silence: Silence) {
        let dispute = &mut self.dispute;
        (dispute.respond_by, dispute.silence) = (respond_by, silence);
        dispute.clock_round += 1;
    }

    /// Something that leaves it where it is.
    pub(super) fn note(&mut self, deed: DisputeDeed) {
        let status = self.dispute.status.word();
        let subject = Subject::Dispute(self.dispute.id);
        self.moves.push(Moved { subject, deed: deed.word(), from: status, to: status });
    }

    /// Over, with everything it said done. What stood there last stays to be read.
    pub(super) fn end(&mut self, resolution: Resolution) {
        let dispute = &mut self.dispute;
        dispute.closed_at = Some(resolution.at);
        (dispute.claim, dispute.draft) = (None, None);
        dispute.resolution = Some(resolution);
    }
}
