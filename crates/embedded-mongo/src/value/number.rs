//! The order of numbers across int, long, double and decimal: by exact value, never through a rounding conversion.

use std::cmp::Ordering;

use bson::Bson;

use super::decimal::{self, Unpacked};

/// Any finite number but zero: `±0.d₁d₂d₃… × 10^exponent`, first and last digit not zero.
struct Digits {
    negative: bool,
    exponent: i32,
    digits: Vec<u8>,
}

enum Exact {
    NotANumber,
    NegativeInfinity,
    Zero,
    Finite(Digits),
    PositiveInfinity,
}

fn exact(value: &Bson) -> Exact {
    match value {
        Bson::Int32(n) => exact_integer(i128::from(*n), 0),
        Bson::Int64(n) => exact_integer(i128::from(*n), 0),
        Bson::Double(n) => exact_double(*n),
        Bson::Decimal128(n) => match decimal::unpack(n) {
            Unpacked::Finite(d) => exact_integer(d.coefficient, d.exponent),
            Unpacked::Infinite { negative: true } => Exact::NegativeInfinity,
            Unpacked::Infinite { negative: false } => Exact::PositiveInfinity,
            Unpacked::NotANumber => Exact::NotANumber,
        },
        _ => Exact::NotANumber,
    }
}

fn exact_integer(coefficient: i128, exponent: i32) -> Exact {
    if coefficient == 0 {
        return Exact::Zero;
    }
    let text = coefficient.unsigned_abs().to_string();
    let places = i32::try_from(text.len()).unwrap_or(0);
    finite(coefficient < 0, exponent + places, text.bytes())
}

fn exact_double(value: f64) -> Exact {
    if value.is_nan() {
        return Exact::NotANumber;
    }
    if value == f64::INFINITY {
        return Exact::PositiveInfinity;
    }
    if value == f64::NEG_INFINITY {
        return Exact::NegativeInfinity;
    }
    if let Some(whole) = exact_i64(value) {
        return exact_integer(i128::from(whole), 0);
    }
    // A double has at most 767 significant decimal digits, so this text is exact.
    let text = format!("{:.766e}", value.abs());
    let (mantissa, power) = text.split_once('e').expect("the format asks for an exponent");
    let exponent = power.parse::<i32>().expect("an exponent is a small number") + 1;
    finite(value < 0.0, exponent, mantissa.bytes().filter(|b| *b != b'.'))
}

fn finite(negative: bool, exponent: i32, ascii: impl Iterator<Item = u8>) -> Exact {
    let mut digits: Vec<u8> = ascii.map(|b| b - b'0').collect();
    let kept = digits.iter().rposition(|d| *d != 0).map_or(0, |last| last + 1);
    digits.truncate(kept);
    Exact::Finite(Digits { negative, exponent, digits })
}

/// Appends bytes that sort as the numbers do.
pub(crate) fn encode(out: &mut Vec<u8>, value: &Bson) {
    match exact(value) {
        Exact::NotANumber => out.push(0x10),
        Exact::NegativeInfinity => out.push(0x20),
        Exact::Finite(number) => encode_finite(out, &number),
        Exact::Zero => out.push(0x40),
        Exact::PositiveInfinity => out.push(0x60),
    }
}

fn encode_finite(out: &mut Vec<u8>, number: &Digits) {
    out.push(if number.negative { 0x30 } else { 0x50 });
    let start = out.len();
    let biased = u16::try_from(number.exponent + 0x4000).expect("exponents stay within a few thousand");
    out.extend(biased.to_be_bytes());
    out.extend(number.digits.chunks(2).map(|pair| pair[0] * 10 + pair.get(1).copied().unwrap_or(0) + 1));
    out.push(0);
    if number.negative {
        out[start..].iter_mut().for_each(|byte| *byte = !*byte);
    }
}

/// The exact order of two numbers; NaN is the lowest and equals itself.
pub(crate) fn compare(a: &Bson, b: &Bson) -> Ordering {
    match (a, b) {
        (Bson::Double(x), Bson::Double(y)) => compare_doubles(*x, *y),
        (Bson::Double(x), y) => match as_i64(y) {
            Some(y) => compare_int_to_double(y, *x).reverse(),
            None => compare_encoded(a, b),
        },
        (x, Bson::Double(y)) => match as_i64(x) {
            Some(x) => compare_int_to_double(x, *y),
            None => compare_encoded(a, b),
        },
        _ => match (as_i64(a), as_i64(b)) {
            (Some(x), Some(y)) => x.cmp(&y),
            _ => compare_encoded(a, b),
        },
    }
}

fn as_i64(value: &Bson) -> Option<i64> {
    match value {
        Bson::Int32(n) => Some(i64::from(*n)),
        Bson::Int64(n) => Some(*n),
        _ => None,
    }
}

fn compare_doubles(x: f64, y: f64) -> Ordering {
    x.partial_cmp(&y).unwrap_or_else(|| y.is_nan().cmp(&x.is_nan()))
}

fn compare_int_to_double(int: i64, double: f64) -> Ordering {
    const TWO_TO_63: f64 = 9_223_372_036_854_775_808.0;
    if double.is_nan() || double < -TWO_TO_63 {
        return Ordering::Greater;
    }
    if double >= TWO_TO_63 {
        return Ordering::Less;
    }
    // In this range truncation is exact, and what was cut off decides a tie.
    #[allow(clippy::cast_possible_truncation)]
    let whole = double.trunc() as i64;
    int.cmp(&whole).then_with(|| 0.0_f64.partial_cmp(&double.fract()).unwrap_or(Ordering::Equal))
}

fn compare_encoded(a: &Bson, b: &Bson) -> Ordering {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    encode(&mut left, a);
    encode(&mut right, b);
    left.cmp(&right)
}

/// The whole number a double stands for, when it is one and an int64 holds it.
pub(crate) fn exact_i64(value: f64) -> Option<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    #[allow(clippy::cast_possible_truncation)]
    let whole = (value.fract() == 0.0 && (-LIMIT..LIMIT).contains(&value)).then_some(value as i64);
    whole
}
