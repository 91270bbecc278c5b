//! Single days: relative days, weekdays, dates with and without a year, counted days.

use super::super::Preference;
use super::super::frame::{Calendar, Dir, Frame, Nth, Unit};
use super::super::stream::Stream;
use super::{Context, Period, period};
use crate::calendar::{Date, HijriDate};

/// «أمس», «اليوم الأحد», «غدا».
///
/// Where a weekday stands beside «اليوم» and is another day than the document's, the text was written on that day:
/// the nearest one before, or the day after where the document's date is a day early.
pub(super) fn shifted(s: &Stream, f: &Frame, context: Context) -> Option<Date> {
    let base = if f.dir == Some(Dir::Following) { context.last.or(s.anchor)? } else { s.anchor? };
    let day = base.add_days(i64::from(f.shift?))?;
    if let (Some(number), Some(month)) = (f.day, f.month) {
        let dated = Frame { shift: None, day: Some(number), month: Some(month), ..*f };
        return dated_on(&dated, day);
    }
    match f.weekday {
        Some(weekday) if weekday != day.weekday() => {
            let back = (i64::from(day.weekday()) - i64::from(weekday)).rem_euclid(7);
            if back <= 5 { day.add_days(-back) } else { day.add_days(1) }
        }
        _ => Some(day),
    }
}

/// The date written beside a relative day, near that day.
fn dated_on(f: &Frame, day: Date) -> Option<Date> {
    match f.calendar {
        Some(Calendar::Islamic) => hijri(f, f.year.or(Some(HijriDate::from_gregorian(day)?.year()))),
        _ => match f.year {
            Some(year) => Date::new(year, f.month?, f.day?),
            None => nearest(day, f.month?, f.day?),
        },
    }
}

/// «الأربعاء», «الأربعاء المقبل», «أحد الأسبوع الماضي».
pub(super) fn weekday(s: &Stream, f: &Frame, context: Context) -> Option<Date> {
    let anchor = s.anchor?;
    let weekday = f.weekday?;
    if let Some((Unit::Week, count)) = f.around {
        let start = s.settings.week_start;
        let first = anchor.week_start(start)?.add_days(7 * i64::from(count))?;
        return first.add_days((i64::from(weekday) - i64::from(start)).rem_euclid(7));
    }
    let back = (i64::from(anchor.weekday()) - i64::from(weekday)).rem_euclid(7);
    let ahead = (7 - back) % 7;
    let strictly = |days: i64| if days == 0 { 7 } else { days };
    match (f.dir, context.preference) {
        (Some(Dir::Past), _) => anchor.add_days(-strictly(back)),
        (Some(Dir::Future), _) => anchor.add_days(strictly(ahead)),
        (Some(Dir::Following), _) => {
            let base = context.last.unwrap_or(anchor);
            let ahead = (i64::from(weekday) - i64::from(base.weekday())).rem_euclid(7);
            base.add_days(strictly(ahead))
        }
        (Some(Dir::Now), _) => anchor.add_days(ahead),
        // A preference that was set, not read from the sentence, passes over today, as Duckling does.
        (None, Preference::Future) if s.settings.prefer == Preference::Future => {
            anchor.add_days(strictly(ahead))
        }
        (None, Preference::Future) => anchor.add_days(ahead),
        (None, Preference::Past) => anchor.add_days(-back),
    }
}

/// «15 مارس 2017», «23 أفريل», «يوم 7 ماي القادم», «15 محرم 1437هـ», «15 من الشهر الجاري», «السبت السادس عشر».
pub(super) fn dated(s: &Stream, f: &Frame, context: Context) -> Option<Date> {
    if f.month.is_none() {
        let anchor = s.anchor?;
        let Some((Unit::Month, months)) = f.around else { return agreeing(anchor, f) };
        let first = anchor.month_start(i64::from(months))?;
        return Date::new(first.year(), first.month(), f.day?);
    }
    if f.calendar == Some(Calendar::Islamic) {
        return hijri(f, f.year.or_else(|| hijri_year(s, f, context)));
    }
    let (month, day) = (f.month?, f.day?);
    if let Some(year) = period::said_year(s, f, context) {
        return Date::new(year, month, day);
    }
    let anchor = s.anchor?;
    if let Some(weekday) = f.weekday.filter(|_| f.dir.is_none()) {
        let years = [0, -1, 1, -2, 2, -3, 3];
        let fits =
            |offset: &i32| Date::new(anchor.year() + offset, month, day).filter(|d| d.weekday() == weekday);
        if let Some(found) = years.iter().find_map(fits) {
            return Some(found);
        }
    }
    match (f.dir, context.preference) {
        (Some(Dir::Past), _) => {
            (0..5).find_map(|n| Date::new(anchor.year() - n, month, day).filter(|d| *d < anchor))
        }
        (Some(Dir::Future), _) => {
            (0..5).find_map(|n| Date::new(anchor.year() + n, month, day).filter(|d| *d > anchor))
        }
        (Some(Dir::Now), _) => Date::new(anchor.year(), month, day),
        (_, Preference::Future) => (0..5).find_map(|n| {
            Date::new(anchor.year() + n, month, day).filter(|d| d.month_start(0) >= anchor.month_start(0))
        }),
        _ => told(anchor, nearest(anchor, month, day)?, context),
    }
}

/// An event that has happened is not put far ahead: its year is the one before.
pub(super) fn told(anchor: Date, date: Date, context: Context) -> Option<Date> {
    let ahead = date.to_days() - anchor.to_days();
    if context.ahead.is_some_and(|limit| ahead > limit) {
        Date::new(date.year() - 1, date.month(), date.day())
    } else {
        Some(date)
    }
}

/// The day of the month with the weekday, in the month nearest to the anchor.
fn agreeing(anchor: Date, f: &Frame) -> Option<Date> {
    let (weekday, day) = (f.weekday?, f.day?);
    [0, 1, -1].into_iter().find_map(|months| {
        let first = anchor.month_start(months)?;
        Date::new(first.year(), first.month(), day).filter(|date| date.weekday() == weekday)
    })
}

/// The day in the anchor's year, or in a neighbouring one where that is within four months and the other is not within eight.
///
/// News leaves the year out where it is the running one; in January «15 ديسمبر» is the month before.
pub(crate) fn nearest(anchor: Date, month: u8, day: u8) -> Option<Date> {
    const FAR: i64 = 245;
    let in_year = |years: i32| Date::new(anchor.year() + years, month, day);
    let distance = |date: Date| (date.to_days() - anchor.to_days()).abs();
    let same = in_year(0);
    if same.is_some_and(|date| distance(date) <= FAR) {
        return same;
    }
    let close = [-1, 1].into_iter().filter_map(in_year).min_by_key(|date| distance(*date));
    close.filter(|date| distance(*date) <= 366 - FAR).or(same).or(close)
}

fn hijri(f: &Frame, year: Option<i32>) -> Option<Date> {
    HijriDate::new(year?, f.month?, f.day?)?.to_gregorian()
}

/// The Hijri year of a date without one: the anchor's, or the neighbouring one that is nearest.
pub(super) fn hijri_year(s: &Stream, f: &Frame, context: Context) -> Option<i32> {
    let anchor = s.anchor?;
    let now = HijriDate::from_gregorian(anchor)?;
    if let Some((Unit::Year, years)) = f.around {
        return Some(now.year() + years);
    }
    let dates = (-2..=2).filter_map(|n| {
        Some((now.year() + n, HijriDate::new(now.year() + n, f.month?, f.day.unwrap_or(1))?.to_gregorian()?))
    });
    let distance = |date: Date| (date.to_days() - anchor.to_days()).abs();
    let found = match (f.dir, context.preference) {
        (Some(Dir::Past), _) => dates.filter(|(_, date)| *date < anchor).max_by_key(|(_, date)| *date),
        (Some(Dir::Future), _) => dates.filter(|(_, date)| *date > anchor).min_by_key(|(_, date)| *date),
        (None, Preference::Future) => dates.filter(|(_, date)| *date >= anchor).min_by_key(|(_, date)| *date),
        _ => dates.min_by_key(|(_, date)| distance(*date)),
    };
    found.map(|(year, _)| year)
}

/// «أول ثلاثاء من أكتوبر», «آخر يوم في العام», «الأسبوع الأول من شهر …».
pub(super) fn counted(s: &Stream, f: &Frame, nth: Nth, context: Context) -> Option<Period> {
    let holder = Frame { nth: None, weekday: None, ..*f };
    let (first, end) = super::locate(s, &holder, context).0.filter(|_| holder != Frame::default())?.days?;
    if let Some(weekday) = nth.weekday {
        let own = first.add_days(i64::from(nth.count) - 1);
        if let Some(day) =
            own.filter(|day| nth.unit == Unit::Day && nth.count > 0 && day.weekday() == weekday)
        {
            return Some(Period::day(day));
        }
        return nth_weekday(first, end, weekday, nth.count).map(Period::day);
    }
    if nth.unit == Unit::Day {
        let day = if nth.count < 0 { end.add_days(-1) } else { first.add_days(i64::from(nth.count) - 1) };
        return day.filter(|day| *day < end).map(Period::day);
    }
    // A week belongs to the period that has its Monday's week whole, as Duckling counts.
    let monday = nth_weekday(first, end, 1, nth.count)?;
    let monday = if nth.count < 0 && monday.add_days(7)? > end { monday.add_days(-7)? } else { monday };
    period::week(monday)
}

fn nth_weekday(first: Date, end: Date, weekday: u8, count: i8) -> Option<Date> {
    if count < 0 {
        let last = end.add_days(-1)?;
        return last.add_days(-(i64::from(last.weekday()) - i64::from(weekday)).rem_euclid(7));
    }
    let start = first.add_days((i64::from(weekday) - i64::from(first.weekday())).rem_euclid(7))?;
    start.add_days(7 * (i64::from(count) - 1)).filter(|day| *day < end)
}
