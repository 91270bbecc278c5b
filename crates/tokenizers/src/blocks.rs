//! The lines of plain text put together to paragraphs.

use warraq_arabic::script;

/// A paragraph: a byte range without white space at its ends, and where its lines end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Whether a blank line, or the start of the text, stands before it.
    pub apart: bool,
}

/// Lines from this length on can be filled lines of hard-wrapped text.
const FILLED: usize = 45;
/// No line of hard-wrapped text is longer.
const WIDEST: usize = 100;

/// The paragraphs of `text`: its lines, as web pages and agencies have one paragraph a line; but where a group of lines
/// is evenly filled and breaks off in mid-sentence, as in mail and old plain text, the group is one paragraph.
#[must_use]
pub fn blocks(text: &str) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    let (mut apart, mut group) = (true, 0);
    let mut start = 0;
    let end_group = |out: &mut Vec<Block>, group: &mut usize| {
        if is_wrapped(text, out.get(*group..).unwrap_or_default())
            && let Some(end) = out.last().map(|last| last.end)
        {
            out.truncate(*group + 1);
            if let Some(first) = out.last_mut() {
                first.end = end;
            }
        }
        *group = out.len();
    };
    while start < text.len() {
        let (end, next) = line_end(text.as_bytes(), start);
        let line = text.get(start..end).unwrap_or_default();
        match trimmed(line) {
            Some((a, b)) => {
                out.push(Block { start: start + a, end: start + b, apart });
                apart = false;
            }
            None => {
                apart = true;
                end_group(&mut out, &mut group);
            }
        }
        start = next;
    }
    end_group(&mut out, &mut group);
    out
}

/// The end of the line at `from`, and the start of the next. Lines end with LF, CR, CRLF, or U+2028 and U+2029.
fn line_end(bytes: &[u8], from: usize) -> (usize, usize) {
    let mut at = from;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr3(b'\n', b'\r', 0xE2, rest)) {
        let end = at + found;
        match bytes.get(end..end + 3) {
            Some([0xE2, 0x80, 0xA8 | 0xA9]) => return (end, end + 3),
            Some([0xE2, ..]) => at = end + 1,
            _ if bytes.get(end) == Some(&0xE2) => at = end + 1,
            _ => return (end, end + 1 + usize::from(bytes.get(end..end + 2) == Some(b"\r\n"))),
        }
    }
    (bytes.len(), bytes.len())
}

/// The part of a line that can be seen.
fn trimmed(line: &str) -> Option<(usize, usize)> {
    let unseen =
        |c: char| c.is_whitespace() || c.is_control() || script::is_bidi_control(c) || c == '\u{feff}';
    let seen = line.trim_start_matches(unseen);
    let start = line.len() - seen.len();
    let seen = seen.trim_end_matches(unseen);
    (!seen.is_empty()).then_some((start, start + seen.len()))
}

/// Whether a group of lines is one paragraph that was wrapped: all lines but the last are evenly filled, and most of
/// them stop in mid-sentence.
fn is_wrapped(text: &str, lines: &[Block]) -> bool {
    let Some((_, filled)) = lines.split_last().filter(|(_, filled)| filled.len() >= 2) else { return false };
    let line = |block: &Block| text.get(block.start..block.end).unwrap_or_default();
    let lengths = || filled.iter().map(|block| line(block).chars().count());
    let (least, most) = (lengths().min().unwrap_or(0), lengths().max().unwrap_or(0));
    let open = filled.iter().filter(|block| !line(block).ends_with(ends_sentence)).count();
    least >= FILLED && most <= WIDEST && least * 4 >= most * 3 && open * 2 > filled.len()
}

/// Whether `c` can be the last of a sentence: a final sign, or a quote or bracket behind one.
fn ends_sentence(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '؟' | '…' | '۔' | ':' | '"' | '»' | '”' | ')')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<&str> {
        blocks(text).iter().map(|b| &text[b.start..b.end]).collect()
    }

    #[test]
    fn a_line_is_a_paragraph() {
        assert_eq!(
            paragraphs("العنوان\r\n\r\n  الفقرة الأولى. \nالفقرة الثانية\u{2029}\u{200f}\nالثالثة"),
            ["العنوان", "الفقرة الأولى.", "الفقرة الثانية", "الثالثة"]
        );
        assert_eq!(paragraphs(" \n\t\n"), [] as [&str; 0]);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "اجتمع وزراء الزراعة في دول حوض البحيرة أمس لبحث خطة\n\
                    مشتركة لتقاسم المياه في موسم الجفاف المقبل واتفقوا\n\
                    على تشكيل لجنة فنية.\n\nانتهى الاجتماع مساء.";
        assert_eq!(paragraphs(text).len(), 2);
    }

    #[test]
    fn a_blank_line_stands_before() {
        let apart: Vec<_> = blocks("أ\nب\n\nج").iter().map(|b| b.apart).collect();
        assert_eq!(apart, [true, false, true]);
    }
}
