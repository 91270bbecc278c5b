//! Words, and the choice of a lexer by the first character.

use super::kind::{self, Ascii, Kind};
use super::{Class, Scanner, Sink};
use warraq_arabic::script;

/// Where a token ends, and where to go on: hidden characters may lie between.
#[derive(Clone, Copy)]
pub(super) struct End {
    pub(super) token: usize,
    pub(super) next: usize,
}

impl<S: Sink> Scanner<'_, S> {
    /// Goes on with an Arabic word at a character that is not a plain one; hidden characters belong to the word where
    /// its letters go on behind them, and joiners also at its end, as they shape the letter before them.
    pub(super) fn word_rest(&self, at: usize) -> End {
        let mut end = End { token: at, next: at };
        while let Some(c) = self.char(end.next) {
            end.next += c.len_utf8();
            match kind::of(c) {
                Kind::Arabic | Kind::Mark => end.token = end.next,
                Kind::Hidden if script::is_joiner(c) => end.token = end.next,
                Kind::Hidden => {}
                _ => {
                    end.next -= c.len_utf8();
                    break;
                }
            }
        }
        end
    }

    /// A token that opens with the ASCII byte at `at`; gives the place after it.
    pub(super) fn ascii(&mut self, at: usize, byte: u8) -> usize {
        match kind::ascii(byte) {
            Ascii::Space => at + 1,
            Ascii::Punct => self.one(at, 1, Class::Punct),
            Ascii::Symbol => self.one(at, 1, Class::Symbol),
            Ascii::Run => {
                let same = self.bytes.iter().skip(at).take_while(|b| **b == byte).count();
                self.one(at, same, Class::Punct)
            }
            Ascii::Letter => self.latin(at),
            Ascii::Digit => self.number(at),
            Ascii::Percent => self.percent(at, 1),
            Ascii::Hash => self.hashtag(at, 1),
            Ascii::At => self.mention(at, 1),
        }
    }

    /// A token that opens with the character at `at`, which is not ASCII.
    pub(super) fn other(&mut self, at: usize) -> usize {
        let Some(c) = self.char(at) else { return at + 1 };
        let width = c.len_utf8();
        match c {
            '٪' | '﹪' | '％' | '‰' => return self.percent(at, width),
            '＃' | '﹟' => return self.hashtag(at, width),
            '＠' | '﹫' => return self.mention(at, width),
            '؟' | '…' | '–' | '—' | '•' => {
                let rest = self.text.get(at..).unwrap_or_default();
                return self.one(at, width * rest.chars().take_while(|x| *x == c).count(), Class::Punct);
            }
            _ => {}
        }
        match kind::of(c) {
            Kind::Space | Kind::Hidden => at + width,
            Kind::Digit => self.number(at),
            Kind::Letter => self.latin(at),
            Kind::Arabic | Kind::Mark => {
                let end = self.word_rest(at);
                self.run(at, end.token);
                end.next
            }
            Kind::Punct => self.one(at, width, Class::Punct),
            Kind::Symbol => match self.emoji_end(at) {
                Some(end) => self.one(at, end - at, Class::Emoji),
                None => self.symbol(at, width),
            },
        }
    }

    /// A symbol with the marks that stand on it.
    fn symbol(&mut self, at: usize, width: usize) -> usize {
        let marks = self
            .text
            .get(at + width..)
            .unwrap_or_default()
            .chars()
            .take_while(|c| kind::of(*c) == Kind::Mark);
        let end = at + width + marks.map(char::len_utf8).sum::<usize>();
        self.one(at, end - at, Class::Symbol)
    }

    /// A word of another script than Arabic, or the address that starts there.
    pub(super) fn latin(&mut self, at: usize) -> usize {
        match self.address(at) {
            Some((end, class)) => self.one(at, end - at, class),
            None => self.latin_from(at, at),
        }
    }

    /// A word that opened at `start` (perhaps with digits) and goes on at `at`.
    pub(super) fn latin_from(&mut self, start: usize, at: usize) -> usize {
        let mut end = End { token: at, next: at };
        while let Some(c) = self.char(end.next) {
            let next = end.next + c.len_utf8();
            let goes_on = match kind::of(c) {
                Kind::Letter | Kind::Mark => true,
                Kind::Digit => c.is_ascii(),
                Kind::Hidden if script::is_joiner(c) => true,
                Kind::Hidden => {
                    end.next = next;
                    continue;
                }
                // A full stop, apostrophe or low line between two letters is part of the word.
                Kind::Punct => {
                    matches!(c, '.' | '\'' | '’' | '_')
                        && end.token == end.next
                        && end.token > start
                        && self.char(next).is_some_and(|after| kind::of(after) == Kind::Letter)
                }
                _ => false,
            };
            if !goes_on {
                break;
            }
            end = End { token: next, next };
        }
        if self.is_abbreviation(start, end.token) {
            end = End { token: end.token + 1, next: end.token + 1 };
        }
        let numeric =
            self.char(start).is_some_and(|c| c.is_numeric() && !c.is_ascii_digit()) && end.token - start <= 4;
        self.emit(start, end.token, if numeric { Class::Number } else { Class::Word });
        end.next
    }

    /// Whether `start..end` is one of single letters joined by full stops («U.S») with one more full stop behind it.
    fn is_abbreviation(&self, start: usize, end: usize) -> bool {
        let word = self.bytes.get(start..end).unwrap_or_default();
        self.byte(end) == b'.'
            && word.len() >= 3
            && word.len() % 2 == 1
            && word.chunks(2).all(|pair| {
                pair.first().is_some_and(u8::is_ascii_alphabetic)
                    && pair.get(1).is_none_or(|dot| *dot == b'.')
            })
    }

    /// Emits `width` bytes at `at` as one token; gives the place after it.
    #[inline]
    pub(super) fn one(&mut self, at: usize, width: usize, class: Class) -> usize {
        self.emit(at, at + width, class);
        at + width
    }
}
