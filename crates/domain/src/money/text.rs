//! Amounts as people type and read them. Persian and Arabic digits are read as what they mean.

use super::{Currency, Money};

/// Why typed text is not an amount. The codes are translated by the face.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseMoneyError {
    /// Nothing was typed.
    #[error("nothing was typed")]
    Empty,
    /// Not a number such as `12.50`.
    #[error("not a number")]
    NotANumber,
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
            Self::TooManyDecimals(_) => "too-many-decimals",
            Self::TooLarge => "amount-too-large",
        }
    }
}

/// Persian (۰-۹) and Arabic (٠-٩) digits and the Arabic decimal separator become ASCII; all else stays.
pub fn ascii_digits(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '۰'..='۹' => shift(c, '۰'),
            '٠'..='٩' => shift(c, '٠'),
            '٫' => '.',
            other => other,
        })
        .collect()
}

fn shift(digit: char, zero: char) -> char {
    char::from_digit(u32::from(digit) - u32::from(zero), 10).unwrap_or(digit)
}

impl Money {
    /// Reads what a person typed: `12`, `12.5`, `1,200.50`, `۱۲٫۵`. Never a sign, never an exponent.
    ///
    /// # Errors
    /// [`ParseMoneyError`], whose code the form shows beside the field.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, ParseMoneyError> {
        let text: String =
            ascii_digits(text.trim()).chars().filter(|c| !matches!(c, ',' | '٬' | ' ' | '\u{a0}' | '_')).collect();
        if text.is_empty() {
            return Err(ParseMoneyError::Empty);
        }
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if !digits(whole) || !digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return Err(ParseMoneyError::NotANumber);
        }
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

    /// Plain ASCII, no group separators, exact: what a person may copy and type again (`12.50`).
    pub fn amount_text(self) -> String {
        let decimals = usize::from(self.currency.exponent());
        let sign = if self.units < 0 { "-" } else { "" };
        let digits = format!("{:0>width$}", self.units.unsigned_abs(), width = decimals + 1);
        let (whole, fraction) = digits.split_at(digits.len() - decimals);
        let shown = fraction.trim_end_matches('0').len().max(usize::from(self.currency.shown_decimals()));
        if shown == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{}", &fraction[..shown]) }
    }
}
