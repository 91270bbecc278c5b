//! The rules by which a paragraph falls into sentences.

use std::collections::HashSet;

use warraq_arabic::script;

/// What may be chosen, and the abbreviations.
#[derive(Debug)]
pub struct Rules {
    /// Whether «؛» ends a sentence.
    pub semicolon: bool,
    abbreviations: HashSet<&'static str>,
}

impl Rules {
    /// The rules with the abbreviations of the data file.
    #[must_use]
    pub fn new(semicolon: bool) -> Self {
        let lines =
            include_str!("../../data/abbreviations.tsv").lines().filter(|line| !line.starts_with('#'));
        Self { semicolon, abbreviations: lines.filter_map(|line| line.split('\t').next()).collect() }
    }

    /// Gives the sentences of the paragraph `start..end` of `text` to `take`, without white space at their ends.
    pub fn sentences(&self, text: &str, start: usize, end: usize, mut take: impl FnMut(usize, usize)) {
        let Some(paragraph) = text.get(start..end) else { return };
        let mut from = 0;
        let mut at = 0;
        while let Some(stop) = next_stop(paragraph, at) {
            let run = Run::new(paragraph, stop);
            at = run.end;
            if run.end < paragraph.len() && self.ends(paragraph, from, &run) {
                emit(paragraph, from, run.end, start, &mut take);
                from = run.end;
            }
        }
        emit(paragraph, from, paragraph.len(), start, &mut take);
    }

    /// Whether a sentence that began at `from` ends with this run of final signs.
    fn ends(&self, text: &str, from: usize, run: &Run) -> bool {
        let (before, after) =
            (text.get(from..run.start).unwrap_or_default(), text.get(run.end..).unwrap_or_default());
        if before.trim().is_empty() {
            return false;
        }
        let next = after.trim_start();
        if next.len() == after.len() {
            return run.kind == Kind::Stop && run.closers == 0 && is_glued(before, next);
        }
        let Some(c) = next.chars().next() else { return true };
        if matches!(
            c,
            ',' | '،' | ';' | '؛' | ':' | '.' | ')' | ']' | '»' | '”' | '-' | '–' | '—' | '!' | '?' | '؟'
        ) || c.is_lowercase()
        {
            return false;
        }
        match run.kind {
            Kind::Stop => run.closers > 0 || !self.is_abbreviation(before, next),
            // What is asked or called out in quotes is followed by the verb that reports it.
            Kind::Call => run.closers == 0,
            Kind::Ellipsis => run.closers > 0,
            Kind::Semicolon => self.semicolon,
        }
    }

    /// Whether the full stop behind `before` belongs to an abbreviation, an initial, or the number of a list.
    fn is_abbreviation(&self, before: &str, next: &str) -> bool {
        let word = before
            .rsplit(|c: char| !(c == '.' || c.is_alphanumeric() || script::is_mark(c)))
            .next()
            .unwrap_or_default();
        let opens = before.trim_start().len() == word.len();
        let mut letters = word.chars().filter(|c| *c != script::TATWEEL && !script::is_mark(*c));
        let (first, second) = (letters.next(), letters.next());
        match (first, second) {
            (Some(c), None) if script::is_letter(c) => true,
            (Some(c), None) if c.is_alphabetic() => c.is_uppercase() && next.starts_with(char::is_alphabetic),
            (Some(c), _) if c.is_numeric() => opens && word.len() <= 4 && word.chars().all(char::is_numeric),
            _ => self.abbreviations.contains(word) || is_initials(word),
        }
    }
}

/// Single letters joined by full stops («أ.ف.ب», «U.S»).
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() <= 1)
}

/// Whether two words of at least three letters meet at a full stop without a space: a slip of the keyboard, as no
/// abbreviation, address or number looks so.
fn is_glued(before: &str, next: &str) -> bool {
    let arabic = |c: &char| script::is_arabic(*c);
    before.chars().rev().take_while(arabic).count() >= 3 && next.chars().take_while(arabic).count() >= 3
}

/// The kinds of runs of final signs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Kind {
    /// One full stop.
    Stop,
    /// With a question or exclamation mark.
    Call,
    /// Dots only, several of them.
    Ellipsis,
    /// A semicolon.
    Semicolon,
}

/// Final signs in a row, with the quotes and brackets that close behind them.
#[derive(Debug)]
struct Run {
    start: usize,
    end: usize,
    kind: Kind,
    closers: usize,
}

impl Run {
    fn new(text: &str, start: usize) -> Self {
        let (mut end, mut closers, mut dots, mut call, mut semicolon) = (start, 0, 0, false, false);
        for c in text.get(start..).unwrap_or_default().chars() {
            match c {
                '.' | '۔' if closers == 0 => dots += 1,
                '…' if closers == 0 => dots += 3,
                '!' | '?' | '؟' if closers == 0 => call = true,
                '؛' if closers == 0 => semicolon = true,
                '"' | '\'' | '»' | '”' | '“' | '’' | ')' | ']' | '›' => closers += 1,
                _ if script::is_bidi_control(c) => {}
                _ => break,
            }
            end += c.len_utf8();
        }
        let kind = match (semicolon, call, dots) {
            (true, ..) => Kind::Semicolon,
            (_, true, _) => Kind::Call,
            (.., 0 | 1) => Kind::Stop,
            _ => Kind::Ellipsis,
        };
        Self { start, end, kind, closers }
    }
}

/// The last bytes of the final signs `. ! ? ؟ ؛ ۔ …`.
static LAST: [bool; 256] = {
    let mut table = [false; 256];
    let mut i = 0;
    while i < 256 {
        table[i] = matches!(i as u8, b'.' | b'!' | b'?' | 0x9F | 0x9B | 0x94 | 0xA6);
        i += 1;
    }
    table
};

/// The next final sign at or behind `from`.
fn next_stop(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(found) =
        bytes.get(at..).and_then(|rest| rest.iter().position(|byte| LAST[usize::from(*byte)]))
    {
        let last = at + found;
        let before = |n: usize| last.checked_sub(n).and_then(|at| bytes.get(at)).copied();
        let length = match (bytes.get(last), before(1)) {
            (Some(b'.' | b'!' | b'?'), _) => 1,
            (Some(0x9F | 0x9B), Some(0xD8)) | (Some(0x94), Some(0xDB)) => 2,
            (Some(0xA6), Some(0x80)) if before(2) == Some(0xE2) => 3,
            _ => 0,
        };
        if length > 0 && last + 1 >= from + length {
            return Some(last + 1 - length);
        }
        at = last + 1;
    }
    None
}

/// Gives a sentence without the white space around it, if anything is left.
fn emit(paragraph: &str, from: usize, to: usize, base: usize, take: &mut impl FnMut(usize, usize)) {
    let Some(sentence) = paragraph.get(from..to) else { return };
    let left = sentence.trim_start();
    let start = from + sentence.len() - left.len();
    let end = start + left.trim_end().len();
    if start < end {
        take(base + start, base + end);
    }
}
