//! Places inside strings: from a byte of the value to a byte of the file.

use crate::config::tree::Node;
use crate::diagnostics::{Place, Sources};

/// The place of bytes `start..end` of a string's value. Where the value is not what the file says letter by letter
/// (after `${…}`), it is the whole string.
pub(crate) fn inside(node: &Node, start: u32, end: u32, sources: &Sources) -> Place {
    let whole = node.place;
    let Some(value) = node.text() else { return whole };
    let raw = sources.words(whole);
    let Some(map) = offsets(raw, value) else { return whole };
    let (Some(&from), Some(&to)) = (map.get(start as usize), map.get(end as usize)) else { return whole };
    Place { source: whole.source, start: whole.start + from, end: whole.start + to.max(from) }
}

/// For each byte of the value and its end, the byte of the raw string; `None` where they do not agree.
fn offsets(raw: &str, value: &str) -> Option<Vec<u32>> {
    let (quotes, escapes) = match raw.get(..3) {
        Some("\"\"\"") => (3, true),
        Some("'''") => (3, false),
        _ if raw.starts_with('"') => (1, true),
        _ if raw.starts_with('\'') => (1, false),
        _ => (0, false),
    };
    let mut at = quotes;
    if quotes == 3 {
        at += raw
            .get(at..)
            .map_or(0, |rest| if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) });
    }
    let mut map = Vec::with_capacity(value.len() + 1);
    for c in value.chars() {
        if escapes {
            at += folded_lines(raw.get(at..)?);
        }
        let rest = raw.get(at..)?;
        let step = match (escapes, rest.strip_prefix('\\')) {
            (true, Some(escape)) => 1 + escape_length(escape)?,
            _ if rest.starts_with(c) => c.len_utf8(),
            _ if c == '\n' && rest.starts_with("\r\n") => 2,
            _ => return None,
        };
        map.extend(std::iter::repeat_n(u32::try_from(at).ok()?, c.len_utf8()));
        at += step;
    }
    map.push(u32::try_from(at).ok()?);
    Some(map)
}

fn escape_length(escape: &str) -> Option<usize> {
    Some(match escape.chars().next()? {
        'x' => 3,
        'u' => 5,
        'U' => 9,
        other => other.len_utf8(),
    })
}

/// The length of a backslash at the end of a line with the white space behind it.
fn folded_lines(rest: &str) -> usize {
    let Some(behind) = rest.strip_prefix('\\') else { return 0 };
    let line_end = behind.trim_start_matches([' ', '\t']);
    if !line_end.starts_with(['\n', '\r']) {
        return 0;
    }
    rest.len() - line_end.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_and_plain_strings() {
        let cases = [
            (r#""a\"b""#, "a\"b", vec![1, 2, 4, 5]),
            ("'a\"b'", "a\"b", vec![1, 2, 3, 4]),
            (r#""ا\u0628""#, "اب", vec![1, 1, 3, 3, 9]),
            ("\"\"\"\na \\\n  b\"\"\"", "a b", vec![4, 5, 10, 11]),
            ("bare", "bare", vec![0, 1, 2, 3, 4]),
        ];
        for (raw, value, expected) in cases {
            let found = offsets(raw, value);
            assert_eq!(found.as_deref(), Some(expected.as_slice()), "{raw}");
        }
        assert_eq!(offsets("\"${vars.a}\"", "x"), None);
    }
}
