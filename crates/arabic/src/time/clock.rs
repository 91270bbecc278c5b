//! Times on the clock and parts of the day.

use super::frame::{Clock, Edge, Frame, Pod, Unit};
use super::numeric::colon_time;
use super::stream::{Part, Stream};
use super::words::{Count, Fn, Lex, Named, WORDS};
use crate::numerals::Exact;

/// «الساعة الثالثة والنصف عصرا بتوقيت غرينتش», «14:30», «العاشرة صباحا», «8 مساء».
pub(crate) fn clock(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.clock.is_some() || so_far.every {
        return None;
    }
    let headed = s.is(i, Fn::Clock);
    if headed && !s.plain(i + 1) {
        return None;
    }
    if headed && so_far.has_day() && matches!(s.lex(i + 1), Lex::Edge(Edge::Middle)) {
        return middle(s, i + 1, so_far);
    }
    let mut at = i + usize::from(headed);
    at += usize::from(headed && s.is(at, Fn::El));
    let written = colon_time(s, at).or_else(|| if headed { dotted_time(s, at) } else { None });
    let (clock, next) = match written.or_else(|| compact_time(s, at)) {
        Some(found) => found,
        None => {
            let (hour, minute, next) = hour(s, at)?;
            let clock = Clock { hour, minute, second: None, exact: hour > 12 };
            if minute.is_some() { (clock, next) } else { minutes(s, clock, next) }
        }
    };
    let frame = Frame { clock: Some(clock), ..Frame::default() };
    // «8 م» may be metres, unless «الساعة», minutes or a day say that it is an hour.
    let letter = headed || clock.minute.is_some() || so_far.has_day();
    let (frame, next) =
        if !letter && matches!(s.form(next), "م" | "ص") { (frame, next) } else { halves(s, frame, next) };
    // «الساعة الثامنة ليلا و20 دقيقة».
    let (frame, next) = match frame.clock.filter(|clock| clock.minute.is_none() && frame.pod.is_some()) {
        Some(clock) => {
            let (clock, next) = minutes(s, clock, next);
            (Frame { clock: Some(clock), ..frame }, next)
        }
        None => (frame, next),
    };
    let (frame, next) = zone(s, frame, next);
    // Without «الساعة» only a colon or the part of the day makes a number an hour.
    let colon = clock.minute.is_some() && (s.sign(at + 1, ":") || s.form(at + 1) == "h");
    // «قُتل 3 مساء الأحد»: a bare number before a part of a named day counts something else.
    let bare = !headed && !colon && !matches!(s.lex(at), Lex::Hour(_)) && s.near(next) && names_day(s, next);
    let certain =
        headed || colon && !score(s, at, next) || frame.pod.is_some() && !bare || frame.zone.is_some();
    (certain && clock.is_real()).then_some((frame, next))
}

/// An hour beside another that «الساعة» stands before: the «الرابعة» of «بين الساعة الثانية والرابعة مساء».
pub(super) fn bare(s: &Stream, i: usize) -> Option<Part> {
    let (clock, next) = match colon_time(s, i) {
        Some(found) => found,
        None => {
            let named = matches!(s.lex(i), Lex::Hour(_)) || s.digits(i).is_some_and(|(hour, _)| hour > 0);
            let (hour, minute, next) = hour(s, i).filter(|_| named)?;
            let clock = Clock { hour, minute, second: None, exact: hour > 12 };
            if minute.is_some() { (clock, next) } else { minutes(s, clock, next) }
        }
    };
    let counts = s.near(next) && matches!(s.lex(next), Lex::Unit(..) | Lex::Fn(Fn::Counted));
    let (frame, next) = halves(s, Frame { clock: Some(clock), ..Frame::default() }, next);
    let (frame, next) = zone(s, frame, next);
    (!counts && clock.is_real()).then_some((frame, next))
}

/// «الساعة 15.30»: after the noun a point parts hours and minutes, too.
fn dotted_time(s: &Stream, i: usize) -> Option<(Clock, usize)> {
    let ((hour, 1..=2), (minute, 2)) = (s.digits(i)?, s.digits(i + 2)?) else { return None };
    let point = (s.sign(i + 1, ".") || s.comma(i + 1)) && s.touching(i + 1) && s.touching(i + 2);
    let clock = Clock { hour: hour as u8, minute: Some(minute as u8), second: None, exact: hour > 12 };
    (point && clock.is_real() && !(s.sign(i + 3, ".") && s.touching(i + 4))).then_some((clock, i + 3))
}

/// «0755 بتوقيت غرينتش»: four digits before a time zone, as agencies write the hour.
fn compact_time(s: &Stream, i: usize) -> Option<(Clock, usize)> {
    let (value, 4) = s.digits(i)? else { return None };
    let (hour, minute) = (value.div_euclid(100), value.rem_euclid(100));
    let clock = Clock { hour: hour as u8, minute: Some(minute as u8), second: None, exact: true };
    let zoned = s.near(i + 1) && (s.is(i + 1, Fn::Zone) || matches!(s.form(i + 1), "gmt" | "utc"));
    (zoned && clock.is_real() && s.whole(i)).then_some((clock, i + 1))
}

/// «منتصف الليل», «منتصف ليل الأربعاء», «منتصف النهار».
pub(crate) fn middle(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.is_time() || s.lex(i) != Lex::Edge(Edge::Middle) || !s.plain(i + 1) {
        return None;
    }
    let hour = match s.lex(i + 1) {
        Lex::Pod(Pod::Night, _) => 24,
        Lex::Pod(Pod::Noon, _) => 12,
        _ => return None,
    };
    let (clock, next) = minutes(s, Clock { hour, minute: None, second: None, exact: true }, i + 2);
    // «منتصف الليل و40 دقيقة» is after midnight.
    let after = clock.minute.is_some() && clock.hour == 24;
    let clock = Clock { hour: if after { 0 } else { clock.hour }, ..clock };
    let definite = s.word(i + 1).article || s.near(i + 2) && names_day(s, i + 2);
    definite.then_some((Frame { clock: Some(clock), ..Frame::default() }, next))
}

/// «2:1» after «بنتيجة», and ratios, are no times: minutes have two digits, and a dash or a verse's name tells the rest.
fn score(s: &Stream, at: usize, next: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| s.form(before));
    matches!(before, "بنتيجه" | "سوره" | "ايه" | "الايه" | "نسبه" | "بنسبه" | "مقياس") || s.sign(next, ":")
}

/// The hour at `i`, with the minutes where the numerals read a fraction («ثلاثة وثلث»).
fn hour(s: &Stream, i: usize) -> Option<(u8, Option<u8>, usize)> {
    if let Some((value, len)) = s.digits(i) {
        let next = i + 1;
        return (len <= 2 && value <= 24 && s.whole(i)).then_some((value as u8, None, next));
    }
    if let Lex::Hour(hour) = s.lex(i) {
        let teen = s.plain(i + 1) && s.lex(i + 1) == Lex::Teen;
        return match (hour, teen) {
            (1 | 2, true) => Some((hour + 10, None, i + 2)),
            (11, true) => Some((11, None, i + 2)),
            (11, false) => None,
            _ => Some((hour, None, i + 1)),
        };
    }
    let number = s.number(i)?;
    let whole = number.fraction.map_or(number.value, |fraction| fraction.to_f64() as i64);
    let hour = u8::try_from(whole).ok().filter(|hour| (1..=12).contains(hour))?;
    let minute = match number.fraction {
        Some(fraction) => {
            let left = fraction.plus(Exact::int(-whole))?.times(Exact::int(60))?.to_i64()?;
            Some(u8::try_from(left).ok()?)
        }
        None => None,
    };
    Some((hour, minute, number.next))
}

/// «والنصف», «وربع», «إلا ثلثا», «و20 دقيقة», «وخمس وأربعون دقيقة», «إلا خمس دقائق», «والنصف إلا خمس دقائق».
fn minutes(s: &Stream, clock: Clock, next: usize) -> (Clock, usize) {
    let Some((mut minute, mut after)) = some_minutes(s, next) else { return (clock, next) };
    let (more, end) = some_minutes(s, after).filter(|_| minute == 30).unwrap_or((0, after));
    if more.abs() < 15 {
        (minute, after) = (minute + more, end);
    }
    if minute < 0 {
        let hour = if clock.hour <= 1 { clock.hour + 11 } else { clock.hour - 1 };
        return (Clock { hour, minute: Some((60 + minute) as u8), ..clock }, after);
    }
    (Clock { minute: Some(minute as u8), ..clock }, after)
}

/// The minutes that و adds at `next` or «إلا» takes away, and the token behind them.
fn some_minutes(s: &Stream, next: usize) -> Option<(i8, usize)> {
    let less = s.plain(next) && s.is(next, Fn::Except);
    let apart = s.near(next) && s.is(next, Fn::And);
    let at = next + usize::from(less || apart);
    if !s.near(at) || !(less || apart || s.word(at).conj || s.form(at).starts_with('و')) {
        return None;
    }
    let (minute, after) = match s.lex(at) {
        Lex::Fn(Fn::Half) => (30, at + 1),
        Lex::Fn(Fn::Quarter) => (15, at + 1),
        Lex::Fn(Fn::Third) => (20, at + 1),
        _ => {
            let digits = s.digits(at).map(|(value, _)| (i64::from(value), at + 1));
            let (value, after) = digits.or_else(|| s.number(at).map(|n| (n.value, n.next)))?;
            let unit = matches!(s.lex(after), Lex::Unit(Unit::Minute, _)) && s.plain(after);
            (i8::try_from(value).ok().filter(|value| unit && (0..60).contains(value))?, after + 1)
        }
    };
    Some((if less { -minute } else { minute }, after))
}

/// The part of the day after an hour, which says which half of the day it is.
fn halves(s: &Stream, frame: Frame, next: usize) -> Part {
    if !s.plain(next) {
        return (frame, next);
    }
    let linked = usize::from(
        (s.is(next, Fn::In) || s.is(next, Fn::From))
            && s.plain(next + 1)
            && matches!(s.lex(next + 1), Lex::Pod(..)),
    );
    let at = next + linked;
    let found = match s.lex(at) {
        Lex::Pod(pod, alone) if alone || s.word(at).article || linked == 1 => Some((pod, at + 1)),
        Lex::Fn(Fn::After | Fn::Before) => around_noon(s, at),
        Lex::This
            if s.is(next.saturating_sub(2), Fn::Clock)
                || frame.clock.is_some_and(|c| c.minute.is_some())
                || matches!(s.lex(next - 1), Lex::Hour(_) | Lex::Teen) =>
        {
            match s.lex(at + 1) {
                Lex::Pod(pod, _) => Some((pod, at + 2)),
                Lex::Night => Some((Pod::Evening, at + 2)),
                _ => None,
            }
        }
        Lex::Night
            if frame.clock.is_some_and(|c| c.minute.is_some())
                || matches!(s.lex(next - 1), Lex::Hour(_) | Lex::Teen) =>
        {
            Some((Pod::Evening, at + 1))
        }
        Lex::None if matches!(s.form(at), "م" | "pm") => Some((Pod::Evening, at + 1)),
        Lex::None if matches!(s.form(at), "ص" | "am") => Some((Pod::Morning, at + 1)),
        Lex::None if matches!(s.form(at), "p" | "a") && s.sign(at + 1, ".") && s.form(at + 2) == "m" => {
            let pod = if s.form(at) == "p" { Pod::Evening } else { Pod::Morning };
            Some((pod, at + 3 + usize::from(s.sign(at + 3, ".") && s.touching(at + 3))))
        }
        // «2,9 م د» are millions of dinars.
        Lex::Fn(Fn::Ce) if s.form(at + 1) != "د" => Some((Pod::Evening, at + 1)),
        _ => None,
    };
    let Some((pod, next)) = found else { return (frame, next) };
    // What holds the hour of the day keeps it: «15:00 مساء».
    let clock = frame.clock.map(|clock| Clock { hour: of_day(clock.hour, pod), exact: true, ..clock });
    let shift =
        matches!(s.lex(next - 1), Lex::Night).then_some(0).or_else(|| (s.lex(at) == Lex::This).then_some(0));
    (Frame { clock, shift, pod: Some(pod), ..frame }, next)
}

/// «بعد الظهر», «قبل الظهر», «بعد العصر», «قبل المغرب», «بعد منتصف الليل».
fn around_noon(s: &Stream, i: usize) -> Option<(Pod, usize)> {
    let after = s.is(i, Fn::After);
    if !s.plain(i + 1) {
        return None;
    }
    if matches!(s.lex(i + 1), Lex::Edge(Edge::Middle)) && matches!(s.lex(i + 2), Lex::Pod(Pod::Night, _)) {
        return after.then_some((Pod::Morning, i + 3));
    }
    match s.lex(i + 1) {
        Lex::Pod(Pod::Noon, _) => Some((if after { Pod::Afternoon } else { Pod::Morning }, i + 2)),
        Lex::Pod(pod @ (Pod::Afternoon | Pod::Evening), _) => Some((pod, i + 2)),
        _ => None,
    }
}

/// A clock that follows a part of the day is in it: «مساء الأربعاء على الساعة الثامنة».
pub(crate) fn in_part(frame: &Frame, found: Frame) -> Frame {
    let (Some(pod), Some(clock), None) = (frame.pod, found.clock, found.pod) else { return found };
    let hour = if clock.exact { clock.hour } else { of_day(clock.hour, pod) };
    Frame { clock: Some(Clock { hour, exact: true, ..clock }), ..found }
}

/// The hour of 24 that an hour of twelve is in a part of the day.
fn of_day(hour: u8, pod: Pod) -> u8 {
    match pod {
        Pod::Morning if hour == 12 => 0,
        Pod::Noon if hour <= 4 => hour + 12,
        Pod::Afternoon | Pod::Evening if hour < 12 => hour + 12,
        // «الواحدة ليلا» is after midnight, «التاسعة ليلا» before.
        Pod::Night if (6..12).contains(&hour) => hour + 12,
        Pod::Night if hour == 12 => 0,
        _ => hour,
    }
}

/// «بتوقيت غرينتش», «بالتوقيت المحلي», «GMT», «ت.غ».
fn zone(s: &Stream, frame: Frame, next: usize) -> Part {
    let bracket = usize::from(s.sign(next, "("));
    let at = next + bracket;
    let after = if s.plain(at) && s.is(at, Fn::Zone) {
        let article = s.form(at).contains("ال");
        match s.phrase(at + 1) {
            Some((Named::Zone(zone), after)) => Some((WORDS.zone(zone), after)),
            _ if article && s.near(at + 1) => Some(("", at + 2)),
            _ => None,
        }
    } else if matches!(s.form(at), "gmt" | "utc") || s.near(at) && s.form(at).starts_with("غرين") {
        Some(("Z", at + 1))
    } else if s.near(at) && s.form(at) == "ت" && s.form(at + 1 + usize::from(s.sign(at + 1, "."))) == "غ" {
        Some(("Z", at + 2 + usize::from(s.sign(at + 1, "."))))
    } else {
        None
    };
    match after {
        Some((zone, after)) if bracket == 0 || s.sign(after, ")") => {
            (Frame { zone: Some(zone), ..frame }, after + bracket)
        }
        _ => (frame, next),
    }
}

/// A part of the day by itself («صباحا») or with the day that it needs («صباح الأربعاء», «بعد ظهر اليوم»).
pub(crate) fn part_of_day(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.pod.is_some() || so_far.month.is_some() && so_far.day.is_none() {
        return None;
    }
    let (pod, next, alone) = match s.lex(i) {
        Lex::Pod(pod, alone) => (pod, i + 1, alone),
        Lex::Unit(Unit::Night, _) => (Pod::Night, i + 1, false),
        _ => around_noon(s, i).map(|(pod, next)| (pod, next, true))?,
    };
    let frame = Frame { pod: Some(pod), ..Frame::default() };
    let article = s.word(i).article;
    // After a day: «الأربعاء صباحا», «أمس في المساء», «الخميس بعد الظهر».
    let adverb = alone && !article || matches!(s.lex(i), Lex::Fn(_)) || so_far.every;
    if so_far.has_day() {
        return adverb.then_some((frame, next));
    }
    // Before a day.
    let of_day = s.plain(next) && names_day(s, next) && !article;
    if so_far.clock.is_some() || so_far.is_empty() && of_day || so_far.every {
        return (of_day || so_far.every || adverb).then_some((frame, next));
    }
    None
}

/// Whether a day begins at `i`.
pub(crate) fn names_day(s: &Stream, i: usize) -> bool {
    match s.lex(i) {
        Lex::Weekday(_) => s.word(i).article,
        Lex::WeekdayBehindDay(_) => super::parts::is_behind_day(s, i),
        Lex::Day(_) | Lex::This => true,
        Lex::Unit(Unit::Day, Count::Singular) => s.plain(i + 1) && !s.word(i).article,
        _ if s.is(i, Fn::El) || s.digits(i).is_some_and(|(value, len)| len <= 2 && value <= 31) => {
            super::parts::day_and_month(s, i, &Frame::default()).is_some()
                || super::numeric::date(s, i, &Frame::default()).is_some()
        }
        Lex::Num if s.form(i).ends_with("اول") => true,
        // «ليل السابع من فيفري».
        Lex::Num | Lex::Hour(_) => super::parts::day_and_month(s, i, &Frame::default()).is_some(),
        _ => s.phrase(i).is_some_and(|(named, _)| matches!(named, Named::Holiday(_))),
    }
}
