//! The buyer pays from the own balance here: at once, for nothing, and without a chain.

use crate::{
    Change, Money, Timestamp, UserId, WalletId,
    escrow::{AmountFlag, EscrowDeed, EscrowError, Order, OrderChange, Payment, PaymentDeed, PaymentProvider, Terms},
    ledger::journals,
    market::{DeliveryTime, RequestDeed},
};

/// What a payment from a wallet is booked with.
#[derive(Clone, Copy, Debug)]
pub struct FromWallet {
    /// Whose balance pays: the buyer's own.
    pub wallet: WalletId,
    /// What the buyer saw on the button: never more is taken, and never less.
    pub amount: Money,
    /// The offer's promise, counted from now on.
    pub delivery_time: DeliveryTime,
    /// How long things may take.
    pub terms: Terms,
}

impl Payment {
    /// What a wallet may pay now: all that is due.
    ///
    /// # Errors
    /// [`EscrowError::NotPayable`] when nothing is asked any more; [`EscrowError::TransferOnItsWay`] while one is seen
    /// and not final: it would be paid twice.
    pub fn due_from_wallet(&self, now: Timestamp) -> Result<Money, EscrowError> {
        if !self.is_open || now >= self.top_up_by.unwrap_or(self.pay_by) {
            return Err(EscrowError::NotPayable);
        }
        if self.seen.is_positive() {
            return Err(EscrowError::TransferOnItsWay);
        }
        Ok(self.due()?)
    }

    /// True when a wallet paid it, alone or the rest of it.
    fn is_paid_from_wallet(&self) -> bool {
        self.provider == PaymentProvider::Wallet && !self.is_open
    }
}

impl Order {
    /// The buyer pays all that is due from the own wallet. The wallet's floor says whether it holds so much.
    ///
    /// # Errors
    /// [`EscrowError::NotTheBuyer`]; [`EscrowError::OtherAmount`] when something else is due than the buyer saw; those
    /// of [`Payment::due_from_wallet`].
    pub fn paid_from_wallet(
        &self,
        buyer: UserId,
        paying: &FromWallet,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_buyer(buyer)?;
        if self.payment.is_paid_from_wallet() {
            return Ok(Change::AlreadyMade);
        }
        let due = self.payment.due_from_wallet(now)?;
        if due != paying.amount {
            return Err(EscrowError::OtherAmount);
        }
        let mut change = self.change();
        change.fund_from_wallet(due, paying, now)?;
        Ok(Change::Made(change))
    }
}

impl OrderChange {
    fn fund_from_wallet(&mut self, due: Money, paying: &FromWallet, now: Timestamp) -> Result<(), EscrowError> {
        self.escrow(EscrowDeed::Fund, now)?;
        self.payment(PaymentDeed::Confirm, now)?;
        self.request(RequestDeed::Fund, now)?;
        self.count(due)?;
        let payment = &mut self.order.payment;
        payment.provider = PaymentProvider::Wallet;
        payment.flag = Some(AmountFlag::Exact);
        payment.top_up_by = None;
        payment.processed_at = Some(now);
        self.journals.push(journals::hold_from_wallet(payment, due, paying.wallet));
        self.promise(paying.delivery_time, paying.terms, now);
        Ok(())
    }
}
