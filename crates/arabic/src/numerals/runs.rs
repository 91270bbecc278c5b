//! Runs of digits that are no numbers: telephone groups, dates, addresses.

use super::context::{Cue, before, telephone};
use crate::lexed::{Gap, Kind, Lexed};

/// Where a run of digits that is no number at all ends, if one begins at `i`: telephone groups, dates, addresses.
pub(super) fn skip_run(lexed: &Lexed, i: usize) -> Option<usize> {
    let mut at = i;
    let plus = lexed.form(i) == "+" || lexed.form(i) == "(" && lexed.form(i + 1) == "+";
    while matches!(lexed.form(at), "+" | "(") && lexed.gap(at + 1) == Gap::None {
        at += 1;
    }
    if lexed.kind(at) != Some(Kind::Number) {
        return None;
    }
    // «على الرقم 81 10 77 77»: four pairs of digits are a telephone number where a word announces one.
    let pair = |i: usize| lexed.kind(i) == Some(Kind::Number) && lexed.form(i).len() == 2;
    if (at..at + 4).all(pair)
        && (at + 1..at + 4).all(|i| lexed.gap(i) == Gap::Space)
        && !pair(at + 4)
        && announced(lexed, at)
    {
        return Some(at + 4);
    }
    let (start, mut groups, mut digits, mut joined) = (at, 0, 0, 0);
    while lexed.kind(at) == Some(Kind::Number) {
        groups += 1;
        digits += lexed.form(at).len();
        let sign = matches!(lexed.form(at + 1), "-" | "." | "/" | ":" | ")");
        let touching = sign
            && lexed.gap(at + 1) == Gap::None
            && lexed.kind(at + 2) == Some(Kind::Number)
            && lexed.gap(at + 2) == Gap::None;
        if touching {
            joined += 1;
            at += 2;
        } else if plus && lexed.kind(at + 1) == Some(Kind::Number) && lexed.gap(at + 1) == Gap::Space {
            at += 1;
        } else {
            at += 1;
            break;
        }
    }
    let zero = lexed.form(start).starts_with('0') && lexed.form(start).len() > 1;
    let dotted = joined + 1 == groups
        && groups > 2
        && super::digits::parse(lexed, start).is_none_or(|d| start + d.tokens < at);
    let phone = plus && digits > 6 || zero && groups > 2 && digits > 6;
    (dotted || phone).then_some(at)
}

/// Whether a word before token `i` says that a telephone number follows.
fn announced(lexed: &Lexed, i: usize) -> bool {
    telephone(lexed, i) || before(lexed, i, 4, Cue::Number)
}
