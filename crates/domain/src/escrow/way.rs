//! The buyer chooses a way to pay, and may choose another one while nothing has been seen.

use crate::{
    Change, Timestamp, UserId,
    escrow::{EscrowError, Order, OrderChange, Payment, PaymentProvider},
};

impl Payment {
    /// Whether another way may be chosen now.
    ///
    /// # Errors
    /// [`EscrowError::NotPayable`] when nothing is asked any more; [`EscrowError::TransferOnItsWay`] once something was
    /// seen or has come: the rest of it is paid as the first part was.
    pub fn may_change_way(&self, now: Timestamp) -> Result<(), EscrowError> {
        if !self.is_open || now >= self.top_up_by.unwrap_or(self.pay_by) {
            return Err(EscrowError::NotPayable);
        }
        if self.seen.is_positive() || self.credited.is_positive() {
            return Err(EscrowError::TransferOnItsWay);
        }
        Ok(())
    }
}

impl Order {
    /// The buyer pays that way from now on; `service_id` is the service's name for it. What comes by a way chosen
    /// before still counts.
    ///
    /// # Errors
    /// [`EscrowError::NotTheBuyer`], and those of [`Payment::may_change_way`].
    pub fn way_chosen(
        &self,
        buyer: UserId,
        way: PaymentProvider,
        service_id: Option<String>,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_buyer(buyer)?;
        if self.payment.provider == way && self.payment.provider_payment_id == service_id {
            return Ok(Change::AlreadyMade);
        }
        self.payment.may_change_way(now)?;
        let mut after = self.clone();
        after.payment.provider = way;
        after.payment.provider_payment_id = service_id;
        after.payment.updated_at = now;
        Ok(Change::Made(OrderChange::between(self.clone(), after)))
    }
}
