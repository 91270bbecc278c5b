//! When two values are equal: numbers by what they are, texts without regard to width and case.

use serde_json::Value;
use unicode_normalization::UnicodeNormalization;

/// A value in the form in which it is compared: `30`, `"30.0"` and `"٣٠"` are one.
pub(super) fn comparable(value: &Value) -> Option<String> {
    let text = match value {
        Value::Null => return None,
        Value::String(text) => text.clone(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        other => other.to_string(),
    };
    let space = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
    let text = text.nfkc().collect::<String>().trim_matches(space).to_lowercase();
    Some(match number(&text.replace(',', "")) {
        // The bits tell 0.0 from -0.0, and make all ways to write a number one.
        Some(number) if number.is_nan() => "number NaN".into(),
        Some(number) => format!("number {:016x}", number.to_bits()),
        None => format!("text {text}"),
    })
}

/// A number as Python's `float` reads it: decimal digits of any script, single underscores between digits, `inf` and
/// `nan` in any case.
fn number(text: &str) -> Option<f64> {
    let space = |c: char| c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}');
    let mut ascii = String::with_capacity(text.len());
    for c in text.trim_matches(space).chars() {
        match digit(c) {
            Some(digit) => ascii.push(char::from_digit(digit, 10)?),
            None if c.is_ascii() => ascii.push(c),
            None => return None,
        }
    }
    let bytes = ascii.as_bytes();
    let digit_at = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    let lone = |(at, _): (usize, &u8)| digit_at(at.checked_sub(1)) && digit_at(at.checked_add(1));
    if !bytes.iter().enumerate().filter(|(_, byte)| **byte == b'_').all(lone) {
        return None;
    }
    ascii.replace('_', "").parse().ok()
}

/// The value of a decimal digit of the scripts that documents here are written in.
fn digit(c: char) -> Option<u32> {
    const ZEROS: &[char] = &[
        '0', '\u{660}', '\u{6f0}', '\u{7c0}', '\u{966}', '\u{9e6}', '\u{a66}', '\u{ae6}', '\u{b66}',
        '\u{be6}', '\u{c66}', '\u{ce6}', '\u{d66}', '\u{e50}', '\u{ed0}', '\u{f20}', '\u{1040}', '\u{17e0}',
        '\u{1810}',
    ];
    ZEROS.iter().find_map(|&zero| (c as u32).checked_sub(zero as u32).filter(|digit| *digit < 10))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_are_equal_when_they_mean_the_same() {
        let same = [
            (json!("30"), json!(30)),
            (json!("30"), json!(" 30.0 ")),
            (json!("٣٠"), json!("30")),
            (json!("1,234.5"), json!(1234.5)),
            (json!("1_000"), json!("1e3")),
            (json!("ＵＳＤ"), json!("usd")),
            (json!("NaN"), json!("nan")),
            (json!("Infinity"), json!("inf")),
            (json!(true), json!("TRUE")),
            (json!(".5"), json!("0.5")),
        ];
        for (one, other) in same {
            assert_eq!(comparable(&one), comparable(&other), "{one} {other}");
        }
        let different = [
            (json!("30"), json!("30.1")),
            (json!("0"), json!("-0")),
            (json!("2024-12-30"), json!("2024-12-31")),
            (json!("1__0"), json!("10")),
            (json!("_10"), json!("10")),
            (json!("--5"), json!("5")),
            (json!(null), json!("none")),
            (json!("."), json!("0")),
        ];
        for (one, other) in different {
            assert_ne!(comparable(&one), comparable(&other), "{one} {other}");
        }
    }
}
