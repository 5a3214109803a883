//! What the house takes, agreed before paying.

use crate::{BasisPoints, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// One fee, percent of the price, taken from the seller's side at release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FeeTerms {
    /// Hundredths of a percent.
    pub seller_bps: BasisPoints,
}

impl FeeTerms {
    /// `(fee, proceeds)` of an amount; together they are the amount.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] for amounts no ledger holds.
    pub fn split(self, amount: Money) -> Result<(Money, Money), MoneyError> {
        amount.take_fee_rounded_down(self.seller_bps)
    }
}
