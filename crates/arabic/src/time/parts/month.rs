//! Months, by name, by pairs of names and by number.

use super::super::frame::{Calendar, Frame, Unit};
use super::super::stream::{Part, Stream};
use super::super::words::{Fn, Lex};
use crate::lexed::Kind as TokenKind;

/// «شهر مارس», «شهر 3», «شهر ثلاثة», «الشهر الثامن».
pub(super) fn month_of(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
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
    let held = so_far.day.is_some() || so_far.nth.is_some() || so_far.edge.is_some();
    // «الشهر الثامن من العام»: by itself it could be the eighth month of anything.
    let year = next + usize::from(s.is(next, Fn::From));
    let of_year = s.plain(next) && matches!(s.lex(year), Lex::Unit(Unit::Year, _));
    let supported = held || s.word(i).article && of_year;
    let month = u8::try_from(number).ok().filter(|m| (1..=12).contains(m))?;
    let frame = Frame { month: Some(month), calendar: Some(Calendar::Gregorian), ..Frame::default() };
    supported.then_some((frame, next))
}

/// A month by its name, or by a pair of names («يناير/كانون الثاني»).
pub(super) fn month(s: &Stream, i: usize, so_far: &Frame) -> Option<Part> {
    s.month_name(i)?;
    if so_far.month.is_some() || so_far.shift.is_some() && so_far.day.is_none() || so_far.year.is_some() {
        return None;
    }
    let supported =
        so_far.day.is_some() || so_far.nth.is_some() || so_far.edge.is_some() || month_support(s, i);
    month_from(s, i, supported)
}

/// Whether what stands before a month's name makes a month of it.
pub(super) fn month_support(s: &Stream, i: usize) -> bool {
    let word = s.word(i);
    // «فرصة لماي»: behind ل the name is more often a person's.
    let particle = s.form(i).trim_start_matches(['و', 'ف']);
    if word.prep && particle.starts_with('ب') && !matches!(s.lex(i), Lex::Month(Calendar::Islamic, ..)) {
        return true;
    }
    let Some(before) = i.checked_sub(1).filter(|_| s.near(i)) else { return false };
    if word.conj {
        // «جويلية وأوت»: a month joined to a month.
        return matches!(s.lex(before), Lex::Month(..));
    }
    // «من جوان إلى مارس».
    let spans = s.is(before, Fn::From) && s.near(i + 1) && s.is(i + 1, Fn::To);
    spans || matches!(s.lex(before), Lex::Fn(Fn::In | Fn::Since | Fn::Until | Fn::During | Fn::To))
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
    // «March 3»: the day after the name, as English writes it.
    // «Sept. 11»: the dot of the abbreviation belongs to it.
    let dot = s.lexed.kind(i) == Some(TokenKind::Latin)
        && s.sign(next, ".")
        && s.touching(next)
        && s.form(i).len() <= 4
        && s.near(next + 1)
        && !s.touching(next + 1)
        && s.digits(next + 1).is_some();
    next += usize::from(dot);
    let latin = s.lexed.kind(i) == Some(TokenKind::Latin) && s.near(next);
    let day = latin && s.digits(next).is_some_and(|(value, len)| len <= 2 && (1..=31).contains(&value));
    if weak && !(day || supported || paired || year || dir) {
        return None;
    }
    let glued = match s.lex(i) {
        Lex::MonthDir(_, _, dir) => Some(dir),
        _ => None,
    };
    Some((Frame { month: Some(month), calendar: Some(calendar), dir: glued, ..Frame::default() }, next))
}
