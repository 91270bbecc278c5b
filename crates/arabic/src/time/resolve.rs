//! From what the words said to a value: a point in time is resolved against the document's date.

mod day;
mod period;

use super::frame::{Calendar, Frame, Unit};
use super::stream::Stream;
use super::{Kind, Preference};
use crate::calendar::Date;

pub(crate) use period::of_unit;

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;
const HOUR: i64 = 3_600_000_000;

/// A resolved expression without its place in the text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resolved {
    pub(crate) kind: Kind,
    pub(crate) value: Option<String>,
    pub(crate) value_max: Option<String>,
    pub(crate) calendar: Option<Calendar>,
    pub(crate) grain: Option<Unit>,
    /// Start and end in microseconds since 1970, half-open.
    pub(crate) bounds: Option<(i64, i64)>,
    pub(crate) rule: &'static str,
}

/// A period of days with the value that names it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Period {
    pub(crate) value: String,
    /// The value of the last day, for periods that no single value names (Hijri months and years).
    pub(crate) last: Option<String>,
    pub(crate) grain: Unit,
    /// First day, and the day after the last.
    pub(crate) days: Option<(Date, Date)>,
}

impl Period {
    pub(crate) fn day(date: Date) -> Self {
        let days = date.add_days(1).map(|next| (date, next));
        Self { value: date.to_string(), last: None, grain: Unit::Day, days }
    }
}

/// What the sentence and the text before say beside the expression itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Context {
    /// Which way unmarked expressions point.
    pub(crate) preference: Preference,
    /// How many days ahead a date without a year may lie where the sentence tells of an event that has happened (92),
    /// or the expression says since when (0).
    pub(crate) ahead: Option<i64>,
    /// The first day of the date that the text named last.
    pub(crate) last: Option<Date>,
    /// The day that the sentence named last, for a clock without a day.
    pub(crate) day: Option<Date>,
}

/// Resolves `frame`. What cannot be resolved keeps its kind and has no value.
pub(crate) fn resolve(s: &Stream, frame: &Frame, context: Context) -> Resolved {
    let (period, rule) = locate(s, frame, context);
    let kind = if frame.is_time() { Kind::Time } else { Kind::Date };
    let grain = if frame.is_time() { None } else { period.as_ref().map(|p| p.grain) };
    let mut resolved = Resolved {
        kind,
        value: None,
        value_max: None,
        calendar: Some(frame.calendar.unwrap_or(Calendar::Gregorian)),
        grain: grain.or(Some(grain_of(frame))),
        bounds: None,
        rule,
    };
    let Some(period) = period else { return resolved };
    if frame.is_time() {
        time_of_day(s, frame, &period, &mut resolved);
        return resolved;
    }
    let days = match frame.edge {
        Some(edge) => period.days.and_then(|days| period::third(days, edge)),
        None => period.days,
    };
    resolved.bounds = days.map(|(first, end)| (first.to_days() * DAY, end.to_days() * DAY));
    resolved.value = Some(period.value);
    resolved.value_max = period.last;
    resolved
}

/// The grain that the words have, whether or not they can be resolved.
fn grain_of(frame: &Frame) -> Unit {
    match frame {
        Frame { clock: Some(clock), .. } if clock.second.is_some() => Unit::Second,
        Frame { clock: Some(clock), .. } if clock.minute.is_some() => Unit::Minute,
        Frame { clock: Some(_), .. } => Unit::Hour,
        Frame { pod: Some(_), .. } => Unit::DayPart,
        Frame { weekend: true, .. } => Unit::Weekend,
        Frame { nth: Some(nth), .. } if nth.weekday.is_none() => nth.unit,
        frame if frame.has_day() || frame.nth.is_some() => Unit::Day,
        Frame { month: Some(_), .. } => Unit::Month,
        Frame { around: Some((unit, _)), .. } => *unit,
        Frame { decade: Some(_), .. } => Unit::Decade,
        Frame { century: Some(_), .. } => Unit::Century,
        _ => Unit::Year,
    }
}

/// The day or period that the frame names, and the rule that says so.
fn locate(s: &Stream, f: &Frame, context: Context) -> (Option<Period>, &'static str) {
    if let Some(holiday) = f.holiday {
        let first = super::holiday::resolve(s, f, holiday);
        // «ثاني أيام عيد الفطر».
        let nth = f.nth.filter(|nth| nth.count > 1 && nth.unit == Unit::Day && nth.weekday.is_none());
        let day = nth.map(|nth| first.as_ref()?.days?.0.add_days(i64::from(nth.count) - 1).map(Period::day));
        return (day.unwrap_or(first), "holiday");
    }
    if let Some(nth) = f.nth {
        return (day::counted(s, f, nth, context), "counted");
    }
    if f.weekend {
        return (period::weekend(s, f, context), "weekend");
    }
    if f.shift.is_some() {
        return (day::shifted(s, f, context).map(Period::day), "relative-day");
    }
    if f.day.is_some() {
        let rule = if f.calendar == Some(Calendar::Islamic) { "hijri-date" } else { "date" };
        return (day::dated(s, f, context).map(Period::day), rule);
    }
    if f.weekday.is_some() {
        return (day::weekday(s, f, context).map(Period::day), "weekday");
    }
    if f.month.is_some() {
        return (period::month(s, f, context), "month");
    }
    if f.part.is_some() {
        return (period::part_of_year(s, f, context), "part-of-year");
    }
    if f.decade.is_some() {
        return (period::decade(s, f), "decade");
    }
    if f.century.is_some() {
        return (period::century(f), "century");
    }
    if f.year.is_some() {
        return (period::year(s, f), "year");
    }
    if let Some((unit, count)) = f.around {
        return (period::relative(s, f, unit, count, context), "relative-period");
    }
    // A clock or a part of the day by itself is of the sentence's day, else of the document's.
    (context.day.or(s.anchor).map(Period::day), "clock")
}

fn time_of_day(s: &Stream, f: &Frame, period: &Period, out: &mut Resolved) {
    let Some((day, _)) = period.days.filter(|_| period.grain == Unit::Day) else { return };
    let midnight = day.to_days() * DAY;
    if let Some(clock) = f.clock {
        let dated = f.has_day() || f.pod.is_some();
        let clock = super::numeric::settle(s, clock, dated);
        let (hour, minute, second) = (clock.hour, clock.minute.unwrap_or(0), clock.second);
        let zone = f.zone.unwrap_or("");
        let seconds = second.map_or(String::new(), |second| format!(":{second:02}"));
        out.value = Some(format!("{day}T{hour:02}:{minute:02}{seconds}{zone}"));
        let start = midnight + i64::from(hour) * HOUR + i64::from(minute) * (HOUR / 60);
        let start = start + i64::from(second.unwrap_or(0)) * (HOUR / 3600);
        let length = match grain_of(f) {
            Unit::Second => HOUR / 3600,
            Unit::Minute => HOUR / 60,
            _ => HOUR,
        };
        // A time in another zone is the document's local time only after conversion; a document without one is in UTC.
        let local = s.offset.unwrap_or(0);
        let shift = match f.zone {
            None => Some(0),
            Some(zone) => super::offset_of(zone).map(|zone| (local - zone) * (HOUR / 60)),
        };
        out.bounds = shift.map(|shift| (start + shift, start + shift + length));
        return;
    }
    let Some(pod) = f.pod else { return };
    let (from, to) = pod.hours();
    out.value = Some(format!("{day}T{}", pod.code()));
    out.bounds = Some((midnight + from * HOUR, midnight + to * HOUR));
}
