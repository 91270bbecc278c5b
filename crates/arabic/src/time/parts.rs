//! The parts of a point in time: weekday, day, month, year, relative periods, parts of the day.

mod day;
mod month;
mod period;

use super::frame::{Dir, Edge, Frame, Pod, Unit, YearPart};
use super::stream::{Part, Stream, around};
use super::words::{Count, Fn, Lex, Named};
use super::{clock, numeric};
pub(crate) use day::day_and_month;
use day::{day_noun, nth, relative_day, weekday};
use month::{month, month_of};
pub(crate) use period::era;
use period::{
    bare_year, century, decade_of_century, decade_part, edge_part, first_months, fraction_of_year,
    half_of_month, number_of_first_months, relative_unit, season, two_first_months, year_noun, year_part,
};

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
        Lex::WeekdayBehindDay(day) if is_behind_day(s, i) => weekday(s, i, day, so_far),
        Lex::Day(shift) => relative_day(s, i, shift, so_far),
        Lex::Unit(Unit::Night, Count::Singular) if !s.word(i).article => clock::part_of_day(s, i, so_far),
        Lex::Unit(unit, count) => unit_part(s, i, unit, count, so_far),
        Lex::This => this(s, i),
        Lex::Dir(dir, weak) => (!so_far.is_empty() && !weak || so_far.has_day() || so_far.month.is_some())
            .then_some((Frame { dir: Some(dir), ..Frame::default() }, i + 1)),
        Lex::Pod(..) => clock::part_of_day(s, i, so_far),
        Lex::Night => tonight(s, i, so_far),
        Lex::Edge(edge) => edge_part(s, i, edge, so_far).or_else(|| clock::middle(s, i, so_far)),
        Lex::Season(season) => year_part(s, i, YearPart::Season(season), i + 1, so_far),
        Lex::Decade(decade) => decade_part(s, i, decade, so_far),
        Lex::Hour(_) => day_and_month(s, i, so_far).or_else(|| clock::clock(s, i, so_far)),
        Lex::Fn(Fn::Clock) => clock::clock(s, i, so_far),
        Lex::Fn(Fn::Quarter) => fraction_of_year(s, i, so_far),
        Lex::Fn(Fn::Half) => fraction_of_year(s, i, so_far)
            .or_else(|| half_of_month(s, i, so_far))
            .or_else(|| edge_part(s, i, Edge::Middle, so_far)),
        Lex::Fn(Fn::Last) => nth(s, i, so_far).or_else(|| edge_part(s, i, Edge::End, so_far)),
        Lex::Fn(Fn::After | Fn::Before) => {
            clock::part_of_day(s, i, so_far).or_else(|| relative_day(s, i, 0, so_far))
        }
        Lex::Fn(Fn::SameOf) => same_of(s, i, so_far),
        Lex::Fn(Fn::FirstOf) => day_and_month(s, i, so_far),
        Lex::Fn(Fn::El) => day_and_month(s, i, so_far)
            .or_else(|| clock::clock(s, i, so_far))
            .or_else(|| number_of_first_months(s, i, so_far)),
        Lex::Num => nth(s, i, so_far)
            .or_else(|| relative_day(s, i, 0, so_far))
            .or_else(|| day_and_month(s, i, so_far))
            .or_else(|| number_of_first_months(s, i, so_far)),
        Lex::None if s.digits(i).is_some() => numeric::date(s, i, so_far)
            .or_else(|| clock::clock(s, i, so_far))
            .or_else(|| day_and_month(s, i, so_far))
            .or_else(|| bare_year(s, i, so_far)),
        _ => None,
    }
}

/// Whether «يوم» or a part of the day that is no night («ليلة التنين» is the dragon's) stands before token `i`.
pub(super) fn is_behind_day(s: &Stream, i: usize) -> bool {
    let Some(before) = i.checked_sub(1).filter(|_| s.plain(i)) else { return false };
    let day = match s.lex(before) {
        Lex::Unit(Unit::Day, Count::Singular) => true,
        Lex::Pod(pod, _) => pod != Pod::Night,
        _ => false,
    };
    day && !s.word(before).article
}

fn holiday(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let (Named::Holiday(index), next) = s.phrase(i)? else { return None };
    let free = !so_far.has_day() || so_far.weekday.is_some() && so_far.day.is_none();
    free.then_some((Frame { holiday: Some(index), ..Frame::default() }, next))
}

/// «الليلة», «الليلة الماضية».
fn tonight(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    if so_far.has_day() || so_far.pod.is_some() {
        return None;
    }
    let (shift, next) = match s.lex(i + 1) {
        Lex::Dir(Dir::Past, _) if s.plain(i + 1) => (-1, i + 2),
        Lex::Dir(Dir::Future, _) if s.plain(i + 1) => (1, i + 2),
        _ => (0, i + 1),
    };
    Some((Frame { shift: Some(shift), pod: Some(super::frame::Pod::Night), ..Frame::default() }, next))
}

/// «نفس اليوم», «ذات العام»: what the text named before.
fn same_of(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    let at = i + 1;
    let held = so_far.wants_year() && matches!(s.lex(at), Lex::Unit(Unit::Year, Count::Singular));
    if !(so_far.is_empty() || held) || !s.plain(at) || !s.word(at).article {
        return None;
    }
    let told = Frame { dir: Some(Dir::Following), ..Frame::default() };
    match s.lex(at) {
        Lex::Day(0) => Some((Frame { shift: Some(0), ..told }, at + 1)),
        Lex::Unit(unit @ (Unit::Week | Unit::Month | Unit::Year), Count::Singular) => {
            Some((Frame { around: Some((unit, 0)), ..told }, at + 1))
        }
        _ => None,
    }
}

/// A unit's own name inside a point: «يوم الأحد», «شهر مارس», «عام 2020», «الأسبوع الماضي», «القرن الماضي».
fn unit_part(s: &Stream, i: usize, unit: Unit, count: Count, so_far: &Frame) -> Option<Part> {
    match (unit, count) {
        (Unit::Day, Count::Singular | Count::Construct | Count::Plural) => day_noun(s, i, count, so_far),
        (Unit::Month, Count::Plural) => first_months(s, i, so_far),
        (Unit::Month, Count::Dual) => two_first_months(s, i, so_far),
        (Unit::Season, Count::Singular) => season(s, i, so_far),
        // «شهري نوفمبر وديسمبر».
        (Unit::Month, Count::Construct) if s.month_name(i + 1).is_some() => month_of(s, i, so_far),
        (Unit::Month, Count::Singular) => {
            month_of(s, i, so_far).or_else(|| relative_unit(s, i, unit, so_far))
        }
        (Unit::Year, Count::Singular | Count::Construct | Count::Plural | Count::Dual) => {
            year_noun(s, i, count, so_far).or_else(|| {
                (!matches!(count, Count::Plural | Count::Dual))
                    .then(|| relative_unit(s, i, unit, so_far))
                    .flatten()
            })
        }
        (Unit::Century, Count::Singular) => century(s, i, so_far),
        (Unit::Decade, Count::Singular) => {
            decade_of_century(s, i, so_far).or_else(|| relative_unit(s, i, unit, so_far))
        }
        (Unit::Week | Unit::Night, Count::Singular) => relative_unit(s, i, unit, so_far),
        _ => None,
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
        // «بموجب هذا العقد» is a contract.
        Lex::Unit(Unit::Decade, _)
            if !(i > 0 && s.near(i) && matches!(s.lex(i - 1), Lex::Fn(Fn::During) | Lex::Edge(_))) =>
        {
            None
        }
        Lex::Unit(unit, Count::Singular) if s.word(at).article && unit >= Unit::Week => now(around(unit, 0)),
        _ => None,
    }
}
