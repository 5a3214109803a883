//! More time to pay: whoever reads, types or counts slowly can ask for it, twice, by the same span.

use crate::{
    Change, Minutes, Timestamp, UserId,
    escrow::{EscrowError, Order, OrderChange, Payment},
};

/// How often the time to pay can be made longer.
pub const MORE_TIMES: u32 = 2;

impl Payment {
    /// How often the buyer may still ask for more time: never once something has come, which has a time of its own.
    pub fn more_times_left(&self, now: Timestamp) -> u32 {
        let is_asked = self.is_open && self.top_up_by.is_none() && now < self.pay_by;
        if is_asked { MORE_TIMES.saturating_sub(self.more_time_count) } else { 0 }
    }
}

impl Order {
    /// The buyer asks for more time. `from` is the end the buyer saw: the same wish sent twice adds once.
    ///
    /// # Errors
    /// [`EscrowError::NotTheBuyer`]; [`EscrowError::NotPayable`] when the time is over or money is here;
    /// [`EscrowError::NoMoreTime`] the third time.
    pub fn more_time_to_pay(
        &self,
        buyer: UserId,
        from: Timestamp,
        span: Minutes,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_buyer(buyer)?;
        let payment = &self.payment;
        if payment.more_time_count > 0 && payment.pay_by == from + span {
            return Ok(Change::AlreadyMade);
        }
        if !payment.is_open || payment.top_up_by.is_some() || now >= payment.pay_by {
            return Err(EscrowError::NotPayable);
        }
        if payment.more_times_left(now) == 0 || payment.pay_by != from {
            return Err(EscrowError::NoMoreTime);
        }
        let mut after = self.clone();
        after.payment.pay_by = payment.pay_by + span;
        after.payment.more_time_count += 1;
        after.payment.updated_at = now;
        after.request.deadlines.pay_by = Some(after.payment.pay_by);
        after.request.updated_at = now;
        Ok(Change::Made(OrderChange::between(self.clone(), after)))
    }

    /// When the clock should come again, because the time to pay was made longer meanwhile.
    pub fn more_time_until(&self, now: Timestamp) -> Option<Timestamp> {
        (self.payment.is_open && now < self.payment.pay_by).then_some(self.payment.pay_by)
    }
}
