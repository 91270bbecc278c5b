//! One point in time: parts joined as long as the language joins them.

use super::clock;
use super::frame::{Frame, Unit, YearPart};
use super::parts::{era, part};
use super::stream::{Part, Stream};
use super::words::{Count, Fn, Lex};
use crate::lexed::Kind as TokenKind;

/// A point in time as read, not yet resolved.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Point {
    pub(crate) frame: Frame,
    pub(crate) first: usize,
    pub(crate) start: u32,
    pub(crate) next: usize,
}

/// How a part is joined to the ones before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Link {
    Bare,
    Comma,
    From,
    In,
    Matching,
    At,
}

/// The longest point that begins at `i`.
pub(crate) fn point(s: &Stream, i: usize) -> Option<Point> {
    point_in(s, i, &Frame::default())
}

/// The same where something before it said `given` («كل» before a weekday).
pub(crate) fn point_in(s: &Stream, i: usize, given: &Frame) -> Option<Point> {
    let (first, mut next) = part(s, i, given)?;
    let mut frame = given.with(&first)?;
    while let Some((joined, after)) = attach(s, next, &frame) {
        frame = joined;
        next = after;
    }
    complete(&frame).then_some(Point { frame, first: i, start: s.start(i), next })
}

/// Whether the parts together name a time.
fn complete(f: &Frame) -> bool {
    let day = f.day.is_none() || f.month.is_some() || f.weekday.is_some() || f.around.is_some();
    let period = f.month.is_some()
        || f.year.is_some()
        || f.around.is_some()
        || f.decade.is_some()
        || f.century.is_some();
    let part = f.part.is_none() || f.year.is_some() || f.around.is_some() || f.dir.is_some();
    day && part && (f.has_day() || period || f.clock.is_some() || f.part.is_some())
}

fn attach(s: &Stream, at: usize, frame: &Frame) -> Option<Part> {
    if !s.near(at) {
        return None;
    }
    let bare = (!s.word(at).conj).then(|| joined(s, at, frame, Link::Bare)).flatten();
    if bare.is_some() {
        return bare;
    }
    let (link, next) = link(s, at)?;
    if s.word(at).conj || !s.plain(next) {
        return None;
    }
    joined(s, next, frame, link)
}

fn link(s: &Stream, at: usize) -> Option<(Link, usize)> {
    if s.comma(at) {
        let linked = usize::from(s.is(at + 1, Fn::At) || s.is(at + 1, Fn::In));
        return Some((Link::Comma, at + 1 + linked));
    }
    match s.lex(at) {
        Lex::Fn(Fn::From) => Some((Link::From, at + 1)),
        Lex::Fn(Fn::In) => Some((Link::In, at + 1)),
        Lex::Fn(Fn::Matching) => {
            let particle = usize::from(s.form(at + 1) == "ل" || s.is(at + 1, Fn::In));
            Some((Link::Matching, at + 1 + particle))
        }
        Lex::Fn(Fn::Date) => Some((Link::Matching, at + 1)),
        Lex::Fn(Fn::At | Fn::About) => Some((Link::At, at + 1)),
        _ => None,
    }
}

fn joined(s: &Stream, at: usize, frame: &Frame, link: Link) -> Option<Part> {
    if let Some(found) = day_after_month(s, at, frame, link) {
        return Some(found);
    }
    if let Some((marked, next)) = mark_after(s, at, frame, link) {
        return Some((marked, next));
    }
    let (found, next) = part(s, at, frame)?;
    let preposition = s.word(at).prep;
    if !fits(frame, &found, link)
        || preposition && !(found.year.is_some() || found.month.is_some() || found.around.is_some())
    {
        return None;
    }
    let found = clock::in_part(frame, found);
    let mut with = frame.with(&found)?;
    // A Hijri month counts Hijri years, unless the year is marked or could only be Gregorian.
    if found.year.is_some_and(|year| year >= 1900)
        && frame.day.is_some()
        && frame.calendar == Some(super::frame::Calendar::Islamic)
    {
        return None;
    }
    with.every = frame.every;
    Some((with, next))
}

/// «March 3, 2024», «يوليو 13»: the day after the month, in Latin script or before a year.
fn day_after_month(s: &Stream, at: usize, frame: &Frame, link: Link) -> Option<Part> {
    let open = frame.month.is_some()
        && frame.day.is_none()
        && frame.year.is_none()
        && frame.nth.is_none()
        && frame.edge.is_none();
    if !open || link != Link::Bare || s.digits(at).is_none() {
        return None;
    }
    let (day, next, _) = s.day_number(at)?;
    let latin_at = |i: Option<usize>| i.is_some_and(|i| s.lexed.kind(i) == Some(TokenKind::Latin));
    let latin = latin_at(at.checked_sub(1)) || at > 1 && s.sign(at - 1, ".") && latin_at(at.checked_sub(2));
    let range = s.sign(next, "-") || s.is(next, Fn::To);
    let comma = usize::from(s.comma(next));
    let year = s.digits(next + comma).is_some_and(|(value, len)| len == 4 && (1900..2100).contains(&value));
    (latin || range || year).then_some((Frame { day: Some(day), ..*frame }, next))
}

/// A mark of the calendar that comes late: «15 محرم هـ».
fn mark_after(s: &Stream, at: usize, frame: &Frame, link: Link) -> Option<Part> {
    if link != Link::Bare || frame.month.is_none() || frame.calendar.is_some() {
        return None;
    }
    let (marked, next) = era(s, *frame, at);
    (next > at).then_some((marked, next))
}

/// Whether Arabic joins `found` to what was said with this link.
fn fits(f: &Frame, found: &Frame, link: Link) -> bool {
    use Link::{Bare, Comma, From, In, Matching};
    if found.clock.is_some() {
        return (f.has_day() || f.nth.is_some()) && f.clock.is_none() && link != Matching;
    }
    if found.pod.is_some() && !found.has_day() {
        return (f.has_day() || f.clock.is_some()) && matches!(link, Bare | In | From);
    }
    if found.weekday.is_some() {
        let holder = f.shift.is_some() || f.is_time();
        return holder && matches!(link, Bare | From | Comma | In) && (link != From || f.is_time());
    }
    if found.holiday.is_some() && f.nth.is_some() {
        return matches!(link, Bare | From | In);
    }
    if found.shift.is_some() {
        return f.is_time() && matches!(link, Bare | From | In);
    }
    if found.day.is_some() {
        let holder = f.weekday.is_some() || f.shift.is_some() || f.is_time();
        return holder && (link != From || f.is_time() || f.weekday.is_some());
    }
    if found.month.is_some() {
        return (f.day.is_some() || f.nth.is_some()) && matches!(link, Bare | From | In);
    }
    if found.dir.is_some() && found.around.is_none() {
        return link == Bare
            && (f.weekday.is_some()
                || f.holiday.is_some()
                || f.month.is_some()
                || f.part.is_some()
                || f.shift.is_some() && f.pod.is_some());
    }
    if let Some((unit, _)) = found.around {
        return fits_period(f, unit, link);
    }
    if found.year.is_some() {
        let comma = link == Comma && f.day.is_some() && f.month.is_some();
        let part =
            f.part.is_none_or(|part| matches!(part, YearPart::Season(_)) || link == From || link == Bare);
        return f.wants_year()
            && part
            && (comma || matches!(link, Bare | From | In) && (link != In || f.nth.is_some()));
    }
    found.century.is_some() && f.decade.is_some() && matches!(link, Bare | From) && link != Matching
}

fn fits_period(f: &Frame, unit: Unit, link: Link) -> bool {
    let linked = matches!(link, Link::Bare | Link::From);
    match unit {
        Unit::Week => {
            linked && f.weekday.is_some() && f.day.is_none() && f.dir.is_none() && f.shift.is_none()
        }
        // The «من» between a day and its month belongs to the day («15 من الشهر الجاري»).
        Unit::Month => {
            (linked || f.nth.is_some()) && (f.day.is_some() && f.month.is_none() || f.nth.is_some())
        }
        Unit::Year => linked && f.wants_year(),
        Unit::Century => linked && f.decade.is_some(),
        _ => false,
    }
}

/// Whether a year, a month or another period is what token `i` names, so that a unit there is no amount.
pub(crate) fn names_period(s: &Stream, i: usize) -> bool {
    match s.lex(i) {
        Lex::Unit(Unit::Year, Count::Singular | Count::Construct) => {
            s.near(i + 1) && s.year_number(i + 1).is_some()
        }
        Lex::Unit(Unit::Month, Count::Singular) => s.near(i + 1) && s.month_name(i + 1).is_some(),
        Lex::Unit(Unit::Season, Count::Singular) => s.near(i + 1) && matches!(s.lex(i + 1), Lex::Season(_)),
        Lex::Unit(Unit::Day, Count::Singular | Count::Plural) => s.near(i + 1) && point(s, i).is_some(),
        _ => false,
    }
}
