//! Numbers in digits: three digit sets, separators for thousands and decimals, and the places where digits are no number.

use super::exact::Exact;
use crate::lexed::{Gap, Kind, Lexed};

/// A number in digits: how many tokens it takes from the first digit on, and its value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Digits {
    /// Tokens, separators included.
    pub tokens: usize,
    /// The value, without a sign.
    pub value: Exact,
    /// Whether there is a decimal point.
    pub decimal: bool,
    /// Whether there are separators of thousands.
    pub grouped: bool,
}

/// The unsigned number in digits that begins at token `i`: `1234`, `1,234.5`, `١٬٢٣٤٫٥`, `1.234.567`, `.77`.
///
/// A comma or point between digits is read as a separator of thousands where groups of three follow a first group of
/// one to three and either it occurs twice, or it is a comma or ٬; a single point, ٫, or a comma before another number of
/// digits parts decimals. White space parts thousands too (`1 200 000`, as French writes them).
/// `None` for what is no single number (`1.2.3`) and for what does not fit.
pub fn parse(lexed: &Lexed, i: usize) -> Option<Digits> {
    if lexed.kind(i) != Some(Kind::Number) {
        return leading_point(lexed, i);
    }
    if let Some(reversed) = reversed(lexed, i) {
        return Some(reversed);
    }
    let mut whole = append(0, lexed.form(i))?;
    let mut at = i + 1;
    let mut grouping = None;
    if lexed.form(i).len() <= 3 && !lexed.form(i).starts_with('0') {
        while let Some((sign, group)) = touching(lexed, at) {
            if grouping.is_some_and(|g| g != sign) || !groups(lexed, sign, group, at, grouping.is_some()) {
                break;
            }
            grouping = Some(sign);
            whole = append(whole, group)?;
            at += 2;
        }
        if grouping.is_none() {
            for _ in 0..spaced_groups(lexed, at) {
                whole = append(whole, lexed.form(at))?;
                grouping = Some(" ");
                at += 1;
            }
        }
    }
    let mut fraction = "";
    if let Some((sign, digits)) = touching(lexed, at)
        && matches!(sign, "." | "٫" | ",")
        && grouping != Some(sign)
    {
        fraction = digits;
        at += 2;
    }
    // One more separator makes it a version, a date, an address or a list.
    if touching(lexed, at).is_some_and(|(sign, _)| matches!(sign, "." | "٫")) {
        return None;
    }
    let value = Exact::with_fraction(whole, fraction)?;
    Some(Digits { tokens: at - i, value, decimal: !fraction.is_empty(), grouped: grouping.is_some() })
}

/// `8ر4`: the decimal mark of Maghrebi news agencies, typed from right to left: the decimals come first.
fn reversed(lexed: &Lexed, i: usize) -> Option<Digits> {
    let touches = |at: usize| lexed.gap(at) == Gap::None;
    let mark = lexed.form(i + 1) == "ر"
        && touches(i + 1)
        && touches(i + 2)
        && lexed.kind(i + 2) == Some(Kind::Number);
    if !mark || lexed.form(i).len() > 3 || lexed.form(i + 2).len() > 7 {
        return None;
    }
    let value = Exact::from_digits(lexed.form(i + 2), lexed.form(i))?;
    Some(Digits { tokens: 3, value, decimal: true, grouped: false })
}

fn append(number: i128, digits: &str) -> Option<i128> {
    digits.bytes().try_fold(number, |n, b| n.checked_mul(10)?.checked_add(i128::from(b.checked_sub(b'0')?)))
}

/// Whether `sign` at `at` parts thousands.
fn groups(lexed: &Lexed, sign: &str, group: &str, at: usize, before: bool) -> bool {
    let again = || touching(lexed, at + 2).is_some_and(|(s, g)| s == sign && g.len() == 3);
    group.len() == 3
        && match sign {
            "," | "'" => true,
            "." => before || again(),
            _ => false,
        }
}

/// How many groups of exactly three digits follow, each after a space, none of them going on in another way.
fn spaced_groups(lexed: &Lexed, at: usize) -> usize {
    let group = |i| lexed.kind(i) == Some(Kind::Number) && lexed.gap(i) == Gap::Space;
    let count = (at..).take_while(|&i| group(i) && lexed.form(i).len() == 3).take(5).count();
    let ends =
        !group(at + count) && lexed.gap(at + count) != Gap::None || touching(lexed, at + count).is_some();
    let closed = ends || matches!(lexed.kind(at + count), Some(Kind::Punct | Kind::Symbol));
    if closed { count } else { 0 }
}

/// «.77»: a point before digits that follows white space or nothing.
fn leading_point(lexed: &Lexed, i: usize) -> Option<Digits> {
    if !matches!(lexed.form(i), "." | "٫") || lexed.gap(i) == Gap::None {
        return None;
    }
    if lexed.gap(i + 1) != Gap::None
        || lexed.kind(i + 1) != Some(Kind::Number)
        || touching(lexed, i + 2).is_some()
    {
        return None;
    }
    let value = Exact::from_digits("0", lexed.form(i + 1))?;
    Some(Digits { tokens: 2, value, decimal: true, grouped: false })
}

/// A punctuation sign at `at` with digits right after it, nothing between.
fn touching(lexed: &Lexed, at: usize) -> Option<(&str, &str)> {
    let joined = lexed.gap(at) == Gap::None && lexed.gap(at + 1) == Gap::None;
    if joined && lexed.kind(at) == Some(Kind::Punct) && lexed.kind(at + 1) == Some(Kind::Number) {
        Some((lexed.form(at), lexed.form(at + 1)))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_three_traditions() {
        for (text, value) in [
            ("1234", "1234"),
            ("1,234.5", "1234.5"),
            ("١٬٢٣٤٫٥", "1234.5"),
            ("۱۲۳", "123"),
            ("1.234.567", "1234567"),
            ("1.234.567,8", "1234567.8"),
            ("3.500", "3.5"),
            ("12,5", "12.5"),
            ("100,000", "100000"),
            ("١،٢٥", "1.25"),
            ("01.10", "1.1"),
            ("1 200 000", "1200000"),
            ("10 500,25", "10500.25"),
            ("8ر4", "4.8"),
            ("250ر105", "105.25"),
            (".77", "0.77"),
            ("٫٧٧", "0.77"),
        ] {
            let mut lexed = Lexed::new();
            lexed.read(text);
            let parsed = parse(&lexed, 0).map(|d| (d.value.to_string(), d.tokens));
            assert_eq!(parsed, Some((value.to_owned(), lexed.len())), "{text}");
        }
    }

    #[test]
    fn numbers_in_a_row_are_not_one() {
        for (text, value, tokens) in
            [("2016 300", "2016", 1), ("15 20", "15", 1), ("71 123 45", "71", 1), ("1 200", "1200", 2)]
        {
            let mut lexed = Lexed::new();
            lexed.read(text);
            let parsed = parse(&lexed, 0).map(|d| (d.value.to_string(), d.tokens));
            assert_eq!(parsed, Some((value.to_owned(), tokens)), "{text}");
        }
    }

    #[test]
    fn versions_and_addresses_are_no_number() {
        for text in ["1.2.3", "192.168.1.1", "12.10.2015"] {
            let mut lexed = Lexed::new();
            lexed.read(text);
            assert_eq!(parse(&lexed, 0), None, "{text}");
        }
    }
}
