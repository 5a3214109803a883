//! An order that people argue about: its money stands still, and leaves only by the end of the dispute. Who argues about
//! what stands in `disputes`; here is what that does to request, escrow and payment.

use crate::{
    Days, DisputeId, Timestamp, WalletId,
    disputes::{Decision, Outcome, ResolutionAction},
    escrow::{BUYERS, EscrowDeed, EscrowError, EscrowState, Order, OrderChange, SELLERS},
    market::{RequestDeed, RequestStatus},
    tasks::Deed,
};
use serde::{Deserialize, Serialize};

/// At least so long an order has, when its goods are to come anew.
const TIME_TO_SEND_ANEW: Days = Days(14);

/// What an order stands still for while people argue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DisputeHold {
    /// The dispute.
    pub dispute_id: DisputeId,
    /// Since when.
    pub since: Timestamp,
    /// Where the escrow stood before.
    pub was: EscrowState,
}

/// Where the money of a settled order goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Payees {
    /// The buyer's wallet for all of it: in the coins that came, or in the currency of the price.
    pub refund: WalletId,
    /// The buyer's wallet in the currency of the price.
    pub buyer: WalletId,
    /// The seller's.
    pub seller: WalletId,
}

impl Payees {
    /// The wallets that there are; whoever has none yet is named as in forecasts, by a wallet that is nobody's.
    pub fn seen(refund: Option<WalletId>, buyer: Option<WalletId>, seller: Option<WalletId>) -> Self {
        let (refund, buyer) = (refund.unwrap_or(BUYERS), buyer.unwrap_or(BUYERS));
        Self { refund, buyer, seller: seller.unwrap_or(SELLERS) }
    }
}

impl Order {
    /// # Errors
    /// [`EscrowError::Disputed`].
    pub const fn not_disputed(&self) -> Result<(), EscrowError> {
        if self.escrow.dispute.is_some() { Err(EscrowError::Disputed) } else { Ok(()) }
    }

    /// A dispute opens: whatever would move the money is refused from now on, and the clock stops.
    ///
    /// # Errors
    /// [`EscrowError::Disputed`]; an illegal move when nothing is held, or it is on its way already.
    pub fn disputed(&self, dispute_id: DisputeId, now: Timestamp) -> Result<OrderChange, EscrowError> {
        self.not_disputed()?;
        let (mut change, was) = (self.change(), self.escrow.state);
        change.escrow(EscrowDeed::Dispute, now)?;
        change.order.escrow.dispute = Some(DisputeHold { dispute_id, since: now, was });
        // Whoever reads the order while this is written sees by its payment that the three do not belong together.
        change.order.payment.updated_at = now;
        Ok(change)
    }

    /// The dispute is over and nothing moved: the order goes on where it was, with the time that it had left.
    ///
    /// # Errors
    /// Only an illegal move.
    pub fn dispute_lifted(&self, now: Timestamp) -> Result<OrderChange, EscrowError> {
        let mut change = self.change();
        change.lift_dispute(now)?;
        Ok(change)
    }

    /// The dispute is over, and this becomes of the money.
    ///
    /// # Errors
    /// [`EscrowError::Frozen`] while a chain has taken back what it was paid with; figures that do not fit together.
    pub fn dispute_settled(&self, outcome: Outcome, to: &Payees, now: Timestamp) -> Result<OrderChange, EscrowError> {
        let mut change = self.change();
        change.settle(outcome, to, now)?;
        Ok(change)
    }

    /// The dispute is over as the house decided: money and security go where it says, the order goes on when it says
    /// nothing of money, and what the seller has to hear is written with it.
    ///
    /// # Errors
    /// Those of [`Order::dispute_settled`].
    pub fn dispute_resolved(
        &self,
        decision: &Decision,
        to: &Payees,
        now: Timestamp,
    ) -> Result<OrderChange, EscrowError> {
        let (mut change, verdict, why) = (self.change(), &decision.verdict, decision.reasons.clone());
        if verdict.security.is_some() {
            change.order.escrow.award_deposit(to.buyer);
        }
        match verdict.outcome {
            Some(outcome) => change.settle(outcome, to, now)?,
            None => change.lift_dispute(now)?,
        }
        if verdict.action == ResolutionAction::Replacement {
            change.time_to_send_anew(now);
        }
        change.measure = verdict.action.measure().map(|measure| (measure, why));
        Ok(change)
    }
}

impl OrderChange {
    fn settle(&mut self, outcome: Outcome, to: &Payees, now: Timestamp) -> Result<(), EscrowError> {
        outcome.fits(&self.before.escrow)?;
        // The only way out of a dispute: nothing else takes this off.
        self.order.escrow.dispute = None;
        match outcome {
            Outcome::Refund => self.refund(to.refund, now),
            Outcome::Release => self.award(to.seller, now),
            Outcome::Split { seller, .. } => {
                self.order.not_frozen()?;
                self.split(seller, (to.buyer, to.seller), now)
            }
        }
    }

    /// Goods that come anew need time, whatever was left of it.
    fn time_to_send_anew(&mut self, now: Timestamp) {
        let due = &mut self.order.request.deadlines;
        for deadline in [&mut due.send_by, &mut due.arrive_by, &mut due.inspect_until].into_iter().flatten() {
            *deadline = (*deadline).max(now + TIME_TO_SEND_ANEW);
        }
    }

    /// Lifted where it is; nothing when there is no dispute.
    pub(super) fn lift_dispute(&mut self, now: Timestamp) -> Result<(), EscrowError> {
        let Some(hold) = self.order.escrow.dispute.take() else { return Ok(()) };
        let deed = match hold.was {
            EscrowState::Releasable => EscrowDeed::LiftToReleasable,
            _ => EscrowDeed::LiftToFunded,
        };
        self.escrow(deed, now)?;
        self.give_time_back(now);
        self.order.payment.updated_at = now;
        Ok(())
    }

    /// All of it is the seller's, as if the buyer had confirmed.
    fn award(&mut self, seller: WalletId, now: Timestamp) -> Result<(), EscrowError> {
        self.order.not_frozen()?;
        let order = self.order.request.id;
        if self.order.request.status != RequestStatus::Completed {
            self.request(RequestDeed::Award, now)?;
        }
        self.release_as_chosen(seller, now)?;
        self.cancel.extend([Deed::EndTimeToSend(order), Deed::PromisedTimeCame(order), Deed::EndInspection(order)]);
        Ok(())
    }
}
