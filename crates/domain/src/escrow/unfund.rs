//! An order whose money turned out not to be there: it goes on as not paid, or paid in part, and the buyer may pay again.

use crate::{
    Money, Timestamp,
    escrow::{
        AmountFlag, ChainEvent, ChainEventStatus, EscrowDeed, EscrowError, EscrowState, Exchanged, OrderChange,
        PaymentDeed, PaymentStatus, Reversing,
    },
    market::{RequestDeed, RequestStatus},
    tasks::Deed,
};

impl OrderChange {
    /// What a transfer had brought counts no more.
    pub(super) fn take_back(
        &mut self,
        event: &ChainEvent,
        known: &Reversing<'_>,
        out_of_escrow: Money,
        now: Timestamp,
    ) -> Result<(), EscrowError> {
        match event.status {
            ChainEventStatus::Late => self.less_late(known, now)?,
            ChainEventStatus::Held if !known.is_more_aside && self.order.payment.flag == Some(AmountFlag::Held) => {
                self.order.payment.flag = None;
            }
            _ => {}
        }
        self.order.payment.updated_at = now;
        if out_of_escrow.is_positive() { self.unfund(known, out_of_escrow, now) } else { Ok(()) }
    }

    /// As the order was before it stood still, unless another transfer of it is gone.
    pub(super) fn lift_incident(&mut self, event: &ChainEvent, other: Option<&ChainEvent>, now: Timestamp) {
        let escrow = &mut self.order.escrow;
        if escrow.incident.as_ref().is_some_and(|incident| incident.event_id == event.id) {
            escrow.incident = other.map(|other| other.incident(now));
            escrow.updated_at = now;
        }
    }

    fn less_late(&mut self, known: &Reversing<'_>, now: Timestamp) -> Result<(), EscrowError> {
        let payment = &mut self.order.payment;
        let Some(late) = payment.late.take() else { return Ok(()) };
        let left = late.amount.minus(known.brought.aside)?;
        if left.is_positive() {
            payment.late = Some(crate::escrow::LateMoney { amount: left, ..late });
            return Ok(());
        }
        if payment.flag == Some(AmountFlag::Late) {
            payment.flag = None;
        }
        let is_idle = payment.status == PaymentStatus::Processing && payment.credited.is_zero();
        if is_idle && known.still_seen.is_zero() { self.payment(PaymentDeed::Vanish, now) } else { Ok(()) }
    }

    fn unfund(&mut self, known: &Reversing<'_>, gone: Money, now: Timestamp) -> Result<(), EscrowError> {
        // Nobody can argue about money that is not here.
        self.lift_dispute(now)?;
        let (escrow, payment) = (&mut self.order.escrow, &mut self.order.payment);
        escrow.funded = escrow.funded.minus(gone)?;
        payment.credited = payment.credited.minus(gone)?;
        payment.exchanged = payment.exchanged.and_then(|before| less(before, known));
        payment.seen = known.still_seen;
        payment.reversal_count += 1;
        let was_paid = escrow.state == EscrowState::Funded;
        let is_part = escrow.held()?.is_positive();
        self.escrow(if is_part { EscrowDeed::UnfundPart } else { EscrowDeed::Unfund }, now)?;
        if was_paid {
            self.back_to_paying(now)?;
        }
        if is_part { self.ask_for_the_rest(was_paid, known) } else { self.ask_again(known, now) }
    }

    /// Nothing is promised any more, and no code releases anything.
    fn back_to_paying(&mut self, now: Timestamp) -> Result<(), EscrowError> {
        self.payment(PaymentDeed::Unfund, now)?;
        if self.order.request.status != RequestStatus::Payment {
            self.request(RequestDeed::Unfund, now)?;
        }
        let (order, request) = (self.order.request.id, &mut self.order.request);
        request.delivery_code = None;
        let deadlines = &mut request.deadlines;
        (deadlines.arrive_by, deadlines.send_by, deadlines.inspect_until) = (None, None, None);
        let payment = &mut self.order.payment;
        (payment.processed_at, payment.on_chain.confirmed_at) = (None, None);
        self.cancel.extend([Deed::EndTimeToSend(order), Deed::PromisedTimeCame(order), Deed::EndInspection(order)]);
        Ok(())
    }

    fn ask_for_the_rest(&mut self, was_paid: bool, known: &Reversing<'_>) -> Result<(), EscrowError> {
        let payment = &mut self.order.payment;
        payment.flag = Some(AmountFlag::Partial);
        if was_paid || payment.top_up_by.is_none() {
            payment.top_up_by = Some(known.pay_by);
            self.schedule.push((Deed::EndTimeToTopUp(payment.id), known.pay_by));
        }
        Ok(())
    }

    fn ask_again(&mut self, known: &Reversing<'_>, now: Timestamp) -> Result<(), EscrowError> {
        let payment = &mut self.order.payment;
        (payment.flag, payment.top_up_by, payment.pay_by) = (None, None, known.pay_by);
        self.order.request.deadlines.pay_by = Some(known.pay_by);
        self.cancel.push(Deed::EndTimeToTopUp(payment.id));
        self.schedule.push((Deed::EndTimeToPay(payment.id), known.pay_by));
        if payment.seen.is_zero() { self.payment(PaymentDeed::Vanish, now) } else { Ok(()) }
    }
}

/// What is left of what was exchanged; nothing when none of it is.
fn less(before: Exchanged, known: &Reversing<'_>) -> Option<Exchanged> {
    let coins = before.coins.minus(known.brought.exchanged).ok()?;
    let price = before.price.minus(known.brought.price).ok()?;
    (coins.is_positive() && price.is_positive()).then_some(Exchanged { coins, price })
}
