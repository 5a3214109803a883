//! A price that was judged good, and what an amount is by it.

use crate::U256;
use domain::{Money, Timestamp};

/// A coin may be this far from one dollar and still count as one, in ten-thousandths.
const BAND_BPS: u128 = 200;
const WHOLE_BPS: u128 = 10_000;
/// More would not fit into any number here; feeds have 8 or 18.
const MAX_DECIMALS: u8 = 36;

/// Dollars per whole coin, with where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Price {
    /// The price times ten to the power of `decimals`; more than zero.
    pub answer: u128,
    /// Of the feed.
    pub decimals: u8,
    /// Which feed, e.g. `USDT/USD on chain 137`.
    pub source: String,
    /// Its round, decimal text.
    pub round_id: String,
    /// When the feed wrote it.
    pub updated_at: Timestamp,
}

impl Price {
    /// Whether a dollar coin is worth a dollar, within two hundredths. When it is not, nothing is quoted in it.
    pub fn is_near_one(&self) -> bool {
        let Some(one) = self.one() else { return false };
        let Some(distance) = self.answer.abs_diff(one).checked_mul(WHOLE_BPS) else { return false };
        distance <= one.saturating_mul(BAND_BPS)
    }

    /// How many of the coin's smallest units pay for so many dollars, rounded up to a whole unit: the payer never
    /// owes less than was asked. `None` for a negative amount or one beyond all numbers.
    pub fn units_rounded_up(&self, dollars: Money, coin_decimals: u8) -> Option<u128> {
        let cents = U256::from(u128::try_from(dollars.units).ok()?);
        let above = cents.checked_mul(power(coin_decimals)?)?.checked_mul(power(self.decimals)?)?;
        let below = U256::from(self.answer).checked_mul(power(dollars.currency.exponent())?)?;
        (!below.is_zero()).then(|| above.div_ceil(below).try_into().ok())?
    }

    /// How far another price is from this one, in ten-thousandths of this one; both may have other decimals.
    pub fn distance_bps(&self, other: &Self) -> Option<u128> {
        let ours = U256::from(self.answer).checked_mul(power(other.decimals)?)?;
        let theirs = U256::from(other.answer).checked_mul(power(self.decimals)?)?;
        let distance = ours.abs_diff(theirs).checked_mul(U256::from(WHOLE_BPS))?;
        (!ours.is_zero()).then(|| distance.div_ceil(ours).try_into().ok())?
    }

    fn one(&self) -> Option<u128> {
        10_u128.checked_pow(u32::from(self.decimals))
    }
}

fn power(decimals: u8) -> Option<U256> {
    (decimals <= MAX_DECIMALS).then(|| U256::from(10).pow(U256::from(decimals)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Currency;
    use proptest::prelude::*;

    fn price(answer: u128) -> Price {
        let at = Timestamp::from_millis(0);
        Price { answer, decimals: 8, source: String::new(), round_id: String::new(), updated_at: at }
    }

    fn dollars(cents: i128) -> Money {
        Money::new(cents, Currency::USD)
    }

    #[test]
    fn what_is_owed_is_rounded_up_to_a_whole_unit() {
        assert_eq!(price(100_000_000).units_rounded_up(dollars(1_250), 6), Some(12_500_000));
        assert_eq!(price(312_345_000_000).units_rounded_up(dollars(1_000), 18), Some(3_201_587_987_641_871));
        assert_eq!(price(300_000_000).units_rounded_up(dollars(100), 6), Some(333_334));
        assert_eq!(price(99_990_000).units_rounded_up(dollars(1), 6), Some(10_002));
    }

    #[test]
    fn amounts_that_are_none_have_no_units() {
        assert_eq!(price(100_000_000).units_rounded_up(dollars(-1), 6), None);
        assert_eq!(price(0).units_rounded_up(dollars(1), 6), None);
        assert_eq!(price(1).units_rounded_up(dollars(i128::MAX), 36), None);
        assert_eq!(price(1).units_rounded_up(dollars(1), 37), None);
    }

    #[test]
    fn a_dollar_coin_is_a_dollar_within_two_hundredths() {
        for near in [98_000_000, 100_000_000, 102_000_000] {
            assert!(price(near).is_near_one(), "{near}");
        }
        for far in [0, 97_999_999, 102_000_001, u128::MAX] {
            assert!(!price(far).is_near_one(), "{far}");
        }
    }

    #[test]
    fn a_distance_is_the_same_whatever_the_decimals() {
        let wide = Price { decimals: 18, ..price(1_100_000_000_000_000_000) };
        assert_eq!(price(100_000_000).distance_bps(&wide), Some(1_000));
        assert_eq!(price(100_000_000).distance_bps(&price(1_000_000_000)), Some(90_000));
    }

    proptest! {
        #[test]
        fn units_paid_are_worth_at_least_what_was_asked_and_less_than_a_unit_more(
            answer in 1_u128..10_u128.pow(14), cents in 0_i128..10_i128.pow(12), decimals in 0_u8..=18,
        ) {
            let units = U256::from(price(answer).units_rounded_up(dollars(cents), decimals).unwrap());
            let asked = U256::from(cents) * power(decimals).unwrap() * power(8).unwrap();
            let one_unit = U256::from(answer) * U256::from(100);
            prop_assert!(units * one_unit >= asked && units * one_unit < asked + one_unit);
        }
    }
}
