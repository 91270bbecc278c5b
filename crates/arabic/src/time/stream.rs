//! The token stream as the time grammar reads it: meanings, neighbours, spans and small numbers.

use std::cell::Cell;

use super::Settings;
use super::frame::{Calendar, Frame, Unit};
use super::words::{Fn, Lex, Named, WORDS, Word};
use crate::calendar::Date;
use crate::lexed::{Gap, Kind, Lexed};
use crate::numerals;

/// How many numbers are remembered.
pub(crate) const MEMO: usize = 8;

/// Numbers read before, by token.
pub(crate) type Memo = [Cell<(usize, Option<Small>)>; MEMO];

/// A text's tokens with their meanings, and what expressions are resolved against.
#[derive(Clone, Copy)]
pub(crate) struct Stream<'a> {
    pub(crate) lexed: &'a Lexed,
    pub(crate) words: &'a [Word],
    pub(crate) settings: &'a Settings,
    pub(crate) memo: &'a Memo,
    /// The document's date.
    pub(crate) anchor: Option<Date>,
    /// Hour and minute of the document's time, where it is known.
    pub(crate) clock: Option<(u8, u8)>,
    /// How many minutes the document's time is ahead of UTC, where it says so.
    pub(crate) offset: Option<i64>,
}

/// A number read by the numerals, reduced to what dates and durations need.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Small {
    pub(crate) value: i64,
    /// The value as a decimal, where it is no integer.
    pub(crate) fraction: Option<numerals::Exact>,
    pub(crate) ordinal: bool,
    pub(crate) definite: bool,
    pub(crate) start: u32,
    pub(crate) next: usize,
}

impl<'a> Stream<'a> {
    /// The meaning of token `i`.
    #[inline]
    pub(crate) fn word(&self, i: usize) -> Word {
        self.words.get(i).copied().unwrap_or_default()
    }

    #[inline]
    pub(crate) fn lex(&self, i: usize) -> Lex {
        self.word(i).lex
    }

    #[inline]
    pub(crate) fn is(&self, i: usize, word: Fn) -> bool {
        self.lex(i) == Lex::Fn(word)
    }

    /// Whether token `i` continues the line of the one before.
    #[inline]
    pub(crate) fn near(&self, i: usize) -> bool {
        matches!(self.lexed.gap(i), Gap::None | Gap::Space)
    }

    #[inline]
    pub(crate) fn touching(&self, i: usize) -> bool {
        self.lexed.gap(i) == Gap::None
    }

    /// Whether token `i` continues the line and no و or ف is written onto it.
    #[inline]
    pub(crate) fn plain(&self, i: usize) -> bool {
        self.near(i) && !self.word(i).conj
    }

    #[inline]
    pub(crate) fn form(&self, i: usize) -> &'a str {
        self.lexed.form(i)
    }

    /// Whether token `i` is the sign `sign`.
    pub(crate) fn sign(&self, i: usize, sign: &str) -> bool {
        matches!(self.lexed.kind(i), Some(Kind::Punct | Kind::Symbol)) && self.form(i) == sign
    }

    pub(crate) fn comma(&self, i: usize) -> bool {
        self.sign(i, ",")
    }

    /// The value and the number of digits of a token of one to four digits.
    pub(crate) fn digits(&self, i: usize) -> Option<(i32, usize)> {
        let form = self.form(i);
        if self.lexed.kind(i) != Some(Kind::Number) || form.len() > 4 {
            return None;
        }
        Some((form.parse().ok()?, form.len()))
    }

    /// Whether the digits at `i` are a number of their own, no part of «3.5» or «1,200».
    pub(crate) fn whole(&self, i: usize) -> bool {
        let split = |sign: usize, digit: usize| {
            self.lexed.kind(digit) == Some(Kind::Number)
                && [",", ".", "٫", "/", ":"].iter().any(|s| self.sign(sign, s))
        };
        let after = self.touching(i + 1) && self.touching(i + 2) && split(i + 1, i + 2);
        let before = i >= 2 && self.touching(i) && self.touching(i - 1) && split(i - 1, i - 2);
        !after && !before
    }

    /// Whether the year at `i` is one of two with a slash between, that follow each other: «2016/2017».
    fn season(&self, i: usize, year: i32) -> bool {
        let beside = |sign: usize, at: usize, other: i32| {
            self.sign(sign, "/")
                && self.touching(sign.max(at))
                && self.touching(sign.max(i))
                && self.digits(at) == Some((other, 4))
        };
        let alone = |sign: usize| !self.sign(sign, "/");
        (1900..2100).contains(&year)
            // From right to left the later year may be typed first.
            && ((beside(i + 1, i + 2, year + 1) || beside(i + 1, i + 2, year - 1))
                && alone(i + 3)
                && (i == 0 || alone(i - 1))
                || i >= 2
                    && (beside(i - 1, i - 2, year - 1) || beside(i - 1, i - 2, year + 1))
                    && alone(i + 1)
                    && (i == 2 || alone(i - 3)))
    }

    /// The byte offset at which the span of token `i` begins: after its particles.
    pub(crate) fn start(&self, i: usize) -> u32 {
        self.lexed.offset(i, usize::from(self.word(i).skip))
    }

    /// The byte offset after token `next - 1`.
    pub(crate) fn end_before(&self, next: usize) -> u32 {
        self.lexed.end(next.saturating_sub(1))
    }

    /// The longest phrase that begins at `i`, and the token after it.
    pub(crate) fn phrase(&self, i: usize) -> Option<(Named, usize)> {
        let head = self.word(i).head;
        WORDS.phrases(head).iter().find_map(|(rest, named)| {
            let fits =
                rest.iter().enumerate().all(|(k, word)| self.near(i + 1 + k) && self.form(i + 1 + k) == word);
            fits.then_some((*named, i + 1 + rest.len()))
        })
    }

    /// The month at `i`: calendar, number, whether its name needs support, and the token after it.
    pub(crate) fn month_name(&self, i: usize) -> Option<(Calendar, u8, bool, usize)> {
        if let Some((Named::Month(calendar, month), next)) = self.phrase(i) {
            return Some((calendar, month, false, next));
        }
        match self.lex(i) {
            Lex::Month(calendar, month, weak) => Some((calendar, month, weak, i + 1)),
            Lex::MonthDir(calendar, month, _) => Some((calendar, month, false, i + 1)),
            _ => None,
        }
    }

    /// The number at `i`, where the numerals find one that has a definite value. The last few are remembered, because
    /// several rules ask for the same one.
    pub(crate) fn number(&self, i: usize) -> Option<Small> {
        let slot = self.memo.get(i % MEMO);
        if let Some((at, number)) = slot.map(Cell::get)
            && at == i
        {
            return number;
        }
        let number = self.read_number(i);
        if let Some(slot) = slot {
            slot.set((i, number));
        }
        number
    }

    fn read_number(&self, i: usize) -> Option<Small> {
        let starts =
            matches!(self.lex(i), Lex::Num | Lex::Hour(_) | Lex::Teen | Lex::Fn(Fn::El) | Lex::Weekday(_));
        if !starts && self.lexed.kind(i) != Some(Kind::Number) {
            return None;
        }
        // «الـ22»: the article stands before digits as a token of its own.
        if self.is(i, Fn::El) {
            let inner = self.lexed.kind(i + 1) == Some(Kind::Number) && self.near(i + 1);
            let number = inner.then(|| self.number(i + 1)).flatten()?;
            return Some(Small { start: self.start(i), definite: true, ..number });
        }
        let parsed = numerals::parse_at(self.lexed, i)?;
        if parsed.value_max.is_some() || parsed.tokens == 0 {
            return None;
        }
        let exact = parsed.value?;
        let value = exact.to_i64();
        Some(Small {
            value: value.unwrap_or(0),
            fraction: if value.is_none() { Some(exact) } else { None },
            ordinal: parsed.ordinal,
            definite: parsed.definite,
            start: parsed.start,
            next: i + parsed.tokens,
        })
    }

    /// A day of the month at `i`: one or two digits, or a numeral in words.
    pub(crate) fn day_number(&self, i: usize) -> Option<(u8, usize, bool)> {
        if let Some((value, len)) = self.digits(i) {
            let day = u8::try_from(value).ok().filter(|day| (1..=31).contains(day))?;
            // «1er mars», «3rd of March».
            let latin = self.touching(i + 1) && ["er", "st", "nd", "rd", "th"].contains(&self.form(i + 1));
            return (len <= 2 && self.whole(i)).then_some((day, i + 1 + usize::from(latin), false));
        }
        if self.is(i, Fn::FirstOf) {
            return Some((1, i + 1, true));
        }
        let number = self.number(i)?;
        let day = u8::try_from(number.value).ok().filter(|day| (1..=31).contains(day))?;
        (number.fraction.is_none()).then_some((day, number.next, number.ordinal))
    }

    /// The year that the digits or words at `i` write, and the token after it.
    pub(crate) fn year_number(&self, i: usize) -> Option<(i32, usize)> {
        if let Some((value, len)) = self.digits(i) {
            let whole = self.whole(i) || self.season(i, value);
            return (len >= 3 && value >= 1 && whole).then_some((value, i + 1));
        }
        let number = self.number(i)?;
        let plausible = (100..=2999).contains(&number.value) && !number.ordinal && number.fraction.is_none();
        plausible.then_some((i32::try_from(number.value).ok()?, number.next))
    }
}

/// What a part of an expression adds, and the token after it.
pub(crate) type Part = (Frame, usize);

/// A frame that only says «this unit, so many away».
pub(crate) fn around(unit: Unit, count: i32) -> Frame {
    Frame { around: Some((unit, count)), ..Frame::default() }
}
