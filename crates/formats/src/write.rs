//! JSON written by hand into a buffer: strings, numbers, keys.

use warraq_core::serde_json;

/// How JSON is laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Style {
    /// Everything on one line, without white space.
    Line,
    /// A member or row a line, indented.
    Pretty,
}

impl Style {
    pub(crate) const fn comma(self) -> &'static str {
        match self {
            Self::Line => ",",
            Self::Pretty => ", ",
        }
    }

    pub(crate) const fn colon(self) -> &'static str {
        match self {
            Self::Line => ":",
            Self::Pretty => ": ",
        }
    }

    /// Begins a new line, `depth` levels deep.
    pub(crate) fn line(self, out: &mut Vec<u8>, depth: usize) {
        if self == Self::Pretty {
            out.push(b'\n');
            out.extend(std::iter::repeat_n(b' ', depth * 2));
        }
    }
}

/// What a byte of a string becomes: 0 for itself, `u` for `\u00xx`, else the letter behind the backslash.
const ESCAPES: [u8; 256] = {
    let mut escapes = [0; 256];
    let mut control = 0;
    while control < 0x20 {
        escapes[control] = b'u';
        control += 1;
    }
    escapes[b'"' as usize] = b'"';
    escapes[b'\\' as usize] = b'\\';
    escapes[b'\n' as usize] = b'n';
    escapes[b'\r' as usize] = b'r';
    escapes[b'\t' as usize] = b't';
    escapes[0x08] = b'b';
    escapes[0x0C] = b'f';
    escapes
};

/// A string in its quotes.
pub(crate) fn string(out: &mut Vec<u8>, text: &str) {
    let bytes = text.as_bytes();
    out.reserve(bytes.len() + 2);
    out.push(b'"');
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| ESCAPES[byte as usize] != 0) {
        let (plain, behind) = rest.split_at(at);
        out.extend_from_slice(plain);
        if let Some((&byte, behind)) = behind.split_first() {
            escape(out, byte);
            rest = behind;
        }
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    match ESCAPES[byte as usize] {
        b'u' => out.extend([b'\\', b'u', b'0', b'0', HEX[(byte >> 4) as usize], HEX[(byte & 15) as usize]]),
        letter => out.extend([b'\\', letter]),
    }
}

/// A whole number.
pub(crate) fn number(out: &mut Vec<u8>, mut value: u32) {
    let mut digits = [0u8; 10];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[at..]);
}

/// A signed number.
pub(crate) fn integer(out: &mut Vec<u8>, value: i64) {
    out.extend_from_slice(value.to_string().as_bytes());
}

/// A floating-point number in the fewest digits that read back as the same.
pub(crate) fn float(out: &mut Vec<u8>, value: f64) {
    // Writing a number into memory cannot fail; NaN and infinities, which layers never hold, become null.
    let _ = serde_json::to_writer(&mut *out, &value);
}

/// A score, to four decimals: more than any model means.
pub(crate) fn score(value: f64) -> f64 {
    match value.abs() < 1e9 {
        true => (value * 1e4).round() / 1e4,
        false => value,
    }
}

/// `"key":` as bytes, after a comma unless it is the first.
pub(crate) fn key(style: Style, name: &str, first: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(name.len() + 6);
    if !first {
        out.extend_from_slice(style.comma().as_bytes());
    }
    string(&mut out, name);
    out.extend_from_slice(style.colon().as_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_those_of_serde() {
        let all: String = (0..0x250u32).filter_map(char::from_u32).collect();
        for text in ["", "قال «نعم»", "\"\\\u{7f}\u{2028}\u{10ffff}\u{fffd}", "a\"", &all] {
            let mut out = Vec::new();
            string(&mut out, text);
            assert_eq!(std::str::from_utf8(&out).unwrap(), serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn numbers_are_short() {
        let mut out = Vec::new();
        for value in [0, 7, 10, 4_294_967_295] {
            number(&mut out, value);
            out.push(b' ');
        }
        for value in [0.1 + 0.2, 30.0, -1e-7, 0.97] {
            float(&mut out, value);
            out.push(b' ');
        }
        integer(&mut out, i64::MIN);
        let expected = "0 7 10 4294967295 0.30000000000000004 30.0 -1e-7 0.97 -9223372036854775808";
        assert_eq!(String::from_utf8(out).unwrap(), expected);
        let scores = [0.123_456, 0.999_99, 1.0, 1e12].map(score);
        assert_eq!(scores, [0.1235, 1.0, 1.0, 1e12]);
        assert_eq!(scores.map(score), scores);
    }
}
