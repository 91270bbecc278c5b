//! Lengths with an anchor («قبل أسبوعين», «منذ ثلاثة أيام»), and lengths by themselves.

use super::amount::{Amount, Many, amount};
use super::frame::{Calendar, Dir, Frame, Unit};
use super::resolve::{Context, Resolved, of_unit, resolve};
use super::scan::Found;
use super::stream::Stream;
use super::words::{Count, Fn, Lex, Tense, Vague};
use super::{Kind, parts, tense};
use crate::calendar::Date;
use crate::lexed::Kind as TokenKind;
use crate::numerals::Exact;
use crate::quantities::nouns;

const DAY: i64 = 86_400_000_000;

/// «قبل أسبوعين», «منذ 15 عاما», «بعد أكثر من أسبوع على …» at the preposition `i`.
pub(crate) fn anchored(s: &Stream, i: usize) -> Option<Found> {
    let at = i + 1;
    if !s.plain(at) || s.word(at).prep {
        return None;
    }
    let length = amount(s, at, true).filter(|a| a.dir.is_none())?;
    let length = Amount { next: from_now(s, length.next), ..length };
    // «منذ ساعات الصباح».
    if length.many == Many::Unknown
        && s.plain(length.next)
        && matches!(s.lex(length.next), Lex::Pod(..) | Lex::Night)
    {
        return None;
    }
    let past = match s.lex(i) {
        Lex::Fn(Fn::Since) => true,
        Lex::Fn(Fn::Before) if !other_event(s, length.next) => true,
        Lex::Fn(Fn::After) if !other_event(s, length.next) && coming(s, i, length.next) => false,
        Lex::Fn(Fn::Before | Fn::After) => return Some(plain(s, &length, "duration")),
        _ => return None,
    };
    let resolved = counted_from_anchor(s, &length, if past { -1 } else { 1 });
    Some(Found::new(s.start(i), s.end_before(length.next), length.next, resolved))
}

/// The token behind «من الآن», «من اليوم» after a length, which is then counted from the document's date; else `next`.
fn from_now(s: &Stream, next: usize) -> usize {
    let from = s.near(next) && s.is(next, Fn::From) && s.near(next + 1);
    // «من اليوم الوطني», «من اليوم الذي …» is another day.
    let goes_on = || {
        s.near(next + 2) && (s.word(next + 2).article || s.form(next + 2).starts_with("ال"))
            || s.near(next + 2) && s.month_name(next + 2).is_some()
    };
    let now = from && (s.form(next + 1) == "الان" || s.form(next + 1) == "اليوم" && !goes_on());
    if now { next + 2 } else { next }
}

/// Whether what follows the length is the event that it is counted from: «من الانفجار», «على الهجوم».
fn other_event(s: &Stream, next: usize) -> bool {
    s.near(next)
        && (s.is(next, Fn::From)
            || s.form(next) == "علي"
            || s.form(next) == "فقط" && s.is(next + 1, Fn::From))
}

/// Whether «بعد أسبوعين» looks forward from the document's date: in the future, or where nothing is told in the past.
fn coming(s: &Stream, i: usize, next: usize) -> bool {
    match tense::around(s, i, next) {
        Some(tense) => tense == Tense::Future,
        None => !tense::told_before(s, i),
    }
}

fn counted_from_anchor(s: &Stream, length: &Amount, sign: i64) -> Resolved {
    let clocked = length.unit <= Unit::Hour;
    let mut resolved = Resolved {
        kind: if clocked && length.many != Many::Unknown { Kind::Time } else { Kind::Date },
        value: None,
        value_max: None,
        calendar: Some(Calendar::Gregorian),
        grain: Some(length.unit),
        bounds: None,
        rule: "anchored-length",
    };
    if length.many == Many::Unknown {
        let vague = if sign < 0 { Vague::Past } else { Vague::Future };
        resolved.value = Some(vague.value().to_owned());
        resolved.grain = None;
        return resolved;
    }
    if clocked {
        from_clock(s, length, sign, &mut resolved);
        return resolved;
    }
    let (count, unit) = match (length.whole(), length.unit) {
        (Some(count), unit) => (Some(count), unit),
        // A year and a half is eighteen months.
        (None, Unit::Year) => (in_months(length), Unit::Month),
        (None, unit) => (None, unit),
    };
    let at = |count: i64| of_unit(s, s.anchor?, unit, sign.checked_mul(count)?);
    let (Some(count), Some(period)) = (count, count.and_then(at)) else { return resolved };
    let Some(max) = length.max else {
        resolved.grain = Some(period.grain);
        resolved.bounds = period.days.map(days_from);
        resolved.value = Some(period.value);
        return resolved;
    };
    // «قبل 3 إلى 5 أيام»: both ends, the earlier first; none where one of them is nowhere.
    let other = max.to_i64().filter(|max| length.whole().is_some() && *max >= count).and_then(at);
    if let Some(other) = other {
        let (low, high) = if sign < 0 { (other, period) } else { (period, other) };
        resolved.grain = Some(low.grain);
        resolved.bounds = low.days.zip(high.days).map(|((first, _), (_, end))| days_from((first, end)));
        (resolved.value, resolved.value_max) = (Some(low.value), Some(high.value));
    }
    resolved
}

fn days_from((first, end): (Date, Date)) -> (i64, i64) {
    (first.to_days() * DAY, end.to_days() * DAY)
}

fn in_months(length: &Amount) -> Option<i64> {
    let Many::Exact(count) = length.many else { return None };
    let months = count.times(crate::numerals::Exact::int(12))?.to_i64()?;
    let rest = match length.rest {
        Some((rest, Unit::Month)) => rest.to_i64()?,
        Some(_) => return None,
        None => 0,
    };
    Some(months + rest)
}

/// Hours and minutes are counted from the document's time, where it has one.
fn from_clock(s: &Stream, length: &Amount, sign: i64, out: &mut Resolved) {
    let Many::Exact(count) = length.many else { return };
    if length.max.is_some() {
        return;
    }
    let Some((anchor, (hour, minute))) = s.anchor.zip(s.clock).filter(|_| length.rest.is_none()) else {
        return;
    };
    let factor = match length.unit {
        Unit::Hour => 60,
        Unit::Minute => 1,
        _ => return,
    };
    let now = anchor.to_days() * 1440 + i64::from(hour) * 60 + i64::from(minute);
    let minutes = count.times(Exact::int(sign * factor)).and_then(Exact::to_i64);
    let Some(then) = minutes.and_then(|minutes| now.checked_add(minutes)) else { return };
    let (day, minutes) = (then.div_euclid(1440), then.rem_euclid(1440));
    let Some(date) = Date::from_days(day) else { return };
    out.value = Some(format!("{date}T{:02}:{:02}", minutes / 60, minutes % 60));
    let start = then * 60_000_000;
    out.bounds = Some((start, start + 60_000_000));
}

/// A length by itself.
pub(crate) fn plain(s: &Stream, length: &Amount, rule: &'static str) -> Found {
    let resolved = Resolved {
        kind: Kind::Duration,
        value: Some(length.value()),
        value_max: length.value_max(),
        calendar: None,
        grain: Some(length.unit),
        bounds: reach(s, length),
        rule,
    };
    Found::new(length.start, s.end_before(length.next), length.next, resolved)
}

/// The stretch that «الأيام الثلاثة الماضية» covers: back from the document's date, or forward from the unit after.
fn reach(s: &Stream, length: &Amount) -> Option<(i64, i64)> {
    let (anchor, count) = s.anchor.zip(length.whole())?;
    let unit = if length.unit <= Unit::Hour { return None } else { length.unit };
    let edge = |count: i64| of_unit(s, anchor, unit, count)?.days;
    let (from, to) = match length.dir? {
        Dir::Past => (edge(-count)?.0, edge(0)?.0),
        Dir::Future => (edge(1)?.0, edge(count)?.1),
        _ => return None,
    };
    Some((from.to_days() * DAY, to.to_days() * DAY))
}

/// A length in the places where it is one: a counted unit anywhere, a bare one after «خلال», «مدة», «طوال».
pub(crate) fn length(s: &Stream, i: usize) -> Option<Found> {
    if s.is(i, Fn::Span) {
        // «لمدة عام»: «مدة عام».
        let at = i + 1;
        let inner = amount(s, at, true).filter(|_| s.plain(at) && !s.word(at).prep && !s.word(at).article)?;
        return Some(Found { start: s.start(i), ..plain(s, &inner, "duration") });
    }
    let during = i > 0 && s.near(i) && s.is(i - 1, Fn::During);
    let word = s.word(i);
    // A line of one word («أسبوع» in a form or a table) is a length too.
    let alone = i > 0 && !s.near(i) && !s.near(i + 1) || i == 0 && s.lexed.len() == 1;
    let bare = (during || alone || for_long(s, i)) && !word.conj && !word.article;
    let found = amount(s, i, bare).filter(|found| !contracts(s, i, found))?;
    Some(before_christ(s, &found).unwrap_or_else(|| plain(s, &found, "duration")))
}

/// Whether «8 عقود» at `i` may be contracts: nothing before or behind it says that it is a time.
fn contracts(s: &Stream, i: usize, found: &Amount) -> bool {
    if found.unit != Unit::Decade || found.dir.is_some() || s.is(i, Fn::Span) {
        return false;
    }
    let said = |at: usize| {
        matches!(
            s.lex(at),
            Lex::Fn(
                Fn::During
                    | Fn::Since
                    | Fn::Before
                    | Fn::After
                    | Fn::Between
                    | Fn::About
                    | Fn::Over
                    | Fn::Under
                    | Fn::Span
            )
        )
    };
    let before = (i.saturating_sub(3)..=i).any(said) || s.word(i).prep && s.form(i).contains('ل');
    !(before || s.is(found.next, Fn::From))
}

/// «تعطل لسنوات», «مفاوضات امتدت لأشهر»: a plural behind ل that nothing goes on with.
fn for_long(s: &Stream, i: usize) -> bool {
    let Lex::Unit(unit, Count::Plural) = s.lex(i) else { return false };
    let form = s.form(i);
    let led = s.word(i).prep && form.trim_start_matches(['و', 'ف']).starts_with('ل');
    let ends = !s.near(i + 1)
        || s.lexed.kind(i + 1) != Some(TokenKind::Word) && s.lexed.kind(i + 1) != Some(TokenKind::Number)
        || s.form(i + 1).starts_with('و')
        || s.is(i + 1, Fn::Little)
        || nouns::is_function(s.lexed, i + 1);
    led && ends && unit >= Unit::Hour
}

/// «3250 عاما قبل الميلاد»: the year before Christ, no length.
fn before_christ(s: &Stream, length: &Amount) -> Option<Found> {
    let years = length.whole().filter(|_| length.unit == Unit::Year && length.dir.is_none())?;
    let frame = Frame { year: i32::try_from(years).ok(), ..Frame::default() };
    let (frame, next) = parts::era(s, frame, length.next);
    if next == length.next || frame.year.is_none_or(|year| year > 0) {
        return None;
    }
    let context = Context { preference: s.settings.prefer, ahead: None, last: None, day: None };
    Some(Found::new(length.start, s.end_before(next), next, resolve(s, &frame, context)))
}
