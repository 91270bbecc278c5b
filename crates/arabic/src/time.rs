//! Time expressions: dates, times, durations and sets in Arabic (and dates in English and French), with TIMEX3 values.
//!
//! One pass over a token stream. Every word is looked up once in a table of folded forms (`data/time-words.tsv`,
//! `months.tsv`, `holidays.tsv`); where a word can begin an expression, the rules join the parts that the language
//! joins into a frame, and the frame is resolved against the document's date. Nothing here reads a clock.

mod amount;
mod anchored;
mod clock;
mod frame;
mod holiday;
mod joined;
mod numeric;
mod parts;
mod point;
mod range;
mod resolve;
mod scan;
mod sets;
mod stream;
mod tense;
mod words;

pub use frame::{Calendar, Unit};

use crate::calendar::Date;
use crate::lexed::{Kind as TokenKind, Lexed};
use scan::Written;
use stream::Stream;
use words::{WORDS, Word};

/// The TIMEX3 type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A day or a longer period of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length.
    Duration,
    /// What returns.
    Set,
}

impl Kind {
    /// The label in rows: `DATE`, `TIME`, `DURATION`, `SET`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// Which way a day without a year, a modifier or a tense points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preference {
    /// The nearest such day on or before the document's date, as in news.
    #[default]
    Past,
    /// The next one after it, as in messages and calendars.
    Future,
}

/// How expressions are resolved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The ISO weekday (1 Monday to 7 Sunday) that weeks start on, for «الأسبوع الماضي» and the like.
    pub week_start: u8,
    /// The calendar of dates in digits and years that fit both.
    pub calendar: Calendar,
    /// Which way unmarked days point.
    pub prefer: Preference,
}

impl Default for Settings {
    fn default() -> Self {
        Self { week_start: 1, calendar: Calendar::Gregorian, prefer: Preference::Past }
    }
}

/// One time expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Byte offset of the first character, after attached particles.
    pub start: u32,
    /// Byte offset after the last character.
    pub end: u32,
    /// The type.
    pub kind: Kind,
    /// The TIMEX3 value; `None` where it cannot be known without a date that is missing.
    pub value: Option<String>,
    /// The last value of a range.
    pub value_max: Option<String>,
    /// The calendar that a date was written in.
    pub calendar: Option<Calendar>,
    /// The finest unit that the words name.
    pub grain: Option<Unit>,
    /// The first instant, in microseconds since 1970-01-01T00:00 of the document's local time.
    pub start_at: Option<i64>,
    /// The instant after the last.
    pub end_at: Option<i64>,
    /// The rule that read it.
    pub rule: &'static str,
}

/// Every name that [`Row::rule`] can hold.
pub const RULES: [&str; 19] = [
    "anchored-length",
    "century",
    "clock",
    "counted",
    "date",
    "decade",
    "duration",
    "every",
    "hijri-date",
    "holiday",
    "month",
    "part-of-year",
    "range",
    "relative-day",
    "relative-period",
    "vague",
    "weekday",
    "weekend",
    "year",
];

/// Finds time expressions. Keeps its storage between texts.
#[derive(Debug)]
pub struct Finder {
    settings: Settings,
    words: Vec<Word>,
    /// The dates of the text: row, month, day, and the year where it was written.
    dates: Vec<(usize, Written)>,
}

impl Finder {
    /// A finder with these settings.
    pub fn new(settings: Settings) -> Self {
        let week_start = if (1..=7).contains(&settings.week_start) { settings.week_start } else { 1 };
        Self { settings: Settings { week_start, ..settings }, words: Vec::new(), dates: Vec::new() }
    }

    /// Appends the expressions of the text that `lexed` was read from to `out`, in text order and without overlap.
    ///
    /// `published` is the document's date as written (`2020-12-30`, `2020-12-30T14:30Z`, or the day first as in
    /// `30/12/2020`); without it, or where it is no such date, relative expressions have no value.
    pub fn find(&mut self, lexed: &Lexed, published: Option<&str>, out: &mut Vec<Row>) {
        self.words.clear();
        self.words.extend((0..lexed.len()).map(|i| match lexed.kind(i) {
            Some(TokenKind::Word | TokenKind::Latin) => WORDS.of(lexed, i),
            _ => Word::default(),
        }));
        let memo: stream::Memo = std::array::from_fn(|_| std::cell::Cell::new((usize::MAX, None)));
        let stream = Stream {
            memo: &memo,
            lexed,
            words: &self.words,
            settings: &self.settings,
            anchor: published
                .and_then(|published| Date::parse(published).or_else(|| Date::parse_day_first(published))),
            clock: published.and_then(clock_of),
            offset: published.and_then(|published| published.get(11..)).and_then(offset_of),
        };
        let mut i = 0;
        let mut told = scan::Told::default();
        self.dates.clear();
        while i < lexed.len() {
            let Some(mut found) = scan::at(&stream, i, told) else {
                i += 1;
                continue;
            };
            let list = std::mem::take(&mut found.list);
            if let Some(day) = scan::first_day(&found) {
                told.last = Some(day);
                if found.resolved.grain.is_some_and(|grain| grain <= Unit::Day) {
                    told.day = Some((day, found.next));
                }
            }
            i = found.next.max(i + 1);
            if found.start < found.end {
                if let Some(written) = found.written {
                    self.dates.push((out.len(), written));
                }
                out.push(row(found));
            }
            for more in list {
                i = i.max(more.next);
                out.push(row(more));
            }
        }
        self.adopt_years(out);
    }
}

impl Finder {
    /// A date without a year is that of the same day which the text writes with one («11 سبتمبر», later «11 سبتمبر 2001»),
    /// unless it does so with several years.
    fn adopt_years(&self, out: &mut [Row]) {
        for (index, (month, day, _)) in self.dates.iter().filter(|(_, (.., year))| year.is_none()) {
            let same = |(_, (m, d, year)): &(usize, Written)| year.filter(|_| (m, d) == (month, day));
            let mut years = self.dates.iter().filter_map(same);
            let Some(year) = years.next() else { continue };
            let date = Date::new(year, *month, *day).filter(|_| years.all(|other| other == year));
            if let (Some(date), Some(row)) = (date, out.get_mut(*index)) {
                let midnight = date.to_days() * 86_400_000_000;
                row.value = Some(date.to_string());
                (row.start_at, row.end_at) = (Some(midnight), Some(midnight + 86_400_000_000));
            }
        }
    }
}

/// Hour and minute of an ISO 8601 date and time.
fn clock_of(published: &str) -> Option<(u8, u8)> {
    let time = published.get(10..)?.strip_prefix(['T', 't', ' '])?;
    let (hour, minute) = (time.get(..2)?.parse().ok()?, time.get(3..5)?.parse().ok()?);
    (hour < 24 && minute < 60 && time.as_bytes().get(2) == Some(&b':')).then_some((hour, minute))
}

/// Minutes ahead of UTC of what ends in an ISO 8601 offset: `Z`, `+03:00`, `-0500`.
pub(crate) fn offset_of(text: &str) -> Option<i64> {
    if text.ends_with(['Z', 'z']) {
        return Some(0);
    }
    let at = text.rfind(['+', '-'])?;
    let (sign, digits) = (text.get(at..at + 1)?, text.get(at + 1..)?);
    let digits: String = digits.chars().filter(|c| *c != ':').collect();
    let hours: i64 = digits.get(..2)?.parse().ok()?;
    let minutes: i64 = digits.get(2..4).map_or(Ok(0), str::parse).ok()?;
    let ahead = hours * 60 + minutes;
    (hours <= 15 && minutes < 60).then_some(if sign == "-" { -ahead } else { ahead })
}

fn row(found: scan::Found) -> Row {
    let resolved = found.resolved;
    Row {
        start: found.start,
        end: found.end,
        kind: resolved.kind,
        value: resolved.value,
        value_max: resolved.value_max,
        calendar: resolved.calendar,
        grain: resolved.grain,
        start_at: resolved.bounds.map(|(start, _)| start),
        end_at: resolved.bounds.map(|(_, end)| end),
        rule: resolved.rule,
    }
}
