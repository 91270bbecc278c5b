//! The pass over the tokens: at each word that can begin a time expression, the rules that begin with such a word.

use super::frame::{Calendar, Dir, Frame, Unit};
use super::point::point;
use super::resolve::{Context, Resolved, resolve};
use super::stream::Stream;
use super::words::{Count, Fn, Lex, Tense, Vague};
use super::{Kind, Preference, anchored, range, sets};
use crate::calendar::Date;
use crate::lexed::Kind as TokenKind;

/// Month and day of a Gregorian date, and its year where that was written.
pub(crate) type Written = (u8, u8, Option<i32>);

/// An expression found: its byte span, the token after it, and what it means.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) next: usize,
    pub(crate) resolved: Resolved,
    /// For plain Gregorian dates.
    pub(crate) written: Option<Written>,
}

impl Found {
    pub(crate) fn new(start: u32, end: u32, next: usize, resolved: Resolved) -> Self {
        Self { start, end, next, resolved, written: None }
    }
}

/// What the expressions before have named.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Told {
    /// The first day of the last date or period.
    pub(crate) last: Option<Date>,
    /// The last single day, and the token after it.
    pub(crate) day: Option<(Date, usize)>,
}

/// The expression that begins at token `i`, after what the text has told before.
pub(crate) fn at(s: &Stream, i: usize, told: Told) -> Option<Found> {
    let word = s.word(i);
    if word.lex == Lex::None && word.head == 0 && s.lexed.kind(i) != Some(TokenKind::Number) {
        return None;
    }
    if word.lex == Lex::None && word.head == 0 && counts_something_else(s, i) {
        return None;
    }
    match word.lex {
        Lex::Vague(_) if adjective(s, i) => None,
        Lex::Vague(vague) => Some(reference(s, i, i + 1, vague)),
        Lex::Set(unit) => Some(sets::adverb(s, i, unit)),
        Lex::Fn(Fn::Every) => sets::every(s, i),
        Lex::Fn(Fn::Times) => sets::times(s, i),
        Lex::Fn(Fn::Other) => other_time(s, i),
        Lex::Fn(Fn::Period) => recent_period(s, i),
        // «إلى حد الساعة», «حتى الساعة»: until now.
        Lex::Fn(Fn::Clock) if i > 0 && s.near(i) && s.form(i - 1) == "حد" => {
            Some(reference(s, i, i + 1, Vague::Present))
        }
        Lex::Fn(Fn::Since) => anchored::anchored(s, i).or_else(|| long_since(s, i)),
        Lex::Dir(Dir::Past, true) if s.form(i) == "السابق" && i > 0 && s.near(i) && s.is(i - 1, Fn::In) =>
        {
            // «في السابق», formerly; «في السابق والحاضر» too, but no adjective follows a preposition.
            Some(reference(s, i, i + 1, Vague::Past))
        }
        Lex::Fn(Fn::Before | Fn::After) => anchored::anchored(s, i).or_else(|| dated(s, i, told)),
        Lex::Unit(Unit::Day, Count::Plural) => sets::weekdays(s, i)
            .or_else(|| present_days(s, i))
            .or_else(|| dated(s, i, told))
            .or_else(|| anchored::length(s, i)),
        Lex::Fn(Fn::Span | Fn::Few | Fn::About | Fn::Over | Fn::Under) => anchored::length(s, i),
        Lex::Fn(Fn::In | Fn::From | Fn::To | Fn::And | Fn::At | Fn::Age | Fn::Between | Fn::Holder) => None,
        Lex::This => present_days(s, i).or_else(|| dated(s, i, told)),
        _ => dated(s, i, told).or_else(|| anchored::length(s, i)).or_else(|| sets::times(s, i)),
    }
}

/// «تقريرا سابقا», «رئيسا سابقا»: after a noun in the indefinite accusative the word is its adjective.
fn adjective(s: &Stream, i: usize) -> bool {
    let noun = if i > 0 && s.near(i) && !s.word(i).conj { s.form(i - 1) } else { "" };
    noun.len() > 6
        && noun.ends_with('ا')
        && matches!(s.form(i), "سابقا" | "لاحقا" | "قديما" | "ماضيا" | "قريبا")
        && s.lex(i - 1) == Lex::None
}

/// Whether the digits at `i` are followed by a word that no time expression goes on with, and are no year themselves.
fn counts_something_else(s: &Stream, i: usize) -> bool {
    let next = s.word(i + 1);
    let unknown = next.lex == Lex::None && next.head == 0;
    let plain = matches!(s.lexed.kind(i + 1), Some(TokenKind::Word))
        && s.form(i + 1).len() > 2
        && !s.form(i + 1).starts_with('و');
    let year = s.form(i).len() == 4 || s.form(i).len() == 3;
    unknown && plain && !year && s.form(i + 1) != "او"
}

/// A point, a range of points or a returning day.
fn dated(s: &Stream, i: usize, told: Told) -> Option<Found> {
    let quick = Context { preference: s.settings.prefer, ahead: None, last: told.last, day: None };
    let number = s.lexed.kind(i) == Some(TokenKind::Number)
        || matches!(s.lex(i), Lex::Num | Lex::Hour(_) | Lex::Fn(Fn::El) | Lex::Unit(Unit::Day, _));
    if let Some(found) = number.then(|| range::days(s, i, quick)).flatten() {
        return Some(found);
    }
    if let Some(found) = range::weekdays(s, i, quick) {
        return Some(found);
    }
    let p = point(s, i)?;
    if let Some(found) = name_of_place(s, &p) {
        return Some(found);
    }
    if let Some(found) = sets::yearly(s, &p) {
        return Some(found);
    }
    let tense = if open(&p.frame) { super::tense::around(s, i, p.next) } else { None };
    let since = i > 0 && s.near(i) && s.is(i - 1, Fn::Since);
    let preference = match tense {
        _ if since => Preference::Past,
        Some(Tense::Future) => Preference::Future,
        Some(_) => Preference::Past,
        None => s.settings.prefer,
    };
    let ahead = if since { Some(0) } else { (tense == Some(Tense::Past)).then_some(92) };
    let day = same_sentence(s, &p.frame, i, told);
    let context = Context { preference, ahead, last: told.last, day };
    if let Some(found) = range::days_after_month(s, &p, context).or_else(|| range::from_point(s, &p, context))
    {
        return Some(found);
    }
    let resolved = resolve(s, &p.frame, context);
    Some(Found { written: written(&p.frame), ..Found::new(p.start, s.end_before(p.next), p.next, resolved) })
}

/// «شارع 14 جانفي», «سوق الأحد»: a bare date or weekday that a place is called by; nothing is found, and passed over.
fn name_of_place(s: &Stream, p: &super::point::Point) -> Option<Found> {
    let f = &p.frame;
    let date = f.day.is_some() && f.month.is_some() && f.weekday.is_none() && !s.word(p.first).conj;
    let market = f.weekday.is_some()
        && f.day.is_none()
        && p.next == p.first + 1
        && p.first > 0
        && s.form(p.first - 1).ends_with("سوق");
    let bare = open(f)
        && !f.is_time()
        && (date || market)
        && crate::numerals::context::place_before(s.lexed, p.first);
    let nothing = Resolved {
        kind: Kind::Date,
        value: None,
        value_max: None,
        calendar: None,
        grain: None,
        bounds: None,
        rule: "date",
    };
    bare.then(|| Found::new(p.start, p.start, p.next, nothing))
}

/// The day that a clock without one belongs to: the last that its sentence named.
fn same_sentence(s: &Stream, f: &Frame, i: usize, told: Told) -> Option<Date> {
    let (day, after) = told.day.filter(|_| f.is_time() && !f.has_day())?;
    let apart = i.saturating_sub(after) > 40 || (after..i).any(|at| super::tense::ends_sentence(s, at));
    (!apart && (after..=i).all(|at| s.near(at))).then_some(day)
}

/// Month, day and year of a plain date.
fn written(f: &Frame) -> Option<Written> {
    let plain = f.calendar != Some(Calendar::Islamic) && f.shift.is_none() && f.weekday.is_none();
    let unsaid = f.dir.is_none() && f.around.is_none() && f.of_year.is_none();
    (plain && unsaid && !f.is_time()).then_some(())?;
    Some((f.month?, f.day?, f.year))
}

/// Whether the tense of the sentence can change what the point means.
fn open(f: &Frame) -> bool {
    let unmarked =
        f.dir.is_none() && f.year.is_none() && f.around.is_none() && f.shift.is_none() && f.of_year.is_none();
    unmarked && (f.weekday.is_some() || f.month.is_some())
}

fn reference(s: &Stream, first: usize, next: usize, vague: Vague) -> Found {
    let resolved = Resolved {
        kind: Kind::Date,
        value: Some(vague.value().to_owned()),
        value_max: None,
        calendar: None,
        grain: None,
        bounds: None,
        rule: "vague",
    };
    Found::new(s.start(first), s.end_before(next), next, resolved)
}

/// «منذ وقت طويل», «منذ زمن بعيد», «منذ فترة طويلة», «منذ فترة».
fn long_since(s: &Stream, i: usize) -> Option<Found> {
    let noun = matches!(s.form(i + 1), "وقت" | "زمن" | "فتره" | "مده" | "امد") && s.plain(i + 1);
    let long = s.plain(i + 2)
        && matches!(s.form(i + 2), "طويل" | "طويله" | "بعيد" | "بعيده" | "قصير" | "قصيره" | "قريب" | "وجيزه");
    noun.then(|| reference(s, i, i + 2 + usize::from(long), Vague::Past))
}

/// «وقت سابق», «وقت لاحق».
fn other_time(s: &Stream, i: usize) -> Option<Found> {
    if !s.plain(i + 1) || s.word(i).article {
        return None;
    }
    match s.form(i + 1) {
        "سابق" | "مضي" => Some(reference(s, i, i + 2, Vague::Past)),
        "لاحق" => {
            let told = super::tense::around(s, i, i + 2) != Some(Tense::Future);
            Some(reference(s, i, i + 2, if told { Vague::Past } else { Vague::Future }))
        }
        "قريب" => Some(reference(s, i, i + 2, Vague::Future)),
        _ => None,
    }
}

/// «الفترة الأخيرة», «المدة الماضية», «الآونة الأخيرة», «الفترة المقبلة».
fn recent_period(s: &Stream, i: usize) -> Option<Found> {
    // «الفترة القليلة القادمة».
    let at = i + 1 + usize::from(s.plain(i + 1) && s.is(i + 1, Fn::Little));
    match s.lex(at) {
        Lex::Dir(dir, _) if s.plain(at) => {
            let vague = match dir {
                Dir::Past => Vague::Past,
                Dir::Now => Vague::Present,
                Dir::Future => Vague::Future,
                Dir::Following => return None,
            };
            Some(reference(s, i, at + 1, vague))
        }
        _ => None,
    }
}

/// «هذه الأيام», «هذه اللحظة».
fn present_days(s: &Stream, i: usize) -> Option<Found> {
    let days = |at: usize| {
        matches!(s.lex(at), Lex::Unit(Unit::Day, Count::Plural)) && s.word(at).article && s.near(at)
    };
    let instant = s.near(i + 1)
        && matches!(s.lex(i + 1), Lex::Unit(Unit::Second, _))
        && s.form(i + 1).starts_with("الل");
    let present = s.lex(i) == Lex::This && (days(i + 1) || instant);
    present.then(|| reference(s, i, i + 2, Vague::Present))
}

/// The point in a found expression matters for what follows («في العام التالي»).
pub(crate) fn first_day(found: &Found) -> Option<Date> {
    if !matches!(found.resolved.kind, Kind::Date | Kind::Time) {
        return None;
    }
    found.resolved.bounds.and_then(|(start, _)| Date::from_days(start.div_euclid(86_400_000_000)))
}
