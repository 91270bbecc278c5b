//! Holidays: the days of fixed and movable feasts, nearest to the document's date where no year is said.

use std::sync::LazyLock;

use super::frame::{Calendar, Dir, Frame, Unit};
use super::resolve::Period;
use super::stream::Stream;
use super::words::rows;
use crate::calendar::{Date, HijriDate, easter_orthodox, easter_western};

/// When a holiday is kept.
#[derive(Clone, Copy, Debug)]
enum When {
    Fixed(Calendar, u8, u8),
    Easter(i64),
    Pascha(i64),
}

static HOLIDAYS: LazyLock<Vec<When>> =
    LazyLock::new(|| rows(include_str!("../../data/holidays.tsv")).map(|row| read(&row)).collect());

fn read(row: &[&str]) -> When {
    let when = row.get(1).copied().unwrap_or("");
    if let Some(days) = when.strip_prefix("easter") {
        return When::Easter(days.parse().unwrap_or(0));
    }
    if let Some(days) = when.strip_prefix("pascha") {
        return When::Pascha(days.parse().unwrap_or(0));
    }
    let calendar = if row.first() == Some(&"islamic") { Calendar::Islamic } else { Calendar::Gregorian };
    let mut numbers = when.split('-').map(|part| part.parse().unwrap_or(1));
    When::Fixed(calendar, numbers.next().unwrap_or(1), numbers.next().unwrap_or(1))
}

/// The days of a holiday in a Gregorian year; a Hijri one can fall into it twice or not at all.
fn in_year(when: When, year: i32) -> Vec<Date> {
    match when {
        When::Fixed(Calendar::Gregorian, month, day) => Date::new(year, month, day).into_iter().collect(),
        When::Fixed(Calendar::Islamic, month, day) => {
            let Some(first) = Date::new(year, 1, 1).and_then(HijriDate::from_gregorian) else {
                return Vec::new();
            };
            (first.year()..=first.year() + 1)
                .filter_map(|hijri| HijriDate::new(hijri, month, day)?.to_gregorian())
                .filter(|date| date.year() == year)
                .collect()
        }
        When::Easter(days) => easter_western(year).and_then(|date| date.add_days(days)).into_iter().collect(),
        When::Pascha(days) => {
            easter_orthodox(year).and_then(|date| date.add_days(days)).into_iter().collect()
        }
    }
}

/// The day of holiday `index`: in the year that is said, else the one nearest to the document's date, or as a modifier says.
pub(super) fn resolve(s: &Stream, f: &Frame, index: u16) -> Option<Period> {
    let when = *HOLIDAYS.get(usize::from(index))?;
    if let (Some(hijri), When::Fixed(Calendar::Islamic, month, day)) =
        (f.year.filter(|year| (1..1700).contains(year)), when)
    {
        return HijriDate::new(hijri, month, day)?.to_gregorian().map(Period::day);
    }
    let relative = match f.around {
        Some((Unit::Year, years)) => Some(s.anchor?.year() + years),
        _ => None,
    };
    if let Some(year) = f.year.or(relative) {
        return in_year(when, year).first().copied().map(Period::day);
    }
    let anchor = s.anchor?;
    let mut days: Vec<Date> = (-1..=1).flat_map(|n| in_year(when, anchor.year() + n)).collect();
    days.sort_unstable();
    let found = match f.dir {
        Some(Dir::Past) => days.into_iter().rfind(|day| *day < anchor),
        Some(Dir::Future) => days.into_iter().find(|day| *day > anchor),
        _ if s.settings.prefer == super::Preference::Future => days.into_iter().find(|day| *day >= anchor),
        _ => days.into_iter().min_by_key(|day| (day.to_days() - anchor.to_days()).abs()),
    };
    found.map(Period::day)
}
