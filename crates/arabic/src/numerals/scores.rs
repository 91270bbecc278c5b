//! Tables of results: pairs of numbers with a hyphen that are scores, because one near them runs downwards.

use crate::lexed::{Gap, Kind, Lexed};
use crate::quantities;

/// How many tokens on either side are looked at.
const REACH: usize = 40;

/// Whether a pair near token `i` («30-25», «3 - 1») has the greater number first, as no range has. Years and dates are none,
/// nor are «10-8 درجات», and a full stop parts what is near.
pub(super) fn table(lexed: &Lexed, i: usize) -> bool {
    let last = (i + REACH).min(lexed.len());
    let stop = |at: &usize| matches!(lexed.form(*at), "." | "؟" | "!") && lexed.gap(at + 1) >= Gap::Space;
    let score = |at: usize| at > 0 && lexed.form(at) == "-" && descends(lexed, at);
    let before = (i.saturating_sub(REACH)..i).rev().take_while(|at| !stop(at));
    before.chain((i..last).take_while(|at| !stop(at))).any(score)
}

fn descends(lexed: &Lexed, sign: usize) -> bool {
    let number = |at: usize| {
        let form = lexed.form(at);
        let short = lexed.kind(at) == Some(Kind::Number) && form.len() <= 3;
        if short { form.parse::<u16>().ok() } else { None }
    };
    let even = lexed.gap(sign) == lexed.gap(sign + 1) && lexed.gap(sign) <= Gap::Space;
    let joined = |at: usize| matches!(lexed.form(at), "-" | "/" | "." | ",") && lexed.gap(at) == Gap::None;
    // «12-10-2016» is a date.
    let longer = joined(sign + 2) || sign > 1 && joined(sign - 2) && lexed.gap(sign - 1) == Gap::None;
    let counted = quantities::measured(lexed, sign + 2);
    even && !longer
        && !counted
        && number(sign - 1).zip(number(sign + 1)).is_some_and(|(first, second)| first > second)
}
