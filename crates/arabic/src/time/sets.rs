//! What returns: «كل يوم جمعة», «سنويا», «6 فيفري من كل عام», «أيام الجمعة».

use super::Kind;
use super::amount::amount;
use super::frame::{Calendar, Frame, Unit};
use super::point::Point;
use super::resolve::Resolved;
use super::scan::Found;
use super::stream::Stream;
use super::words::{Count, Fn, Lex};

fn set(value: String, grain: Unit, rule: &'static str) -> Resolved {
    Resolved {
        kind: Kind::Set,
        value: Some(value),
        value_max: None,
        calendar: None,
        grain: Some(grain),
        bounds: None,
        rule,
    }
}

/// «كل يوم», «كل يوم جمعة», «كل ثلاثة أيام», «كل صباح», «كل رمضان» at the word «كل».
pub(crate) fn every(s: &Stream, i: usize) -> Option<Found> {
    let at = i + 1;
    let word = s.word(at);
    if !s.plain(at) || word.prep || word.article {
        return None;
    }
    let found =
        |resolved: Resolved, next: usize| Some(Found::new(s.start(i), s.end_before(next), next, resolved));
    if let Some((value, next)) = every_day(s, at) {
        return found(set(value, Unit::Day, "every"), next);
    }
    if let Some((calendar, month, false, next)) = s.month_name(at) {
        let resolved = set(format!("XXXX-{month:02}"), Unit::Month, "every");
        return found(Resolved { calendar: Some(calendar), ..resolved }, next);
    }
    if let Lex::Pod(pod, _) = s.lex(at) {
        let mut next = at + 1;
        let mut value = format!("XXXX-XX-XXT{}", pod.code());
        if let Some((day, after)) = every_day(s, next).filter(|_| s.plain(next)) {
            value = format!("{day}T{}", pod.code());
            next = after;
        }
        return found(set(value, Unit::DayPart, "every"), next);
    }
    if let Some(next) = weekend(s, at) {
        return found(set("XXXX-WXX-WE".to_owned(), Unit::Weekend, "every"), next);
    }
    if matches!(s.lex(at), Lex::Unit(Unit::Second, Count::Singular)) && !s.form(at).starts_with("ثاني") {
        return None;
    }
    let length = amount(s, at, true).filter(|a| a.dir.is_none() && a.many != super::amount::Many::Unknown)?;
    found(set(length.value(), length.unit, "every"), length.next)
}

/// «نهاية أسبوع», «عطلة نهاية أسبوع» at `i`: the token after it.
fn weekend(s: &Stream, i: usize) -> Option<usize> {
    use super::frame::Edge;
    let at = i + usize::from(s.is(i, Fn::Leave));
    let week = matches!(s.lex(at + 1), Lex::Unit(Unit::Week, Count::Singular)) && s.plain(at + 1);
    (s.lex(at) == Lex::Edge(Edge::End) && s.near(at) && week).then_some(at + 2)
}

/// «يوم جمعة», «جمعة» as a day of every week.
fn every_day(s: &Stream, i: usize) -> Option<(String, usize)> {
    let at = i + usize::from(matches!(s.lex(i), Lex::Unit(Unit::Day, Count::Singular)));
    match s.lex(at) {
        Lex::Weekday(day) if s.plain(at) && s.lex(at + 1) != Lex::Teen => {
            Some((format!("XXXX-WXX-{day}"), at + 1))
        }
        _ => None,
    }
}

/// «سنويا», «يوميا».
pub(crate) fn adverb(s: &Stream, i: usize, unit: Unit) -> Found {
    let letter = match unit {
        Unit::Week => "P1W",
        Unit::Month => "P1M",
        Unit::Year => "P1Y",
        _ => "P1D",
    };
    Found::new(s.start(i), s.end_before(i + 1), i + 1, set(letter.to_owned(), unit, "every"))
}

/// «أيام الجمعة»: the same weekday again and again, unless other days or a date follow.
pub(crate) fn weekdays(s: &Stream, i: usize) -> Option<Found> {
    let at = i + 1;
    let Lex::Weekday(day) = s.lex(at) else { return None };
    let next = at + 1;
    let more = s.near(next)
        && (matches!(s.lex(next), Lex::Weekday(_))
            || s.comma(next) && matches!(s.lex(next + 1), Lex::Weekday(_)));
    let dated = s.near(next) && (s.digits(next).is_some() || matches!(s.lex(next), Lex::Dir(..)));
    if !s.plain(at) || !s.word(at).article || s.word(i).article || more || dated {
        return None;
    }
    let resolved = set(format!("XXXX-WXX-{day}"), Unit::Day, "every");
    Some(Found::new(s.start(i), s.end_before(next), next, resolved))
}

/// «مرتين في الأسبوع», «ثلاث مرات يوميا», «مرة كل شهر»: how often in which period, which is the value.
pub(crate) fn times(s: &Stream, i: usize) -> Option<Found> {
    let (start, at) = if s.is(i, Fn::Times) {
        (s.start(i), i + 1)
    } else {
        let number = s.number(i).filter(|n| !n.ordinal && s.is(n.next, Fn::Times) && s.plain(n.next))?;
        (number.start, number.next + 1)
    };
    let at = at + usize::from(s.plain(at) && matches!(s.form(at), "واحده" | "اثنتين" | "اثنتان"));
    if !s.plain(at) {
        return None;
    }
    let found = |resolved: Resolved, next: usize| Some(Found::new(start, s.end_before(next), next, resolved));
    match s.lex(at) {
        Lex::Set(unit) => Some(Found { start, ..adverb(s, at, unit) }),
        Lex::Fn(Fn::Every) => every(s, at).map(|every| Found { start, ..every }),
        _ => {
            let period = at + usize::from(s.is(at, Fn::In));
            let linked = s.word(period).prep || period > at;
            let unit = match s.lex(period) {
                Lex::Day(0) => Unit::Day,
                Lex::Unit(unit, Count::Singular) if s.word(period).article => unit,
                _ => return None,
            };
            let pointed = s.plain(period + 1)
                && (matches!(s.lex(period + 1), Lex::Dir(..) | Lex::Same)
                    || s.number(period + 1).is_some_and(|n| n.ordinal || n.value > 1));
            let next =
                period + 1 + usize::from(s.plain(period + 1) && s.form(period + 1).starts_with("الواحد"));
            let value = super::amount::period(unit);
            if linked && !pointed && s.near(period) { found(set(value, unit, "every"), next) } else { None }
        }
    }
}

/// A day of the year that returns: «6 فيفري من كل عام», «يوم 6 فيفري عيدا وطنيا».
pub(crate) fn yearly(s: &Stream, p: &Point) -> Option<Found> {
    let Frame {
        day,
        month: Some(month),
        year: None,
        weekday: None,
        shift: None,
        dir: None,
        around: None,
        ..
    } = p.frame
    else {
        return yearly_week(s, p);
    };
    let day = day.map_or(String::new(), |day| format!("-{day:02}"));
    let resolved =
        Resolved { calendar: p.frame.calendar, ..set(format!("XXXX-{month:02}{day}"), Unit::Year, "every") };
    if let Some(next) = of_every(s, p.next, Unit::Year) {
        return Some(Found::new(p.start, s.end_before(next), next, resolved));
    }
    let kept = s.near(p.next) && matches!(s.form(p.next), "يوما" | "عيدا") && !day.is_empty();
    let calendar = p.frame.calendar == Some(Calendar::Gregorian);
    (kept && calendar).then(|| Found::new(p.start, s.end_before(p.next), p.next, resolved))
}

/// «الجمعة من كل أسبوع».
fn yearly_week(s: &Stream, p: &Point) -> Option<Found> {
    let Frame { weekday: Some(day), day: None, month: None, shift: None, dir: None, around: None, .. } =
        p.frame
    else {
        return None;
    };
    let next = of_every(s, p.next, Unit::Week)?;
    let resolved = set(format!("XXXX-WXX-{day}"), Unit::Day, "every");
    Some(Found::new(p.start, s.end_before(next), next, resolved))
}

/// «أيام الاثنين والخميس من كل أسبوع»: from the day `first` to the day of `last`.
pub(crate) fn days_of_every_week(s: &Stream, i: usize, first: u8, last: &Point) -> Option<Found> {
    let next = of_every(s, last.next, Unit::Week)?;
    let day = last.frame.weekday?;
    let resolved = set(format!("XXXX-WXX-{first}"), Unit::Day, "every");
    let resolved = Resolved { value_max: Some(format!("XXXX-WXX-{day}")), ..resolved };
    Some(Found::new(s.start(i), s.end_before(next), next, resolved))
}

/// «من كل عام» at `i`.
fn of_every(s: &Stream, i: usize, unit: Unit) -> Option<usize> {
    let linked = s.is(i, Fn::From) || s.is(i, Fn::In);
    let every = i + usize::from(linked);
    let holds = matches!(s.lex(every + 1), Lex::Unit(found, Count::Singular) if found == unit);
    (s.near(i) && s.is(every, Fn::Every) && holds && s.plain(every + 1)).then_some(every + 2)
}

/// «156 ألف طن في الشهر», «8 ساعات في اليوم الواحد» at the unit of time: what is counted is so much in each of them.
pub(crate) fn in_each(s: &Stream, i: usize) -> Option<Found> {
    let unit = match s.lex(i) {
        Lex::Day(0) => Unit::Day,
        Lex::Unit(unit, Count::Singular) if s.word(i).article => unit,
        _ => return None,
    };
    let led = i > 2 && s.plain(i) && s.is(i - 1, Fn::In) && s.plain(i - 1);
    let one = usize::from(s.plain(i + 1) && s.form(i + 1).starts_with("الواحد"));
    let next = i + 1 + one;
    // «في اليوم الثاني», «في السنة الماضية», «في الشهر نفسه», «في العام 2015» are a time of their own.
    let own = s.plain(next)
        && (matches!(
            s.lex(next),
            Lex::Dir(..) | Lex::Same | Lex::Weekday(_) | Lex::Fn(Fn::From | Fn::Holder | Fn::DayName)
        ) || s.number(next).is_some()
            || s.form(next).starts_with("ال") && one == 0);
    (led && !own && counted_before(s, i - 1)).then(|| {
        let resolved = set(super::amount::period(unit), unit, "every");
        Found::new(s.start(i), s.end_before(next), next, resolved)
    })
}

/// Whether a number and the noun that it counts end before token `end`: «156 ألف طن», «5 ملايين دينار تونسي».
fn counted_before(s: &Stream, end: usize) -> bool {
    let word = |at: usize| s.lexed.kind(at) == Some(crate::lexed::Kind::Word) && s.plain(at);
    let number = |at: usize| s.number(at).is_some_and(|n| !n.ordinal && n.next < end && end - n.next <= 2);
    // «ساعتين في الأسبوع».
    let two = end > 0 && matches!(s.lex(end - 1), Lex::Unit(_, Count::Dual));
    two || (end.saturating_sub(5)..end).any(|at| {
        let starts = s.lexed.kind(at) == Some(crate::lexed::Kind::Number) || s.lex(at) == Lex::Num;
        starts && number(at) && (at + 1..end).all(word)
    })
}
