//! Amounts as people type and read them. Digits of three alphabets and the marks of every country are read as what they
//! mean; what means two things is asked back.

use super::{
    Currency, Money,
    number::{self, NotRead, TypedNumber},
};
use crate::digits;

/// Why typed text is not an amount. The codes are translated by the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseMoneyError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// Not a number such as `12.50`.
    #[error("not a number")]
    NotANumber,
    /// `1.234` or `1,234`: thousands for one half of the world, decimals for the other. The digits on both sides.
    #[error("it can be read in two ways")]
    Ambiguous(u16, u16),
    /// More decimals than the currency has.
    #[error("at most {0} decimals")]
    TooManyDecimals(u8),
    /// More than the ledger can hold.
    #[error("too large")]
    TooLarge,
}

impl ParseMoneyError {
    /// Stable code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotANumber => "not-a-number",
            Self::Ambiguous(..) => "ambiguous-amount",
            Self::TooManyDecimals(_) => "too-many-decimals",
            Self::TooLarge => "amount-too-large",
        }
    }

    /// What the sentence of the code speaks of: the most decimals, or both readings, each as it can be typed, parted
    /// by a bar.
    pub fn speaks_of(self) -> Option<String> {
        match self {
            Self::TooManyDecimals(most) => Some(most.to_string()),
            Self::Ambiguous(head, tail) => Some(format!("{head}{tail:03}|{head}.{tail:03}0")),
            Self::Empty | Self::NotANumber | Self::TooLarge => None,
        }
    }
}

impl From<NotRead> for ParseMoneyError {
    fn from(why: NotRead) -> Self {
        match why {
            NotRead::Empty => Self::Empty,
            NotRead::NotANumber => Self::NotANumber,
            NotRead::Ambiguous(head, tail) => Self::Ambiguous(head, tail),
        }
    }
}

/// Persian (۰-۹) and Arabic (٠-٩) digits and the Arabic decimal separator become ASCII; all else stays.
pub fn ascii_digits(text: &str) -> String {
    digits::ascii(text).replace('٫', ".")
}

/// A whole number as typed, with or without group marks; none when it is something else. Saturates.
pub fn whole_number(text: &str) -> Result<u64, ParseMoneyError> {
    let TypedNumber { whole, fraction } = number::read(text, false)?;
    // Digits only: what does not fit is too large.
    if fraction.is_empty() { Ok(whole.parse().unwrap_or(u64::MAX)) } else { Err(ParseMoneyError::NotANumber) }
}

impl Money {
    /// Reads what a person typed: `12`, `12.5`, `12,5`, `1,200.50`, `1.200,50`, `۱۲٫۵`. Never a sign, never an exponent.
    ///
    /// # Errors
    /// [`ParseMoneyError`], whose code the form shows beside the field.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, ParseMoneyError> {
        let TypedNumber { whole, fraction } = number::read(text, currency.exponent() > 0)?;
        let decimals = usize::from(currency.exponent());
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > decimals {
            return Err(ParseMoneyError::TooManyDecimals(currency.exponent()));
        }
        let units = format!("{whole}{fraction:0<decimals$}");
        let units = units.trim_start_matches('0');
        let units: i128 = if units.is_empty() { 0 } else { units.parse().map_err(|_| ParseMoneyError::TooLarge)? };
        if units > Self::MAX_UNITS { Err(ParseMoneyError::TooLarge) } else { Ok(Self::new(units, currency)) }
    }

    /// Plain ASCII, no group separators, exact: what a person may copy and type again (`12.50`). Three decimals are
    /// written as four (`1.2340`) where they would look like thousands.
    pub fn amount_text(self) -> String {
        let decimals = usize::from(self.currency.exponent());
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let shown = fraction.trim_end_matches('0').len().max(usize::from(self.currency.shown_decimals()));
        let looks_like_thousands = shown == 3 && decimals > 3 && whole.len() <= 3 && whole != "0";
        let shown = if looks_like_thousands { 4 } else { shown };
        if shown == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", &fraction[..shown]) }
    }
}
