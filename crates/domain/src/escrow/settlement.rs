//! What a transfer on a chain means for an order: seen, gone again, or final and booked.

use crate::{
    Money, Timestamp, WalletId,
    escrow::{
        AmountFlag, ChainEvent, ChainEventStatus, EscrowDeed, EscrowError, Order, OrderChange, Payment, PaymentDeed,
        PaymentStatus, Terms,
    },
    ledger::journals::{self, PaidIn},
    market::{DeliveryTime, RequestDeed},
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
            && event.amount.is_some_and(|amount| amount.currency == self.amount.currency)
    }

    /// What a transfer adds to what is seen; nothing when it is of the wrong kind.
    pub fn counts(&self, event: &ChainEvent) -> Money {
        event.amount.filter(|_| self.takes(event)).unwrap_or(Money::zero(self.amount.currency))
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
        let mut change = self.change();
        let Some(paid) = PaidIn::by_transfer(event, self.request.id) else {
            return Ok((change, ChainEventStatus::Ignored));
        };
        let status = if !self.payment.takes(event) {
            change.hold(&paid, now);
            ChainEventStatus::Held
        } else if !self.payment.is_open {
            change.journals.push(journals::to_wallet(&paid, booking.buyer));
            ChainEventStatus::ToWallet
        } else {
            change.order.payment.seen = booking.still_seen;
            change.note_evidence(event, now);
            change.credit(event, &paid, booking, now)?;
            ChainEventStatus::Credited
        };
        Ok((change, status))
    }
}

impl OrderChange {
    fn note_evidence(&mut self, event: &ChainEvent, now: Timestamp) {
        let payment = &mut self.order.payment;
        payment.on_chain.confirmations = event.confirmations;
        payment.on_chain.checks.clone_from(&event.checks);
        payment.updated_at = now;
    }

    fn hold(&mut self, paid: &PaidIn, now: Timestamp) {
        self.journals.push(journals::to_unclaimed(paid));
        let payment = &mut self.order.payment;
        if payment.is_open && payment.flag.is_none() {
            payment.flag = Some(AmountFlag::Held);
            payment.updated_at = now;
        }
    }

    fn credit(
        &mut self,
        event: &ChainEvent,
        paid: &PaidIn,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<(), EscrowError> {
        if self.order.payment.status == PaymentStatus::Pending {
            self.payment(PaymentDeed::See, now)?;
        }
        let on_chain = &mut self.order.payment.on_chain;
        on_chain.sender.get_or_insert_with(|| event.from.clone());
        on_chain.transaction_hash.get_or_insert_with(|| event.tx_hash.clone());
        let due = self.order.payment.due()?;
        if paid.amount.units < due.units {
            self.fund_part(paid, booking.terms, now)
        } else {
            self.fund(event, paid, due, booking, now)
        }
    }

    fn fund_part(&mut self, paid: &PaidIn, terms: Terms, now: Timestamp) -> Result<(), EscrowError> {
        self.escrow(EscrowDeed::FundPart, now)?;
        self.count(paid.amount)?;
        self.journals.push(journals::pay_in(paid));
        let payment = &mut self.order.payment;
        payment.flag = Some(AmountFlag::Partial);
        if payment.top_up_by.is_none() {
            let top_up_by = now + terms.top_up;
            payment.top_up_by = Some(top_up_by);
            self.schedule.push((Deed::EndTimeToTopUp(payment.id), top_up_by));
        }
        self.cancel.push(Deed::EndTimeToPay(self.order.payment.id));
        Ok(())
    }

    fn fund(
        &mut self,
        event: &ChainEvent,
        paid: &PaidIn,
        due: Money,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<(), EscrowError> {
        self.escrow(EscrowDeed::Fund, now)?;
        self.payment(PaymentDeed::Confirm, now)?;
        self.request(RequestDeed::Fund, now)?;
        self.count(due)?;
        self.journals.push(journals::pay_in_over(paid, due, booking.buyer)?);
        let payment = &mut self.order.payment;
        let is_late = event.seen_at > payment.pay_by && payment.top_up_by.is_none();
        payment.flag = Some(match (paid.amount == due, is_late) {
            (false, _) => AmountFlag::Over,
            (true, true) => AmountFlag::Late,
            (true, false) => AmountFlag::Exact,
        });
        payment.top_up_by = None;
        payment.processed_at = Some(now);
        payment.on_chain.confirmed_at = Some(now);
        self.promise(booking.delivery_time, booking.terms, now);
        Ok(())
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
