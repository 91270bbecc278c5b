//! Quantities: what numbers count and measure, in money, percent, units and nouns, with bounds and ranges.

mod before;
mod bounds;
mod duals;
mod money;
pub mod nouns;
pub mod scan;
#[cfg(test)]
mod tests;
mod units;

pub use bounds::Bound;
pub(crate) use money::{Lands, is_code as is_currency_code, thousandths};

use crate::lexed::Lexed;

/// Whether the letters at token `i`, which touch digits before them, are a unit, a currency, a scale or an ordinal's ending.
pub(crate) fn follows_digits(lexed: &Lexed, i: usize) -> bool {
    const SHORT: [&str; 15] =
        ["k", "m", "mn", "bn", "b", "tn", "trn", "million", "billion", "th", "st", "nd", "rd", "e", "er"];
    SHORT.contains(&lexed.form(i)) || units::at(lexed, i, true).is_some() || money::at(lexed, i).is_some()
}

/// Whether a unit, a currency or a sign of hundredths stands at token `i`.
pub(crate) fn measured(lexed: &Lexed, i: usize) -> bool {
    let hundredths = matches!(lexed.form(i), "%" | "بالميه" | "بالمايه")
        || lexed.form(i) == "في" && matches!(lexed.form(i + 1), "الميه" | "المايه");
    hundredths || units::at(lexed, i, false).is_some() || money::at(lexed, i).is_some()
}

/// Whether a unit, a currency or a noun that could be counted stands at token `i`.
pub(crate) fn follows(lexed: &Lexed, i: usize) -> bool {
    units::at(lexed, i, false).is_some() || money::at(lexed, i).is_some() || nouns::counts(lexed, i)
}
