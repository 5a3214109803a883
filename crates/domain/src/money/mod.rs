//! Money: whole minor units and a currency, never a float. Rounding is in the function's name.

mod currency;
mod number;
mod share;
mod text;

pub use currency::{Currency, CurrencyKind, UnknownCurrency};
pub use share::{BasisPoints, allocate};
pub use text::{ParseMoneyError, ascii_digits, whole_number};

use serde::{Deserialize, Serialize};
use std::fmt;

/// An exact amount: `units` of the smallest part of `currency` (6 decimals for USDT).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative only as a difference, never as a balance with a floor.
    #[serde(with = "stored_units")]
    pub units: i128,
    /// What the units are units of.
    pub currency: Currency,
}

/// Arithmetic that would lie.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Two currencies met without an exchange.
    #[error("{0} and {1} cannot be added")]
    TwoCurrencies(Currency, Currency),
    /// More units than the ledger can hold.
    #[error("the amount is too large")]
    TooLarge,
    /// The conversion would lose units.
    #[error("the amount cannot be said exactly with {0} decimals")]
    NotExact(u8),
}

impl MoneyError {
    /// Stable code, translated by the face.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TwoCurrencies(..) => "money-two-currencies",
            Self::TooLarge => "money-too-large",
            Self::NotExact(_) => "money-not-exact",
        }
    }
}

impl Money {
    /// The largest amount one posting may carry: 10^30 units, far inside Decimal128's 34 digits.
    pub const MAX_UNITS: i128 = 1_000_000_000_000_000_000_000_000_000_000;

    /// Whole minor units of a currency.
    pub const fn new(units: i128, currency: Currency) -> Self {
        Self { units, currency }
    }

    /// Nothing, in a currency.
    pub const fn zero(currency: Currency) -> Self {
        Self::new(0, currency)
    }

    /// So many hundredths of a whole; what is smaller than a currency's unit is nothing in it.
    pub const fn hundredths_rounded_down(hundredths: u32, currency: Currency) -> Self {
        let whole = 10_i128.pow(currency.exponent() as u32);
        Self::new(hundredths as i128 * whole / 100, currency)
    }

    /// True when there is nothing.
    pub const fn is_zero(self) -> bool {
        self.units == 0
    }

    /// True when there is more than nothing.
    pub const fn is_positive(self) -> bool {
        self.units > 0
    }

    /// Sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::TwoCurrencies`], [`MoneyError::TooLarge`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Self::checked(self.units.checked_add(other.units), self.currency)
    }

    /// Difference of two amounts of one currency; may be negative.
    ///
    /// # Errors
    /// [`MoneyError::TwoCurrencies`], [`MoneyError::TooLarge`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.same_currency(other)?;
        Self::checked(self.units.checked_sub(other.units), self.currency)
    }

    /// The amount a chain speaks, whose token has `chain_decimals`.
    ///
    /// # Errors
    /// [`MoneyError::NotExact`] when digits would be lost, [`MoneyError::TooLarge`].
    pub fn to_chain_units(self, chain_decimals: u8) -> Result<u128, MoneyError> {
        let units = u128::try_from(self.units).map_err(|_| MoneyError::TooLarge)?;
        rescale(units, self.currency.exponent(), chain_decimals)
    }

    /// The reverse of [`Money::to_chain_units`].
    ///
    /// # Errors
    /// [`MoneyError::NotExact`] when digits would be lost, [`MoneyError::TooLarge`].
    pub fn from_chain_units(units: u128, chain_decimals: u8, currency: Currency) -> Result<Self, MoneyError> {
        let units = rescale(units, chain_decimals, currency.exponent())?;
        Self::checked(i128::try_from(units).ok(), currency)
    }

    fn same_currency(self, other: Self) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            Ok(())
        } else {
            Err(MoneyError::TwoCurrencies(self.currency, other.currency))
        }
    }

    fn checked(units: Option<i128>, currency: Currency) -> Result<Self, MoneyError> {
        units
            .filter(|units| units.abs() <= Self::MAX_UNITS)
            .map(|units| Self::new(units, currency))
            .ok_or(MoneyError::TooLarge)
    }
}

/// Moves the decimal point of an exact number.
fn rescale(units: u128, from: u8, to: u8) -> Result<u128, MoneyError> {
    let power = 10_u128.checked_pow(u32::from(from.abs_diff(to))).ok_or(MoneyError::TooLarge)?;
    if to >= from {
        units.checked_mul(power).ok_or(MoneyError::TooLarge)
    } else if units.is_multiple_of(power) {
        Ok(units / power)
    } else {
        Err(MoneyError::NotExact(to))
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount_text(), self.currency)
    }
}

/// Units as the database keeps them (Decimal128, exponent 0) and as JSON carries them (text:
/// a browser's number would round).
mod stored_units {
    use serde::{Deserialize, Deserializer as D, Serializer as S};

    pub(super) fn serialize<T: S>(units: &i128, s: T) -> Result<T::Ok, T::Error> {
        #[cfg(feature = "bson")]
        if !s.is_human_readable() {
            let decimal: bson::Decimal128 = units.to_string().parse().map_err(serde::ser::Error::custom)?;
            return serde::Serialize::serialize(&decimal, s);
        }
        s.collect_str(units)
    }

    pub(super) fn deserialize<'de, T: D<'de>>(d: T) -> Result<i128, T::Error> {
        #[cfg(feature = "bson")]
        if !d.is_human_readable() {
            let text = bson::Decimal128::deserialize(d)?.to_string();
            return text.parse().map_err(|_| super::not_whole::<T::Error>(&text));
        }
        let text = String::deserialize(d)?;
        text.parse().map_err(|_| super::not_whole::<T::Error>(&text))
    }
}

fn not_whole<E: serde::de::Error>(text: &str) -> E {
    E::custom(format_args!("{text:?} is not a whole number of units"))
}

#[cfg(test)]
mod tests;
