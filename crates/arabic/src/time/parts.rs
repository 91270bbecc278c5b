//! The parts of a point in time: weekday, day, month, year, relative periods, parts of the day.

use super::frame::{Calendar, Dir, Edge, Frame, Nth, Unit, YearPart};
use super::stream::{Part, Stream, around};
use super::words::{Count, Fn, Lex, Named};
use super::{clock, numeric};

/// The part that begins at `i`, given what the expression has said so far.
pub(crate) fn part(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if let Some(found) = holiday(s, i, so_far) {
        return Some(found);
    }
    if let Some(found) = month(s, i, so_far) {
        return Some(found);
    }
    match s.lex(i) {
        Lex::Weekday(day) => weekday(s, i, day, so_far),
        Lex::Day(shift) => relative_day(s, i, shift, so_far),
        Lex::Unit(unit, count) => unit_part(s, i, unit, count, so_far),
        Lex::This => this(s, i),
        Lex::Dir(dir, weak) => (!so_far.is_empty() && !weak || so_far.has_day() || so_far.month.is_some())
            .then_some((Frame { dir: Some(dir), ..Frame::default() }, i + 1)),
        Lex::Pod(..) => clock::part_of_day(s, i, so_far),
        Lex::Night => {
            Some((Frame { shift: Some(0), pod: Some(super::frame::Pod::Night), ..Frame::default() }, i + 1))
        }
        Lex::Edge(edge) => edge_part(s, i, edge, so_far),
        Lex::Season(season) => year_part(s, i, YearPart::Season(season), i + 1, so_far),
        Lex::Decade(decade) => decade_part(s, i, decade, so_far),
        Lex::Hour(_) => ordinal_of(s, i, so_far).or_else(|| clock::clock(s, i, so_far)),
        Lex::Fn(Fn::Clock) => clock::clock(s, i, so_far),
        Lex::Fn(Fn::Quarter) => fraction_of_year(s, i, so_far),
        Lex::Fn(Fn::Half) => fraction_of_year(s, i, so_far).or_else(|| edge_part(s, i, Edge::Middle, so_far)),
        Lex::Fn(Fn::Last) => nth(s, i, so_far),
        Lex::Fn(Fn::MonthOf) => month_of(s, i, so_far),
        Lex::Fn(Fn::After | Fn::Before) => {
            clock::part_of_day(s, i, so_far).or_else(|| relative_day(s, i, 0, so_far))
        }
        Lex::Fn(Fn::FirstOf) => day_and_month(s, i, so_far),
        Lex::Fn(Fn::El) => day_and_month(s, i, so_far).or_else(|| clock::clock(s, i, so_far)),
        Lex::Num => {
            nth(s, i, so_far).or_else(|| relative_day(s, i, 0, so_far)).or_else(|| ordinal_of(s, i, so_far))
        }
        Lex::None if s.digits(i).is_some() => numeric::date(s, i, so_far)
            .or_else(|| clock::clock(s, i, so_far))
            .or_else(|| day_and_month(s, i, so_far))
            .or_else(|| bare_year(s, i, so_far)),
        _ => None,
    }
}

fn holiday(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let (Named::Holiday(index), next) = s.phrase(i)? else { return None };
    let free = !so_far.has_day() || so_far.weekday.is_some() && so_far.day.is_none();
    free.then_some((Frame { holiday: Some(index), ..Frame::default() }, next))
}

fn weekday(s: &Stream, i: usize, day: u8, so_far: &Frame) -> Option<Part> {
    let word = s.word(i);
    let supported = word.article
        || so_far.every
        || matches!(so_far.nth, Some(Nth { weekday: None, unit: Unit::Day, .. }));
    let in_week = matches!(s.lex(i + 1), Lex::Unit(Unit::Week, _)) && s.plain(i + 1);
    if !(supported || in_week) || so_far.day.is_some() || so_far.month.is_some() || so_far.weekday.is_some() {
        return None;
    }
    // «الاثنين» is also «the two»: after a dual or before «معا» it is no day.
    let pair =
        day == 1 && (s.form(i + 1) == "معا" || i > 0 && is_dual(s.form(i - 1)) && s.lex(i - 1) == Lex::None);
    if pair {
        return None;
    }
    if let Some(found) = weekday_of_period(s, i, day) {
        return Some(found);
    }
    Some((Frame { weekday: Some(day), ..Frame::default() }, i + 1))
}

fn is_dual(form: &str) -> bool {
    form.len() > 8 && form.starts_with("ال") && (form.ends_with("ين") || form.ends_with("ان"))
}

/// «الثلاثاء الأخير من شهر مارس», «الثلاثاء الثالث من أيلول»: an ordinal after the day, a period after that.
fn weekday_of_period(s: &Stream, i: usize, day: u8) -> Option<Part> {
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
    let nth = Nth { count, weekday: Some(day), unit: Unit::Week };
    (held && s.near(next)).then_some((Frame { nth: Some(nth), ..Frame::default() }, next))
}

/// Whether a period that can hold days or weeks begins at `i`.
fn holds(s: &Stream, i: usize) -> bool {
    s.month_name(i).is_some()
        || s.is(i, Fn::MonthOf)
        || matches!(s.lex(i), Lex::Unit(Unit::Month | Unit::Year, Count::Singular) | Lex::This)
}

/// «أول ثلاثاء من», «آخر أسبوع في», «ثالث يوم من», «أول أيام رمضان».
fn nth(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
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
fn relative_day(s: &Stream, i: usize, shift: i8, so_far: &Frame) -> Option<Part> {
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
        Lex::Day(0) => today(s, i, so_far).then_some(()).and_then(|()| day(0, i + 1)),
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

/// Whether «اليوم» is today, and not the day of something («اليوم العالمي», «اليوم الأول», «في اليوم»).
fn today(s: &Stream, i: usize, so_far: &Frame) -> bool {
    if so_far.is_time() {
        return true;
    }
    let next = i + 1;
    if s.near(next) {
        let named = matches!(
            s.form(next),
            "العالمي"
                | "الوطني"
                | "الدولي"
                | "الدراسي"
                | "الواحد"
                | "الذي"
                | "التي"
                | "المفتوح"
                | "الوطنيه"
                | "الاخر"
        ) || matches!(s.lex(next), Lex::Same | Lex::Dir(..) | Lex::Fn(Fn::Holder))
            || s.number(next).is_some_and(|n| n.ordinal && n.definite);
        if named {
            return false;
        }
    }
    let day = s.plain(next) && matches!(s.lex(next), Lex::Weekday(_));
    let of_day = i > 0 && s.near(i) && (s.is(i - 1, Fn::In) && !day || s.form(i - 1) == "المصري");
    let attached = s.word(i).prep && s.form(i).starts_with('ب');
    !of_day && !attached || day
}

/// A unit's own name inside a point: «يوم الأحد», «شهر مارس», «عام 2020», «الأسبوع الماضي», «القرن الماضي».
fn unit_part(s: &Stream, i: usize, unit: Unit, count: Count, so_far: &Frame) -> Option<Part> {
    match (unit, count) {
        (Unit::Day, Count::Singular | Count::Construct | Count::Plural) => day_noun(s, i, count, so_far),
        (Unit::Month, Count::Singular) => {
            month_of(s, i, so_far).or_else(|| relative_unit(s, i, unit, so_far))
        }
        (Unit::Year, Count::Singular | Count::Construct | Count::Plural) => {
            year_noun(s, i, count, so_far).or_else(|| relative_unit(s, i, unit, so_far))
        }
        (Unit::Century, Count::Singular) => century(s, i, so_far),
        (Unit::Week | Unit::Decade | Unit::Night, Count::Singular) => relative_unit(s, i, unit, so_far),
        _ => None,
    }
}

/// «يوم» before what names the day; it adds nothing itself.
fn day_noun(s: &Stream, i: usize, count: Count, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if so_far.has_day() || !s.plain(at) {
        return None;
    }
    if s.word(i).article {
        // «اليوم الثالث من أكتوبر» and «اليوم الذي بعد غد»; «اليوم الماضي» is yesterday.
        return match s.lex(at) {
            Lex::Fn(Fn::Holder) => part(s, at + 1, so_far).filter(|(found, _)| found.shift.is_some()),
            _ => ordinal_of(s, at, so_far),
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

/// «شهر مارس», «شهر 3», «شهر ثلاثة», «الشهر الثامن».
fn month_of(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if so_far.month.is_some() || !s.plain(at) || so_far.around.is_some() {
        return None;
    }
    if let Some((frame, next)) = month_from(s, at, true) {
        return Some((frame, next));
    }
    let (number, next) = match s.digits(at) {
        Some((value, 1..=2)) if s.whole(at) => (i64::from(value), at + 1),
        Some(_) => return None,
        None => s.number(at).map(|n| (n.value, n.next))?,
    };
    let supported =
        so_far.day.is_some() || so_far.nth.is_some() || so_far.edge.is_some() || s.word(i).article;
    let month = u8::try_from(number).ok().filter(|m| (1..=12).contains(m))?;
    let frame = Frame { month: Some(month), calendar: Some(Calendar::Gregorian), ..Frame::default() };
    supported.then_some((frame, next))
}

/// A month by its name, or by a pair of names («يناير/كانون الثاني»).
fn month(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    s.month_name(i)?;
    if so_far.month.is_some() || so_far.shift.is_some() && so_far.day.is_none() || so_far.year.is_some() {
        return None;
    }
    let supported =
        so_far.day.is_some() || so_far.nth.is_some() || so_far.edge.is_some() || month_support(s, i);
    month_from(s, i, supported)
}

/// Whether what stands before a month's name makes a month of it.
fn month_support(s: &Stream, i: usize) -> bool {
    let word = s.word(i);
    if word.prep && !matches!(s.lex(i), Lex::Month(Calendar::Islamic, ..)) {
        return true;
    }
    let Some(before) = i.checked_sub(1).filter(|_| s.near(i) && !word.conj) else { return false };
    matches!(s.lex(before), Lex::Fn(Fn::In | Fn::Since | Fn::Until | Fn::During | Fn::To))
}

pub(crate) fn month_from(s: &Stream, i: usize, supported: bool) -> Option<Part> {
    let (calendar, month, weak, mut next) = s.month_name(i)?;
    let mut paired = false;
    // «يناير/كانون الثاني», «يناير (كانون الثاني)», «كانون الثاني - يناير», «كانون الثاني يناير».
    let sign = ["/", "-", "("].iter().any(|sign| s.sign(next, sign));
    let at = next + usize::from(sign);
    if let Some((other, same, _, after)) = s.month_name(at).filter(|_| s.near(next) && s.near(at)) {
        let closed = !s.sign(next, "(") || s.sign(after, ")");
        if other == calendar && same == month && closed && at != i {
            paired = true;
            next = after + usize::from(s.sign(next, "("));
        }
    }
    let year = s.near(next) && s.digits(next).is_some_and(|(_, len)| len == 4) && s.whole(next);
    let dir = s.plain(next) && matches!(s.lex(next), Lex::Dir(_, false));
    if weak && !(supported || paired || year || dir) {
        return None;
    }
    Some((Frame { month: Some(month), calendar: Some(calendar), ..Frame::default() }, next))
}

/// «15 مارس», «15 من مارس», «15 من الشهر الجاري», «15-مارس».
pub(crate) fn day_and_month(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.day.is_some() || so_far.month.is_some() || so_far.shift.is_some_and(|_| so_far.is_time()) {
        return None;
    }
    let at = i + usize::from(s.is(i, Fn::El));
    let (day, next, ordinal) = s.day_number(at)?;
    let frame = Frame { day: Some(day), ..Frame::default() };
    if let Some(next) = followed_by_month(s, next) {
        return Some((frame, next));
    }
    // «السبت السادس عشر»: a weekday and its day, where both agree in the months around the document's date.
    let agrees = so_far.weekday.is_some_and(|weekday| ordinal && day > 5 && near_day(s, weekday, day));
    agrees.then_some((frame, next))
}

fn near_day(s: &Stream, weekday: u8, day: u8) -> bool {
    let Some(anchor) = s.anchor else { return false };
    (-1..=1).any(|months| {
        let first = anchor.month_start(months);
        first
            .and_then(|d| d.add_days(i64::from(day) - 1))
            .is_some_and(|d| d.day() == day && d.weekday() == weekday)
    })
}

/// Where the month begins that the day number before `i` belongs to.
fn followed_by_month(s: &Stream, i: usize) -> Option<usize> {
    if !s.near(i) || s.word(i).conj {
        return None;
    }
    let linked = s.is(i, Fn::From) || s.sign(i, "-") || s.sign(i, "/") || s.form(i) == "of";
    let at = i + usize::from(linked);
    if !s.near(at) {
        return None;
    }
    let month = s.month_name(at).is_some()
        || s.is(at, Fn::MonthOf) && !s.word(at).conj
        || (s.is(i, Fn::From)
            && s.lex(at) == Lex::This
            && matches!(s.lex(at + 1), Lex::Unit(Unit::Month, _)))
        || matches!(s.lex(at), Lex::Unit(Unit::Month, Count::Singular))
            && (s.word(at).article && s.is(i, Fn::From)
                || s.month_name(at + 1).is_some()
                || s.digits(at + 1).is_some());
    month.then_some(at)
}

/// «الثالث والعشرين من أكتوبر», «الثالث من الشهر الجاري».
fn ordinal_of(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    day_and_month(s, i, so_far)
}

/// «عام 2020», «العام 2015م», «سنة 1442هـ», «عامي 2010 و2011».
fn year_noun(s: &Stream, i: usize, count: Count, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if !s.plain(at)
        || s.word(at).prep
        || so_far.year.is_some()
        || so_far.around.is_some()
        || count == Count::Plural
    {
        return None;
    }
    if so_far.has_day() && so_far.month.is_none() && so_far.holiday.is_none() {
        return None;
    }
    let (year, next) = s.year_number(at)?;
    // «سنة 15» is no year, and «العام» before a counted number is an adjective.
    let frame = Frame { year: Some(year), ..Frame::default() };
    Some(era(s, frame, next))
}

/// A year without a noun: after a month, a season, or in a place that only a year fits.
fn bare_year(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let (year, next) = s.year_number(i)?;
    let four = s.digits(i).is_some_and(|(_, len)| len == 4);
    let (frame, after) = era(s, Frame { year: Some(year), ..Frame::default() }, next);
    let marked = after > next;
    if so_far.wants_year() && so_far.edge.is_none() | so_far.month.is_some() && (four || marked) {
        return Some((frame, after));
    }
    let fits = (1900..=2099).contains(&year) && four || marked && (100..=2999).contains(&year);
    let placed = so_far.edge.is_some() || so_far.is_empty() && year_place(s, i, after);
    (so_far.year.is_none() && !so_far.has_day() && fits && (placed || marked && so_far.is_empty()))
        .then_some((frame, after))
}

/// Whether a number of four digits stands where a year does: after a preposition, not before what it would count.
fn year_place(s: &Stream, i: usize, next: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| s.near(i)) else { return false };
    let preposition = matches!(
        s.lex(before),
        Lex::Fn(Fn::In | Fn::Since | Fn::Until | Fn::To | Fn::During | Fn::Before | Fn::After)
    ) || matches!(
        s.form(before),
        "موسم"
            | "الموسم"
            | "مونديال"
            | "اولمبياد"
            | "انتخابات"
            | "لسنه"
            | "ثوره"
            | "دستور"
            | "حرب"
            | "ل"
            | "ك"
    );
    let counted = s.lexed.kind(next) == Some(crate::lexed::Kind::Symbol)
        || matches!(s.lex(next), Lex::Unit(..))
        || s.near(next)
            && matches!(
                s.form(next),
                "دولار"
                    | "دينار"
                    | "شخص"
                    | "كيلومتر"
                    | "متر"
                    | "يورو"
                    | "مليون"
                    | "نقطه"
                    | "وحده"
                    | "قتيل"
            );
    preposition && !counted
}

/// The mark of an era after a year: «م», «هـ», «ميلادية», «ق.م», «قبل الميلاد».
pub(crate) fn era(s: &Stream, frame: Frame, next: usize) -> Part {
    if !s.near(next) {
        return (frame, next);
    }
    let mark = |calendar, next| (Frame { calendar: Some(calendar), ..frame }, next);
    match s.lex(next) {
        Lex::Fn(Fn::Ce) => mark(Calendar::Gregorian, next + 1),
        Lex::Fn(Fn::Ah) => mark(Calendar::Islamic, next + 1),
        Lex::Fn(Fn::Bce) if s.sign(next + 1, ".") && s.is(next + 2, Fn::Ce) && s.touching(next + 2) => (
            Frame { year: frame.year.map(|y| 1 - y), calendar: Some(Calendar::Gregorian), ..frame },
            next + 3,
        ),
        Lex::Fn(Fn::Before) if s.form(next + 1) == "الميلاد" => (
            Frame { year: frame.year.map(|y| 1 - y), calendar: Some(Calendar::Gregorian), ..frame },
            next + 2,
        ),
        _ => (frame, next),
    }
}

/// «هذا الأسبوع», «هذه السنة», «هذا الاثنين», «هذا اليوم», «هذه الليلة», «هذا الصباح».
fn this(s: &Stream, i: usize) -> Option<Part> {
    let at = i + 1;
    if !s.plain(at) {
        return None;
    }
    let now = |frame: Frame| Some((frame, at + 1));
    match s.lex(at) {
        Lex::Day(0) => now(Frame { shift: Some(0), ..Frame::default() }),
        Lex::Night => now(Frame { shift: Some(0), pod: Some(super::frame::Pod::Night), ..Frame::default() }),
        Lex::Weekday(day) => now(Frame { weekday: Some(day), dir: Some(Dir::Now), ..Frame::default() }),
        Lex::Pod(pod, _) if s.word(at).article && s.form(at) != "المغرب" => {
            now(Frame { shift: Some(0), pod: Some(pod), ..Frame::default() })
        }
        Lex::Season(season) if s.word(at).article => {
            now(Frame { part: Some(YearPart::Season(season)), dir: Some(Dir::Now), ..Frame::default() })
        }
        Lex::Unit(unit, Count::Singular) if s.word(at).article && unit >= Unit::Week => now(around(unit, 0)),
        _ => None,
    }
}

/// «الأسبوع الماضي», «العام المقبل», «الشهر الجاري», «الليلة الماضية», and «العام» by itself after an edge.
fn relative_unit(s: &Stream, i: usize, unit: Unit, so_far: &Frame) -> Option<Part> {
    let word = s.word(i);
    let holder =
        so_far.weekday.is_some() || so_far.day.is_some() || so_far.nth.is_some() || so_far.edge.is_some();
    let year_holder = unit == Unit::Year && so_far.wants_year();
    if !(so_far.is_empty() || holder || year_holder) || so_far.around.is_some() && unit != Unit::Year {
        return None;
    }
    if !word.article {
        return None;
    }
    if let Lex::Dir(dir, weak) = s.lex(i + 1)
        && s.plain(i + 1)
    {
        let adjective = weak && so_far.is_empty() && unit == Unit::Year && modifies_noun(s, i);
        let count = match dir {
            Dir::Past => -1,
            Dir::Now => 0,
            Dir::Future | Dir::Following => 1,
        };
        return (!adjective).then_some((around(unit, count), i + 2));
    }
    let alone = so_far.edge.is_some() || so_far.day.is_some();
    (alone && unit != Unit::Night && !s.is(i + 1, Fn::Holder)).then_some((around(unit, 0), i + 1))
}

/// Whether «العام» at `i` is an adjective: a definite noun that is no time stands right before it.
fn modifies_noun(s: &Stream, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| s.near(i)) else { return false };
    let form = s.form(before);
    s.lex(before) == Lex::None
        && (form.starts_with("ال") || form.starts_with("وال") || form.starts_with("لل"))
        && !form.ends_with('ه')
}

/// «مطلع العام», «نهاية الأسبوع», «منتصف الشهر الجاري», «أواخر آذار»: only before a period.
fn edge_part(s: &Stream, i: usize, edge: Edge, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if !so_far.is_empty() || !s.plain(at) {
        return None;
    }
    let frame = Frame { edge: Some(edge), ..Frame::default() };
    if let Lex::Unit(Unit::Week, Count::Singular) = s.lex(at) {
        let article = s.word(at).article;
        let (week, next) = relative_unit(s, at, Unit::Week, &frame).filter(|_| article)?;
        let weekend = edge == Edge::End;
        return Some((Frame { edge: if weekend { None } else { Some(edge) }, weekend, ..week }, next));
    }
    let (found, next) = part(s, at, &frame)?;
    let period = found.month.is_some()
        || found.year.is_some()
        || found.around.is_some()
        || found.part.is_some()
        || found.century.is_some()
        || found.decade.is_some();
    if !period || found.day.is_some() || found.clock.is_some() {
        return None;
    }
    Some((frame.with(&found)?, next))
}

/// «صيف 2015», «الصيف الماضي», «شتاء هذا العام».
fn year_part(s: &Stream, i: usize, part: YearPart, next: usize, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some()) {
        return None;
    }
    let frame = Frame { part: Some(part), ..Frame::default() };
    let dir = s.plain(next) && matches!(s.lex(next), Lex::Dir(_, false)) && s.word(i).article;
    let linked = usize::from(s.is(next, Fn::From));
    let year = s.plain(next)
        && (s.digits(next).is_some_and(|(value, len)| len == 4 && (1900..2100).contains(&value))
            || matches!(s.lex(next + linked), Lex::Unit(Unit::Year, Count::Singular) | Lex::This));
    (dir || year).then_some((frame, next))
}

/// «الربع الأول من عام 2020», «النصف الثاني من العام الجاري».
fn fraction_of_year(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !s.form(i).contains("ال") || !s.plain(i + 1) {
        return None;
    }
    let quarter = s.is(i, Fn::Quarter);
    let (count, next) = match s.lex(i + 1) {
        Lex::Dir(Dir::Past, true) if quarter => (4, i + 2),
        _ => s.number(i + 1).filter(|n| n.ordinal && n.definite).map(|n| (n.value, n.next))?,
    };
    let limit = if quarter { 4 } else { 2 };
    let index = u8::try_from(count - 1).ok().filter(|index| *index < limit)?;
    let part = if quarter { YearPart::Quarter(index) } else { YearPart::Half(index) };
    year_part(s, i, part, next, so_far)
}

/// «التسعينات», «ثمانينيات القرن الماضي», «الأربعينيات من القرن العشرين».
fn decade_part(s: &Stream, i: usize, decade: u8, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some()) {
        return None;
    }
    let at = i + 1 + usize::from(s.is(i + 1, Fn::From));
    let of_century = s.plain(i + 1) && matches!(s.lex(at), Lex::Unit(Unit::Century, Count::Singular));
    (s.word(i).article || of_century)
        .then_some((Frame { decade: Some(i32::from(decade)), ..Frame::default() }, i + 1))
}

/// «القرن العشرين», «القرن الماضي», «القرن الـ19», «القرن الخامس الهجري».
fn century(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some() || so_far.decade.is_some()) || !s.word(i).article {
        return None;
    }
    if let Some(found) = relative_unit(s, i, Unit::Century, &Frame { edge: so_far.edge, ..Frame::default() })
    {
        return Some(found);
    }
    let number = s.plain(i + 1).then(|| s.number(i + 1)).flatten().filter(|n| (1..=30).contains(&n.value))?;
    let frame = Frame { century: i32::try_from(number.value).ok(), ..Frame::default() };
    Some(era(s, frame, number.next))
}
