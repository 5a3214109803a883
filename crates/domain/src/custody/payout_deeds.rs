//! Deeds on a payout: each answers with the payout as it is then, the moves it made and what is booked.

use super::{Payout, PayoutDeed, PayoutError, PayoutStatus};
use crate::{InstructionId, Timestamp, UserId, ledger::NewJournal, machine::Word};

/// A step of the machine, for history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayoutMove {
    /// Where it stood; none at birth.
    pub from: Option<PayoutStatus>,
    /// What happened, as stored.
    pub deed: &'static str,
    /// Where it stands.
    pub to: PayoutStatus,
}

/// A payout as a deed leaves it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PayoutChange {
    /// As it is then.
    pub payout: Payout,
    /// How it came there.
    pub moves: Vec<PayoutMove>,
    /// What is booked.
    pub journals: Vec<NewJournal>,
}

impl Payout {
    /// Nothing has changed yet.
    pub(super) fn change(&self, now: Timestamp) -> PayoutChange {
        let payout = Self { updated_at: now, ..self.clone() };
        PayoutChange { payout, moves: Vec::new(), journals: Vec::new() }
    }

    fn moved(&self, deed: PayoutDeed, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        change.step(deed)?;
        Ok(change)
    }

    /// Somebody of the house agrees; never the person who is paid.
    ///
    /// # Errors
    /// [`PayoutError::OwnPayout`]; an illegal move.
    pub fn approved(&self, by: UserId, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        if self.is_of(by) {
            return Err(PayoutError::OwnPayout);
        }
        let mut change = self.moved(PayoutDeed::Approve, now)?;
        change.payout.approved_by = Some(by);
        change.payout.expires_at = None;
        Ok(change)
    }

    /// Its signers have signed; `by` is the last of them.
    ///
    /// # Errors
    /// As [`Payout::approved`].
    pub fn instructed(
        &self,
        by: UserId,
        instruction: InstructionId,
        now: Timestamp,
    ) -> Result<PayoutChange, PayoutError> {
        let mut change = self.approved(by, now)?;
        change.payout.instruction_id = Some(instruction);
        Ok(change)
    }

    /// Somebody of the house says no: the money is back.
    ///
    /// # Errors
    /// [`PayoutError::OwnPayout`]; an illegal move.
    pub fn rejected(&self, by: UserId, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        if self.is_of(by) {
            return Err(PayoutError::OwnPayout);
        }
        self.ended(PayoutDeed::Reject, now)
    }

    /// The person calls it back before it was signed.
    ///
    /// # Errors
    /// [`PayoutError::NotYours`]; an illegal move.
    pub fn cancelled(&self, by: UserId, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        if !self.is_of(by) {
            return Err(PayoutError::NotYours);
        }
        self.ended(PayoutDeed::Cancel, now)
    }

    /// Nobody agreed in time.
    ///
    /// # Errors
    /// An illegal move.
    pub fn expired(&self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        self.ended(PayoutDeed::Expire, now)
    }

    /// Sent again in a new place, after it failed.
    ///
    /// # Errors
    /// [`PayoutError::OwnPayout`]; an illegal move.
    pub fn retried(&self, by: UserId, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        if self.is_of(by) {
            return Err(PayoutError::OwnPayout);
        }
        let mut change = self.moved(PayoutDeed::Retry, now)?;
        let payout = &mut change.payout;
        payout.attempt += 1;
        (payout.nonce, payout.mined, payout.sent_at, payout.trouble) = (None, None, None, None);
        payout.checks.clear();
        Ok(change)
    }

    /// Failed for good: the money is back.
    ///
    /// # Errors
    /// An illegal move.
    pub fn reversed(&self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        self.ended(PayoutDeed::Reverse, now)
    }

    fn ended(&self, deed: PayoutDeed, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.moved(deed, now)?;
        change.give_back();
        Ok(change)
    }
}

impl PayoutChange {
    /// One step of the machine.
    pub(super) fn step(&mut self, deed: PayoutDeed) -> Result<(), PayoutError> {
        let from = self.payout.status;
        let to = from.next(deed)?;
        self.payout.status = to;
        // Whatever happens to it, what was planned before is not asked for any more.
        self.payout.plan = None;
        self.moves.push(PayoutMove { from: Some(from), deed: deed.word(), to });
        if to.is_over() {
            self.payout.lock = None;
        }
        if to.gave_back() {
            // In the commit that gives the money back: until then no other payout may send the same refund on.
            self.payout.refund_tried = self.payout.refund_of.take();
            self.leave_unsigned_place();
        }
        Ok(())
    }

    /// What was taken out of the wallet goes back, once.
    pub(super) fn give_back(&mut self) {
        self.payout.expires_at = None;
        self.journals.extend(self.payout.booked_back());
    }

    /// A reverted payout to a person would be reverted again: it goes back by itself.
    pub(super) fn give_back_what_was_reverted(&mut self) -> Result<(), PayoutError> {
        if self.payout.purpose.is_of_a_person() {
            self.step(PayoutDeed::Reverse)?;
            self.give_back();
        }
        Ok(())
    }
}
