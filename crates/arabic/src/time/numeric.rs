//! Dates in digits: `2020-12-30`, `30/12/2020`, `30.12.20`, `1437/1/15 هـ`, `2/2013`.

use super::Preference;
use super::frame::{Calendar, Clock, Frame};
use super::parts::era;
use super::stream::{Part, Stream};

/// Three numbers, two of them apart by the same sign, or a month and a year.
pub(crate) fn date(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.day.is_some() || so_far.month.is_some() || so_far.year.is_some() {
        return None;
    }
    let sign = separator(s, i + 1)?;
    let first = s.digits(i)?;
    let second = s.digits(i + 2).filter(|_| s.touching(i + 2))?;
    let before = i > 0 && s.touching(i) && ["/", "-", ".", ":"].iter().any(|sign| s.sign(i - 1, sign));
    if before {
        return None;
    }
    let Some(third) = (separator(s, i + 3) == Some(sign)).then(|| s.digits(i + 4)).flatten() else {
        return two(s, i, sign, first, second, so_far);
    };
    if !s.touching(i + 4) || separator(s, i + 5).is_some() && s.digits(i + 6).is_some() && s.touching(i + 6) {
        return None;
    }
    let (year, month, day) = order(s, first, second, third, sign)?;
    let (frame, next) = calendar(
        s,
        Frame { day: Some(day), month: Some(month), year: Some(year), ..Frame::default() },
        i + 5,
    );
    Some(iso_clock(s, frame, next))
}

fn separator(s: &Stream, i: usize) -> Option<&'static str> {
    ["/", "-", "."].into_iter().find(|sign| s.sign(i, sign) && s.touching(i))
}

/// Which of three numbers is the year, the month and the day.
fn order(s: &Stream, a: (i32, usize), b: (i32, usize), c: (i32, usize), sign: &str) -> Option<(i32, u8, u8)> {
    let small = |n: (i32, usize), limit: i32| (n.1 <= 2 && (1..=limit).contains(&n.0)).then_some(n.0 as u8);
    if a.1 == 4 {
        let month_first = small(b, 12).zip(small(c, 31));
        return month_first.or_else(|| small(c, 12).zip(small(b, 31))).map(|(month, day)| (a.0, month, day));
    }
    let year = match c.1 {
        4 => c.0,
        // Two digits: the century that puts the date nearest to the document's, within fifty years.
        2 if sign != "." || s.anchor.is_some() => two_digit_year(s, c.0),
        _ => return None,
    };
    let day_first = small(a, 31).zip(small(b, 12));
    let month_first = small(b, 31).zip(small(a, 12));
    day_first.or(month_first).map(|(day, month)| (year, month, day))
}

fn two_digit_year(s: &Stream, year: i32) -> i32 {
    let pivot = s.anchor.map_or(2000, |anchor| anchor.year());
    let century = pivot.div_euclid(100) * 100;
    [century - 100, century, century + 100]
        .into_iter()
        .map(|c| c + year)
        .min_by_key(|y| (y - pivot).abs())
        .unwrap_or(year)
}

/// The calendar of a date in digits: by its mark, else by the default calendar where the year fits it.
fn calendar(s: &Stream, frame: Frame, next: usize) -> Part {
    let (frame, next) = era(s, frame, next);
    if frame.calendar.is_some() {
        return (frame, next);
    }
    let hijri =
        s.settings.calendar == Calendar::Islamic && frame.year.is_some_and(|year| (1..=1700).contains(&year));
    let calendar = if hijri { Calendar::Islamic } else { Calendar::Gregorian };
    (Frame { calendar: Some(calendar), ..frame }, next)
}

/// `T14:30` written onto an ISO date.
fn iso_clock(s: &Stream, frame: Frame, next: usize) -> Part {
    let joined = (s.form(next) == "t" && s.touching(next) && s.touching(next + 1))
        .then(|| colon_time(s, next + 1))
        .flatten();
    let Some((clock, after)) = joined else { return (frame, next) };
    let utc = s.form(after) == "z" && s.touching(after);
    (Frame { clock: Some(clock), zone: utc.then_some("Z"), ..frame }, after + usize::from(utc))
}

/// Two numbers: month and year («2/2013»), or day and month («21/09») where a word for the day or date stands before.
fn two(s: &Stream, i: usize, sign: &str, a: (i32, usize), b: (i32, usize), so_far: &Frame) -> Option<Part> {
    if separator(s, i + 3).is_some() && s.digits(i + 4).is_some() || sign == "." && b.1 != 4 {
        return None;
    }
    if a.1 <= 2 && b.1 == 4 && (1..=12).contains(&a.0) && (1900..2100).contains(&b.0) && sign != "." {
        let frame = Frame { month: Some(a.0 as u8), year: Some(b.0), ..Frame::default() };
        return Some(calendar(s, frame, i + 3));
    }
    let named = so_far.weekday.is_some()
        || i > 0 && s.near(i) && matches!(s.form(i - 1), "يوم" | "بتاريخ" | "تاريخ" | "ليوم" | "وبتاريخ");
    let fits = a.1 <= 2 && b.1 <= 2 && (1..=31).contains(&a.0) && (1..=12).contains(&b.0) && sign != ".";
    let frame = Frame {
        day: Some(a.0 as u8),
        month: Some(b.0 as u8),
        calendar: Some(Calendar::Gregorian),
        ..Frame::default()
    };
    (named && fits).then_some((frame, i + 3))
}

/// «14:30», «3:18», «15:23:24», «8h30» at `i`.
pub(crate) fn colon_time(s: &Stream, i: usize) -> Option<(Clock, usize)> {
    let (hour, len) = s.digits(i)?;
    let (minute, minute_len) = s.digits(i + 2)?;
    let sign = s.sign(i + 1, ":") || s.form(i + 1) == "h" || s.form(i + 1) == "س";
    let joined = s.touching(i + 1) && s.touching(i + 2);
    let before = i > 0 && s.touching(i) && ["/", "-", ".", ":"].iter().any(|sign| s.sign(i - 1, sign));
    if !(sign && joined && len <= 2 && minute_len == 2 && hour <= 24 && minute < 60) || before {
        return None;
    }
    let mut clock = Clock {
        hour: hour as u8,
        minute: Some(minute as u8),
        second: None,
        exact: len == 2 && hour == 0 || hour > 12,
    };
    let mut next = i + 3;
    if s.sign(next, ":") && s.touching(next) && s.touching(next + 1) {
        let (second, second_len) = s.digits(next + 1)?;
        if second_len != 2 || second >= 60 || s.sign(next + 2, ":") && s.touching(next + 2) {
            return None;
        }
        clock = Clock { second: Some(second as u8), exact: true, ..clock };
        next += 2;
    }
    clock.is_real().then_some((clock, next))
}

/// Hours of twelve are taken as written, unless coming times are preferred and the document's time is known.
pub(crate) fn settle(s: &Stream, clock: Clock, dated: bool) -> Clock {
    let Some((hour, minute)) = s.clock.filter(|_| s.settings.prefer == Preference::Future && !dated) else {
        return clock;
    };
    let later = (clock.hour, clock.minute.unwrap_or(0)) >= (hour, minute);
    if clock.exact || clock.hour >= 12 || later {
        return clock;
    }
    Clock { hour: clock.hour + 12, ..clock }
}
