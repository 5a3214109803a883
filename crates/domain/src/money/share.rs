//! Cutting money into parts that always sum to the whole.

use super::{Money, MoneyError};
use serde::{Deserialize, Serialize};

/// Hundredths of a percent, 0..=10,000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "u16")]
pub struct BasisPoints(u16);

impl BasisPoints {
    /// At most 10,000 (100 %).
    ///
    /// # Errors
    /// The number itself, when it is more than the whole.
    pub const fn try_new(bps: u16) -> Result<Self, u16> {
        if bps <= 10_000 { Ok(Self(bps)) } else { Err(bps) }
    }

    /// The number.
    pub const fn get(self) -> u16 {
        self.0
    }
}

impl TryFrom<u16> for BasisPoints {
    type Error = String;
    fn try_from(bps: u16) -> Result<Self, String> {
        Self::try_new(bps).map_err(|bps| format!("{bps} basis points is more than the whole"))
    }
}

impl Money {
    /// Cuts a fee off: `(fee, rest)` with `fee + rest == self`, the fee rounded down to a whole unit.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] for amounts no ledger holds.
    pub fn take_fee_rounded_down(self, fee: BasisPoints) -> Result<(Self, Self), MoneyError> {
        let product = self.units.checked_mul(i128::from(fee.0)).ok_or(MoneyError::TooLarge)?;
        let cut = Self::new(product.div_euclid(10_000), self.currency);
        Ok((cut, self.minus(cut)?))
    }
}

/// Cuts `whole` by `weights` (largest remainder, ties to the earlier part): the parts always sum to
/// the whole. No weights, or none above zero, give no parts.
///
/// # Errors
/// [`MoneyError::TooLarge`] for amounts no ledger holds.
pub fn allocate(whole: Money, weights: &[u32]) -> Result<Vec<Money>, MoneyError> {
    let total: i128 = weights.iter().map(|w| i128::from(*w)).sum();
    if total == 0 {
        return Ok(Vec::new());
    }
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (index, weight) in weights.iter().enumerate() {
        let product = whole.units.checked_mul(i128::from(*weight)).ok_or(MoneyError::TooLarge)?;
        parts.push(product.div_euclid(total));
        remainders.push((std::cmp::Reverse(product.rem_euclid(total)), index));
    }
    remainders.sort_unstable();
    let left = whole.units - parts.iter().sum::<i128>();
    for (_, index) in remainders.into_iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[index] += 1;
    }
    Ok(parts.into_iter().map(|units| Money::new(units, whole.currency)).collect())
}
