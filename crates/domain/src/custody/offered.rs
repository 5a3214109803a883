//! What a device shall sign: the transaction as it was planned, written down before anybody is asked, with its place among
//! all transactions of its sender. Whoever signs something else has signed nothing of ours.

use super::{Payout, PayoutChange, PayoutDeed, PayoutError, PayoutStatus, PayoutTrouble, SentTransaction};
use crate::{Timestamp, TrezorAccountId};
use serde::{Deserialize, Serialize};

/// A transaction that waits for its signature. Who is paid what stands in the payout itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedTransaction {
    /// Its place among all transactions of its sender.
    pub nonce: u64,
    /// Most paid for a unit of gas, in the chain's smallest units; decimal text.
    pub max_fee: String,
    /// Most of that for whoever makes the block; decimal text.
    pub max_priority_fee: String,
    /// Most gas it may use.
    pub gas_limit: u64,
    /// When it was planned: fees grow old.
    pub planned_at: Timestamp,
}

impl PlannedTransaction {
    /// The most that its gas can cost, in the chain's smallest units.
    pub fn most_gas(&self) -> u128 {
        self.max_fee.parse::<u128>().unwrap_or(0).saturating_mul(u128::from(self.gas_limit))
    }
}

impl Payout {
    /// The sender's key is in this device, and not here.
    #[must_use]
    pub fn of_device(self, signer: Option<TrezorAccountId>) -> Self {
        Self { signer_id: signer, ..self }
    }

    /// One of its ends is the cold vault of this device.
    #[must_use]
    pub fn beside_cold(self, signer: TrezorAccountId) -> Self {
        Self { cold_id: Some(signer), ..self }
    }

    /// True while a person with the sender's device is waited for, and the clock has nothing to do.
    pub const fn waits_for_device(&self) -> bool {
        self.plan.is_some() && matches!(self.status, PayoutStatus::Approved)
    }

    /// Planned, for the sender's device to sign. What is on its way already is planned for a higher fee in the same place; the
    /// old one stays good.
    ///
    /// # Errors
    /// An illegal move, also when the place is another.
    pub fn offered(&self, plan: PlannedTransaction, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        self.status.next(self.deed_of_signing())?;
        if self.nonce.is_some_and(|nonce| nonce != plan.nonce) && self.status != PayoutStatus::Approved {
            return Err(PayoutError::NothingToSign);
        }
        let mut change = self.change(now);
        change.payout.nonce = Some(plan.nonce);
        change.payout.plan = Some(plan);
        change.payout.trouble = Some(PayoutTrouble::WaitsForDevice);
        Ok(change)
    }

    /// Planned anew, because fees have changed: what nobody has signed yet is not asked for any more.
    ///
    /// # Errors
    /// [`PayoutError::NothingToSign`].
    pub fn planned_anew(&self, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        if self.plan.is_none() {
            return Err(PayoutError::NothingToSign);
        }
        let mut change = self.change(now);
        change.payout.plan = None;
        change.payout.trouble = None;
        change.leave_unsigned_place();
        Ok(change)
    }

    /// The device signed what was planned.
    ///
    /// # Errors
    /// [`PayoutError::NothingToSign`] for anything but what was planned; an illegal move.
    pub fn signed_by_device(&self, sent: SentTransaction, now: Timestamp) -> Result<PayoutChange, PayoutError> {
        let is_planned = self.plan.as_ref().is_some_and(|plan| plan.is_of(&sent));
        if !is_planned {
            return Err(PayoutError::NothingToSign);
        }
        let mut change =
            if self.status == PayoutStatus::Approved { self.signed(sent, now)? } else { self.replaced(sent, now)? };
        change.payout.trouble = None;
        Ok(change)
    }

    const fn deed_of_signing(&self) -> PayoutDeed {
        if matches!(self.status, PayoutStatus::Approved) { PayoutDeed::Sign } else { PayoutDeed::Replace }
    }
}

impl PayoutChange {
    /// A place that was planned and never signed is free again: whatever comes after it in the sender's row would wait for ever.
    pub(super) fn leave_unsigned_place(&mut self) {
        if self.payout.newest().is_none() {
            self.payout.nonce = None;
        }
    }
}

impl PlannedTransaction {
    fn is_of(&self, sent: &SentTransaction) -> bool {
        (self.nonce, self.gas_limit) == (sent.nonce, sent.gas_limit)
            && self.max_fee == sent.max_fee
            && self.max_priority_fee == sent.max_priority_fee
    }
}

#[cfg(test)]
#[path = "offered_tests.rs"]
mod tests;
