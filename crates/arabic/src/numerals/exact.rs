//! Exact values of numerals: fractions of integers, written as decimals.

use std::fmt;

/// An exact rational number. All arithmetic is checked: what does not fit in 127 bits is `None`, never wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Exact {
    num: i128,
    den: i128,
}

impl Exact {
    /// Zero.
    pub const ZERO: Self = Self::int(0);

    /// An integer.
    pub const fn int(value: i64) -> Self {
        Self { num: value as i128, den: 1 }
    }

    /// `num / den`; `None` where `den` is zero or the parts do not fit.
    pub fn ratio(num: i128, den: i128) -> Option<Self> {
        if den == 0 {
            return None;
        }
        let divisor = i128::try_from(gcd(num.unsigned_abs(), den.unsigned_abs())).ok()?.max(1);
        let (num, den) = (num / divisor, den / divisor);
        if den < 0 {
            Some(Self { num: num.checked_neg()?, den: den.checked_neg()? })
        } else {
            Some(Self { num, den })
        }
    }

    /// The number that the ASCII digits `whole` and, after the point, `fraction` write; `None` where it does not fit.
    pub fn from_digits(whole: &str, fraction: &str) -> Option<Self> {
        let whole = whole.bytes().try_fold(0i128, |n, b| n.checked_mul(10)?.checked_add(digit(b)?))?;
        Self::with_fraction(whole, fraction)
    }

    /// `whole`, not negative, and after the point the ASCII digits `fraction`; `None` where it does not fit.
    pub fn with_fraction(whole: i128, fraction: &str) -> Option<Self> {
        let (mut num, mut den) = (whole, 1i128);
        for b in fraction.trim_end_matches('0').bytes() {
            num = num.checked_mul(10)?.checked_add(digit(b)?)?;
            den = den.checked_mul(10)?;
        }
        if den == 1 { Some(Self { num, den }) } else { Self::ratio(num, den) }
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.den == other.den {
            return Self::ratio(self.num.checked_add(other.num)?, self.den);
        }
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Self::ratio(left.checked_add(right)?, self.den.checked_mul(other.den)?)
    }

    /// The product.
    pub fn times(self, other: Self) -> Option<Self> {
        Self::ratio(self.num.checked_mul(other.num)?, self.den.checked_mul(other.den)?)
    }

    /// The quotient; `None` for a division by zero.
    pub fn over(self, other: Self) -> Option<Self> {
        Self::ratio(self.num.checked_mul(other.den)?, self.den.checked_mul(other.num)?)
    }

    /// The same number with the other sign.
    pub fn negated(self) -> Self {
        Self { num: self.num.saturating_neg(), den: self.den }
    }

    /// The value as an integer, if it is one and fits.
    pub fn to_i64(self) -> Option<i64> {
        if self.den == 1 { i64::try_from(self.num).ok() } else { None }
    }

    /// The nearest floating-point number.
    pub fn to_f64(self) -> f64 {
        self.num as f64 / self.den as f64
    }

    /// Whether it is below zero.
    pub fn is_negative(self) -> bool {
        self.num < 0
    }

    /// Whether it is an integer.
    pub fn is_integer(self) -> bool {
        self.den == 1
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        let left = self.num.checked_mul(other.den)?;
        let right = other.num.checked_mul(self.den)?;
        Some(left.cmp(&right))
    }
}

/// The shortest decimal: no exponent, no trailing zeros. What has no finite decimal (a third) is rounded to
/// sixteen or seventeen significant digits, as many as a double needs to be the nearest to the fraction.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.den == 1 {
            return write!(f, "{}", self.num);
        }
        if self.num < 0 {
            f.write_str("-")?;
        }
        let (num, den) = (self.num.unsigned_abs(), self.den.unsigned_abs());
        let mut rest = num % den;
        let mut digits = String::new();
        while rest != 0 && digits.len() < 40 {
            let Some(next) = rest.checked_mul(10) else { break };
            digits.push(char::from(b'0' + (next / den).min(9) as u8));
            rest = next % den;
        }
        if rest == 0 {
            return write!(f, "{}.{digits}", num / den);
        }
        write!(f, "{}", num as f64 / den as f64)
    }
}

fn digit(b: u8) -> Option<i128> {
    b.is_ascii_digit().then(|| i128::from(b - b'0'))
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact_and_short() {
        let text = |v: Option<Exact>| v.map(|v| v.to_string());
        assert_eq!(text(Exact::from_digits("0012", "500")).as_deref(), Some("12.5"));
        assert_eq!(text(Exact::ratio(-12, 10)).as_deref(), Some("-1.2"));
        assert_eq!(text(Exact::ratio(2, 3)).as_deref(), Some("0.6666666666666666"));
        assert_eq!(text(Exact::ratio(1, 0)), None);
        let tenth = Exact::from_digits("0", "1").unwrap();
        let fifth = Exact::from_digits("0", "2").unwrap();
        assert_eq!(tenth.plus(fifth).unwrap().to_string(), "0.3");
        assert_eq!(Exact::from_digits(&"9".repeat(60), ""), None);
    }

    #[test]
    fn extremes_do_not_overflow() {
        let big = Exact::ratio(i128::MAX, 1).unwrap();
        assert_eq!(big.plus(big), None);
        assert_eq!(big.times(big), None);
        assert_eq!(Exact::ratio(i128::MIN, -1), None);
        assert!(Exact::ratio(i128::MIN, 3).unwrap().negated().to_f64() > 0.0);
    }
}
