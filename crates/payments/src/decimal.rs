//! Amounts as hosted services write them: decimal text. Exact, never a float.

use serde::{Deserialize, Deserializer, de};
use std::{fmt, str::FromStr};

/// Digits behind the point that we read; a wei needs 18.
const MAX_SCALE: u32 = 30;
/// Longer text is not an amount.
const MAX_CHARS: usize = 60;

/// Why a text is not an amount, or not one in whole units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecimalError {
    /// Not digits with at most one point (and an exponent, as Python writes small numbers).
    #[error("not a decimal number")]
    NotADecimal,
    /// More digits than any amount has.
    #[error("a number with too many digits")]
    TooLarge,
    /// It has digits below the smallest unit.
    #[error("an amount below the smallest unit")]
    NotExact,
}

/// A number as it was written, without trailing zeros. Never negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decimal {
    digits: u128,
    scale: u32,
}

impl Decimal {
    /// In whole units of which `decimals` digits make one, e.g. `"0.01"` with 6 is 10,000.
    ///
    /// # Errors
    /// [`DecimalError::NotExact`] instead of rounding, [`DecimalError::TooLarge`].
    pub fn units(self, decimals: u8) -> Result<u128, DecimalError> {
        let decimals = u32::from(decimals);
        let missing = decimals.checked_sub(self.scale).ok_or(DecimalError::NotExact)?;
        10_u128.checked_pow(missing).and_then(|ten| self.digits.checked_mul(ten)).ok_or(DecimalError::TooLarge)
    }

    /// As [`Self::units`], without what is below the smallest unit.
    ///
    /// # Errors
    /// [`DecimalError::TooLarge`].
    pub fn units_rounded_down(self, decimals: u8) -> Result<u128, DecimalError> {
        match self.scale.checked_sub(u32::from(decimals)) {
            None => self.units(decimals),
            // More than every digit there is: nothing is left.
            Some(below) => Ok(10_u128.checked_pow(below).map_or(0, |dust| self.digits / dust)),
        }
    }

    /// So many units of which `decimals` digits make one.
    pub const fn from_units(units: u128, decimals: u8) -> Self {
        Self { digits: units, scale: decimals as u32 }.shortened()
    }

    /// Whether it is nothing.
    pub const fn is_zero(self) -> bool {
        self.digits == 0
    }

    const fn shortened(mut self) -> Self {
        while self.scale > 0 && self.digits.is_multiple_of(10) {
            self.digits /= 10;
            self.scale -= 1;
        }
        self
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        if text.len() > MAX_CHARS {
            return Err(DecimalError::TooLarge);
        }
        let (number, exponent) = match text.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().map_err(|_| DecimalError::NotADecimal)?),
            None => (text, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let is_digits = |text: &str| text.bytes().all(|digit| digit.is_ascii_digit());
        if whole.is_empty() || !is_digits(whole) || !is_digits(fraction) || number.ends_with('.') {
            return Err(DecimalError::NotADecimal);
        }
        let digits: u128 = format!("{whole}{fraction}").parse().map_err(|_| DecimalError::TooLarge)?;
        let scale = i32::try_from(fraction.len()).map_err(|_| DecimalError::TooLarge)?.saturating_sub(exponent);
        with_scale(digits, scale)
    }
}

/// A negative scale are zeros at the end.
fn with_scale(digits: u128, scale: i32) -> Result<Decimal, DecimalError> {
    if digits == 0 {
        return Ok(Decimal { digits: 0, scale: 0 });
    }
    let zeros = 10_u128.checked_pow(scale.min(0).unsigned_abs());
    let digits = zeros.and_then(|zeros| digits.checked_mul(zeros)).ok_or(DecimalError::TooLarge)?;
    let decimal = Decimal { digits, scale: scale.max(0).unsigned_abs() }.shortened();
    if decimal.scale > MAX_SCALE { Err(DecimalError::TooLarge) } else { Ok(decimal) }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.scale as usize + 1;
        let digits = format!("{:0width$}", self.digits);
        let (whole, fraction) = digits.split_at(digits.len() - self.scale as usize);
        if fraction.is_empty() { f.write_str(whole) } else { write!(f, "{whole}.{fraction}") }
    }
}

/// From text only: a JSON number has been through a float by the time we see it.
impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        String::deserialize(reader)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn units(text: &str, decimals: u8) -> Result<u128, DecimalError> {
        text.parse::<Decimal>()?.units(decimals)
    }

    #[test]
    fn what_is_not_an_amount_is_refused() {
        for text in ["", ".", ".5", "5.", "-1", "+1", "1,5", "1.2.3", "0x1", "NaN", "inf", "1e", "1e1e1", " 1", "١"] {
            assert_eq!(text.parse::<Decimal>(), Err(DecimalError::NotADecimal), "{text:?}");
        }
        for text in ["1e40", "1E-31", "9e999999999999", &"9".repeat(61), &"9".repeat(40)] {
            assert!(text.parse::<Decimal>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn amounts_are_exact_to_the_unit_and_never_rounded() {
        assert_eq!(units("0.01080125", 18), Ok(10_801_250_000_000_000));
        assert_eq!(units("18.25", 6), Ok(18_250_000));
        assert_eq!(units("18.250000000", 6), Ok(18_250_000), "zeros at the end say nothing");
        assert_eq!(units("0E-18", 6), Ok(0), "as Python writes nothing");
        assert_eq!(units("1.5E+2", 6), Ok(150_000_000));
        assert_eq!(units("1E-6", 6), Ok(1));
        assert_eq!(units("0.0000001", 6), Err(DecimalError::NotExact));
        assert_eq!(units("340282366920938463463374607431768211455", 1), Err(DecimalError::TooLarge));
    }

    #[test]
    fn what_is_below_the_smallest_unit_is_left_out_only_where_it_is_asked_for() {
        let down = |text: &str| text.parse::<Decimal>().unwrap().units_rounded_down(6);
        assert_eq!((down("12.5000009"), down("12.5"), down("0.0000009")), (Ok(12_500_000), Ok(12_500_000), Ok(0)));
    }

    #[test]
    fn a_json_number_is_not_an_amount() {
        assert!(serde_json::from_str::<Decimal>("1.5").is_err());
        assert_eq!(serde_json::from_str::<Decimal>("\"1.5\"").unwrap().to_string(), "1.5");
    }

    proptest! {
        #[test]
        fn units_written_out_are_the_same_units_read_back(amount: u128, decimals in 0_u8..=18) {
            let written = Decimal::from_units(amount, decimals).to_string();
            prop_assert_eq!(units(&written, decimals), Ok(amount));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*") {
            let _ = text.parse::<Decimal>();
        }
    }
}
