//! Periods longer than a day: weeks, months, parts of years, years, decades, centuries.

use super::super::Preference;
use super::super::frame::{Calendar, Dir, Edge, Frame, Unit, YearPart};
use super::super::stream::Stream;
use super::{Context, Period, day};
use crate::calendar::{Date, HijriDate, days_in_hijri_month};

/// The week that begins on `first`, named by the ISO week of its middle.
pub(super) fn week(first: Date) -> Option<Period> {
    let (year, number) = first.add_days(3)?.iso_week()?;
    let days = first.add_days(7).map(|end| (first, end));
    Some(Period { value: format!("{year:04}-W{number:02}"), last: None, grain: Unit::Week, days })
}

/// The Gregorian month that holds `date`.
fn month_of(date: Date) -> Option<Period> {
    let days = date.month_start(0).zip(date.month_start(1));
    Some(Period {
        value: format!("{:04}-{:02}", date.year(), date.month()),
        last: None,
        grain: Unit::Month,
        days,
    })
}

fn year_of(year: i32) -> Option<Period> {
    let days = Date::new(year, 1, 1).zip(Date::new(year + 1, 1, 1));
    let value = if year < 0 { format!("-{:04}", -year) } else { format!("{year:04}") };
    Some(Period { value, last: None, grain: Unit::Year, days })
}

fn decade_of(year: i32) -> Option<Period> {
    let first = year.div_euclid(10) * 10;
    let days = Date::new(first, 1, 1).zip(Date::new(first + 10, 1, 1));
    Some(Period { value: format!("{:03}", year.div_euclid(10)), last: None, grain: Unit::Decade, days })
}

fn century_of(year: i32) -> Option<Period> {
    let first = year.div_euclid(100) * 100;
    let days = Date::new(first, 1, 1).zip(Date::new(first + 100, 1, 1));
    Some(Period { value: format!("{:02}", year.div_euclid(100)), last: None, grain: Unit::Century, days })
}

/// The period of `unit` that lies `count` away from the one that holds `anchor`.
pub(crate) fn of_unit(s: &Stream, anchor: Date, unit: Unit, count: i64) -> Option<Period> {
    let years = |n: i64| i32::try_from(n).ok()?.checked_add(anchor.year());
    match unit {
        Unit::Day | Unit::Night => anchor.add_days(count).map(Period::day),
        Unit::Week => week(anchor.week_start(s.settings.week_start)?.add_days(count.checked_mul(7)?)?),
        Unit::Month => month_of(anchor.month_start(count)?),
        Unit::Year => year_of(years(count)?).filter(|_| count.abs() < 9000),
        Unit::Decade => decade_of(years(count.checked_mul(10)?)?),
        Unit::Century => century_of(years(count.checked_mul(100)?)?),
        _ => None,
    }
}

/// «الأسبوع الماضي», «العام الجاري», «القرن الماضي», «الليلة الماضية».
pub(super) fn relative(s: &Stream, f: &Frame, unit: Unit, count: i32, context: Context) -> Option<Period> {
    let anchor = if f.dir == Some(Dir::Following) { context.last.or(s.anchor)? } else { s.anchor? };
    of_unit(s, anchor, unit, i64::from(count))
}

/// «نهاية الأسبوع»: the last two days of the week.
pub(super) fn weekend(s: &Stream, f: &Frame, context: Context) -> Option<Period> {
    let (_, mut count) = f.around?;
    // Told on a working day, «نهاية الأسبوع» is the one that has passed.
    let said = f.dir.is_some() || count != 0;
    if !said && context.preference == Preference::Past && s.anchor?.weekday() < 6 {
        count = -1;
    }
    let week = of_unit(s, s.anchor?, Unit::Week, i64::from(count))?;
    let days = week.days.and_then(|(_, end)| Some((end.add_days(-2)?, end)));
    Some(Period { value: format!("{}-WE", week.value), last: None, grain: Unit::Weekend, days })
}

/// The Gregorian year that the frame says: by number, relative to the document's, or as the one that the text named last.
pub(super) fn said_year(s: &Stream, f: &Frame, context: Context) -> Option<i32> {
    let relative = match f.around {
        Some((Unit::Year, years)) => Some(years),
        _ => f.of_year,
    };
    let base = if f.dir == Some(Dir::Following) { context.last.or(s.anchor) } else { s.anchor };
    f.year.or_else(|| relative.and_then(|years| base?.year().checked_add(years)))
}

/// «مارس 2016», «مارس الماضي», «في مارس», «رمضان 1437هـ».
pub(super) fn month(s: &Stream, f: &Frame, context: Context) -> Option<Period> {
    let month = f.month?;
    if f.calendar == Some(Calendar::Islamic) {
        return hijri_month(
            f.year
                .filter(|year| *year < 1900)
                .or_else(|| by_gregorian_year(f))
                .or_else(|| day::hijri_year(s, f, context))?,
            month,
        );
    }
    if let Some(year) = said_year(s, f, context) {
        return month_of(Date::new(year, month, 1)?);
    }
    let anchor = s.anchor?;
    let this = Date::new(anchor.year(), month, 1)?;
    let now = anchor.month_start(0)?;
    let years = match (f.dir, context.preference) {
        (Some(Dir::Past), _) if this >= now => -12,
        (Some(Dir::Future), _) if this <= now => 12,
        (None, Preference::Future) if this < now => 12,
        (Some(_), _) | (None, Preference::Future) => 0,
        (None, Preference::Past) => {
            return month_of(day::told(anchor, day::nearest(anchor, month, 15)?, context)?);
        }
    };
    month_of(this.add_months(years)?)
}

/// «رمضان 2019»: the Hijri year whose month begins in that Gregorian year.
fn by_gregorian_year(f: &Frame) -> Option<i32> {
    let year = f.year.filter(|year| *year >= 1900)?;
    let first = HijriDate::from_gregorian(Date::new(year, 1, 1)?)?;
    (first.year()..first.year() + 2).find(|hijri| {
        HijriDate::new(*hijri, f.month.unwrap_or(1), 1)
            .and_then(HijriDate::to_gregorian)
            .is_some_and(|d| d.year() == year)
    })
}

fn hijri_month(year: i32, month: u8) -> Option<Period> {
    let first = HijriDate::new(year, month, 1)?.to_gregorian()?;
    let length = days_in_hijri_month(year, month)?;
    spanning(first, first.add_days(i64::from(length))?, Unit::Month)
}

/// A period that no Gregorian value names: from its first day to its last.
fn spanning(first: Date, end: Date, grain: Unit) -> Option<Period> {
    let last = end.add_days(-1)?;
    Some(Period { value: first.to_string(), last: Some(last.to_string()), grain, days: Some((first, end)) })
}

/// «عام 2020», «سنة 1442هـ», and «عام 1442» where the default calendar is the Hijri one.
pub(super) fn year(s: &Stream, f: &Frame) -> Option<Period> {
    let year = f.year?;
    let hijri = f.calendar == Some(Calendar::Islamic)
        || f.calendar.is_none() && s.settings.calendar == Calendar::Islamic && (1300..=1600).contains(&year);
    if !hijri {
        return year_of(year);
    }
    let first = HijriDate::new(year, 1, 1)?.to_gregorian()?;
    spanning(first, HijriDate::new(year + 1, 1, 1)?.to_gregorian()?, Unit::Year)
}

/// «صيف 2015», «الصيف الماضي», «الربع الأول من العام الجاري».
pub(super) fn part_of_year(s: &Stream, f: &Frame, context: Context) -> Option<Period> {
    let part = f.part?;
    if let Some(year) = said_year(s, f, context) {
        return part_in(part, year);
    }
    let anchor = s.anchor?;
    let candidates = (-2..=2).filter_map(|n| part_in(part, anchor.year() + n));
    let starts = |p: &Period| p.days.map(|(first, _)| first);
    let ends = |p: &Period| p.days.map(|(_, end)| end);
    match f.dir? {
        Dir::Past => candidates.filter(|p| ends(p).is_some_and(|end| end <= anchor)).max_by_key(ends),
        Dir::Future | Dir::Following => {
            candidates.filter(|p| starts(p).is_some_and(|first| first > anchor)).min_by_key(starts)
        }
        Dir::Now => part_in(part, anchor.year()),
    }
}

fn part_in(part: YearPart, year: i32) -> Option<Period> {
    if let YearPart::Months { count, last } = part {
        return months_in(year, i64::from(count), last);
    }
    let (code, grain, first_month, months) = match part {
        YearPart::Months { .. } => return None,
        YearPart::Season(n) => {
            (["SP", "SU", "FA", "WI"].get(usize::from(n))?.to_string(), Unit::Season, 3 + 3 * i64::from(n), 3)
        }
        YearPart::Quarter(n) => (format!("Q{}", n + 1), Unit::Quarter, 1 + 3 * i64::from(n), 3),
        YearPart::Half(n) => (format!("H{}", n + 1), Unit::Half, 1 + 6 * i64::from(n), 6),
    };
    let first = Date::new(year, 1, 1)?.add_months(first_month - 1)?;
    let days = first.add_months(months).map(|end| (first, end));
    Some(Period { value: format!("{year:04}-{code}"), last: None, grain, days })
}

/// The first or last `count` months of a year, from the first month to the last.
fn months_in(year: i32, count: i64, last: bool) -> Option<Period> {
    let january = Date::new(year, 1, 1)?;
    let first = january.add_months(if last { 12 - count } else { 0 })?;
    let end = first.add_months(count)?;
    let month = |date: Date| format!("{:04}-{:02}", date.year(), date.month());
    let last = Some(month(end.add_days(-1)?));
    Some(Period { value: month(first), last, grain: Unit::Month, days: Some((first, end)) })
}

/// «الأربعينيات من القرن الماضي»; by itself the last such decade that has begun.
pub(super) fn decade(s: &Stream, f: &Frame) -> Option<Period> {
    let decade = f.decade?;
    let century = match (f.century, f.around) {
        (Some(century), _) => (century > 0).then_some(century - 1)?,
        (None, Some((Unit::Century, count))) => s.anchor?.year().div_euclid(100) + count,
        _ => {
            let anchor = s.anchor.map_or(2000, Date::year);
            let this = anchor.div_euclid(100);
            if this * 100 + decade * 10 <= anchor { this } else { this - 1 }
        }
    };
    decade_of(century * 100 + decade * 10)
}

/// «القرن العشرين» is the years from 1900 on; a Hijri century has no single value, one before Christ none in TIMEX3's two digits.
pub(super) fn century(f: &Frame) -> Option<Period> {
    let century = f.century.filter(|century| *century > 0)?;
    if f.calendar == Some(Calendar::Islamic) {
        let first = HijriDate::new((century - 1) * 100 + 1, 1, 1)?.to_gregorian()?;
        return spanning(first, HijriDate::new(century * 100 + 1, 1, 1)?.to_gregorian()?, Unit::Century);
    }
    century_of((century - 1) * 100)
}

/// The third of a period that «مطلع», «منتصف» or «أواخر» means: days 1 to 10, 11 to 20 and the rest of a month.
pub(super) fn third(days: (Date, Date), edge: Edge) -> Option<(Date, Date)> {
    let length = days.1.to_days() - days.0.to_days();
    let first = days.0.add_days(length / 3)?;
    let second = days.0.add_days(2 * (length / 3))?;
    Some(match edge {
        Edge::Start => (days.0, first),
        Edge::Middle => (first, second),
        Edge::End => (second, days.1),
    })
}
