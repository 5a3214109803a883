//! Money goes into an order's escrow: all of it, a part, or more than was asked, exchanged where it came in another
//! currency than the price.

use crate::{
    Timestamp,
    escrow::{
        AmountFlag, Booking, Counted, EscrowDeed, EscrowError, Exchanged, OrderChange, PaymentDeed, PaymentStatus,
        Terms,
    },
    ledger::journals::{self, PaidIn},
    market::RequestDeed,
    tasks::Deed,
};

/// Money on its way into an order.
pub(super) struct Arriving<'a> {
    pub paid: &'a PaidIn,
    pub seen_at: Timestamp,
    /// The buyer let it count although it came too late.
    pub is_late: bool,
}

impl OrderChange {
    pub(super) fn credit(
        &mut self,
        arriving: &Arriving<'_>,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<(), EscrowError> {
        if self.order.payment.status == PaymentStatus::Pending {
            self.payment(PaymentDeed::See, now)?;
        }
        let counted = self.order.payment.counted(arriving.paid.amount)?;
        self.journals.push(journals::pay_in(arriving.paid, &counted, booking.buyer));
        self.count_exchange(&counted)?;
        if counted.is_all {
            self.fund(arriving, &counted, booking, now)
        } else {
            self.fund_part(&counted, booking.terms, now)
        }
    }

    /// What came in coins is kept beside what it was counted as: the rest is asked in coins, and a refund gives them back.
    fn count_exchange(&mut self, counted: &Counted) -> Result<(), EscrowError> {
        let payment = &mut self.order.payment;
        if counted.coins.currency == counted.price.currency {
            return Ok(());
        }
        payment.exchanged = Some(match payment.exchanged {
            None => Exchanged { coins: counted.coins, price: counted.price },
            Some(before) => {
                Exchanged { coins: before.coins.plus(counted.coins)?, price: before.price.plus(counted.price)? }
            }
        });
        Ok(())
    }

    fn fund_part(&mut self, counted: &Counted, terms: Terms, now: Timestamp) -> Result<(), EscrowError> {
        self.escrow(EscrowDeed::FundPart, now)?;
        self.count(counted.price)?;
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
        arriving: &Arriving<'_>,
        counted: &Counted,
        booking: &Booking,
        now: Timestamp,
    ) -> Result<(), EscrowError> {
        self.escrow(EscrowDeed::Fund, now)?;
        self.payment(PaymentDeed::Confirm, now)?;
        self.request(RequestDeed::Fund, now)?;
        self.count(counted.price)?;
        let payment = &mut self.order.payment;
        let is_late = arriving.is_late || (arriving.seen_at > payment.pay_by && payment.top_up_by.is_none());
        payment.flag = Some(match (counted.rest.is_zero(), is_late) {
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
}
