//! What a transfer on a chain means for an order: seen, gone again, or final; then it has arrived like any other money.

use crate::{
    Money, Timestamp, WalletId,
    escrow::{
        Arrival, ArrivalOutcome, ChainEvent, ChainEventStatus, EscrowError, Order, OrderChange, Payment, PaymentDeed,
        PaymentStatus, Terms,
    },
    market::DeliveryTime,
    tasks::Deed,
};

/// What a final transfer is booked with.
#[derive(Clone, Copy, Debug)]
pub struct Booking {
    /// Where what is too much, twice or too late goes.
    pub buyer: WalletId,
    /// The offer's promise, counted from now on.
    pub delivery_time: DeliveryTime,
    /// How long things may take.
    pub terms: Terms,
    /// What other transfers to this payment are seen and not final.
    pub still_seen: Money,
}

impl Payment {
    /// True when a transfer is in the token and on the chain that were asked for.
    pub fn takes(&self, event: &ChainEvent) -> bool {
        self.on_chain.chain_id == Some(event.chain_id)
            && event.amount.is_some_and(|amount| amount.currency == self.coin())
    }

    /// What a transfer adds to what is seen; nothing when it is of the wrong kind.
    pub fn counts(&self, event: &ChainEvent) -> Money {
        event.amount.filter(|_| self.takes(event)).unwrap_or(Money::zero(self.coin()))
    }
}

impl Order {
    /// A transfer was seen, or has more confirmations than before; `seen` is everything not final.
    ///
    /// # Errors
    /// Only for a move that the machines do not know.
    pub fn transfer_seen(&self, event: &ChainEvent, seen: Money, now: Timestamp) -> Result<OrderChange, EscrowError> {
        let mut change = self.change();
        if self.payment.is_open && self.payment.takes(event) {
            if self.payment.status == PaymentStatus::Pending {
                change.payment(PaymentDeed::See, now)?;
            }
            change.order.payment.seen = seen;
            change.note_evidence(event, now);
        }
        Ok(change)
    }

    /// A transfer vanished before it was final; `seen` is what else is not final.
    ///
    /// # Errors
    /// Only for a move that the machines do not know.
    pub fn transfer_vanished(
        &self,
        event: &ChainEvent,
        seen: Money,
        now: Timestamp,
    ) -> Result<OrderChange, EscrowError> {
        let mut change = self.change();
        if self.payment.is_open && self.payment.takes(event) {
            if self.payment.status == PaymentStatus::Processing && seen.is_zero() && self.payment.credited.is_zero() {
                change.payment(PaymentDeed::Vanish, now)?;
            }
            change.order.payment.seen = seen;
            change.note_evidence(event, now);
        }
        Ok(change)
    }

    /// A transfer is final and verified: it is booked, once, and the order moves with it.
    ///
    /// # Errors
    /// Only when the figures do not fit together; then nothing is booked and somebody must look.
    pub fn transfer_final(
        &self,
        event: &ChainEvent,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<(OrderChange, ChainEventStatus), EscrowError> {
        let Some(arrival) = Arrival::by_transfer(event, &self.payment) else {
            return Ok((self.change(), ChainEventStatus::Ignored));
        };
        let (mut change, outcome) = self.money_arrived(&arrival, booking, now)?;
        if matches!(outcome, ArrivalOutcome::Credited | ArrivalOutcome::Late) {
            change.note_evidence(event, now);
        }
        Ok((change, outcome.into()))
    }
}

impl OrderChange {
    fn note_evidence(&mut self, event: &ChainEvent, now: Timestamp) {
        let payment = &mut self.order.payment;
        payment.on_chain.confirmations = event.confirmations;
        payment.on_chain.checks.clone_from(&event.checks);
        payment.updated_at = now;
    }

    pub(super) fn count(&mut self, amount: Money) -> Result<(), EscrowError> {
        self.order.escrow.funded = self.order.escrow.funded.plus(amount)?;
        self.order.payment.credited = self.order.payment.credited.plus(amount)?;
        Ok(())
    }

    /// Paid: from now on the seller's promise counts.
    pub(super) fn promise(&mut self, delivery_time: DeliveryTime, terms: Terms, now: Timestamp) {
        let (order, payment) = (self.order.request.id, self.order.payment.id);
        let arrive_by = delivery_time.after(now);
        let send_by = arrive_by + terms.send_grace;
        let deadlines = &mut self.order.request.deadlines;
        deadlines.arrive_by = Some(arrive_by);
        deadlines.send_by = Some(send_by);
        self.schedule.push((Deed::EndTimeToSend(order), send_by));
        self.cancel.extend([Deed::EndTimeToPay(payment), Deed::EndTimeToTopUp(payment)]);
    }
}
