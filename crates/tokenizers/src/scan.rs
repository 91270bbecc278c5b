//! The scanner of `tokenize.arabic`: news tokens with their classes, in one pass over UTF-8 bytes, without allocation.
//!
//! Arabic words are found 64 bytes at a time: every byte that could end a plain Arabic word is marked in a bit mask,
//! and only the marked places are looked at by the lexers in the modules below.

mod block;
mod emoji;
mod kind;
mod number;
#[cfg(test)]
mod tests;
mod web;
mod word;

use block::{Blocks, WIDTH};
use warraq_arabic::script;

/// What a token is; the labels of the layer `token`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Class {
    /// Letters with their marks and tatweel; Latin words may hold digits.
    Word,
    /// A number in one of three digit sets, with separators.
    Number,
    /// A punctuation mark, or a run of the same mark.
    Punct,
    /// Any other visible sign.
    Symbol,
    /// A web address.
    Url,
    /// An e-mail address.
    Email,
    /// `#` and a name.
    Hashtag,
    /// `@` and a name.
    Mention,
    /// A date in digits with three parts.
    Date,
    /// A time of day in digits.
    Time,
    /// A percent sign, or a number with it.
    Percent,
    /// An emoji sequence.
    Emoji,
}

impl Class {
    /// All classes, in the order of their numbers.
    pub const ALL: [Class; 12] = [
        Class::Word,
        Class::Number,
        Class::Punct,
        Class::Symbol,
        Class::Url,
        Class::Email,
        Class::Hashtag,
        Class::Mention,
        Class::Date,
        Class::Time,
        Class::Percent,
        Class::Emoji,
    ];

    /// The label in the layer catalogue.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Class::Word => "word",
            Class::Number => "number",
            Class::Punct => "punct",
            Class::Symbol => "symbol",
            Class::Url => "url",
            Class::Email => "email",
            Class::Hashtag => "hashtag",
            Class::Mention => "mention",
            Class::Date => "date",
            Class::Time => "time",
            Class::Percent => "percent",
            Class::Emoji => "emoji",
        }
    }
}

/// The class of a token that other rules than the scanner's cut out, by its first visible character: word, number, punct,
/// symbol, percent or emoji. `None` where nothing of it can be seen.
#[must_use]
pub fn class_of(token: &str) -> Option<Class> {
    // Most tokens begin with a letter of these.
    if token.starts_with(
        |c: char| matches!(c, '\u{621}'..='\u{63a}' | '\u{641}'..='\u{64a}' | 'a'..='z' | 'A'..='Z'),
    ) {
        return Some(Class::Word);
    }
    let mut sink = First(None);
    let mut scanner = Scanner {
        text: token,
        bytes: token.as_bytes(),
        choices: Choices::default(),
        no_address_before: 0,
        sink: &mut sink,
    };
    for (at, c) in token.char_indices() {
        match kind::of(c) {
            kind::Kind::Space | kind::Kind::Hidden => {}
            kind::Kind::Letter if !c.is_numeric() => return Some(Class::Word),
            kind::Kind::Arabic if c != script::TATWEEL => return Some(Class::Word),
            kind::Kind::Digit => {
                return Some(if scanner.keycap_end(at).is_some() { Class::Emoji } else { Class::Number });
            }
            _ if c.is_ascii() => {
                let class = match kind::ascii(c as u8) {
                    kind::Ascii::Percent => Class::Percent,
                    kind::Ascii::Symbol | kind::Ascii::Hash | kind::Ascii::At => Class::Symbol,
                    _ => Class::Punct,
                };
                return Some(class);
            }
            _ => {
                scanner.other(at);
                return sink.0;
            }
        }
    }
    None
}

/// Keeps the class of the first token.
struct First(Option<Class>);

impl Sink for First {
    fn token(&mut self, _: usize, _: usize, class: Class) {
        self.0.get_or_insert(class);
    }
}

/// Takes tokens as they are found, in text order, without overlap.
pub trait Sink {
    /// A token at the bytes `start..end`, both on character boundaries.
    fn token(&mut self, start: usize, end: usize, class: Class);
}

/// A token as a value, for callers that collect them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub class: Class,
}

impl Sink for Vec<Token> {
    fn token(&mut self, start: usize, end: usize, class: Class) {
        self.push(Token { start, end, class });
    }
}

/// What may be chosen about tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Choices {
    /// Whether `12%` is one token `percent`, instead of the tokens `12` (number) and `%` (percent).
    pub join_percent: bool,
}

/// Splits `text` into tokens and gives them to `sink`, in time linear in the text.
pub fn arabic<S: Sink>(text: &str, choices: Choices, sink: &mut S) {
    let mut scanner = Scanner { text, bytes: text.as_bytes(), choices, no_address_before: 0, sink };
    // `start` is where the current run of plain Arabic word bytes began; all before it is dealt with.
    let mut start = 0;
    let mut base = 0;
    for mut mask in Blocks::new(scanner.bytes) {
        if start > base {
            mask = if start - base >= WIDTH { 0 } else { mask & (u64::MAX << (start - base)) };
        }
        while mask != 0 {
            let at = base + mask.trailing_zeros() as usize;
            mask &= mask - 1;
            if at < start {
                continue;
            }
            if at >= scanner.bytes.len() {
                break;
            }
            start = scanner.stop(start, at);
        }
        base += WIDTH;
    }
    scanner.plain(start, scanner.bytes.len());
}

/// The text, and where its tokens go.
struct Scanner<'a, S> {
    text: &'a str,
    bytes: &'a [u8],
    choices: Choices,
    /// No address opens before this byte.
    no_address_before: usize,
    sink: &'a mut S,
}

impl<S: Sink> Scanner<'_, S> {
    /// Deals with the run `start..at` and with the character at `at` that stopped it; gives the place after both.
    #[inline]
    fn stop(&mut self, start: usize, at: usize) -> usize {
        let byte = self.byte(at);
        if byte.is_ascii() {
            self.plain(start, at);
            if byte == b' ' { at + 1 } else { self.ascii(at, byte) }
        } else if at > start {
            let end = self.word_rest(at);
            self.run(start, end.token);
            if end.next == at { self.other(at) } else { end.next }
        } else {
            self.other(at)
        }
    }

    /// Emits a run of plain Arabic word bytes, if there is one.
    #[inline]
    fn plain(&mut self, start: usize, end: usize) {
        if end > start {
            // Of what is plain, only tatweel and marks (U+0640, U+064B.., U+0670) may open a run that has no letter in it;
            // their lead byte is D9, and they lie beside its letters U+0641..=U+064A.
            let letter = self.byte(start) != 0xD9 || self.byte(start + 1).wrapping_sub(0x81) < 0x0A;
            if letter { self.emit(start, end, Class::Word) } else { self.run(start, end) }
        }
    }

    /// Emits a run of Arabic word characters; without a letter it is a mere line of tatweel or stray marks.
    fn run(&mut self, start: usize, end: usize) {
        let text = self.text.get(start..end).unwrap_or_default();
        let class = if text.contains(script::is_letter) {
            Class::Word
        } else if text.contains(script::TATWEEL) {
            Class::Punct
        } else {
            Class::Symbol
        };
        self.emit(start, end, class);
    }

    #[inline]
    fn emit(&mut self, start: usize, end: usize, class: Class) {
        self.sink.token(start, end, class);
    }

    /// The byte at `at`, or 0 at the end of the text.
    #[inline]
    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The character at `at`, which is a boundary.
    #[inline]
    fn char(&self, at: usize) -> Option<char> {
        self.text.get(at..).and_then(|rest| rest.chars().next())
    }
}
