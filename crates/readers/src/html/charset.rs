//! The encoding of a page: stated by its source, by itself, or guessed.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252, WINDOWS_1256};

/// How far into a page its `meta` is looked for.
const HEAD: usize = 4096;
/// How much of a page is looked at for a guess.
const SAMPLE: usize = 1 << 18;

/// The page as text, and how many characters could not be decoded.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    stated: Option<&str>,
    fallback: Option<&'static Encoding>,
) -> (Cow<'b, str>, u64) {
    let (encoding, mark) = match Encoding::for_bom(bytes) {
        Some(found) => found,
        None => (choose(bytes, stated, fallback), 0),
    };
    let (text, broken) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    let undecoded = if broken { text.matches('\u{FFFD}').count() as u64 } else { 0 };
    (text, undecoded)
}

fn choose(bytes: &[u8], stated: Option<&str>, fallback: Option<&'static Encoding>) -> &'static Encoding {
    let stated = stated.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let own = || declared(bytes.get(..HEAD.min(bytes.len())).unwrap_or_default());
    // A page that calls itself UTF-8 and is not was converted without its `meta`, or the other way round.
    let fits = |encoding: &&'static Encoding| *encoding != UTF_8 || mostly_utf8(bytes);
    let named = stated.filter(fits).or_else(|| own().filter(fits));
    match named {
        // What calls itself Latin is often Arabic in windows-1256: the bytes decide.
        Some(encoding) if encoding != WINDOWS_1252 => encoding,
        _ => fallback.unwrap_or_else(|| guess(bytes)),
    }
}

/// Whether the bytes are UTF-8 but for a few slips.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    let broken: usize = sample.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let wide = sample.iter().filter(|byte| **byte >= 0x80).count();
    broken * 20 <= wide
}

/// The encoding that the page's `meta` names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    for at in memchr::memmem::find_iter(&lower, b"charset") {
        let rest = lower.get(at + b"charset".len()..)?.trim_ascii_start();
        let Some(rest) = rest.strip_prefix(b"=") else { continue };
        let rest = rest.trim_ascii_start();
        let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
        let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"-_:.".contains(byte));
        let name = rest.get(..end.unwrap_or(rest.len()))?;
        // A page whose `meta` could be read in steps of one byte is not in UTF-16.
        match Encoding::for_label(name) {
            Some(found) if found.is_ascii_compatible() => return Some(found),
            Some(_) => return Some(UTF_8),
            None => {}
        }
    }
    None
}

/// The likeliest encoding. What looks Western is taken for Arabic where its letters could be.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = bytes.get(..SAMPLE.min(bytes.len())).unwrap_or_default();
    if mostly_utf8(bytes) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(sample, true);
    let found = detector.guess(None, Utf8Detection::Allow);
    if found == WINDOWS_1252 && reads_arabic(sample) { WINDOWS_1256 } else { found }
}

fn reads_arabic(sample: &[u8]) -> bool {
    let (text, _) = WINDOWS_1256.decode_without_bom_handling(sample);
    warraq_arabic::script::arabic_share(&text).is_some_and(|share| share > 0.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_stated_declared_or_guessed() {
        let text = "أعلنت البلدية عن افتتاح المكتبة العامة في وسط المدينة بحضور عدد من الكتاب";
        let arabic = WINDOWS_1256.encode(text).0.into_owned();
        let iso = encoding_rs::ISO_8859_6.encode(text).0.into_owned();
        let page = |head: &str, body: &[u8]| [head.as_bytes(), body].concat();
        let cases = [
            (page("", text.as_bytes()), None),
            (page("\u{feff}<meta charset=windows-1256>", text.as_bytes()), None),
            (page("<meta charset='windows-1256'>", &arabic), None),
            (
                page("<meta http-equiv=Content-Type content=\"text/html; charset = Windows-1256\">", &arabic),
                None,
            ),
            (page("<meta charset=utf-8>", &arabic), None),
            (page("<meta charset=iso-8859-1>", &arabic), None),
            (page("<p>", &arabic), None),
            (page("<p>", &iso), Some("iso-8859-6")),
            (page("<meta charset=utf-8>", &iso), Some("ISO-8859-6")),
            (page("<meta charset=utf-16>", text.as_bytes()), None),
            (page("<meta charset=klingon>", text.as_bytes()), Some("klingon")),
        ];
        for (bytes, stated) in cases {
            let (found, undecoded) = decode(&bytes, stated, None);
            assert!(found.ends_with(text), "{found}");
            assert_eq!(undecoded, 0);
        }
    }

    #[test]
    fn slips_are_counted() {
        let bytes = ["نص طويل بما يكفي ليعرف ترميزه من حروفه".as_bytes(), b"\xFF!"].concat();
        let (found, undecoded) = decode(&bytes, Some("utf-8"), None);
        assert!(found.ends_with("\u{FFFD}!"));
        assert_eq!(undecoded, 1);
    }
}
