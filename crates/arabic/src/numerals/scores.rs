//! Tables of results: pairs of numbers with a hyphen that are scores, because one near them runs downwards.

use crate::lexed::{Gap, Kind, Lexed};

/// How many tokens on either side are looked at.
const REACH: usize = 40;

/// Whether a pair near token `i` («30-25», «3 - 1») has the greater number first, as no range has. Years and dates are none.
pub(super) fn table(lexed: &Lexed, i: usize) -> bool {
    let last = (i + REACH).min(lexed.len());
    (i.saturating_sub(REACH).max(1)..last).any(|at| lexed.form(at) == "-" && descends(lexed, at))
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
    even && !longer && number(sign - 1).zip(number(sign + 1)).is_some_and(|(first, second)| first > second)
}
