//! A payout's way over the chain: signed, handed in, replaced, seen in a block, final. Whatever was signed is kept
//! before it is sent, and nothing is signed in a new place while the old one may still be taken.

use super::{Confirmed, Payout, PayoutChange, PayoutDeed, PayoutError, PayoutStatus, PayoutTrouble, SentTransaction};
use crate::{Timestamp, escrow::TransferCheck};

impl Payout {
    /// A key signed it: the bytes are kept, and its place is its own.
    ///
    /// # Errors
    /// An illegal move.
    pub fn signed(&self, sent: SentTransaction, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        change.step(PayoutDeed::Sign)?;
        change.payout.nonce = Some(sent.nonce);
        change.payout.transactions.push(sent);
        change.payout.trouble = None;
        Ok(change)
    }

    /// The nodes have it.
    ///
    /// # Errors
    /// An illegal move.
    pub fn broadcast(&self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        change.step(PayoutDeed::Broadcast)?;
        change.payout.sent_at = Some(now);
        change.payout.trouble = None;
        change.journals.extend(change.payout.booked_broadcast());
        Ok(change)
    }

    /// Signed again in the same place.
    ///
    /// # Errors
    /// An illegal move, also when the place is another.
    pub fn replaced(&self, sent: SentTransaction, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        change.step(PayoutDeed::Replace)?;
        if Some(sent.nonce) != self.nonce {
            // A second place could be taken as well: the money would leave twice.
            return Err(PayoutError::Move(self.refused(PayoutDeed::Replace)));
        }
        change.payout.transactions.push(sent);
        change.payout.sent_at = Some(now);
        Ok(change)
    }

    /// A block has one of what was signed; or it has more blocks on top now.
    ///
    /// # Errors
    /// An illegal move.
    pub fn seen(&self, mined: Confirmed, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        if self.status != PayoutStatus::Mined {
            change.step(PayoutDeed::Mine)?;
        }
        change.payout.mined = Some(mined);
        change.payout.trouble = None;
        Ok(change)
    }

    /// The block is gone: it waits for another.
    ///
    /// # Errors
    /// An illegal move.
    pub fn vanished(&self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        change.step(PayoutDeed::Vanish)?;
        change.payout.mined = None;
        change.payout.checks.clear();
        // Waits from now on before it is called stuck.
        change.payout.sent_at = Some(now);
        Ok(change)
    }

    /// Final: it arrived, or it was reverted.
    ///
    /// # Errors
    /// An illegal move.
    pub fn settled(&self, checks: Vec<TransferCheck>, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        let failed = checks.iter().find(|check| !check.passed).map(|check| check.name.clone());
        change.payout.checks = checks;
        let Some(failed) = failed else {
            change.step(PayoutDeed::Confirm)?;
            change.payout.trouble = None;
            change.journals.extend(change.payout.booked_confirmed());
            return Ok(change);
        };
        change.fail(if failed == "success" { PayoutTrouble::Reverted } else { PayoutTrouble::MovedOtherwise })?;
        if failed == "success" {
            change.give_back_what_was_reverted()?;
        }
        Ok(change)
    }

    /// Its place was taken by a transaction that is none of ours: it can never be mined. A person decides what next.
    ///
    /// # Errors
    /// An illegal move.
    pub fn displaced(&self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let mut change = self.change(now);
        change.fail(PayoutTrouble::PlaceTaken)?;
        Ok(change)
    }

    /// Something holds it up; nothing moved.
    pub fn held_up(&self, trouble: PayoutTrouble, now: Timestamp) -> Option<PayoutChange> {
        if self.trouble == Some(trouble) {
            return None;
        }
        let mut change = self.change(now);
        change.payout.trouble = Some(trouble);
        Some(change)
    }

    fn refused(&self, deed: PayoutDeed) -> crate::machine::Refused {
        let (noun, from, deed) = ("payout".to_owned(), self.status.to_string(), deed.to_string());
        crate::machine::Refused { noun, from, deed }
    }
}

impl PayoutChange {
    fn fail(&mut self, why: PayoutTrouble) -> Result<(), PayoutError> {
        let was_under_way = self.payout.status.is_under_way();
        self.step(PayoutDeed::Fail)?;
        self.payout.trouble = Some(why);
        self.journals.extend(self.payout.booked_failed(was_under_way));
        Ok(())
    }
}
