//! A dispute at its birth: who can open one, and what stands still from then on.

use super::{
    ANSWER_TIME, Dispute, DisputeCategory, DisputeError, DisputeOpened, DisputePhase, DisputePriority, DisputeStatus,
    Outcome, Proposal, Silence,
};
use crate::{
    DisputeId, Timestamp, UserId,
    escrow::{EscrowDeed, EscrowError, Order},
};

/// What somebody says who opens a dispute, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What it is about.
    pub category: DisputeCategory,
    /// In one line.
    pub reason: String,
    /// In full.
    pub description: String,
    /// What is asked for: the first proposal.
    pub asks: Proposal,
}

impl Dispute {
    /// Whether this person can open one now.
    ///
    /// # Errors
    /// [`DisputeError::NotAParty`]; [`DisputeError::AlreadyOpen`]; an illegal move when no money is held, or it is on its
    /// way already.
    pub fn can_open(order: &Order, who: UserId) -> Result<(), DisputeError> {
        if !order.is_party(who) {
            return Err(DisputeError::NotAParty);
        }
        if order.escrow.dispute.is_some() {
            return Err(DisputeError::AlreadyOpen);
        }
        Ok(order.escrow.state.next(EscrowDeed::Dispute).map(drop)?)
    }

    /// One side complains: from now on the order's money stands still, and the other side has its time to answer what is
    /// asked for.
    ///
    /// # Errors
    /// Those of [`Dispute::can_open`]; what is held cannot end as it is asked for.
    pub fn open(
        id: DisputeId,
        order: &Order,
        complaint: Complaint,
        now: Timestamp,
    ) -> Result<DisputeOpened, DisputeError> {
        let (escrow, Complaint { category, reason, description, asks }) = (&order.escrow, complaint);
        Self::can_open(order, asks.by)?;
        asks.outcome.fits(escrow)?;
        let change = order.disputed(id, now)?;
        let dispute = Self {
            id,
            version: 0,
            request_id: escrow.id,
            buyer_id: escrow.buyer_id,
            seller_id: escrow.seller_id,
            opened_by: asks.by,
            category,
            reason,
            description,
            priority: DisputePriority::Medium,
            status: DisputeStatus::Pending,
            phase: DisputePhase::Negotiate,
            is_open: true,
            held: escrow.held().map_err(EscrowError::from)?,
            undecided: Outcome::undecided(escrow, order.request.status),
            respond_by: now + ANSWER_TIME,
            silence: Silence::after(escrow.buyer_id, asks.by, asks.outcome),
            proposal: Some(asks),
            clock_round: 1,
            asked_at: None,
            decide_by: None,
            claim: None,
            draft: None,
            decisions: Vec::new(),
            appeal: None,
            resolution: None,
            created_at: now,
            updated_at: now,
            closed_at: None,
        };
        Ok(DisputeOpened { dispute, order: change })
    }
}
