//! Numbers in three digit sets, and what is made of them: dates, times of day, percentages.

use super::kind::{self, Kind};
use super::{Class, Scanner, Sink};

/// A run of digits.
#[derive(Clone, Copy, Default)]
struct Run {
    end: usize,
    digits: usize,
    /// The value where it has at most four digits.
    value: u32,
}

impl<S: Sink> Scanner<'_, S> {
    /// Emits the token that opens with the digit at `at` (and, of a list like `1,2,3`, all of the list).
    pub(super) fn number(&mut self, at: usize) -> usize {
        if let Some(end) = self.keycap_end(at) {
            return self.one(at, end - at, Class::Emoji);
        }
        let first = self.digits(at);
        if self.byte(first.end).is_ascii_alphabetic() && self.byte(at).is_ascii() {
            if let Some(end) = self.french_time(first) {
                return self.one(at, end - at, Class::Time);
            }
            return self.latin_from(at, first.end);
        }
        if let Some(end) = self.date(first) {
            return self.one(at, end - at, Class::Date);
        }
        if let Some(end) = self.time(first) {
            return self.one(at, end - at, Class::Time);
        }
        self.separated(at, first)
    }

    /// The digits at `at`; no digits where there are none.
    fn digits(&self, at: usize) -> Run {
        let mut run = Run { end: at, ..Run::default() };
        while let Some((value, width)) = self.digit(run.end) {
            run.end += width;
            run.digits += 1;
            if run.digits <= 4 {
                run.value = run.value * 10 + u32::from(value);
            }
        }
        run
    }

    /// The digit at `at` and its length in bytes.
    #[inline]
    fn digit(&self, at: usize) -> Option<(u8, usize)> {
        match self.byte(at) {
            byte @ b'0'..=b'9' => Some((byte - b'0', 1)),
            0xD9 if (0xA0..=0xA9).contains(&self.byte(at + 1)) => Some((self.byte(at + 1) - 0xA0, 2)),
            0xDB if (0xB0..=0xB9).contains(&self.byte(at + 1)) => Some((self.byte(at + 1) - 0xB0, 2)),
            _ => None,
        }
    }

    /// The end of a date whose first part is `first`: day, month, year or year, month, day, the same sign between them.
    fn date(&self, first: Run) -> Option<usize> {
        let sign = self.byte(first.end);
        if !matches!(sign, b'-' | b'/' | b'.') {
            return None;
        }
        let second = self.digits(first.end + 1);
        if self.byte(second.end) != sign {
            return None;
        }
        let third = self.digits(second.end + 1);
        let more = matches!(self.byte(third.end), b'-' | b'/' | b'.') && self.digit(third.end + 1).is_some();
        let day = |run: Run| (1..=2).contains(&run.digits) && (1..=31).contains(&run.value);
        let month = |run: Run| (1..=2).contains(&run.digits) && (1..=12).contains(&run.value);
        let year = |run: Run| run.digits == 4 || (run.digits == 2 && sign != b'.');
        let european = day(first) && month(second) && year(third);
        let american = month(first) && day(second) && year(third) && sign == b'/';
        let iso = first.digits == 4 && month(second) && day(third);
        (!more && (european || american || iso)).then(|| self.date_time_end(third.end))
    }

    /// The end of an ISO date with the time that may follow it (`T14:30:00Z`).
    fn date_time_end(&self, date: usize) -> usize {
        if self.byte(date) != b'T' {
            return date;
        }
        let Some(mut end) = self.time(self.digits(date + 1)) else { return date };
        if self.byte(end) == b'Z' {
            end += 1;
        } else if matches!(self.byte(end), b'+' | b'-') {
            end = self.time(self.digits(end + 1)).unwrap_or(end);
        }
        end
    }

    /// The end of a time of day (`14:30`, `14:30:05`) that opens with `hour`.
    fn time(&self, hour: Run) -> Option<usize> {
        let sixty = |run: Run| run.digits == 2 && run.value < 60;
        let minute = self.digits(hour.end + 1);
        if self.byte(hour.end) != b':' || !(1..=2).contains(&hour.digits) || hour.value > 24 || !sixty(minute)
        {
            return None;
        }
        if self.byte(minute.end) != b':' {
            return Some(minute.end);
        }
        let second = self.digits(minute.end + 1);
        if second.digits == 0 {
            return Some(minute.end);
        }
        let ends = !(self.byte(second.end) == b':' && self.digit(second.end + 1).is_some());
        (sixty(second) && ends).then_some(second.end)
    }

    /// The end of a time as the Maghreb writes it (`20h30`, `20h`).
    fn french_time(&self, hour: Run) -> Option<usize> {
        if !matches!(self.byte(hour.end), b'h' | b'H') || !(1..=2).contains(&hour.digits) || hour.value > 24 {
            return None;
        }
        let minute = self.digits(hour.end + 1);
        let fits = minute.digits == 0 || (minute.digits == 2 && minute.value < 60);
        let ends = self.char(minute.end).is_none_or(|c| !matches!(kind::of(c), Kind::Letter | Kind::Digit));
        (fits && ends).then_some(minute.end)
    }

    /// A separator inside numbers that stands at `at` with a digit behind it, and its length.
    fn separator(&self, at: usize) -> Option<(char, usize)> {
        let c = self.char(at)?;
        let fits = matches!(c, '.' | ',' | '٫' | '٬' | '،') && self.digit(at + c.len_utf8()).is_some();
        fits.then_some((c, c.len_utf8()))
    }

    /// Emits the number that opens with `first`, with its separators; a list of numbers as single tokens.
    fn separated(&mut self, at: usize, first: Run) -> usize {
        let Some((sign, width)) = self.separator(first.end) else { return self.whole(at, first.end) };
        let (mut last, mut parts) = (first, 1);
        let mut thousands = first.digits <= 3;
        while self.separator(last.end).is_some_and(|(c, _)| c == sign) {
            last = self.digits(last.end + width);
            parts += 1;
            thousands &= last.digits == 3;
        }
        // Two parts are a decimal or a thousand; more are thousands, or with full stops a version, an address.
        if parts > 2 && !thousands && matches!(sign, ',' | '،') {
            return self.list(at, first, width, last.end);
        }
        if thousands
            && let Some((decimal, width)) = self.separator(last.end)
            && decimal != sign
        {
            last = self.digits(last.end + width);
        }
        self.whole(at, last.end)
    }

    /// Emits a list of numbers up to `end`, its separators as punctuation.
    fn list(&mut self, at: usize, first: Run, width: usize, end: usize) -> usize {
        let (mut start, mut run) = (at, first);
        while run.end < end {
            self.emit(start, run.end, Class::Number);
            start = self.one(run.end, width, Class::Punct);
            run = self.digits(start);
        }
        self.whole(start, run.end)
    }

    /// Emits a number that is complete.
    fn whole(&mut self, start: usize, end: usize) -> usize {
        if self.choices.join_percent
            && let Some(c @ ('%' | '٪')) = self.char(end)
        {
            return self.one(start, end + c.len_utf8() - start, Class::Percent);
        }
        self.one(start, end - start, Class::Number)
    }

    /// Emits the percent sign at `at`, with the number behind it (`%50`) where they are to be joined.
    pub(super) fn percent(&mut self, at: usize, width: usize) -> usize {
        if self.choices.join_percent && self.digit(at + width).is_some() {
            let mut end = self.digits(at + width).end;
            if let Some((_, width)) = self.separator(end) {
                end = self.digits(end + width).end;
            }
            return self.one(at, end - at, Class::Percent);
        }
        self.one(at, width, Class::Percent)
    }
}
