//! Money that came after its quote had run out lies aside until the buyer chooses: it counts after all, while the rate
//! is still near, or it goes to the buyer's wallet.

use super::credit::Arriving;
use crate::{
    Change, Money, Timestamp, UserId, WalletId,
    escrow::{AmountFlag, Booking, EscrowError, Order, OrderChange, Payment, PaymentDeed, PaymentStatus, Rate},
    ledger::{
        LedgerAccount,
        journals::{self, PaidIn},
    },
    words,
};
use serde::{Deserialize, Serialize};

/// How far the rate may have moved for late money to be counted after all, in ten-thousandths.
pub const HONOUR_BPS: i128 = 100;

words! {
    /// What becomes of late money.
    pub enum LateChoice {
        /// It counts.
        Honour = "honour",
        /// It is the buyer's again.
        Refund = "refund",
    }
}

/// What came late. What comes late after it is added, until something is chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LateMoney {
    /// The key of the first journal that put it aside; what is chosen is chosen about this.
    pub key: String,
    /// How much lies aside.
    pub amount: Money,
    /// First seen.
    pub seen_at: Timestamp,
    /// What was chosen; none while it lies aside.
    pub choice: Option<LateChoice>,
}

impl Payment {
    /// What lies aside and waits for a choice.
    pub fn late_aside(&self) -> Option<&LateMoney> {
        self.late.as_ref().filter(|late| late.choice.is_none())
    }

    /// Whether what lies aside may be counted, where one coin has this rate now.
    pub fn may_honour(&self, rate: Option<Rate>) -> bool {
        let (Some(late), Some(quote), Some(rate)) = (self.late_aside(), &self.quote, rate) else { return false };
        self.is_open && late.amount.currency == quote.asked.currency && quote.rate.is_within(rate, HONOUR_BPS)
    }
}

impl Order {
    /// The buyer lets late money count: by the rate it was quoted with, which must still be near.
    ///
    /// # Errors
    /// [`EscrowError::NotTheBuyer`]; [`EscrowError::NothingToClaim`] when nothing lies aside under that key, or the
    /// other was chosen; [`EscrowError::RateMoved`].
    pub fn late_honoured(
        &self,
        buyer: UserId,
        key: &str,
        (rate, booking): (Option<Rate>, &Booking),
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.only_buyer(buyer)?;
        self.not_frozen()?;
        let Some(late) = self.chosen(key, LateChoice::Honour)? else { return Ok(Change::AlreadyMade) };
        if !self.payment.may_honour(rate) {
            return Err(EscrowError::RateMoved);
        }
        let mut change = self.settled(&late, LateChoice::Honour, now);
        let paid = paid_in(&self.payment, &late);
        change.credit(&Arriving { paid: &paid, seen_at: late.seen_at, is_late: true }, booking, now)?;
        Ok(Change::Made(change))
    }

    /// Late money goes to the buyer's wallet, because the buyer wants it or the time to pay is over.
    ///
    /// # Errors
    /// [`EscrowError::NothingToClaim`] when nothing lies aside under that key, or the other was chosen.
    pub fn late_refunded(
        &self,
        key: &str,
        buyer: WalletId,
        now: Timestamp,
    ) -> Result<Change<OrderChange>, EscrowError> {
        self.not_frozen()?;
        let Some(late) = self.chosen(key, LateChoice::Refund)? else { return Ok(Change::AlreadyMade) };
        let mut change = self.settled(&late, LateChoice::Refund, now);
        let payment = &self.payment;
        if payment.flag == Some(AmountFlag::Late) && payment.is_open {
            change.order.payment.flag = None;
            if payment.status == PaymentStatus::Processing && payment.seen.is_zero() && payment.credited.is_zero() {
                change.payment(PaymentDeed::Vanish, now)?;
            }
        }
        change.journals.push(journals::to_wallet(&paid_in(payment, &late), buyer));
        Ok(Change::Made(change))
    }

    /// What lies aside under a key; nothing when the same was chosen before.
    fn chosen(&self, key: &str, choice: LateChoice) -> Result<Option<LateMoney>, EscrowError> {
        let late = self.payment.late.as_ref().filter(|late| late.key == key).ok_or(EscrowError::NothingToClaim)?;
        match late.choice {
            None => Ok(Some(late.clone())),
            Some(before) if before == choice => Ok(None),
            Some(_) => Err(EscrowError::NothingToClaim),
        }
    }

    fn settled(&self, late: &LateMoney, choice: LateChoice, now: Timestamp) -> OrderChange {
        let mut change = self.change();
        change.order.payment.late = Some(LateMoney { choice: Some(choice), ..late.clone() });
        change.order.payment.updated_at = now;
        change
    }
}

impl OrderChange {
    /// Puts late money aside; false when something of another currency lies there already.
    pub(super) fn put_aside_late(&mut self, arriving: &Arriving<'_>, now: Timestamp) -> Result<bool, EscrowError> {
        let paid = arriving.paid;
        let late = match self.order.payment.late_aside() {
            None => LateMoney { key: paid.key.clone(), amount: paid.amount, seen_at: arriving.seen_at, choice: None },
            Some(aside) if aside.amount.currency != paid.amount.currency => return Ok(false),
            Some(aside) => LateMoney { amount: aside.amount.plus(paid.amount)?, ..aside.clone() },
        };
        if self.order.payment.status == PaymentStatus::Pending {
            self.payment(PaymentDeed::See, now)?;
        }
        let payment = &mut self.order.payment;
        payment.late = Some(late);
        payment.flag = Some(AmountFlag::Late);
        payment.updated_at = now;
        self.journals.push(journals::to_unclaimed(paid));
        Ok(true)
    }
}

/// Both choices post under one key: only one of them can ever be made.
fn paid_in(payment: &Payment, late: &LateMoney) -> PaidIn {
    PaidIn {
        key: format!("late:{}", late.key),
        account: LedgerAccount::Unclaimed(late.amount.currency),
        amount: late.amount,
        request_id: payment.request_id,
        payment_id: payment.id,
    }
}
