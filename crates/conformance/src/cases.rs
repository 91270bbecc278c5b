//! What files of cases are written in.

/// Resolves `\u{…}` in a line of a file of cases; what names no character stays as it is written.
#[must_use]
pub fn unescape(line: &str) -> String {
    const SIGN: &str = "\\u{";
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(SIGN) {
        out.push_str(before);
        let named = after.split_once('}').and_then(|(code, after)| {
            let character = char::from_u32(u32::from_str_radix(code, 16).ok()?)?;
            Some((character, after))
        });
        match named {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push_str(SIGN);
                rest = after;
            }
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescape("a\\u{640}b\\u{200f}"), "a\u{640}b\u{200f}");
        assert_eq!(unescape("\\u{d800} \\u{x} \\u{41"), "\\u{d800} \\u{x} \\u{41");
    }
}
