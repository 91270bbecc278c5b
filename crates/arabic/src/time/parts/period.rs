//! Longer periods: years, relative periods, edges, parts of years, decades, centuries.

use super::super::frame::{Calendar, Dir, Edge, Frame, Unit, YearPart};
use super::super::stream::{Part, Stream, around};
use super::super::words::{Count, Fn, Lex};
use super::day::counted_noun;
use super::part;

/// «عام 2020», «العام 2015م», «سنة 1442هـ», «عامي 2010 و2011».
pub(super) fn year_noun(s: &Stream, i: usize, count: Count, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if !s.plain(at) || s.word(at).prep || so_far.year.is_some() || so_far.around.is_some() {
        return None;
    }
    if so_far.has_day() && so_far.month.is_none() && so_far.holiday.is_none() {
        return None;
    }
    let (year, next) =
        s.year_number(at).or_else(|| early_year(s, at)).or_else(|| short_year(s, i, at, count))?;
    // «أعوام 2010 و2011 و2012» names years, «سنوات 2010» does not.
    if matches!(count, Count::Plural | Count::Dual) && !(s.near(next) && another_year(s, next)) {
        return None;
    }
    // «سنة 15» is no year, and «العام» before a counted number is an adjective.
    let frame = Frame { year: Some(year), ..Frame::default() };
    Some(era(s, frame, next))
}

/// «عام 30 قبل الميلاد», «سنة ثلاثين ق.م»: below a hundred, where the era says that it is a year.
fn early_year(s: &Stream, at: usize) -> Option<(i32, usize)> {
    let number =
        s.number(at).filter(|n| !n.ordinal && n.fraction.is_none() && (1..100).contains(&n.value))?;
    let year = i32::try_from(number.value).ok()?;
    let (frame, _) = era(s, Frame { year: Some(year), ..Frame::default() }, number.next);
    (frame.year != Some(year)).then_some((year, number.next))
}

/// «قانون عدد 35 لسنة 76»: two digits from thirty on after the singular noun, which count nothing, are a year of the 20th century.
fn short_year(s: &Stream, i: usize, at: usize, count: Count) -> Option<(i32, usize)> {
    let (value, 2) = s.digits(at)? else { return None };
    let noun = count == Count::Singular
        && !s.word(i).article
        && matches!(s.form(i), "سنه" | "لسنه" | "عام" | "لعام");
    let fits = (30..100).contains(&value) && s.whole(at) && !crate::quantities::follows(s.lexed, at + 1);
    let unit = s.near(at + 1) && matches!(s.lex(at + 1), Lex::Unit(..));
    if noun && s.near(at + 1) && s.is(at + 1, Fn::Ah) {
        return Some((value, at + 1));
    }
    (noun && fits && !unit).then_some((1900 + value, at + 1))
}

/// Whether another year follows at `i`, behind و, a comma or a dash.
pub(crate) fn another_year(s: &Stream, i: usize) -> bool {
    let sign = s.comma(i) || s.sign(i, "-") || s.form(i) == "و" || s.is(i, Fn::To);
    let year =
        |at: usize| s.near(at) && s.year_number(at).is_some_and(|(year, _)| (1000..2200).contains(&year));
    sign && year(i + 1)
}

/// A year without a noun: after a month, a season, or in a place that only a year fits.
pub(super) fn bare_year(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let (year, next) = s.year_number(i)?;
    let four = s.digits(i).is_some_and(|(_, len)| len == 4);
    let (frame, after) = era(s, Frame { year: Some(year), ..Frame::default() }, next);
    // «372 م د» are millions of dinars, «6ر372» a decimal, and «1500 م» more often metres than a year.
    let letter = after == next + 1 && s.form(next) == "م";
    let money =
        letter && s.near(after) && (s.form(after) == "د" || s.sign(after, ".") && s.form(after + 1) == "د");
    let decimal = i > 0 && s.touching(i) && s.form(i - 1) == "ر";
    let metres = letter && !s.touching(next) && !(1600..2100).contains(&year) && !year_place(s, i, after);
    if money || decimal || metres {
        return None;
    }
    let marked = after > next;
    if so_far.wants_year() && so_far.edge.is_none() | so_far.month.is_some() && (four || marked) {
        return Some((frame, after));
    }
    let fits = (1900..=2099).contains(&year) && four || marked && (100..=2999).contains(&year);
    let placed = so_far.edge.is_some()
        || so_far.is_empty() && (year_place(s, i, after) || !marked && four && (alone(s, i) || years(s, i)));
    (so_far.year.is_none() && !so_far.has_day() && fits && (placed || marked && so_far.is_empty()))
        .then_some((frame, after))
}

/// Whether two years with a hyphen between them begin at `i`: «المخطط 2016-2020», and no third number; or two that
/// «من … إلى» joins, before nothing that they count.
fn years(s: &Stream, i: usize) -> bool {
    let hyphen = |at: usize| s.sign(at, "-") && s.touching(at);
    // «من 1998 إلى سنة 2028».
    let noun =
        usize::from(s.is(i + 1, Fn::To) && matches!(s.lex(i + 2), Lex::Unit(Unit::Year, Count::Singular)));
    let (Some((first, 4)), Some((last, 4))) = (s.digits(i), s.digits(i + 2 + noun)) else { return false };
    let before = i > 0 && s.touching(i) && !s.sign(i - 1, "(");
    // «المخطط (2016 - 2020)».
    let bracketed = i > 0 && s.sign(i - 1, "(") && s.sign(i + 1, "-") && s.sign(i + 3, ")");
    let apart = noun == 0
        && hyphen(i + 1)
        && s.touching(i + 2)
        && !before
        && !(hyphen(i + 3) && s.digits(i + 4).is_some());
    let spanned = i > 0
        && s.near(i)
        && s.is(i - 1, Fn::From)
        && s.is(i + 1, Fn::To)
        && s.near(i + 1)
        && s.near(i + 2)
        && (noun > 0 || !crate::quantities::follows(s.lexed, i + 3));
    (apart || spanned || bracketed)
        && (1900..2100).contains(&first)
        && (first + 1..=first + 60).contains(&last)
}

/// Whether the digits at `i` stand alone after a name or noun, as the year of an event does («مهرجان قرطاج 2016»).
fn alone(s: &Stream, i: usize) -> bool {
    crate::numerals::context::stands_alone(s.lexed, i)
        && !matches!(s.lex(i - 1), Lex::Fn(Fn::From | Fn::About | Fn::Over | Fn::Under | Fn::El | Fn::And))
        && !(s.near(i + 1) && matches!(s.lex(i + 1), Lex::Unit(..) | Lex::Fn(Fn::Counted | Fn::To)))
}

/// Whether a number of four digits stands where a year does: after a preposition, not before what it would count.
pub(super) fn year_place(s: &Stream, i: usize, next: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| s.near(i)) else { return false };
    let preposition = matches!(
        s.lex(before),
        Lex::Fn(
            Fn::In
                | Fn::Since
                | Fn::Until
                | Fn::To
                | Fn::During
                | Fn::Before
                | Fn::After
                | Fn::YearNoun
                | Fn::Between
        )
    );
    let counted = s.lexed.kind(next) == Some(crate::lexed::Kind::Symbol)
        || s.near(next) && matches!(s.lex(next), Lex::Unit(..) | Lex::Fn(Fn::Counted))
        || s.is(before, Fn::To) && crate::quantities::follows(s.lexed, next);
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

/// «الأسبوع الماضي», «العام المقبل», «الشهر الجاري», «الليلة الماضية», and «العام» by itself after an edge.
pub(super) fn relative_unit(s: &Stream, i: usize, unit: Unit, so_far: &Frame) -> Option<Part> {
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
    if let Some(found) = counted_noun(s, i, so_far) {
        return Some(found);
    }
    if s.lex(i + 1) == Lex::Same && s.plain(i + 1) {
        return Some((Frame { dir: Some(Dir::Following), ..around(unit, 0) }, i + 2));
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
        // «التالي» counts from what the text named before.
        let told = (dir == Dir::Following).then_some(Dir::Following);
        return (!adjective).then_some((Frame { dir: told, ..around(unit, count) }, i + 2));
    }
    // «العام الجديد» is the one that begins, or has begun.
    if unit == Unit::Year && s.plain(i + 1) && matches!(s.form(i + 1), "الجديد" | "الجديده") {
        let ahead = s.anchor.is_some_and(|anchor| anchor.month() > 6);
        return Some((around(unit, i32::from(ahead)), i + 2));
    }
    let alone = so_far.edge.is_some() || so_far.day.is_some();
    (alone && unit != Unit::Night && !s.is(i + 1, Fn::Holder)).then_some((around(unit, 0), i + 1))
}

/// Whether «العام» at `i` is an adjective: a definite noun that is no time stands right before it.
pub(super) fn modifies_noun(s: &Stream, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| s.near(i)) else { return false };
    let form = s.form(before);
    s.lex(before) == Lex::None
        && (form.starts_with("ال") || form.starts_with("وال") || form.starts_with("لل"))
        && !form.ends_with('ه')
}

/// «مطلع العام», «نهاية الأسبوع», «منتصف الشهر الجاري», «أواخر آذار»: only before a period.
pub(super) fn edge_part(s: &Stream, i: usize, edge: Edge, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    if !so_far.is_empty() || !s.plain(at) {
        return None;
    }
    let frame = Frame { edge: Some(edge), ..Frame::default() };
    if let Lex::Unit(Unit::Week, Count::Singular) = s.lex(at)
        && counted_noun(s, at, &Frame::default()).is_none()
    {
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
        || found.decade.is_some()
        || found.nth.is_some();
    if !period || found.day.is_some() || found.clock.is_some() {
        return None;
    }
    Some((frame.with(&found)?, next))
}

/// «فصل الصيف»: of the year that is said, else of the document's.
pub(super) fn season(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    let Lex::Season(season) = s.lex(at) else { return None };
    if !s.plain(at) || !s.word(at).article {
        return None;
    }
    let part = YearPart::Season(season);
    let now = Frame { part: Some(part), dir: Some(super::super::frame::Dir::Now), ..Frame::default() };
    year_part(s, at, part, at + 1, so_far).or_else(|| so_far.is_empty().then_some((now, at + 1)))
}

/// «صيف 2015», «الصيف الماضي», «شتاء هذا العام».
pub(super) fn year_part(s: &Stream, i: usize, part: YearPart, next: usize, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some()) {
        return None;
    }
    let frame = Frame { part: Some(part), ..Frame::default() };
    let dir = s.plain(next) && matches!(s.lex(next), Lex::Dir(_, false)) && s.word(i).article;
    let linked = usize::from(s.is(next, Fn::From));
    let year = s.plain(next)
        && (s.digits(next + linked).is_some_and(|(value, len)| len == 4 && (1900..2100).contains(&value))
            || matches!(s.lex(next + linked), Lex::Unit(Unit::Year, Count::Singular) | Lex::This)
            || s.is(next + linked, Fn::SameOf)
                && matches!(s.lex(next + linked + 1), Lex::Unit(Unit::Year, _)));
    (dir || year).then_some((frame, next))
}

/// «الربع الأول من عام 2020», «النصف الثاني من العام الجاري».
pub(super) fn fraction_of_year(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
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

/// «النصف الأول من شهر ماي», «النصف الثاني من رمضان»: the month, of which it is the beginning or the end.
pub(super) fn half_of_month(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !so_far.is_empty() || !s.form(i).contains("ال") || !s.plain(i + 1) {
        return None;
    }
    let number = s.number(i + 1).filter(|n| n.ordinal && n.definite && (1..=2).contains(&n.value))?;
    let at = number.next + 1;
    let edge = if number.value == 1 { Edge::Start } else { Edge::End };
    let frame = Frame { edge: Some(edge), ..Frame::default() };
    let (found, next) =
        if s.is(number.next, Fn::From) && s.plain(at) { part(s, at, &frame)? } else { return None };
    let month = found.month.is_some() || matches!(found.around, Some((Unit::Month, _)));
    (month && found.day.is_none()).then_some((frame.with(&found)?, next))
}

/// «الأشهر الستة الأولى من العام الجاري», «الأشهر التسعة الأخيرة من سنة 2016»: months counted from an end of a year.
pub(super) fn first_months(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !so_far.is_empty() || !s.word(i).article || !s.plain(i + 1) {
        return None;
    }
    let number = s.number(i + 1).filter(|n| !n.ordinal && n.definite && (2..=11).contains(&n.value))?;
    months_at_edge(s, number.value, number.next)
}

/// «الشهرين الأولين من سنة 2017», «الشهرين الأخيرين من العام الماضي».
pub(super) fn two_first_months(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.is_empty() && s.word(i).article { months_at_edge(s, 2, i + 1) } else { None }
}

/// «السبعة أشهر الأولى من سنة 2016», «الستة الأشهر الأخيرة من العام»: the number before the months.
pub(super) fn number_of_first_months(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !so_far.is_empty() {
        return None;
    }
    let number = s.number(i).filter(|n| !n.ordinal && n.definite && (2..=11).contains(&n.value))?;
    let months = matches!(s.lex(number.next), Lex::Unit(Unit::Month, Count::Plural)) && s.plain(number.next);
    if months { months_at_edge(s, number.value, number.next + 1) } else { None }
}

/// «الأولى من سنة 2016» after so many months.
fn months_at_edge(s: &Stream, count: i64, at: usize) -> Option<Part> {
    let last = matches!(s.form(at), "الاخيره" | "الاخيرين");
    let first = matches!(s.form(at), "الاولي" | "الاولين" | "الاوليين");
    if !s.plain(at) || !(last || first) {
        return None;
    }
    let next = at + 1;
    let linked = usize::from(s.is(next, Fn::From));
    let year = s.plain(next)
        && (s.digits(next + linked).is_some_and(|(_, len)| len == 4)
            || matches!(s.lex(next + linked), Lex::Unit(Unit::Year, Count::Singular) | Lex::This));
    let months = u8::try_from(count).ok()?;
    year.then_some((Frame { part: Some(YearPart::Months { count: months, last }), ..Frame::default() }, next))
}

/// «التسعينات», «ثمانينيات القرن الماضي», «الأربعينيات من القرن العشرين».
pub(super) fn decade_part(s: &Stream, i: usize, decade: u8, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some()) {
        return None;
    }
    let at = i + 1 + usize::from(s.is(i + 1, Fn::From));
    // «في الخمسينات من عمره» is an age.
    if at > i + 1 && s.is(at, Fn::Age) {
        return None;
    }
    let of_century = s.plain(i + 1) && matches!(s.lex(at), Lex::Unit(Unit::Century, Count::Singular));
    (s.word(i).article || of_century)
        .then_some((Frame { decade: Some(i32::from(decade)), ..Frame::default() }, i + 1))
}

/// «العقد الأول من القرن الحادي والعشرين», «العقد الأخير من القرن الماضي».
pub(super) fn decade_of_century(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some()) || !s.word(i).article || !s.plain(i + 1) {
        return None;
    }
    let (count, next) = match s.lex(i + 1) {
        Lex::Dir(Dir::Past, true) => (10, i + 2),
        _ => {
            s.number(i + 1).filter(|n| n.ordinal && (1..=10).contains(&n.value)).map(|n| (n.value, n.next))?
        }
    };
    let of_century = s.plain(next)
        && s.is(next, Fn::From)
        && s.plain(next + 1)
        && matches!(s.lex(next + 1), Lex::Unit(Unit::Century, Count::Singular));
    let decade = i32::try_from(count).ok()? - 1;
    of_century.then_some((Frame { decade: Some(decade), ..Frame::default() }, next))
}

/// «القرن العشرين», «القرن الماضي», «القرن الـ19», «القرن الخامس الهجري».
pub(super) fn century(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if !(so_far.is_empty() || so_far.edge.is_some() || so_far.decade.is_some()) || !s.word(i).article {
        return None;
    }
    let number = s.plain(i + 1).then(|| s.number(i + 1)).flatten().filter(|n| (1..=30).contains(&n.value));
    let Some(number) = number else {
        return relative_unit(s, i, Unit::Century, &Frame { edge: so_far.edge, ..Frame::default() });
    };
    let frame = Frame { century: i32::try_from(number.value).ok(), ..Frame::default() };
    let (mut frame, next) = era(s, Frame { year: Some(1), ..frame }, number.next);
    // Before Christ centuries count downwards.
    if frame.year != Some(1) {
        frame.century = frame.century.map(|century| -century);
    }
    Some((Frame { year: None, ..frame }, next))
}
