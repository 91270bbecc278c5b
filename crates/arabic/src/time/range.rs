//! Periods from one point to another: «من 10 إلى 15 مارس», «بين عامي 2010 و2015», «2016-2017».

use super::frame::{Calendar, Dir, Frame, Unit, YearPart};
use super::parts;
use super::point::{Point, point};
use super::resolve::{Context, Resolved, resolve};
use super::scan::Found;
use super::stream::Stream;
use super::words::{Fn, Lex};

/// The season that begins in one year and ends in the next.
const WINTER: u8 = 3;

/// A range whose first point is `p`.
pub(crate) fn from_point(s: &Stream, p: &Point, context: Context) -> Option<Found> {
    let at = second(s, p)?;
    let q = point(s, at).or_else(|| shared(s, p, at))?;
    if !follows_year(s, p, &q) {
        return None;
    }
    let (mut a, mut b) = (p.frame, q.frame);
    // «يومي 21 مارس و22 أفريل» are two dates, no period.
    let full = |f: &Frame| f.day.is_some() && f.month.is_some();
    let dash = s.is(p.next, Fn::To) || s.sign(p.next, "-") || s.sign(p.next, "/");
    let between = p.first > 0 && s.is(p.first - 1, Fn::Between);
    if !alike(&a, &b) || full(&a) && full(&b) && !dash && !between {
        return None;
    }
    if let (Some(YearPart::Season(season)), None) = (a.part, b.part) {
        // «شتاء 2023-2024» is one winter; a season and a whole year are no range.
        let one = season == WINTER && dash && b.year == a.year.map(|year| year + 1);
        let found = |p: &Point| Found::new(p.start, s.end_before(q.next), q.next, resolve(s, &a, context));
        return one.then(|| found(p));
    }
    let from = from(s, p);
    if !(dash || between || from) {
        return Some(years(s, p, q, context));
    }
    if s.sign(p.next, "/") && a.year > b.year {
        (a.year, b.year) = (b.year, a.year);
    }
    lend(&mut a, &mut b);
    both(s, p, &Point { frame: b, ..q }, &a, context)
}

/// Whether `q` can be the second year where `p` is a year: behind «إلى» or a hyphen none that is earlier, behind «إلى» none
/// that counts something («سنة 2015 إلى 383 ألف طن»).
fn follows_year(s: &Stream, p: &Point, q: &Point) -> bool {
    let bare = |f: &Frame| f.year.filter(|_| f.month.is_none() && !f.has_day() && f.part.is_none());
    let Some(last) = bare(&q.frame) else { return true };
    // «السداسي الأول من 2015 إلى 383 ألف طن».
    let Some(first) = bare(&p.frame).or(p.frame.year) else { return true };
    // «من 500 إلى 300 قبل الميلاد»: the era is that of both.
    let first = if last <= 0 && first > 0 { 1 - first } else { first };
    let to = s.is(p.next, Fn::To);
    let near = s.near(q.next) && !s.word(q.next).conj && q.frame.calendar.is_none();
    let scale =
        || s.lex(q.next) == Lex::Num && s.number(q.next).is_some_and(|n| !n.ordinal && n.value >= 1_000);
    let counts = || scale() || to && crate::quantities::follows(s.lexed, q.next);
    (last >= first || !to && !s.sign(p.next, "-")) && !(near && counts())
}

/// «عامي 2010 و2015», «عامي 1436 و1437 هـ»: the years of a list are found one by one, in the calendar that the last one names.
fn years(s: &Stream, p: &Point, q: Point, context: Context) -> Found {
    let (mut more, mut last) = (vec![q], q);
    while let Some(next) = second(s, &Point { first: p.first, ..last }).and_then(|at| shared(s, &last, at)) {
        more.push(next);
        last = next;
    }
    let found = |q: &Point| {
        let frame = Frame { calendar: q.frame.calendar.or(last.frame.calendar), ..q.frame };
        Found::new(q.start, s.end_before(q.next), q.next, resolve(s, &frame, context))
    };
    Found { list: more.iter().map(found).collect(), ..found(p) }
}

/// Whether «من» stands before the point.
fn from(s: &Stream, p: &Point) -> bool {
    p.first > 0 && s.near(p.first) && s.is(p.first - 1, Fn::From)
}

/// Where the second point begins: after «إلى», «حتى», a dash, or after و where «بين» or «عامي» stands before.
fn second(s: &Stream, p: &Point) -> Option<usize> {
    let at = p.next;
    if !s.near(at) {
        return None;
    }
    let from = from(s, p);
    let dash = s.sign(at, "-")
        || s.sign(at, "/") && p.frame.year.is_some() && p.frame.month.is_none() && s.touching(at);
    if s.is(at, Fn::To) && (from || s.form(at) == "الي" || s.form(at).starts_with('و')) || dash {
        return Some(at + 1);
    }
    let between = p.first > 0 && s.near(p.first) && s.is(p.first - 1, Fn::Between);
    let dual =
        matches!(s.lex(p.first), Lex::Unit(_, super::words::Count::Construct | super::words::Count::Dual))
            && p.frame.weekday.is_none();
    // «خلال 2014 و2015»: a bare year joined to a bare year.
    let year = p.frame.year.is_some() && p.frame.month.is_none() && s.form(at) == "و" && {
        let plain = s.digits(at + 1).is_some_and(|(year, len)| len == 4 && (1900..2100).contains(&year));
        plain && s.whole(at + 1) && !crate::quantities::follows(s.lexed, at + 2)
    };
    if !(between || dual || year) {
        return None;
    }
    if s.is(at, Fn::And) {
        return Some(at + 1);
    }
    s.word(at).conj.then_some(at).or_else(|| (s.form(at) == "و").then_some(at + 1))
}

/// A second year or hour that only makes sense beside the first: «2016-2017», «عامي 2010 و2015», «3 إلى 5 مساء».
fn shared(s: &Stream, p: &Point, at: usize) -> Option<Point> {
    let year = p.frame.year.is_some() && p.frame.month.is_none();
    if year {
        let (year, next) = s.year_number(at).or_else(|| short_year(s, p, at))?;
        let (frame, next) = parts::era(s, Frame { year: Some(year), ..Frame::default() }, next);
        return Some(Point { frame, first: at, start: s.start(at), next });
    }
    if p.frame.clock.is_some() {
        let (frame, next) = super::clock::bare(s, at)?;
        return Some(Point { frame, first: at, start: s.start(at), next });
    }
    None
}

/// «2016-17».
fn short_year(s: &Stream, p: &Point, at: usize) -> Option<(i32, usize)> {
    let (value, len) = s.digits(at)?;
    let first = p.frame.year?;
    let year = first.div_euclid(100) * 100 + value;
    (len == 2 && year == first + 1 && s.touching(at)).then_some((year, at + 1))
}

/// Whether two points can be the ends of one range.
fn alike(a: &Frame, b: &Frame) -> bool {
    let grain = |f: &Frame| {
        if f.clock.is_some() {
            0
        } else if f.has_day() || f.nth.is_some() {
            1
        } else if f.month.is_some() {
            2
        } else {
            3
        }
    };
    let (fine, coarse) = (grain(a), grain(b));
    fine == coarse || fine == 0 && coarse == 0 || fine == 2 && coarse == 3 && b.around.is_none()
}

/// Each end lends the other what only one of them says.
fn lend(a: &mut Frame, b: &mut Frame) {
    // «بين عامي 500 و300 قبل الميلاد».
    if b.year.is_some_and(|year| year <= 0) && a.calendar.is_none() {
        a.year = a.year.map(|year| if year > 0 { 1 - year } else { year });
    }
    if a.month.is_some() && b.month.is_some() {
        a.year = a.year.or(b.year);
        if a.around.is_none() {
            a.around = b.around;
        }
        a.dir = a.dir.or(b.dir);
        if b.year.is_none() && a.year.is_some() && b.around.is_none() {
            b.year = a.year.filter(|_| b.month >= a.month);
        }
    }
    // «من الخميس إلى الأحد المقبلين».
    if weekday_only(a) && weekday_only(b) {
        a.dir = a.dir.or(b.dir);
    }
    a.calendar = a.calendar.or(b.calendar);
    if a.clock.is_some() && b.clock.is_some() {
        b.weekday = b.weekday.or(a.weekday);
        b.shift = b.shift.or(a.shift);
        if b.day.is_none() && b.month.is_none() {
            (b.day, b.month, b.year, b.calendar) = (a.day, a.month, a.year, b.calendar.or(a.calendar));
        }
        lend_half(a, b);
    }
}

/// «من الثالثة إلى الخامسة مساء»: the half of the day holds for both hours, where the first stays the earlier.
fn lend_half(a: &mut Frame, b: &Frame) {
    let (Some(first), Some(last)) = (a.clock, b.clock) else { return };
    if a.pod.is_none() && b.pod.is_some() && last.hour >= 12 && first.hour < 12 && first.hour + 12 < last.hour
    {
        a.clock = Some(super::frame::Clock { hour: first.hour + 12, exact: true, ..first });
    }
    if a.pod.is_none() {
        a.pod = b.pod;
    }
    if a.zone.is_none() {
        a.zone = b.zone;
    }
}

/// «13 إلى 15 يوليو», «13-15 يوليو», «يومي 13 و14 يوليو», «من الثالث وحتى السادس من أكتوبر» at the first number.
pub(crate) fn days(s: &Stream, i: usize, context: Context) -> Option<Found> {
    let (noun, at) = match s.lex(i) {
        Lex::Unit(super::frame::Unit::Day, super::words::Count::Construct | super::words::Count::Plural) => {
            (true, i + 1)
        }
        _ => (false, i),
    };
    let (day, mut next, _) = s.day_number(at).filter(|_| s.near(at) || !noun)?;
    let between = at > 0 && s.is(at - 1, Fn::Between);
    let after_first = next;
    let mut listed_days = Vec::new();
    // A list may have more days than two: «أيام 3 و4 و5 مارس».
    for more in 0..8 {
        let linked = s.is(next, Fn::To) || s.sign(next, "-") || s.is(next, Fn::And);
        let comma = noun && s.comma(next);
        let conj = s.form(next) == "و" || s.form(next).starts_with('و') && s.word(next).conj;
        if !s.near(next) || !(linked && more == 0 || (conj || comma || linked) && noun || conj && between) {
            return None;
        }
        let bare = linked || comma || s.form(next) == "و";
        let second = if bare { next + 1 } else { next };
        let (last, after, _) = s.day_number(second).filter(|_| s.near(second))?;
        let q = point(s, second).filter(|q| {
            q.frame.day.is_some() && q.frame.month.is_some() | q.frame.around.is_some() && !q.frame.is_time()
        });
        match q {
            Some(q) if q.frame.day.is_some_and(|last| last > day) => {
                let first = Frame { day: Some(day), ..q.frame };
                let p = Point { frame: first, first: i, start: s.start(i), next: after_first };
                if noun && !(linked && more == 0 && !s.is(next, Fn::And)) {
                    return Some(listed(s, &p, &listed_days, &q, context));
                }
                return both(s, &p, &q, &first, context);
            }
            None if noun && last > day => {
                listed_days.push((last, second, after));
                next = after;
            }
            _ => return None,
        }
    }
    None
}

/// «يومي 17 و18 فيفري», «أيام 4 و5 و8 ماي»: each day is an expression of its own, the first with the noun, the last with the month.
fn listed(s: &Stream, p: &Point, days: &[(u8, usize, usize)], last: &Point, context: Context) -> Found {
    let at = |frame: &Frame, start: u32, next: usize| {
        Found::new(start, s.end_before(next), next, resolve(s, frame, context))
    };
    let mut first = at(&p.frame, p.start, p.next);
    for (day, token, next) in days {
        first.list.push(at(&Frame { day: Some(*day), ..last.frame }, s.start(*token), *next));
    }
    first.list.push(at(&last.frame, last.start, last.next));
    first
}

/// «يومي السبت والأحد المقبلين», «أيام الاثنين والثلاثاء والأربعاء» at the noun: day by day, with the modifier of the last.
pub(crate) fn weekdays(s: &Stream, i: usize, context: Context) -> Option<Found> {
    use super::words::Count;
    if !matches!(s.lex(i), Lex::Unit(Unit::Day, Count::Construct | Count::Plural)) || s.word(i).article {
        return None;
    }
    let Lex::Weekday(first) = s.lex(i + 1) else { return None };
    let mut days = vec![(first, i + 1)];
    let mut last = i + 1;
    loop {
        let apart = s.comma(last + 1) || s.form(last + 1) == "و";
        let at = last + 1 + usize::from(apart);
        let joined = s.near(last + 1) && s.near(at) && (apart || s.word(at).conj) && s.word(at).article;
        let Lex::Weekday(day) = s.lex(at) else { break };
        if !joined {
            break;
        }
        days.push((day, at));
        last = at;
    }
    if last == i + 1 || !s.plain(i + 1) || !s.word(i + 1).article {
        return None;
    }
    let q = point(s, last).filter(|q| weekday_only(&q.frame))?;
    if let Some(found) = super::sets::days_of_every_week(s, i, first, &q) {
        return Some(found);
    }
    let mut resolved: Vec<Resolved> =
        days.iter().map(|(day, _)| resolve(s, &Frame { weekday: Some(*day), ..q.frame }, context)).collect();
    let ahead = q.frame.dir == Some(Dir::Future);
    for k in 1..resolved.len() {
        let k = if ahead { k } else { resolved.len() - k };
        let (before, after) = resolved.split_at_mut(k);
        if let (Some(low), Some(high)) = (before.last_mut(), after.first_mut()) {
            in_order(low, high, ahead);
        }
    }
    let ends = days.iter().map(|(_, at)| if *at == last { q.next } else { at + 1 });
    let starts = days.iter().map(|(_, at)| if *at == i + 1 { s.start(i) } else { s.start(*at) });
    let mut found = starts
        .zip(ends)
        .zip(resolved)
        .map(|((start, next), resolved)| Found::new(start, s.end_before(next), next, resolved));
    let first = found.next()?;
    Some(Found { list: found.collect(), ..first })
}

fn weekday_only(f: &Frame) -> bool {
    f.weekday.is_some() && f.day.is_none() && f.month.is_none() && f.shift.is_none() && !f.is_time()
}

/// «يوليو 13-15», «آب 27 إلى 29» after the point that ends with the first day.
pub(crate) fn days_after_month(s: &Stream, p: &Point, context: Context) -> Option<Found> {
    let day = p.frame.day.filter(|_| p.frame.month.is_some() && p.frame.year.is_none())?;
    let linked = s.near(p.next) && (s.is(p.next, Fn::To) || s.sign(p.next, "-"));
    let at = p.next + 1;
    let (last, next, _) = s.day_number(at).filter(|(last, ..)| linked && s.near(at) && *last > day)?;
    let month_first = s.month_name(p.first).is_some() || matches!(s.lex(p.first), Lex::Unit(Unit::Month, _));
    if !month_first || s.month_name(next).is_some() {
        return None;
    }
    let q = Point { frame: Frame { day: Some(last), ..p.frame }, first: at, start: s.start(at), next };
    both(s, p, &q, &p.frame, context)
}

fn both(s: &Stream, p: &Point, q: &Point, a: &Frame, context: Context) -> Option<Found> {
    let mut low = resolve(s, a, context);
    let mut high = resolve(s, &q.frame, context);
    if weekday_only(a) && weekday_only(&q.frame) {
        // Where only the end is said to be past, the beginning is counted back from it.
        let back = p.frame.dir.is_none() && a.dir == Some(Dir::Past);
        let ahead = a.dir == Some(Dir::Future) || !back && matches!(s.lex(p.first), Lex::Weekday(_));
        in_order(&mut low, &mut high, ahead);
    }
    if low.kind != high.kind || backwards(&low, &high) {
        return None;
    }
    let bounds = low
        .bounds
        .zip(high.bounds)
        .map(|((start, _), (_, end))| (start, end))
        .filter(|(start, end)| start < end);
    let value_max = if low.value.is_some() { high.value_max.or(high.value) } else { None };
    let value = if value_max.is_some() { low.value } else { None };
    let calendar = low.calendar.or(Some(Calendar::Gregorian));
    let resolved =
        Resolved { kind: low.kind, value, value_max, calendar, grain: low.grain, bounds, rule: "range" };
    Some(Found::new(p.start, s.end_before(q.next), q.next, resolved))
}

/// Whether the beginning is behind the end. Years before Christ have no order as text.
fn backwards(low: &Resolved, high: &Resolved) -> bool {
    if low.grain != high.grain {
        return false;
    }
    if let (Some((low, _)), Some((high, _))) = (low.bounds, high.bounds) {
        return low > high;
    }
    let year = |value: &Resolved| -> Option<i32> {
        let text = value.value.as_deref()?;
        let sign = usize::from(text.starts_with('-'));
        let digits = text.get(sign..)?.split('-').next()?;
        digits.parse::<i32>().ok().map(|year| if sign == 1 { -year } else { year })
    };
    match (year(low), year(high)) {
        (Some(low), Some(high)) if low < 0 || high < 0 => low > high,
        _ => low.value > high.value,
    }
}

/// Puts two weekdays that were resolved apart into one week: the second follows the first, where `ahead`, else the
/// first goes before the second.
fn in_order(low: &mut Resolved, high: &mut Resolved, ahead: bool) {
    const DAY: i64 = 86_400_000_000;
    let (Some((first, _)), Some((last, _))) = (low.bounds, high.bounds) else { return };
    let apart = (last - first).div_euclid(DAY).rem_euclid(7) * DAY;
    let (moved, start) = if ahead { (high, first + apart) } else { (low, last - apart) };
    if let Some(date) = crate::calendar::Date::from_days(start.div_euclid(DAY)) {
        moved.value = Some(date.to_string());
        moved.bounds = Some((start, start + DAY));
    }
}
