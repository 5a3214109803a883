//! What one whole of a coin is worth in another currency, as two dollar prices: nothing is rounded before an amount is.

use crate::{Currency, Money, MoneyError};
use serde::{Deserialize, Serialize};

/// How many ten-thousandths are all.
const WHOLE_BPS: i128 = 10_000;

/// Dollars times 10^8 for one whole of what is sent, and for one whole of what the price is said in. Neither is zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    /// Of the coin that is sent.
    pub coin: u64,
    /// Of the currency of the price.
    pub price: u64,
}

impl Rate {
    /// A dollar, and every currency against itself.
    pub const ONE: u64 = 100_000_000;
    /// One for one.
    pub const SAME: Self = Self { coin: Self::ONE, price: Self::ONE };

    /// How much of the coin pays a price, rounded up to a unit: never less than was asked.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] for amounts no ledger holds, and for a coin that is worth nothing.
    pub fn coins_rounded_up(self, price: Money, coin: Currency) -> Result<Money, MoneyError> {
        let (above, below) = self.scaled(price.units, (self.price, coin), (self.coin, price.currency))?;
        Money::zero(coin).plus(Money::new((above + below - 1) / below, coin))
    }

    /// What an amount of the coin is of the price, rounded down to a unit.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`] for amounts no ledger holds, and for a price in what is worth nothing.
    pub fn price_rounded_down(self, coins: Money, currency: Currency) -> Result<Money, MoneyError> {
        let (above, below) = self.scaled(coins.units, (self.coin, currency), (self.price, coins.currency))?;
        Money::zero(currency).plus(Money::new(above / below, currency))
    }

    /// Whether another rate is at most so many ten-thousandths of this one away from it.
    pub fn is_within(self, other: Self, bps: i128) -> bool {
        let (ours, theirs) =
            (i128::from(self.coin) * i128::from(other.price), i128::from(other.coin) * i128::from(self.price));
        match ((ours - theirs).abs().checked_mul(WHOLE_BPS), ours.checked_mul(bps)) {
            (Some(distance), Some(allowed)) => distance <= allowed,
            _ => false,
        }
    }

    /// One whole of the coin in the currency of the price, for people: to the sixth decimal, rounded down.
    pub fn text(self) -> String {
        let millionths = u128::from(self.coin) * 1_000_000 / u128::from(self.price).max(1);
        let text = format!("{}.{:06}", millionths / 1_000_000, millionths % 1_000_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }

    fn scaled(
        self,
        units: i128,
        (times, into): (u64, Currency),
        (by, from): (u64, Currency),
    ) -> Result<(i128, i128), MoneyError> {
        let power = |currency: Currency| 10_i128.pow(u32::from(currency.exponent()));
        let above = units.checked_mul(i128::from(times)).and_then(|units| units.checked_mul(power(into)));
        let below = i128::from(by) * power(from);
        above.filter(|above| *above >= 0 && below > 0).map(|above| (above, below)).ok_or(MoneyError::TooLarge)
    }
}
