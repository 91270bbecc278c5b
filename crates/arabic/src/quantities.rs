//! Quantities: what numbers count and measure, in money, percent, units and nouns, with bounds and ranges.

mod before;
mod bounds;
mod commas;
mod duals;
mod money;
pub mod nouns;
pub mod scan;
#[cfg(test)]
mod tests;
mod units;

pub use bounds::Bound;
pub(crate) use commas::thousandths;
pub(crate) use money::{Lands, is_code as is_currency_code};

use crate::lexed::{Gap, Lexed};

/// Whether the letters at token `i`, which touch digits before them, are a unit, a currency, a scale or an ordinal's ending.
pub(crate) fn follows_digits(lexed: &Lexed, i: usize) -> bool {
    const SHORT: [&str; 15] =
        ["k", "m", "mn", "bn", "b", "tn", "trn", "million", "billion", "th", "st", "nd", "rd", "e", "er"];
    SHORT.contains(&lexed.form(i)) || units::at(lexed, i, true).is_some() || money::at(lexed, i).is_some()
}

/// Whether the folded word is «بالمئة» in one of its spellings.
pub(crate) fn by_hundred(form: &str) -> bool {
    matches!(form, "بالميه" | "بالمايه")
}

/// Whether the folded word is «المئة» in one of its spellings.
pub(crate) fn the_hundred(form: &str) -> bool {
    matches!(form, "الميه" | "المايه")
}

/// The token after the sign or the words of hundredths at token `i`: «%», «بالمئة», «في المئة», `percent`.
pub(crate) fn hundredths(lexed: &Lexed, i: usize) -> Option<usize> {
    let form = lexed.form(i);
    if matches!(form, "%" | "percent" | "pct") || by_hundred(form) {
        return Some(i + 1);
    }
    let hundred = |form: &str| the_hundred(form) || matches!(form, "ميه" | "مايه" | "cent");
    let linked = matches!(form, "في" | "ب" | "per" | "pour") && lexed.gap(i + 1) <= Gap::Space;
    (linked && hundred(lexed.form(i + 1))).then_some(i + 2)
}

/// The token after «de» or «d'» at token `i`, which French puts between millions and what they count; `i` where there is none.
pub(crate) fn after_of(lexed: &Lexed, i: usize) -> usize {
    let elided = lexed.form(i) == "d" && lexed.form(i + 1) == "'" && lexed.gap(i + 1) == Gap::None;
    let of = lexed.form(i) == "de" && lexed.gap(i + 1) == Gap::Space;
    match lexed.gap(i) {
        Gap::Space if elided && lexed.gap(i + 2) == Gap::None => i + 2,
        Gap::Space if of => i + 1,
        _ => i,
    }
}

/// Whether a unit, a currency or a sign of hundredths stands at token `i`.
pub(crate) fn measured(lexed: &Lexed, i: usize) -> bool {
    hundredths(lexed, i).is_some() || units::at(lexed, i, false).is_some() || money::at(lexed, i).is_some()
}

/// Whether a currency's name, code or sign stands at token `i`.
pub(crate) fn is_currency(lexed: &Lexed, i: usize) -> bool {
    money::at(lexed, i).is_some()
}

/// Whether a unit, a currency or a noun that could be counted stands at token `i`.
pub(crate) fn follows(lexed: &Lexed, i: usize) -> bool {
    units::at(lexed, i, false).is_some() || money::at(lexed, i).is_some() || nouns::counts(lexed, i)
}
