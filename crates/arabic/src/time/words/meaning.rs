//! The classes and values of `data/time-words.tsv`.

use super::super::frame::{Dir, Edge, Pod, Unit};
use super::{Count, Fn, Lex, Tense, Vague};

/// What a class and a value of the table mean.
pub(super) fn meaning(class: &str, value: &str) -> Lex {
    let number = || value.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().unwrap_or(0);
    match class {
        "weekday" if value.ends_with('?') => Lex::WeekdayBehindDay(number()),
        "weekday" => Lex::Weekday(number()),
        "unit" => unit(value),
        "instant" => Lex::Unit(Unit::Second, Count::Singular),
        "day" => Lex::Day(value.parse().unwrap_or(0)),
        "dir" => direction(value),
        "this" => Lex::This,
        "same" => Lex::Same,
        "pod" => part_of_day(value),
        "night" => Lex::Night,
        "edge" => Lex::Edge(match value {
            "start" => Edge::Start,
            "mid" => Edge::Middle,
            _ => Edge::End,
        }),
        "word" => function(value),
        "vague" => Lex::Vague(match value {
            "PAST_REF" => Vague::Past,
            "FUTURE_REF" => Vague::Future,
            _ => Vague::Present,
        }),
        "set" => Lex::Set(match value {
            "P1W" => Unit::Week,
            "P1M" => Unit::Month,
            "P1Y" => Unit::Year,
            _ => Unit::Day,
        }),
        "season" => Lex::Season(match value {
            "SP" => 0,
            "SU" => 1,
            "FA" => 2,
            _ => 3,
        }),
        "decade" => Lex::Decade(number()),
        "hour" => Lex::Hour(number()),
        "teen" => Lex::Teen,
        "num" => Lex::Num,
        "tense" => Lex::Tense(match value {
            "future" => Tense::Future,
            "told" => Tense::Told,
            _ => Tense::Past,
        }),
        _ => Lex::None,
    }
}

fn unit(value: &str) -> Lex {
    let mut chars = value.chars();
    let unit = match chars.next() {
        Some('s') => Unit::Second,
        Some('M') => Unit::Minute,
        Some('h') => Unit::Hour,
        Some('D') => Unit::Day,
        Some('n') => Unit::Night,
        Some('W') => Unit::Week,
        Some('m') => Unit::Month,
        Some('q') => Unit::Season,
        Some('Y') => Unit::Year,
        Some('d') => Unit::Decade,
        _ => Unit::Century,
    };
    let count = match chars.next() {
        Some('2') => Count::Dual,
        Some('3') => Count::Plural,
        Some('4') => Count::Counted,
        Some('5') => Count::Construct,
        _ => Count::Singular,
    };
    Lex::Unit(unit, count)
}

fn direction(value: &str) -> Lex {
    let dir = match value.trim_end_matches('~') {
        "past" => Dir::Past,
        "now" => Dir::Now,
        "next" => Dir::Following,
        _ => Dir::Future,
    };
    Lex::Dir(dir, value.ends_with('~'))
}

fn part_of_day(value: &str) -> Lex {
    let pod = match value.get(..2) {
        Some("MO") => Pod::Morning,
        Some("MI") => Pod::Noon,
        Some("AF") => Pod::Afternoon,
        Some("EV") => Pod::Evening,
        _ => Pod::Night,
    };
    Lex::Pod(pod, value.ends_with('a'))
}

fn function(value: &str) -> Lex {
    const NAMES: [(&str, Fn); 47] = [
        ("before", Fn::Before),
        ("after", Fn::After),
        ("since", Fn::Since),
        ("during", Fn::During),
        ("span", Fn::Span),
        ("in", Fn::In),
        ("from", Fn::From),
        ("to", Fn::To),
        ("until", Fn::Until),
        ("between", Fn::Between),
        ("and", Fn::And),
        ("at", Fn::At),
        ("matching", Fn::Matching),
        ("every", Fn::Every),
        ("date", Fn::Date),
        ("el", Fn::El),
        ("except", Fn::Except),
        ("half", Fn::Half),
        ("quarter", Fn::Quarter),
        ("third", Fn::Third),
        ("few", Fn::Few),
        ("little", Fn::Little),
        ("holder", Fn::Holder),
        ("other", Fn::Other),
        ("last", Fn::Last),
        ("first-of", Fn::FirstOf),
        ("clock", Fn::Clock),
        ("zone", Fn::Zone),
        ("future", Fn::Future),
        ("ce", Fn::Ce),
        ("ah", Fn::Ah),
        ("bce", Fn::Bce),
        ("day-name", Fn::DayName),
        ("year-noun", Fn::YearNoun),
        ("counted", Fn::Counted),
        ("over", Fn::Over),
        ("under", Fn::Under),
        ("about", Fn::About),
        ("same-of", Fn::SameOf),
        ("period", Fn::Period),
        ("age", Fn::Age),
        ("times", Fn::Times),
        ("leave", Fn::Leave),
        ("whole", Fn::Whole),
        ("medium", Fn::Medium),
        ("medium-noun", Fn::MediumNoun),
        ("local", Fn::Zone),
    ];
    NAMES.iter().find(|(name, _)| *name == value).map_or(Lex::None, |(_, word)| Lex::Fn(*word))
}
