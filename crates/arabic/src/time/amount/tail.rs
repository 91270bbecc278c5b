//! What follows a length and belongs to it: «ونصف», «وستة أشهر», «كاملة», «سجنا».

use super::{Amount, Many, numbered, unit_first};
use crate::numerals::Exact;
use crate::time::frame::Unit;
use crate::time::stream::Stream;
use crate::time::words::{Count, Fn, Lex};

/// «ونصف», «ونصف الساعة», «وستة أشهر» after an amount.
pub(super) fn with_rest(s: &Stream, found: Amount) -> Amount {
    let Many::Exact(count) = found.many else { return found };
    let at = found.next;
    if !s.near(at) || found.max.is_some() {
        return found;
    }
    let apart = s.is(at, Fn::And) || s.form(at) == "و";
    let word = at + usize::from(apart);
    if !(apart || s.form(at).starts_with('و')) || !s.near(word) {
        return found;
    }
    let share = match s.lex(word) {
        Lex::Fn(Fn::Half) => Exact::ratio(1, 2),
        Lex::Fn(Fn::Quarter) => Exact::ratio(1, 4),
        Lex::Fn(Fn::Third) => Exact::ratio(1, 3),
        _ => None,
    };
    if let Some(sum) = share.and_then(|share| count.plus(share)) {
        let again = s.plain(word + 1)
            && s.form(word + 1).starts_with("ال")
            && (matches!(s.lex(word + 1), Lex::Unit(unit, Count::Singular) if unit == found.unit)
                || found.unit == Unit::Hour && s.form(word + 1) == "الساعه");
        return Amount {
            many: Many::Exact(sum),
            next: word + 1 + usize::from(again),
            counted: true,
            ..found
        };
    }
    if share.is_some() || found.unit <= Unit::Second {
        return found;
    }
    let inner = match s.lex(word) {
        Lex::Unit(unit, count @ Count::Dual) => unit_first(s, word, unit, count, false),
        Lex::Unit(..) => None,
        _ => numbered(s, word),
    };
    match inner {
        Some(Amount { many: Many::Exact(rest), unit, max: None, next, .. })
            if unit < found.unit && unit != Unit::Night =>
        {
            Amount { rest: Some((rest, unit)), next, counted: true, ..found }
        }
        _ => found,
    }
}

/// «ثلاثة أيام كاملة», «يومين كاملين», «سنة كاملة»: all of it.
pub(super) fn in_full(s: &Stream, found: Amount) -> Amount {
    let full = s.plain(found.next) && whole_of_it(s.form(found.next));
    Amount { next: found.next + usize::from(full), counted: found.counted || full, ..found }
}

/// Whether the folded form is an adjective that says that a length is a whole one, or what it is served as.
pub(super) fn whole_of_it(form: &str) -> bool {
    const FULL: [&str; 9] =
        ["كامله", "كاملا", "كامل", "كاملين", "كاملان", "كاملتين", "كاملتان", "سجنا", "حبسا"];
    FULL.contains(&form)
}
