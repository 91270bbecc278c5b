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
/// A comma or point between digits is read as a separator of thousands where groups of three follow a first group of one to three
/// and either it occurs twice, or it is a comma or ٬; a single point, ٫, or a comma before another number of digits parts decimals.
/// `None` for what is no single number (`1.2.3`) and for what does not fit.
pub fn parse(lexed: &Lexed, i: usize) -> Option<Digits> {
    if lexed.kind(i) != Some(Kind::Number) {
        return leading_point(lexed, i);
    }
    let first = lexed.form(i);
    let mut whole = first.to_owned();
    let mut at = i + 1;
    let mut grouping = None;
    while let Some((sign, group)) = touching(lexed, at) {
        let known = grouping.is_none_or(|g| g == sign);
        if !known
            || !matches!(sign, "," | "." | "'" | "٫")
            || group.len() != 3
            || whole.starts_with('0')
            || first.len() > 3
        {
            break;
        }
        let again = touching(lexed, at + 2).is_some_and(|(s, g)| s == sign && g.len() == 3);
        if sign == "٫" || sign == "." && grouping.is_none() && !again {
            break;
        }
        grouping = Some(sign);
        whole.push_str(group);
        at += 2;
    }
    let mut fraction = "";
    if let Some((sign, digits)) = touching(lexed, at) {
        if matches!(sign, "." | "٫" | ",") && grouping != Some(sign) {
            fraction = digits;
            at += 2;
        }
    }
    // One more separator makes it a version, a date, an address or a list.
    if touching(lexed, at).is_some_and(|(sign, _)| matches!(sign, "." | "٫")) {
        return None;
    }
    let value = Exact::from_digits(&whole, fraction)?;
    Some(Digits { tokens: at - i, value, decimal: !fraction.is_empty(), grouped: grouping.is_some() })
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
    fn versions_and_addresses_are_no_number() {
        for text in ["1.2.3", "192.168.1.1", "12.10.2015"] {
            let mut lexed = Lexed::new();
            lexed.read(text);
            assert_eq!(parse(&lexed, 0), None, "{text}");
        }
    }
}
