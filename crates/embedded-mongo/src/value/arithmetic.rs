//! Sums and products of BSON numbers, widening as MongoDB does: int → long → double or decimal. What cannot be exact
//! in decimals is refused by name.

use bson::Bson;

use super::{class, class_of, decimal::Decimal, type_name};
use crate::error::{CommandError, Outcome};

pub(crate) fn is_number(value: &Bson) -> bool {
    class_of(value) == class::NUMBER
}

/// Two numbers brought to the type that can hold both.
enum Pair {
    Long(i64, i64, bool),
    Double(f64, f64),
    Decimal(Decimal, Decimal),
}

pub(crate) fn add(a: &Bson, b: &Bson) -> Outcome<Bson> {
    match widen(a, b)? {
        Pair::Long(x, y, narrow) => x.checked_add(y).map(|sum| long(sum, narrow)).ok_or_else(|| overflow(a, b)),
        Pair::Double(x, y) => Ok(Bson::Double(x + y)),
        Pair::Decimal(x, y) => packed(x.add(y), a, b),
    }
}

pub(crate) fn subtract(a: &Bson, b: &Bson) -> Outcome<Bson> {
    match widen(a, b)? {
        Pair::Long(x, y, narrow) => x.checked_sub(y).map(|rest| long(rest, narrow)).ok_or_else(|| overflow(a, b)),
        Pair::Double(x, y) => Ok(Bson::Double(x - y)),
        Pair::Decimal(x, y) => packed(x.add(y.negate()), a, b),
    }
}

pub(crate) fn multiply(a: &Bson, b: &Bson) -> Outcome<Bson> {
    match widen(a, b)? {
        Pair::Long(x, y, narrow) => x.checked_mul(y).map(|product| long(product, narrow)).ok_or_else(|| overflow(a, b)),
        Pair::Double(x, y) => Ok(Bson::Double(x * y)),
        Pair::Decimal(x, y) => packed(x.multiply(y), a, b),
    }
}

/// `$divide`: whole numbers give a double, decimals a decimal rounded at 34 digits.
pub(crate) fn divide(a: &Bson, b: &Bson) -> Outcome<Bson> {
    let by_zero = || CommandError::bad_value("can't $divide by zero");
    match widen(a, b)? {
        Pair::Long(_, 0, _) => Err(by_zero()),
        #[allow(clippy::cast_precision_loss)]
        Pair::Long(x, y, _) => Ok(Bson::Double(x as f64 / y as f64)),
        Pair::Double(_, 0.0) => Err(by_zero()),
        Pair::Double(x, y) => Ok(Bson::Double(x / y)),
        Pair::Decimal(x, y) => x.divide(y).map(|quotient| Bson::Decimal128(quotient.pack())).ok_or_else(by_zero),
    }
}

/// `$mod`: the remainder has the sign of the dividend.
pub(crate) fn remainder(a: &Bson, b: &Bson) -> Outcome<Bson> {
    let by_zero = || CommandError::bad_value("can't $mod by zero");
    match widen(a, b)? {
        Pair::Long(_, 0, _) => Err(by_zero()),
        Pair::Long(x, y, narrow) => Ok(long(x.checked_rem(y).unwrap_or(0), narrow)),
        Pair::Double(_, 0.0) => Err(by_zero()),
        Pair::Double(x, y) => Ok(Bson::Double(x % y)),
        Pair::Decimal(x, y) if x.exponent == 0 && y.exponent == 0 => {
            let rest = x.coefficient.checked_rem(y.coefficient).ok_or_else(by_zero)?;
            Ok(Bson::Decimal128(Decimal { coefficient: rest, exponent: 0 }.pack()))
        }
        Pair::Decimal(..) => Err(CommandError::not_implemented("$mod of decimals that are not whole")),
    }
}

pub(crate) fn absolute(value: &Bson) -> Outcome<Bson> {
    let negative = super::number::compare(value, &Bson::Int32(0)).is_lt();
    if negative { subtract(&Bson::Int32(0), value) } else { Ok(value.clone()) }
}

fn widen(a: &Bson, b: &Bson) -> Outcome<Pair> {
    let mixed = || CommandError::not_implemented("arithmetic of a double with a decimal");
    match (a, b) {
        (Bson::Decimal128(_), Bson::Double(_)) | (Bson::Double(_), Bson::Decimal128(_)) => Err(mixed()),
        (Bson::Decimal128(_), _) | (_, Bson::Decimal128(_)) => Ok(Pair::Decimal(as_decimal(a)?, as_decimal(b)?)),
        (Bson::Double(_), _) | (_, Bson::Double(_)) => Ok(Pair::Double(as_double(a)?, as_double(b)?)),
        _ => Ok(Pair::Long(as_long(a)?, as_long(b)?, matches!((a, b), (Bson::Int32(_), Bson::Int32(_))))),
    }
}

fn long(value: i64, narrow: bool) -> Bson {
    match i32::try_from(value) {
        Ok(small) if narrow => Bson::Int32(small),
        _ => Bson::Int64(value),
    }
}

fn packed(result: Option<Decimal>, a: &Bson, b: &Bson) -> Outcome<Bson> {
    let inexact = || CommandError::not_implemented(format!("decimal arithmetic beyond 34 exact digits ({a}, {b})"));
    result.map(|decimal| Bson::Decimal128(decimal.pack())).ok_or_else(inexact)
}

fn overflow(a: &Bson, b: &Bson) -> CommandError {
    CommandError::bad_value(format!(
        "Failed to apply arithmetic to current value (({}){a}): int64 overflow with ({}){b}",
        type_name(a),
        type_name(b)
    ))
}

fn not_a_number(value: &Bson) -> CommandError {
    CommandError::wrong_type(format!("cannot calculate with a value of type {}", type_name(value)))
}

fn as_long(value: &Bson) -> Outcome<i64> {
    match value {
        Bson::Int32(n) => Ok(i64::from(*n)),
        Bson::Int64(n) => Ok(*n),
        _ => Err(not_a_number(value)),
    }
}

pub(crate) fn as_double(value: &Bson) -> Outcome<f64> {
    match value {
        Bson::Double(n) => Ok(*n),
        #[allow(clippy::cast_precision_loss)]
        _ => as_long(value).map(|n| n as f64),
    }
}

fn as_decimal(value: &Bson) -> Outcome<Decimal> {
    match value {
        Bson::Decimal128(n) => {
            Decimal::parse(n).ok_or_else(|| CommandError::not_implemented("arithmetic of NaN and infinite decimals"))
        }
        _ => as_long(value).map(Decimal::from_i64),
    }
}
