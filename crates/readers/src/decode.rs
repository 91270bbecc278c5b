//! From bytes to text: UTF-8 with the byte order mark removed, and what does not decode replaced and counted.

use warraq_core::Alignment;
use warraq_core::alignment::AlignmentBuilder;

/// The UTF-8 byte order mark.
const MARK: &[u8] = b"\xEF\xBB\xBF";

/// A decoded text.
pub(crate) struct Decoded {
    /// The text.
    pub(crate) text: String,
    /// From the text to the bytes.
    pub(crate) alignment: Alignment,
    /// How many sequences of bytes became U+FFFD.
    pub(crate) undecoded: u64,
}

/// The bytes without a byte order mark at their start.
pub(crate) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}

/// Decodes UTF-8. Every maximal sequence that is not UTF-8 becomes one U+FFFD, as Unicode recommends.
pub(crate) fn decode(bytes: &[u8]) -> Decoded {
    let rest = unmarked(bytes);
    let mark = bytes.len() - rest.len();
    let mut builder = AlignmentBuilder::new();
    builder.delete(mark);
    let mut text = String::with_capacity(rest.len());
    let mut undecoded = 0;
    for chunk in rest.utf8_chunks() {
        let valid = chunk.valid();
        text.push_str(valid);
        builder.same(valid.len(), valid.chars().next().map_or(0, char::len_utf8));
        if !chunk.invalid().is_empty() {
            text.push('\u{FFFD}');
            builder.replace(chunk.invalid().len(), '\u{FFFD}'.len_utf8());
            undecoded += 1;
        }
    }
    Decoded { text, alignment: builder.finish(), undecoded }
}

impl Decoded {
    /// Puts something before the text that is not in the bytes.
    pub(crate) fn prepend(self, prefix: &str) -> Self {
        let mut builder = AlignmentBuilder::new();
        builder.insert(prefix.len(), 0);
        builder.same(self.text.len(), self.text.chars().next().map_or(0, char::len_utf8));
        let alignment = builder.finish().compose(&self.alignment);
        Self { text: format!("{prefix}{}", self.text), alignment, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use warraq_core::Span;

    /// The bytes that a part of the text comes from.
    fn origin<'b>(decoded: &Decoded, bytes: &'b [u8], part: &str) -> &'b [u8] {
        let at = decoded.text.find(part).unwrap();
        &bytes[decoded.alignment.out(Span::new(at as u32, (at + part.len()) as u32)).range()]
    }

    #[test]
    fn what_does_not_decode_is_replaced_counted_and_aligned() {
        let cases: &[(&[u8], &str, u64)] = &[
            (b"", "", 0),
            ("بيان صحفي".as_bytes(), "بيان صحفي", 0),
            (b"\xEF\xBB\xBFab", "ab", 0),
            (b"\xEF\xBB\xBF\xEF\xBB\xBFab", "\u{feff}ab", 0),
            (b"a\xC7\xE1b", "a\u{FFFD}\u{FFFD}b", 2),
            (b"\xD8", "\u{FFFD}", 1),
            // A cut character is one sequence; a surrogate in UTF-8 is three.
            (b"a\xF0\x9F\x98b", "a\u{FFFD}b", 1),
            (b"\xED\xA0\x80", "\u{FFFD}\u{FFFD}\u{FFFD}", 3),
            (b"x\0y", "x\0y", 0),
        ];
        for (bytes, text, undecoded) in cases {
            let decoded = decode(bytes);
            assert_eq!((decoded.text.as_str(), decoded.undecoded), (*text, *undecoded), "{bytes:?}");
            assert_eq!(decoded.alignment.new_len() as usize, text.len());
            assert_eq!(decoded.alignment.old_len() as usize, bytes.len());
        }
    }

    #[test]
    fn spans_lead_back_to_the_bytes() {
        let bytes =
            [b"\xEF\xBB\xBF".as_slice(), "قال ".as_bytes(), b"\xFF\xFE", " الوزير".as_bytes()].concat();
        let decoded = decode(&bytes).prepend("عنوان\n\n");
        assert_eq!(decoded.text, "عنوان\n\nقال \u{FFFD}\u{FFFD} الوزير");
        assert_eq!(origin(&decoded, &bytes, "الوزير"), "الوزير".as_bytes());
        assert_eq!(origin(&decoded, &bytes, "\u{FFFD}\u{FFFD}"), b"\xFF\xFE");
        assert_eq!(origin(&decoded, &bytes, "ال "), "ال ".as_bytes());
    }
}
