//! The pass over the tokens: at each word that can begin a time expression, the rules that begin with such a word.

use super::frame::{Calendar, Dir, Frame, Unit};
use super::point::point;
use super::resolve::{Context, Resolved, resolve};
use super::stream::Stream;
use super::words::{Count, Fn, Lex, Tense, Vague};
use super::{Kind, Preference, anchored, joined, range, sets};
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
    /// The further members of a list («يومي 3 و4 مارس»), in order.
    pub(crate) list: Vec<Found>,
}

impl Found {
    pub(crate) fn new(start: u32, end: u32, next: usize, resolved: Resolved) -> Self {
        Self { start, end, next, resolved, written: None, list: Vec::new() }
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
    let usual = || dated(s, i, told).or_else(|| anchored::length(s, i)).or_else(|| sets::times(s, i));
    match word.lex {
        // «في الآن ذاته» is «at the same time».
        Lex::Vague(_) if adjective(s, i) || s.lex(i + 1) == Lex::Same && s.plain(i + 1) => None,
        // «سيعلن عنها لاحقا» lies ahead, «قال لاحقا» does not.
        Lex::Vague(_) if s.form(i) == "لاحقا" && super::tense::around(s, i, i + 1) == Some(Tense::Future) => {
            Some(reference(s, i, i + 1, Vague::Future))
        }
        Lex::Vague(vague) => Some(reference(s, i, i + 1, vague)),
        Lex::Set(unit) => Some(sets::adverb(s, i, unit)),
        Lex::Fn(Fn::Every) => sets::every(s, i),
        Lex::Fn(Fn::Times) => sets::times(s, i),
        Lex::Fn(Fn::Other) => time_of(s, i, told).or_else(|| other_time(s, i)),
        Lex::Fn(Fn::Period) => recent_period(s, i),
        // «إلى حد الساعة», «حتى الساعة»: until now.
        Lex::Fn(Fn::Clock) | Lex::Unit(Unit::Second, Count::Singular) if until_now(s, i) => {
            Some(reference(s, i, i + 1, Vague::Present))
        }
        Lex::Fn(Fn::Since) => anchored::anchored(s, i).or_else(|| long_since(s, i)),
        Lex::Dir(Dir::Past, true) if s.form(i) == "السابق" && i > 0 && s.near(i) && s.is(i - 1, Fn::In) =>
        {
            // «في السابق», formerly; «في السابق والحاضر» too, but no adjective follows a preposition.
            Some(reference(s, i, i + 1, Vague::Past))
        }
        Lex::Fn(Fn::Future) => past_or_future(s, i, Vague::Future),
        Lex::Dir(Dir::Past, false) if s.form(i) == "الماضي" && i > 0 && s.is(i - 1, Fn::In) => {
            past_or_future(s, i, Vague::Past)
        }
        // «فيما بعد», «في ما بعد», later.
        Lex::Fn(Fn::After) if later(s, i) => Some(afterwards(s, i)),
        Lex::Fn(Fn::Before | Fn::After) if s.plain(i + 1) && matches!(s.form(i + 1), "قليل" | "لحظات") => {
            Some(reference(s, i, i + 2, if s.is(i, Fn::Before) { Vague::Past } else { Vague::Future }))
        }
        Lex::Fn(Fn::Before | Fn::After) => anchored::anchored(s, i).or_else(|| dated(s, i, told)),
        Lex::Unit(Unit::Hour, Count::Singular) => time_of(s, i, told).or_else(usual),
        Lex::Unit(Unit::Hour, Count::Plural) => joined::early_hours(s, i, told).or_else(usual),
        Lex::Day(0) | Lex::Unit(Unit::Week | Unit::Month | Unit::Year, Count::Singular) => {
            sets::in_each(s, i).or_else(usual)
        }
        Lex::Unit(Unit::Day, Count::Plural) => sets::weekdays(s, i)
            .or_else(|| present_days(s, i))
            .or_else(|| dated(s, i, told))
            .or_else(|| anchored::length(s, i)),
        Lex::Num | Lex::Hour(_) => age(s, i).or_else(usual),
        Lex::Fn(Fn::Span | Fn::Few | Fn::About | Fn::Over | Fn::Under) => anchored::length(s, i),
        Lex::Fn(Fn::In | Fn::From | Fn::To | Fn::And | Fn::At | Fn::Age | Fn::Between | Fn::Holder) => None,
        Lex::Fn(Fn::Leave | Fn::Whole | Fn::Medium | Fn::MediumNoun) => None,
        Lex::This => present_days(s, i).or_else(|| dated(s, i, told)),
        _ => usual(),
    }
}

/// «فيما بعد» with its «بعد» at `i`: behind what is told, or ahead where the verb lies ahead.
fn afterwards(s: &Stream, i: usize) -> Found {
    let told = super::tense::around(s, i, i + 1) != Some(Tense::Future);
    let first = if s.form(i - 1) == "ما" { i - 2 } else { i - 1 };
    reference(s, first, i + 1, if told { Vague::Past } else { Vague::Future })
}

/// Whether «الساعة» at `i` is now: «إلى حد الساعة», «حتى الساعة» before no hour.
fn until_now(s: &Stream, i: usize) -> bool {
    let before = if i > 0 && s.near(i) { s.form(i - 1) } else { "" };
    let hour = s.near(i + 1)
        && (s.lexed.kind(i + 1) == Some(TokenKind::Number)
            || matches!(s.lex(i + 1), Lex::Hour(_) | Lex::Num | Lex::Edge(_) | Lex::Fn(Fn::El)));
    // «حتى اللحظة الأخيرة» is the last one of something.
    let moment = s.form(i).starts_with("الل") && !(s.plain(i + 1) && s.form(i + 1).starts_with("ال"));
    let now = s.is(i, Fn::Clock) || moment;
    now && (before == "حد" || matches!(before, "حتي" | "وحتي") && !hour)
}

/// Whether «بعد» at `i` is that of «فيما بعد», later, and no noun follows that it leads.
fn later(s: &Stream, i: usize) -> bool {
    let next = s.form(i + 1);
    let closes = !s.near(i + 1)
        || s.lexed.kind(i + 1) != Some(TokenKind::Word)
        || next.starts_with(['ب', 'ل', 'و', 'ف']) && next.len() > 2
        || matches!(next, "ان" | "من" | "الي" | "في" | "علي" | "عن" | "انه" | "انها");
    let apart = || i > 1 && s.near(i - 1) && s.form(i - 1) == "ما" && s.is(i - 2, Fn::In);
    i > 0 && s.near(i) && (s.form(i - 1) == "فيما" || apart()) && closes
}

/// «تقريرا سابقا», «رئيسا سابقا»: after a noun in the indefinite accusative the word is its adjective.
fn adjective(s: &Stream, i: usize) -> bool {
    let noun = if i > 0 && s.near(i) && !s.word(i).conj { s.form(i - 1) } else { "" };
    noun.len() > 6
        && noun.ends_with('ا')
        && !(noun.ends_with("ها") || noun.ends_with("وا"))
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
pub(super) fn dated(s: &Stream, i: usize, told: Told) -> Option<Found> {
    let quick = Context { preference: s.settings.prefer, ahead: None, last: told.last, day: None };
    let number = s.lexed.kind(i) == Some(TokenKind::Number)
        || matches!(s.lex(i), Lex::Num | Lex::Hour(_) | Lex::Fn(Fn::El) | Lex::Unit(Unit::Day, _));
    if let Some(found) = number.then(|| range::days(s, i, quick)).flatten() {
        return Some(found);
    }
    if let Some(found) = range::weekdays(s, i, quick) {
        return Some(found);
    }
    let p = joined::with_year_of_next(s, point(s, i)?);
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
    Some(Found {
        written: written(&p.frame),
        ..Found::new(begin(s, &p), s.end_before(p.next), p.next, resolved)
    })
}

/// Where the span of a point begins: «عطلة نهاية الأسبوع» and «حوالي الساعة الثانية» take the word before with them.
fn begin(s: &Stream, p: &super::point::Point) -> u32 {
    let Some(before) = p.first.checked_sub(1).filter(|_| s.plain(p.first) && !s.word(p.first).prep) else {
        return p.start;
    };
    let leave = (p.frame.weekend || p.frame.holiday.is_some()) && s.is(before, Fn::Leave);
    // «كامل سنة 2010», «كامل يوم السبت».
    let whole = s.is(before, Fn::Whole) && !p.frame.is_time();
    let about = s.is(p.first, Fn::Clock) && s.is(before, Fn::About);
    if leave || whole {
        return s.start(before);
    }
    // «الساعة منتصف الليل».
    let noon = matches!(s.lex(p.first), Lex::Edge(_)) && p.frame.clock.is_some() && s.is(before, Fn::Clock);
    let earlier = before.saturating_sub(1);
    if noon && before > 0 && s.near(before) && s.is(earlier, Fn::About) {
        return s.start(earlier);
    }
    if about || noon { s.start(before) } else { p.start }
}

/// «في الثامنة من العمر», «في الثلاثين من عمره»: an age said with an ordinal or a definite ten.
fn age(s: &Stream, i: usize) -> Option<Found> {
    let number =
        s.number(i).filter(|n| n.definite && n.fraction.is_none() && (1..=120).contains(&n.value))?;
    let of_life =
        s.is(number.next, Fn::From) && s.plain(number.next) && s.form(number.next + 1).contains("عمر");
    let led = i > 0 && s.near(i) && s.is(i - 1, Fn::In);
    (of_life && led).then(|| {
        let resolved = Resolved {
            kind: Kind::Duration,
            value: Some(format!("P{}Y", number.value)),
            value_max: None,
            calendar: None,
            grain: Some(Unit::Year),
            bounds: None,
            rule: "duration",
        };
        Found::new(number.start, s.end_before(number.next), number.next, resolved)
    })
}

/// «شارع 14 جانفي», «سوق الأحد»: a bare date or weekday that a place is called by; nothing is found, and passed over.
fn name_of_place(s: &Stream, p: &super::point::Point) -> Option<Found> {
    let f = &p.frame;
    let date = f.day.is_some() && f.month.is_some() && f.weekday.is_none() && !s.word(p.first).conj;
    let at_market = p.first > 0 && s.form(p.first - 1).ends_with("سوق");
    let market = f.weekday.is_some() && f.day.is_none() && p.next == p.first + 1 && at_market;
    let feast = f.holiday.is_some() && at_market;
    // «تسوق عاشوراء» is shopping: a place has to be a word of its own.
    let bare = (feast || open(f) && !f.is_time() && (date || market))
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

/// «في الماضي», «في المستقبل القريب»; with another adjective it is the past or future of something.
fn past_or_future(s: &Stream, i: usize, vague: Vague) -> Option<Found> {
    if !(i > 0 && s.near(i) && s.is(i - 1, Fn::In) && s.form(i).starts_with("ال")) {
        return None;
    }
    let far = s.plain(i + 1) && matches!(s.form(i + 1), "القريب" | "البعيد" | "المنظور");
    let other = !far && s.plain(i + 1) && s.form(i + 1).starts_with("ال") && s.lex(i + 1) == Lex::None;
    (!other).then(|| reference(s, i, i + 1 + usize::from(far), vague))
}

/// «منذ وقت طويل», «منذ زمن بعيد», «منذ فترة طويلة», «منذ فترة».
fn long_since(s: &Stream, i: usize) -> Option<Found> {
    let noun = matches!(s.form(i + 1), "وقت" | "زمن" | "فتره" | "مده" | "امد") && s.plain(i + 1);
    let long = s.plain(i + 2)
        && matches!(s.form(i + 2), "طويل" | "طويله" | "بعيد" | "بعيده" | "قصير" | "قصيره" | "قريب" | "وجيزه");
    noun.then(|| reference(s, i, i + 2 + usize::from(long), Vague::Past))
}

/// «وقت سابق من اليوم», «وقت سابق هذا الشهر», «وقت متأخر من مساء أمس», «ساعة مبكرة من صباح الأحد»: a part of the point
/// that follows, whose value it takes.
fn time_of(s: &Stream, i: usize, told: Told) -> Option<Found> {
    const WHEN: [&str; 8] = ["سابق", "لاحق", "مبكر", "متاخر", "سابقه", "لاحقه", "مبكره", "متاخره"];
    let at = i + 2;
    if s.word(i).article || !s.plain(i + 1) || !WHEN.contains(&s.form(i + 1)) || !s.plain(at) {
        return None;
    }
    let point = at + usize::from(s.is(at, Fn::From));
    let found = if s.plain(point) { dated(s, point, told)? } else { return None };
    let part = matches!(found.resolved.kind, Kind::Date | Kind::Time) && found.start < found.end;
    let direct = point > at
        || matches!(
            s.lex(at),
            Lex::This | Lex::Day(_) | Lex::Night | Lex::Pod(..) | Lex::Unit(..) | Lex::Weekday(_)
        );
    (part && direct && found.list.is_empty()).then(|| Found { start: s.start(i), ..found })
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
