//! The rules by which a paragraph falls into sentences.

use std::borrow::Cow;
use std::collections::HashSet;

use unicode_normalization::UnicodeNormalization;
use warraq_arabic::script;

use super::titles::Titles;

/// What may be chosen, and the abbreviations.
#[derive(Debug)]
pub struct Rules {
    /// Whether «؛» ends a sentence.
    pub semicolon: bool,
    abbreviations: HashSet<&'static str>,
    titles: Titles,
}

impl Rules {
    /// The rules with the abbreviations of the data file.
    #[must_use]
    pub fn new(semicolon: bool) -> Self {
        let lines =
            include_str!("../../data/abbreviations.tsv").lines().filter(|line| !line.starts_with('#'));
        let abbreviations = lines.filter_map(|line| line.split('\t').next()).collect();
        Self { semicolon, abbreviations, titles: Titles::new() }
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
            Kind::Stop => {
                let gap = after.get(..after.len() - next.len()).unwrap_or_default();
                let same_line = run.closers == 0 && !gap.contains(['\n', '\r']);
                !self.is_abbreviation(before, next, same_line)
            }
            // What is asked or called out in quotes is followed by the verb that reports it.
            Kind::Call => run.closers == 0,
            Kind::Ellipsis => run.closers > 0,
            Kind::Semicolon => self.semicolon,
        }
    }

    /// Whether the full stop behind `before` belongs to an abbreviation, an initial, or the number of a list; `next` may stand on
    /// the same line.
    fn is_abbreviation(&self, before: &str, next: &str, same_line: bool) -> bool {
        let (rest, word) = last_word(before);
        let opens = rest.trim_start().is_empty();
        let word = bare(word);
        let mut letters = word.chars();
        match (letters.next(), letters.next()) {
            // What stands behind a number by itself is its unit or era («5 م», «1445 هـ»), and «500 د. ك» two letters of a currency.
            (Some(c), None) if script::is_letter(c) => !is_behind_number(rest) || begins_with_letter(next),
            (Some(c), None) if c.is_alphabetic() => c.is_uppercase() && next.starts_with(char::is_alphabetic),
            (Some(c), _) if c.is_numeric() => opens && word.len() <= 4 && word.chars().all(char::is_numeric),
            _ => {
                self.abbreviations.contains(&*word)
                    || is_initials(&word)
                    || self.titles.has(&word, if same_line { next } else { "" }) && !is_behind_number(rest)
            }
        }
    }
}

/// The word at the end of a text, with full stops and what is not seen inside it, and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    let inside = |c: char| is_plain(c) || c == '.' || c.is_alphanumeric() || is_unseen(c);
    let start = text.trim_end_matches(inside).len();
    (text.get(..start).unwrap_or_default(), text.get(start..).unwrap_or_default())
}

/// Letters of everyday Arabic text: most of all, so they are asked for first.
fn is_plain(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}')
}

/// Marks, tatweel, joiners and direction controls: they change no abbreviation.
fn is_unseen(c: char) -> bool {
    c == script::TATWEEL || script::is_mark(c) || script::is_joiner(c) || script::is_bidi_control(c)
}

/// A word as the list of abbreviations has it.
fn bare(word: &str) -> Cow<'_, str> {
    if !word.contains(|c| !is_plain(c) && (is_unseen(c) || script::is_presentation_form(c))) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.chars().filter(|c| !is_unseen(*c)).nfkc().collect())
}

/// Whether the word at the end of a text is a number.
fn is_behind_number(text: &str) -> bool {
    last_word(text.trim_end()).1.starts_with(char::is_numeric)
}

/// Whether a text begins with a letter that stands by itself.
fn begins_with_letter(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_alphanumeric() && !is_unseen(c)).unwrap_or(text.len());
    bare(text.get(..end).unwrap_or_default()).chars().count() == 1
}

/// Single letters joined by full stops («أ.ف.ب», «U.S»), the first of them perhaps behind a particle («وأ.ف.ب»).
fn is_initials(word: &str) -> bool {
    let single = |part: &str| part.chars().nth(1).is_none();
    let Some((first, rest)) = word.split_once('.') else { return false };
    single(first.strip_prefix(['و', 'ف', 'ب', 'ل', 'ك']).unwrap_or(first)) && rest.split('.').all(single)
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

/// Gives a sentence without the white space and direction controls around it, if anything is left.
fn emit(paragraph: &str, from: usize, to: usize, base: usize, take: &mut impl FnMut(usize, usize)) {
    let Some(sentence) = paragraph.get(from..to) else { return };
    let blank = |c: char| c.is_whitespace() || script::is_bidi_control(c);
    let left = sentence.trim_start_matches(blank);
    let start = from + sentence.len() - left.len();
    let end = start + left.trim_end_matches(blank).len();
    if start < end {
        take(base + start, base + end);
    }
}
