//! What a time takes from the one that follows it: the year of a list's last member, the day of «the first hours of».

use super::Kind;
use super::frame::{Frame, Unit};
use super::point::{Point, point};
use super::resolve::{Context, resolve};
use super::scan::{Found, Told, dated};
use super::stream::Stream;
use super::words::{Fn, Lex};

/// How many members of a list are looked through for a year.
const MEMBERS: usize = 6;

/// «نوفمبر وديسمبر 2015», «14 مارس و20 أفريل الماضيين»: the year or the modifier of the list's last member is that of all.
pub(super) fn with_year_of_next(s: &Stream, p: Point) -> Point {
    if !open(&p.frame) {
        return p;
    }
    let mut next = p.next;
    for _ in 0..MEMBERS {
        let apart = s.form(next) == "و" || s.comma(next);
        let at = next + usize::from(apart);
        if !(apart || s.word(next).conj) || !s.near(next) || !s.near(at) {
            break;
        }
        let Some(q) = point(s, at).filter(|q| q.frame.month.is_some() && !q.frame.is_time()) else { break };
        if open(&q.frame) {
            next = q.next;
            continue;
        }
        return lent(p, &q.frame);
    }
    p
}

/// Whether the frame is a month or a day of one without a year.
fn open(f: &Frame) -> bool {
    f.month.is_some()
        && f.year.is_none()
        && f.around.is_none()
        && f.of_year.is_none()
        && f.dir.is_none()
        && f.weekday.is_none()
        && !f.is_time()
}

fn lent(p: Point, last: &Frame) -> Point {
    let mut frame = p.frame;
    if frame.calendar != last.calendar {
        return p;
    }
    // «ديسمبر وجانفي 2016»: the month before January is of the year before.
    let earlier = i32::from(frame.month > last.month);
    frame.year = last.year.map(|year| year - earlier);
    frame.around = last.around.map(|(unit, count)| (unit, count - earlier));
    frame.of_year = last.of_year.map(|year| year - earlier);
    frame.dir = last.dir;
    Point { frame, ..p }
}

/// «الساعات الأولى من صباح اليوم», «الساعات المتأخرة من ليلة أمس», «الساعات الأولى من الصباح»: a part of what follows,
/// whose value it takes; of a day the first hours are its morning.
pub(super) fn early_hours(s: &Stream, i: usize, told: Told) -> Option<Found> {
    const WHICH: [&str; 4] = ["الاولي", "المبكره", "المتاخره", "الاخيره"];
    let at = i + 3;
    let which = s.form(i + 1);
    let led = s.word(i).article && s.plain(i + 1) && WHICH.contains(&which) && s.is(i + 2, Fn::From);
    if !led || !s.plain(i + 2) || !s.plain(at) {
        return None;
    }
    let early = matches!(which, "الاولي" | "المبكره");
    let context = Context {
        preference: s.settings.prefer,
        ahead: None,
        last: told.last,
        day: told.day.map(|(day, _)| day),
    };
    if let Lex::Pod(pod, _) = s.lex(at)
        && s.word(at).article
    {
        let resolved = resolve(s, &Frame { pod: Some(pod), ..Frame::default() }, context);
        return Some(Found::new(s.start(i), s.end_before(at + 1), at + 1, resolved));
    }
    let mut found = dated(s, at, told).filter(|f| f.list.is_empty() && f.start < f.end)?;
    let day = found.resolved.kind == Kind::Date && found.resolved.grain == Some(Unit::Day);
    if day && early {
        found.resolved.kind = Kind::Time;
        found.resolved.grain = Some(Unit::DayPart);
        found.resolved.value = found.resolved.value.map(|value| format!("{value}TMO"));
    }
    (found.resolved.kind == Kind::Time).then(|| Found { start: s.start(i), written: None, ..found })
}
