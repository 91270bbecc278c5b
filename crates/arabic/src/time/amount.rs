//! Lengths of time: a number of units, duals, vague amounts, and their ISO 8601 values.

mod tail;

use super::frame::{Dir, Unit};
use super::point::names_period;
use super::stream::{Small, Stream};
use super::words::{Count, Fn, Lex};
use crate::numerals::Exact;
use tail::{in_full, whole_of_it, with_rest};

/// How many of a unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Many {
    Exact(Exact),
    /// «أيام», «عدة أسابيع».
    Unknown,
}

/// A length of time as read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Amount {
    pub(crate) many: Many,
    pub(crate) max: Option<Exact>,
    pub(crate) unit: Unit,
    /// A second, smaller unit: «سنة وستة أشهر».
    pub(crate) rest: Option<(Exact, Unit)>,
    /// «الأيام الثلاثة الماضية»: the length reaches back from the document's date, or forward.
    pub(crate) dir: Option<Dir>,
    /// Whether a number, a dual or a vague word says how many; else it is a bare unit.
    pub(crate) counted: bool,
    pub(crate) first: usize,
    pub(crate) start: u32,
    pub(crate) next: usize,
}

impl Amount {
    /// The ISO 8601 duration: `P3D`, `PT30M`, `P1Y6M`, `PXW`.
    pub(crate) fn value(&self) -> String {
        match self.many {
            Many::Unknown => unknown(self.unit),
            Many::Exact(count) => iso(count, self.unit, self.rest),
        }
    }

    /// The value of the upper end of a range.
    pub(crate) fn value_max(&self) -> Option<String> {
        self.max.map(|max| iso(max, self.unit, None))
    }

    /// The count as an integer, where it is one and nothing smaller follows.
    pub(crate) fn whole(&self) -> Option<i64> {
        match self.many {
            Many::Exact(count) if self.rest.is_none() => count.to_i64(),
            _ => None,
        }
    }
}

fn letter(unit: Unit) -> (&'static str, &'static str) {
    match unit {
        Unit::Second => ("T", "S"),
        Unit::Minute => ("T", "M"),
        Unit::Hour => ("T", "H"),
        Unit::Week => ("", "W"),
        Unit::Month => ("", "M"),
        Unit::Season => ("", "SE"),
        Unit::Year => ("", "Y"),
        Unit::Decade => ("", "DE"),
        Unit::Century => ("", "CE"),
        _ => ("", "D"),
    }
}

fn unknown(unit: Unit) -> String {
    let (time, letter) = letter(unit);
    format!("P{time}X{letter}")
}

/// One of a unit: `P1W`, `PT1H`.
pub(crate) fn period(unit: Unit) -> String {
    iso(Exact::int(1), unit, None)
}

/// The smaller unit in which half or a quarter of a unit is a whole number.
fn smaller(unit: Unit) -> Option<(Unit, i64)> {
    match unit {
        Unit::Minute => Some((Unit::Second, 60)),
        Unit::Hour => Some((Unit::Minute, 60)),
        Unit::Year => Some((Unit::Month, 12)),
        _ => None,
    }
}

fn iso(count: Exact, unit: Unit, rest: Option<(Exact, Unit)>) -> String {
    // Decades and centuries are years in ISO 8601.
    let (count, unit) = match unit {
        Unit::Decade => (count.times(Exact::int(10)).unwrap_or(count), Unit::Year),
        Unit::Century => (count.times(Exact::int(100)).unwrap_or(count), Unit::Year),
        _ => (count, unit),
    };
    let (count, rest) = split(count, unit, rest);
    let mut out = String::from("P");
    let mut timed = false;
    for (count, unit) in [Some((count, unit)), rest].into_iter().flatten() {
        if count == Exact::ZERO && rest.is_some() {
            continue;
        }
        let (time, letter) = letter(unit);
        if time == "T" && !timed {
            out.push('T');
            timed = true;
        }
        out.push_str(&format!("{count}{letter}"));
    }
    out
}

/// Writes a fraction as a whole number of the smaller unit, where that is one.
fn split(count: Exact, unit: Unit, rest: Option<(Exact, Unit)>) -> (Exact, Option<(Exact, Unit)>) {
    let Some((small, factor)) = smaller(unit).filter(|_| rest.is_none() && !count.is_integer()) else {
        return (count, rest);
    };
    let whole = Exact::int(count.to_f64() as i64);
    let left = count.plus(whole.negated()).and_then(|left| left.times(Exact::int(factor)));
    match left {
        Some(left) if left.is_integer() => (whole, Some((left, small))),
        _ => (count, rest),
    }
}

/// The length that begins at `i`; bare singular and plural units count only where the caller knows that they are lengths.
pub(crate) fn amount(s: &Stream, i: usize, bare: bool) -> Option<Amount> {
    if names_period(s, i) {
        return None;
    }
    let found = match s.lex(i) {
        Lex::Fn(Fn::About | Fn::Over | Fn::Under) => return approximate(s, i, bare),
        Lex::Fn(Fn::Few) => few(s, i),
        Lex::Fn(Fn::Half | Fn::Quarter | Fn::Third) => part_of_unit(s, i),
        Lex::Unit(unit, count) => unit_first(s, i, unit, count, bare),
        _ => numbered(s, i),
    }?;
    Some(with_direction(s, in_full(s, with_rest(s, found))))
}

/// «أكثر من أسبوع», «نحو ثلاث ساعات», «ما يقرب من عامين»: the modifier belongs to the span.
fn approximate(s: &Stream, i: usize, bare: bool) -> Option<Amount> {
    let linked = usize::from(s.is(i + 1, Fn::From) || s.form(i + 1) == "عن" || s.form(i + 1) == "علي");
    let needs = !s.is(i, Fn::About);
    if needs && linked == 0 || !s.near(i + 1) {
        return None;
    }
    let at = i + 1 + linked;
    let inner = amount(s, at, bare || needs).or_else(|| the_one(s, at))?;
    Some(Amount { first: i, start: s.start(i), ..inner })
}

/// «قرابة السنة», «نحو الشهر»: the unit with the article is one of it.
fn the_one(s: &Stream, i: usize) -> Option<Amount> {
    let Lex::Unit(unit, Count::Singular) = s.lex(i) else { return None };
    let alone = !s.near(i + 1) || !matches!(s.lex(i + 1), Lex::Dir(..)) && s.number(i + 1).is_none();
    (s.word(i).article && alone && unit >= Unit::Hour)
        .then(|| make(s, i, i + 1, Many::Exact(Exact::int(1)), unit))
}

/// «عدة أيام», «بضع سنوات».
fn few(s: &Stream, i: usize) -> Option<Amount> {
    match s.lex(i + 1) {
        Lex::Unit(unit, Count::Plural) if s.plain(i + 1) && !s.word(i + 1).prep => {
            let next = i + 2 + usize::from(s.is(i + 2, Fn::Little) && s.plain(i + 2));
            Some(make(s, i, next, Many::Unknown, unit))
        }
        _ => None,
    }
}

fn make(s: &Stream, first: usize, next: usize, many: Many, unit: Unit) -> Amount {
    Amount { many, max: None, unit, rest: None, dir: None, counted: true, first, start: s.start(first), next }
}

/// «نصف ساعة», «ربع قرن», «نصف العام» is no length.
fn part_of_unit(s: &Stream, i: usize) -> Option<Amount> {
    let Lex::Unit(unit, Count::Singular) = s.lex(i + 1) else { return None };
    let share = match s.lex(i) {
        Lex::Fn(Fn::Half) => Exact::ratio(1, 2),
        Lex::Fn(Fn::Quarter) => Exact::ratio(1, 4),
        _ => Exact::ratio(1, 3),
    }?;
    let plain = s.plain(i + 1) && !s.word(i + 1).prep && !s.form(i).contains("ال");
    let definite = s.word(i + 1).article && unit > Unit::Hour;
    (plain && !definite).then(|| make(s, i, i + 2, Many::Exact(share), unit))
}

/// A unit that comes first: duals, «أيام قليلة», «الأيام الثلاثة الماضية», and bare units.
fn unit_first(s: &Stream, i: usize, unit: Unit, count: Count, bare: bool) -> Option<Amount> {
    let after = i + 1;
    let article = s.word(i).article;
    if article && matches!(count, Count::Dual | Count::Plural) {
        return definite(s, i, unit, count);
    }
    match count {
        Count::Dual if !article => {
            let word = s.number(after).filter(|n| n.value == 2 && s.plain(after)).map_or(after, |n| n.next);
            Some(make(s, i, word, Many::Exact(Exact::int(2)), unit))
        }
        Count::Plural => {
            let vague = s.plain(after) && (s.is(after, Fn::Little) || s.is(after, Fn::Few));
            let found = make(s, i, after + usize::from(vague), Many::Unknown, unit);
            // «عقودا من السياسة»: a plural in the accusative says how long.
            // «أبرموا عقودا» are contracts.
            let contracts = unit == Unit::Decade && !s.is(after, Fn::From);
            let accusative = s.form(i).ends_with('ا') && !s.word(i).conj && !contracts;
            (vague || bare || accusative).then_some(Amount { counted: vague || accusative, ..found })
        }
        Count::Singular | Count::Counted if !article => {
            // «أسبوع واحد», «عاما واحدا».
            let one =
                s.plain(after).then(|| s.number(after)).flatten().filter(|n| n.value == 1 && !n.ordinal);
            let one = one
                .map(|n| n.next)
                .or_else(|| matches!(s.form(after), "واحد" | "واحده" | "واحدا").then_some(after + 1));
            let known =
                one.is_some() && s.near(after) || count == Count::Counted && counted_alone(s, i, unit);
            let next = one.filter(|_| s.near(after)).unwrap_or(after);
            let named = s.near(after) && s.number(after).is_some_and(|n| n.ordinal);
            let part = s.near(after)
                && s.word(after).conj
                && matches!(s.lex(after), Lex::Fn(Fn::Half | Fn::Quarter | Fn::Third));
            // «عقد» is also a contract, and the holding of a meeting.
            let contract =
                unit == Unit::Decade && !(i > 0 && matches!(s.lex(i - 1), Lex::Fn(Fn::Before | Fn::Since)));
            let found = make(s, i, next, Many::Exact(Exact::int(1)), unit);
            // «دقيقة صمت».
            if unit == Unit::Minute && s.plain(after) && matches!(s.form(after), "صمت" | "حداد") {
                return Some(found);
            }
            let full = s.plain(after) && whole_of_it(s.form(after)) && unit >= Unit::Minute;
            (!contract && (known || part || full || bare && !named))
                .then_some(Amount { counted: known || part || full, ..found })
        }
        _ => None,
    }
}

/// «بالسجن عاما»: an accusative by itself, which is no adjective («عفوا عاما») and no «one day».
fn counted_alone(s: &Stream, i: usize, unit: Unit) -> bool {
    let before = if i > 0 && s.near(i) { s.form(i - 1) } else { "" };
    let punished = before.ends_with("سجن") || before.ends_with("حبس") || before.ends_with("توقيف");
    let adjective = before.ends_with(['ا', 'ء']) || before.ends_with("ان") || before.ends_with("ين");
    punished || unit > Unit::Day && !adjective && !s.word(i).prep && !s.word(i).conj
}

/// «الأيام الثلاثة الماضية», «السنوات العشر المقبلة», «اليومين الماضيين», «الأيام القليلة القادمة»: a modifier must follow.
fn definite(s: &Stream, i: usize, unit: Unit, count: Count) -> Option<Amount> {
    let mut next = i + 1;
    let mut many = if count == Count::Dual { Many::Exact(Exact::int(2)) } else { Many::Unknown };
    let few = s.plain(next) && s.is(next, Fn::Little);
    if few {
        next += 1;
    } else if let Some(number) = s.plain(next).then(|| s.number(next)).flatten() {
        many = exact(&number).filter(|_| !number.ordinal).map(Many::Exact)?;
        next = number.next;
    }
    next += usize::from(s.plain(next) && s.is(next, Fn::Little));
    let pointed = s.plain(next) && matches!(s.lex(next), Lex::Dir(..));
    // «السنوات الخمس الأولى»: of something else than a year, which would make a date of it.
    if many != Many::Unknown && s.plain(next) && s.form(next) == "الاولي" {
        return Some(make(s, i, next + 1, many, unit));
    }
    pointed.then(|| make(s, i, next, many, unit))
}

fn exact(number: &Small) -> Option<Exact> {
    number.fraction.or(Some(Exact::int(number.value))).filter(|n| !n.is_negative())
}

/// «15 عاما», «ثلاثة أيام», «15 و16 عاما», «من 3 إلى 5 سنوات», «مئات السنين», «الـ24 ساعة الماضية».
fn numbered(s: &Stream, i: usize) -> Option<Amount> {
    if i > 0
        && s.touching(i)
        && s.lexed.kind(i) == Some(crate::lexed::Kind::Number)
        && ["-", "/", ".", ":"].iter().any(|sign| s.sign(i - 1, sign))
    {
        return None;
    }
    let Some(number) = s.number(i) else { return magnitude(s, i) };
    if number.ordinal {
        return None;
    }
    let mut low = exact(&number)?;
    let mut next = number.next;
    let mut max = None;
    if let Some((high, after)) = upper(s, i, next) {
        low = scaled(low, high);
        max = Some(high);
        next = after;
    }
    let Lex::Unit(unit, count) = s.lex(next) else { return None };
    let fits = count != Count::Construct && s.plain(next) && !s.word(next).prep && !names_period(s, next);
    // «17 شهر مارس» and «20 سنة 2015» name a date or a year.
    let mut found = Amount { max, ..make(s, i, next + 1, Many::Exact(low), unit) };
    found.start = number.start;
    fits.then_some(found)
}

/// The second number of a range of amounts.
fn upper(s: &Stream, i: usize, at: usize) -> Option<(Exact, usize)> {
    if !s.near(at) {
        return None;
    }
    let between = i > 0 && s.near(i) && s.is(i - 1, Fn::Between);
    let joined = between && (s.is(at, Fn::And) || s.form(at) == "و");
    let link = s.is(at, Fn::To) || s.sign(at, "-") || s.form(at) == "او" || joined;
    let second = if link { at + 1 } else { at };
    let attached = between && s.form(at).starts_with('و') && !joined;
    if !(link || attached) || !s.near(second) {
        return None;
    }
    let number = s.number(second).filter(|n| !n.ordinal)?;
    Some((exact(&number)?, number.next))
}

/// «10 إلى 12 ألف سنة»: the scale of the second number is that of both.
fn scaled(low: Exact, high: Exact) -> Exact {
    let thousand = Exact::int(1_000);
    let scale = high.to_i64().is_some_and(|high| high >= 1_000 && high % 1_000 == 0) && low < thousand;
    low.times(thousand).filter(|scaled| scale && *scaled < high).unwrap_or(low)
}

/// «مئات السنين», «عشرات الأعوام».
fn magnitude(s: &Stream, i: usize) -> Option<Amount> {
    if s.lex(i) != Lex::Num || !s.plain(i + 1) {
        return None;
    }
    let vague = crate::numerals::parse_at(s.lexed, i).is_some_and(|n| n.magnitude.is_some() && n.tokens == 1);
    match s.lex(i + 1) {
        Lex::Unit(unit, Count::Plural) if vague => Some(make(s, i, i + 2, Many::Unknown, unit)),
        _ => None,
    }
}

/// A modifier after the amount: «الماضية», «المقبلين», «الأخيرة».
fn with_direction(s: &Stream, found: Amount) -> Amount {
    match s.lex(found.next) {
        Lex::Dir(dir, _) if s.plain(found.next) && dir != Dir::Following => {
            Amount { dir: Some(dir), next: found.next + 1, ..found }
        }
        _ => found,
    }
}
