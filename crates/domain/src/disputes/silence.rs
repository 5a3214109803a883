//! What silence does: shown to both from the start of every step, and done by the clock at its end.
//!
//! Silence of the seller gives the buyer what the buyer asked for. Silence of the buyer gives nobody money that the order's
//! own rules would not: the order goes on with the time that it had left. Nobody is paid sooner by opening a dispute.

use super::{Dispute, DisputeChange, DisputeDeed, DisputeError, DisputePhase, Ending, Outcome, Resolution};
use crate::{Change, Days, Hours, Timestamp, UserId, escrow::Escrow, market::RequestStatus};
use serde::{Deserialize, Serialize};

/// How long a side has to answer or to propose.
pub const ANSWER_TIME: Hours = Hours(72);
/// How long the house has to decide.
pub const DECISION_TIME: Days = Days(7);

/// What happens by itself when the time to act is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// This becomes of the money.
    Pays(Outcome),
    /// The dispute is over, and the order goes on with the time that it had left.
    GoesOn,
    /// The house decides.
    ToTheHouse,
}

/// What the clock made of a dispute whose time was over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lapsed {
    /// It is over; the money goes there, or the order goes on.
    Over(Box<DisputeChange>, Option<Outcome>),
    /// It is over, and what the house decided last is done.
    Decided(Box<DisputeChange>),
    /// The house decides.
    ToTheHouse(Box<DisputeChange>),
}

impl Silence {
    /// When this proposal is not answered.
    pub fn after(buyer: UserId, by: UserId, outcome: Outcome) -> Self {
        if by == buyer { Self::Pays(outcome) } else { Self::GoesOn }
    }
}

impl Outcome {
    /// When nobody of the house decides: goods that were never sent are not paid for, and of goods that were sent each
    /// side bears half.
    pub fn undecided(escrow: &Escrow, status: RequestStatus) -> Self {
        match status {
            RequestStatus::Delivery
            | RequestStatus::Delivered
            | RequestStatus::Confirming
            | RequestStatus::Completed
            | RequestStatus::SellerPaid => Self::halves(escrow),
            RequestStatus::PendingPayment
            | RequestStatus::Pending
            | RequestStatus::Active
            | RequestStatus::ReceivedOffers
            | RequestStatus::InNegotiation
            | RequestStatus::Payment
            | RequestStatus::Processing
            | RequestStatus::Cancelled => Self::Refund,
        }
    }
}

impl Dispute {
    /// The time to act is over: what was shown applies. Nothing when somebody acted meanwhile.
    ///
    /// # Errors
    /// Only an illegal move.
    pub fn lapsed(&self, round: u32, now: Timestamp) -> Result<Change<Lapsed>, DisputeError> {
        if !self.is_open || round != self.clock_round || now < self.respond_by {
            return Ok(Change::AlreadyMade);
        }
        if let Some(decision) = self.decisions.last() {
            let change = self.stands(&decision.verdict, now)?;
            return Ok(Change::Made(Lapsed::Decided(Box::new(change))));
        }
        let mut change = self.change(now);
        let outcome = match self.silence {
            Silence::ToTheHouse if self.phase == DisputePhase::Mediate => {
                change.end_mediation()?;
                return Ok(Change::Made(Lapsed::ToTheHouse(Box::new(change))));
            }
            Silence::ToTheHouse => {
                change.hand_to_the_house(now)?;
                return Ok(Change::Made(Lapsed::ToTheHouse(Box::new(change))));
            }
            Silence::Pays(outcome) => {
                change.step(DisputeDeed::Agree)?;
                change.step(DisputeDeed::Close)?;
                Some(outcome)
            }
            Silence::GoesOn => {
                change.step(DisputeDeed::Withdraw)?;
                None
            }
        };
        change.end(Resolution { ending: Ending::Silence, outcome, at: now });
        Ok(Change::Made(Lapsed::Over(Box::new(change), outcome)))
    }
}

impl DisputeChange {
    /// From now on the house has its time, to propose and to decide. What was proposed can still be accepted.
    pub(super) fn hand_to_the_house(&mut self, now: Timestamp) -> Result<(), DisputeError> {
        self.step(DisputeDeed::Escalate)?;
        let decide_by = now + DECISION_TIME;
        (self.dispute.phase, self.dispute.decide_by) = (DisputePhase::Mediate, Some(decide_by));
        self.dispute.asked_at = Some(now);
        self.set_clock(decide_by, Silence::Pays(self.dispute.undecided));
        Ok(())
    }
}
