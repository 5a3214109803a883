//! Decimal128 with exact arithmetic: a result that 34 digits cannot hold is `None`, never rounded. Only [`Decimal::divide`]
//! rounds, and says so.

use bson::Decimal128;

/// The largest coefficient of a Decimal128: 34 nines.
const MAX_COEFFICIENT: i128 = 10_i128.pow(34) - 1;
const BIAS: i32 = 6176;
const MAX_EXPONENT: i32 = 6111;

/// A finite Decimal128: `coefficient × 10^exponent`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Decimal {
    pub(crate) coefficient: i128,
    pub(crate) exponent: i32,
}

/// What the bits of a Decimal128 say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unpacked {
    Finite(Decimal),
    Infinite { negative: bool },
    NotANumber,
}

/// Reads the binary integer form (BID) that BSON uses.
pub(crate) fn unpack(value: &Decimal128) -> Unpacked {
    let bits = u128::from_le_bytes(value.bytes());
    let negative = bits >> 127 == 1;
    if (bits >> 122) & 0x1F == 0x1F {
        return Unpacked::NotANumber;
    }
    if (bits >> 122) & 0x1F == 0x1E {
        return Unpacked::Infinite { negative };
    }
    if (bits >> 125) & 0b11 == 0b11 {
        // The second form can only hold coefficients above 34 digits; those count as zero.
        let exponent = low_14_bits(bits >> 111) - BIAS;
        return Unpacked::Finite(Decimal { coefficient: 0, exponent });
    }
    let exponent = low_14_bits(bits >> 113) - BIAS;
    let magnitude = i128::try_from(bits & ((1_u128 << 113) - 1)).unwrap_or(0);
    let magnitude = if magnitude > MAX_COEFFICIENT { 0 } else { magnitude };
    Unpacked::Finite(Decimal { coefficient: if negative { -magnitude } else { magnitude }, exponent })
}

fn low_14_bits(bits: u128) -> i32 {
    i32::try_from(bits & 0x3FFF).unwrap_or(0)
}

impl Decimal {
    /// `None` for NaN and the infinities.
    pub(crate) fn parse(value: &Decimal128) -> Option<Self> {
        match unpack(value) {
            Unpacked::Finite(decimal) => Some(decimal),
            Unpacked::Infinite { .. } | Unpacked::NotANumber => None,
        }
    }

    pub(crate) fn from_i64(value: i64) -> Self {
        Self { coefficient: i128::from(value), exponent: 0 }
    }

    pub(crate) fn pack(self) -> Decimal128 {
        let magnitude = self.coefficient.unsigned_abs();
        let sign = u128::from(self.coefficient < 0) << 127;
        let exponent = u128::try_from(self.exponent + BIAS).unwrap_or(0) << 113;
        Decimal128::from_bytes((sign | exponent | magnitude).to_le_bytes())
    }

    fn checked(coefficient: i128, exponent: i32) -> Option<Self> {
        let fits = coefficient.abs() <= MAX_COEFFICIENT && (-BIAS..=MAX_EXPONENT).contains(&exponent);
        fits.then_some(Self { coefficient, exponent })
    }

    /// The same value written with a smaller exponent.
    fn at_exponent(self, exponent: i32) -> Option<i128> {
        let power = u32::try_from(self.exponent - exponent).ok()?;
        if self.coefficient == 0 {
            return Some(0);
        }
        self.coefficient.checked_mul(10_i128.checked_pow(power)?)
    }

    pub(crate) fn add(self, other: Self) -> Option<Self> {
        let exponent = self.exponent.min(other.exponent);
        let sum = self.at_exponent(exponent)?.checked_add(other.at_exponent(exponent)?)?;
        Self::checked(sum, exponent)
    }

    pub(crate) fn negate(self) -> Self {
        Self { coefficient: -self.coefficient, exponent: self.exponent }
    }

    pub(crate) fn multiply(self, other: Self) -> Option<Self> {
        Self::checked(self.coefficient.checked_mul(other.coefficient)?, self.exponent + other.exponent)
    }

    /// The quotient, rounded half to even at 34 digits as IEEE 754 says. `None` when the divisor is zero.
    pub(crate) fn divide(self, divisor: Self) -> Option<Self> {
        if divisor.coefficient == 0 {
            return None;
        }
        let negative = (self.coefficient < 0) != (divisor.coefficient < 0);
        let (mut rest, by) = (self.coefficient.abs(), divisor.coefficient.abs());
        let mut quotient = rest / by;
        rest %= by;
        let mut exponent = self.exponent - divisor.exponent;
        while rest != 0 && quotient <= MAX_COEFFICIENT / 10 {
            rest *= 10;
            let next = quotient * 10 + rest / by;
            if next > MAX_COEFFICIENT {
                rest /= 10;
                break;
            }
            quotient = next;
            rest %= by;
            exponent -= 1;
        }
        let twice = rest * 2;
        if twice > by || (twice == by && quotient % 2 == 1) {
            quotient += 1;
        }
        Self::checked(if negative { -quotient } else { quotient }, exponent)
    }

    /// Whole numbers that an int64 can hold.
    pub(crate) fn to_i64(self) -> Option<i64> {
        let coefficient = if self.exponent >= 0 {
            self.at_exponent(0)?
        } else {
            let power = 10_i128.checked_pow(self.exponent.unsigned_abs())?;
            (self.coefficient % power == 0).then_some(self.coefficient / power)?
        };
        i64::try_from(coefficient).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(&text.parse().unwrap()).unwrap()
    }

    #[test]
    fn packing_and_unpacking_keeps_value_and_quantum() {
        for text in ["0", "1", "-1", "1.00", "123456789012345678901234567890", "-9.5E-100", "1E+30"] {
            let packed: Decimal128 = text.parse().unwrap();
            assert_eq!(Decimal::parse(&packed).unwrap().pack().bytes(), packed.bytes(), "{text}");
        }
    }

    #[test]
    fn sums_beyond_int64_are_exact() {
        let sum = decimal("9999999999999999999999999999999998").add(decimal("1")).unwrap();
        assert_eq!(sum.pack().to_string(), "9999999999999999999999999999999999");
        assert_eq!(sum.add(decimal("1")), None);
    }

    #[test]
    fn products_keep_their_quantum() {
        assert_eq!(decimal("2.10").multiply(decimal("0.1")), Some(decimal("0.210")));
    }

    #[test]
    fn a_third_is_rounded_at_34_digits() {
        let third = decimal("1").divide(decimal("3")).unwrap();
        assert_eq!(third.pack().to_string(), "0.3333333333333333333333333333333333");
        assert_eq!(decimal("10").divide(decimal("4")), Some(decimal("2.5")));
    }
}
