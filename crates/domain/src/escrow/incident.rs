//! A chain took back what it had called final. The order stands still until the transfer is there again or somebody has
//! decided: whatever would move its money is refused, for people, the house and the clock alike.

use crate::{
    ChainEventId, Money, Timestamp,
    escrow::{ChainEvent, ChainEventStatus, Escrow, EscrowError, Order, OrderChange},
};
use serde::{Deserialize, Serialize};

impl ChainEvent {
    /// What lies aside and is gone from its chain is nobody's to take.
    ///
    /// # Errors
    /// [`EscrowError::Frozen`].
    pub const fn not_missing(&self) -> Result<(), EscrowError> {
        if self.missing_since.is_some() { Err(EscrowError::Frozen) } else { Ok(()) }
    }

    /// What its order stands still for.
    pub(super) fn incident(&self, now: Timestamp) -> Incident {
        Incident { event_id: self.id, amount: self.amount, since: self.missing_since.unwrap_or(now) }
    }
}

/// Why an order stands still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Incident {
    /// The transfer that is gone.
    pub event_id: ChainEventId,
    /// What it had brought.
    pub amount: Option<Money>,
    /// Since when nobody finds it.
    pub since: Timestamp,
}

impl Escrow {
    /// Since when the order stands still, whatever for.
    pub fn still_since(&self) -> Option<Timestamp> {
        let reasons = [self.incident.as_ref().map(|it| it.since), self.dispute.as_ref().map(|it| it.since)];
        reasons.into_iter().flatten().min()
    }
}

impl Order {
    /// Every way out asks here first: nothing moves while a chain has taken money back, or while people argue.
    ///
    /// # Errors
    /// [`EscrowError::Frozen`]; [`EscrowError::Disputed`].
    pub const fn not_frozen(&self) -> Result<(), EscrowError> {
        if self.escrow.incident.is_some() { Err(EscrowError::Frozen) } else { self.not_disputed() }
    }

    /// A transfer that was booked is gone. The order is frozen while money for it is held or waits for a choice; what has
    /// left cannot be held back, and is a loss to be looked at.
    pub fn booked_lost(&self, event: &ChainEvent, now: Timestamp) -> (OrderChange, ChainEvent) {
        let mut change = self.change();
        let is_held = match event.status {
            // Nothing is left to hold back of what was paid out.
            ChainEventStatus::Credited => {
                self.escrow.state.may_hold() && self.escrow.held().is_ok_and(Money::is_positive)
            }
            status => status == ChainEventStatus::Late,
        };
        let escrow = &mut change.order.escrow;
        if is_held && escrow.incident.is_none() {
            escrow.incident = Some(event.incident(now));
            escrow.updated_at = now;
        }
        (change, ChainEvent { missing_since: Some(now), ..event.clone() })
    }

    /// It is there again: as if nothing had been, when it was this one that the order stood still for; and what was left
    /// of every deadline is left still. `other` is another transfer of the same order that is still gone.
    pub fn booked_found(
        &self,
        event: &ChainEvent,
        other: Option<&ChainEvent>,
        now: Timestamp,
    ) -> (OrderChange, ChainEvent) {
        let mut change = self.change();
        change.lift_incident(event, other, now);
        change.give_time_back(now);
        (change, ChainEvent { missing_since: None, reversal_asked: None, ..event.clone() })
    }
}

impl OrderChange {
    /// An order that stood still has the time that it had left: its deadlines are later by as long as it stood. Their tasks
    /// read them when they are due.
    pub(super) fn give_time_back(&mut self, now: Timestamp) {
        let Some(since) = self.before.escrow.still_since() else { return };
        let stood = self.order.escrow.still_since().unwrap_or(now).millis_since(since).max(0);
        let later = |deadline: &mut Option<Timestamp>| {
            if let Some(at) = deadline.filter(|at| *at > since) {
                *deadline = Some(Timestamp::from_millis(at.millis() + stood));
            }
        };
        let due = &mut self.order.request.deadlines;
        [&mut due.send_by, &mut due.arrive_by, &mut due.inspect_until].into_iter().for_each(later);
        later(&mut self.order.payment.top_up_by);
    }
}
