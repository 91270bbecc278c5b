//! Days: weekdays, relative days, day and month, counted days.

use super::super::frame::{Dir, Frame, Nth, Pod, Unit};
use super::super::stream::{Part, Stream};
use super::super::words::{Count, Fn, Lex};
use super::part;

pub(super) fn weekday(s: &Stream, i: usize, day: u8, so_far: &Frame) -> Option<Part> {
    let word = s.word(i);
    let latin = s.lexed.kind(i) == Some(crate::lexed::Kind::Latin);
    let supported = word.article
        || latin
        || so_far.every
        || matches!(so_far.nth, Some(Nth { weekday: None, unit: Unit::Day, .. }));
    let in_week = matches!(s.lex(i + 1), Lex::Unit(Unit::Week, _)) && s.plain(i + 1);
    if !(supported || in_week) || so_far.day.is_some() || so_far.month.is_some() || so_far.weekday.is_some() {
        return None;
    }
    // «الاثنين» is also «the two»: after a dual or before «معا» it is no day.
    let pair =
        day == 1 && (s.form(i + 1) == "معا" || i > 0 && is_dual(s.form(i - 1)) && s.lex(i - 1) == Lex::None);
    // «القصائد الاثنين والعشرين».
    let tens = next_of_sum(s, i + 1);
    if pair || day == 1 && tens {
        return None;
    }
    if let Some(found) = weekday_of_period(s, i, day) {
        return Some(found);
    }
    // «ليلة السبت/الأحد»: the night between two days is that of the first.
    let night = so_far.pod == Some(Pod::Night) && (s.sign(i + 1, "/") || s.sign(i + 1, "-"));
    let through = night && s.near(i + 2) && s.lex(i + 2) == Lex::Weekday(day % 7 + 1);
    let next = if through { i + 3 } else { i + 1 };
    Some((Frame { weekday: Some(day), ..Frame::default() }, next))
}

/// Whether a ten with the article is joined by و at `i`, as to a unit before it.
fn next_of_sum(s: &Stream, i: usize) -> bool {
    let at = i + usize::from(s.form(i) == "و");
    let joined = at > i || s.word(i).conj;
    let ten = s.number(at).is_some_and(|n| !n.ordinal && (20..100).contains(&n.value) && n.definite);
    joined && s.near(i) && s.near(at) && s.lex(at) == Lex::Num && ten
}

pub(super) fn is_dual(form: &str) -> bool {
    form.len() > 8 && form.starts_with("ال") && (form.ends_with("ين") || form.ends_with("ان"))
}

/// «الثلاثاء الأخير من شهر مارس», «الثلاثاء الثالث من أيلول»: an ordinal after the day, a period after that.
pub(super) fn weekday_of_period(s: &Stream, i: usize, day: u8) -> Option<Part> {
    if !s.plain(i + 1) {
        return None;
    }
    let (count, next) = match s.lex(i + 1) {
        Lex::Dir(Dir::Past, true) if s.form(i + 1).contains("اخير") => (-1, i + 2),
        _ => {
            let number = s.number(i + 1).filter(|n| n.ordinal && (1..=5).contains(&n.value))?;
            (number.value as i8, number.next)
        }
    };
    let held = (s.is(next, Fn::From) || s.is(next, Fn::In)) && holds(s, next + 1) || holds(s, next);
    // The unit says that the ordinal may be the day's own: «السبت الثاني من مارس» is a 2 March that is a Saturday.
    let nth = Nth { count, weekday: Some(day), unit: Unit::Day };
    (held && s.near(next)).then_some((Frame { nth: Some(nth), ..Frame::default() }, next))
}

/// Whether a period that can hold days or weeks begins at `i`.
pub(super) fn holds(s: &Stream, i: usize) -> bool {
    s.month_name(i).is_some()
        || matches!(s.lex(i), Lex::Unit(Unit::Month | Unit::Year, Count::Singular) | Lex::This)
}

/// «أول ثلاثاء من», «آخر أسبوع في», «ثالث يوم من», «أول أيام رمضان».
pub(super) fn nth(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !so_far.is_empty() {
        return None;
    }
    let (count, mut at) = if s.is(i, Fn::Last) {
        (-1, i + 1)
    } else {
        let number = s.number(i).filter(|n| n.ordinal && !n.definite && (1..=31).contains(&n.value))?;
        (number.value as i8, number.next)
    };
    if !s.plain(at) {
        return None;
    }
    let mut nth = match s.lex(at) {
        Lex::Weekday(day) if !s.word(at).article => Nth { count, weekday: Some(day), unit: Unit::Week },
        Lex::Unit(Unit::Day, Count::Singular | Count::Plural) if !s.word(at).article => {
            Nth { count, weekday: None, unit: Unit::Day }
        }
        Lex::Unit(Unit::Week, Count::Singular) if !s.word(at).article => {
            Nth { count, weekday: None, unit: Unit::Week }
        }
        _ => return None,
    };
    at += 1;
    if let (Unit::Day, Lex::Weekday(day)) = (nth.unit, s.lex(at)) {
        nth = Nth { count, weekday: Some(day), unit: Unit::Week };
        at += 1;
    }
    let linked = s.is(at, Fn::From) || s.is(at, Fn::In);
    let held = holds(s, at + usize::from(linked)) || s.phrase(at).is_some();
    (s.plain(at) && held).then_some((Frame { nth: Some(nth), ..Frame::default() }, at))
}

/// «أمس», «اليوم», «غدا», «أول أمس», «أمس الأول», «أول من أمس», «بعد غد», «قبل أمس».
pub(super) fn relative_day(s: &Stream, i: usize, shift: i8, so_far: &Frame) -> Option<Part> {
    let free =
        so_far.weekday.is_none() && so_far.day.is_none() && so_far.shift.is_none() && so_far.month.is_none();
    if !free {
        return None;
    }
    let day = |shift: i32, next: usize| Some((Frame { shift: Some(shift), ..Frame::default() }, next));
    match s.lex(i) {
        Lex::Day(-1) if s.plain(i + 1) && matches!(s.form(i + 1), "الاول" | "الاولي") => {
            day(-2, i + 2)
        }
        Lex::Day(0) if today(s, i, so_far) => day(0, i + 1),
        Lex::Day(0) => the_day(s, i, so_far),
        Lex::Day(_) => day(i32::from(shift), i + 1),
        Lex::Fn(Fn::After) if s.lex(i + 1) == Lex::Day(1) && s.plain(i + 1) => day(2, i + 2),
        Lex::Fn(Fn::Before) if s.lex(i + 1) == Lex::Day(-1) && s.plain(i + 1) => day(-2, i + 2),
        Lex::Num if s.form(i).ends_with("اول") => {
            let at = if s.is(i + 1, Fn::From) { i + 2 } else { i + 1 };
            (s.lex(at) == Lex::Day(-1) && s.plain(at)).then_some(()).and_then(|()| day(-2, at + 1))
        }
        _ => None,
    }
}

/// «اليوم» with what follows it: «اليوم الماضي», «اليوم التالي», «اليوم الذي بعد غد», «اليوم الثالث من أكتوبر».
fn the_day(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if !s.plain(at) {
        return None;
    }
    match s.lex(at) {
        // «اليوم الي بعد بكرة» is written like «إلى».
        Lex::Fn(Fn::Holder | Fn::To) if matches!(s.lex(at + 1), Lex::Fn(Fn::After | Fn::Before)) => {
            relative_day(s, at + 1, 0, so_far)
        }
        Lex::Fn(Fn::After | Fn::Before) if s.form(at).starts_with("ال") => relative_day(s, at, 0, so_far),
        Lex::Dir(Dir::Past, true) if s.form(at).contains("اخير") => counted_noun(s, i, so_far),
        Lex::Same => Some((Frame { shift: Some(0), dir: Some(Dir::Following), ..Frame::default() }, at + 1)),
        Lex::Dir(dir, weak) => {
            let count = match dir {
                Dir::Past => -1,
                Dir::Now => 0,
                Dir::Future | Dir::Following => 1,
            };
            let told = weak || dir == Dir::Following;
            let dir = told.then_some(Dir::Following);
            Some((Frame { shift: Some(count), dir, ..Frame::default() }, at + 1))
        }
        _ => day_and_month(s, at, so_far).or_else(|| counted_noun(s, i, so_far)),
    }
}

/// «اليوم الأخير من الشهر», «الأسبوع الأول من أكتوبر»: a unit, its ordinal, and the period that holds it.
pub(super) fn counted_noun(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let unit = match s.lex(i) {
        Lex::Day(0) => Unit::Day,
        Lex::Unit(unit @ (Unit::Day | Unit::Week), Count::Singular) if s.word(i).article => unit,
        _ => return None,
    };
    if !(so_far.is_empty() || so_far.edge.is_some() && unit == Unit::Week) {
        return None;
    }
    let (count, next) = match s.lex(i + 1) {
        Lex::Dir(Dir::Past, true) if s.form(i + 1).contains("اخير") => (-1, i + 2),
        _ => s
            .number(i + 1)
            .filter(|n| n.ordinal && n.definite && (1..=31).contains(&n.value))
            .map(|n| (n.value as i8, n.next))?,
    };
    let linked = usize::from(s.is(next, Fn::From) || s.is(next, Fn::In));
    let nth = Nth { count, weekday: None, unit };
    let held = s.plain(next) && holds(s, next + linked);
    held.then_some((Frame { nth: Some(nth), ..Frame::default() }, next))
}

/// Whether «اليوم» is today, and not the day of something («اليوم العالمي», «اليوم الأول», «في اليوم»).
pub(super) fn today(s: &Stream, i: usize, so_far: &Frame) -> bool {
    // «في ذلك اليوم», «صباح ذلك اليوم»: a day that the text told of; «قال ذلك اليوم» is today.
    let that = i > 1 && s.near(i) && s.form(i - 1) == "ذلك";
    if that && matches!(s.lex(i - 2), Lex::Pod(..) | Lex::Fn(Fn::In | Fn::Since | Fn::To)) {
        return false;
    }
    if so_far.is_time() {
        return true;
    }
    let next = i + 1;
    if s.near(next) {
        let named = s.is(next, Fn::DayName)
            || matches!(s.lex(next), Lex::Same | Lex::Dir(..) | Lex::Fn(Fn::Holder))
            || matches!(s.lex(next), Lex::Fn(Fn::To | Fn::Before | Fn::After))
                && matches!(s.form(next), "الي" | "القبل" | "البعد")
                && s.plain(next + 1)
                && matches!(s.lex(next + 1 + usize::from(s.is(next, Fn::To))), Lex::Day(1 | -1))
            || s.number(next).is_some_and(|n| n.ordinal && n.definite);
        if named {
            return false;
        }
    }
    let day = s.plain(next) && matches!(s.lex(next), Lex::Weekday(_));
    // «في اليوم», «خلال اليوم»: in a day, in the course of the day.
    let before = i > 0 && s.near(i);
    let of_day = before && (s.is(i - 1, Fn::In) || s.is(i - 1, Fn::During)) || medium(s, i);
    let attached = s.word(i).prep && s.form(i).starts_with('ب');
    !of_day && !attached || day
}

/// Whether «اليوم» at `i` ends the name of a medium: «قناة روسيا اليوم», «صحيفة «المصري اليوم»», «(المصري اليوم)».
fn medium(s: &Stream, i: usize) -> bool {
    let sign = |at: usize| matches!(s.form(at), "\"" | "«" | "»" | "“" | "”" | "(" | ")");
    let Some(before) = i.checked_sub(2).filter(|_| s.near(i) && s.is(i - 1, Fn::Medium)) else {
        return false;
    };
    let opened = sign(before);
    let told = before.checked_sub(usize::from(opened)).is_some_and(|at| s.is(at, Fn::MediumNoun));
    s.near(i - 1) && (told || opened && sign(i + 1) && s.near(i + 1))
}

/// «يوم» before what names the day; it adds nothing itself.
pub(super) fn day_noun(s: &Stream, i: usize, count: Count, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if so_far.has_day() || !s.plain(at) {
        return None;
    }
    if s.word(i).article {
        // «اليوم الثالث من أكتوبر» and «اليوم الذي بعد غد»; «اليوم الماضي» is yesterday.
        return match s.lex(at) {
            Lex::Fn(Fn::Holder) => part(s, at + 1, so_far).filter(|(found, _)| found.shift.is_some()),
            _ => day_and_month(s, at, so_far),
        };
    }
    let (found, next) = part(s, at, &Frame { every: so_far.every, ..Frame::default() })?;
    let names = found.weekday.is_some()
        || found.day.is_some()
        || found.shift.is_some()
        || found.holiday.is_some()
        || found.nth.is_some();
    let plural = count == Count::Plural && found.day.is_none();
    (names && !plural && found.clock.is_none()).then_some((found, next))
}

/// «15 مارس», «15 من مارس», «15 من الشهر الجاري», «15-مارس».
pub(crate) fn day_and_month(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.day.is_some() || so_far.month.is_some() {
        return None;
    }
    let at = i + usize::from(s.is(i, Fn::El));
    let (day, next, ordinal) = s.day_number(at)?;
    // «الثلث الأول من شهر مارس» is no day.
    let part = |i: usize| matches!(s.lex(i), Lex::Fn(Fn::Half | Fn::Third | Fn::Quarter));
    if ordinal && i > 0 && s.near(i) && part(i - 1) {
        return None;
    }
    let frame = Frame { day: Some(day), ..Frame::default() };
    if let Some(next) = followed_by_month(s, next) {
        return Some((frame, next));
    }
    // «السبت السادس عشر»: a weekday and its day, where both agree in the months around the document's date.
    let agrees = so_far.weekday.is_some_and(|weekday| ordinal && day > 5 && near_day(s, weekday, day));
    agrees.then_some((frame, next))
}

pub(super) fn near_day(s: &Stream, weekday: u8, day: u8) -> bool {
    let Some(anchor) = s.anchor else { return false };
    (-1..=1).any(|months| {
        let first = anchor.month_start(months);
        first
            .and_then(|d| d.add_days(i64::from(day) - 1))
            .is_some_and(|d| d.day() == day && d.weekday() == weekday)
    })
}

/// Where the month begins that the day number before `i` belongs to.
pub(super) fn followed_by_month(s: &Stream, i: usize) -> Option<usize> {
    if !s.near(i) || s.word(i).conj {
        return None;
    }
    let linked = s.is(i, Fn::From) || s.sign(i, "-") || s.sign(i, "/") || s.form(i) == "of";
    let at = i + usize::from(linked);
    if !s.near(at) {
        return None;
    }
    let month = s.month_name(at).is_some()
        || (s.is(i, Fn::From)
            && s.lex(at) == Lex::This
            && matches!(s.lex(at + 1), Lex::Unit(Unit::Month, _)))
        || matches!(s.lex(at), Lex::Unit(Unit::Month, Count::Singular))
            && (s.word(at).article && s.is(i, Fn::From)
                || s.month_name(at + 1).is_some()
                || s.digits(at + 1).is_some()
                || s.number(at + 1).is_some_and(|n| (1..=12).contains(&n.value)));
    month.then_some(at)
}
