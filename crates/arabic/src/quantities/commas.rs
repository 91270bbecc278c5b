//! What a comma before three digits parts: thousands, or decimals where a country writes a decimal comma.

use std::cell::OnceCell;
use std::sync::LazyLock;

use super::money::{self, Currency, Lands};
use crate::lexed::{Gap, Kind, Lexed};

/// The currencies that tell, by noun and code: those of sums themselves, and those of the countries of percentages.
#[derive(Default)]
struct Commas {
    sums: Vec<(&'static str, &'static str)>,
    percents: Vec<(&'static str, &'static str)>,
}

static COMMAS: LazyLock<Commas> = LazyLock::new(|| {
    let mut commas = Commas::default();
    for row in include_str!("../../data/currencies.tsv").lines() {
        let cells: Vec<&'static str> = row.split('\t').collect();
        match *cells {
            ["comma", "sum", name, code] => commas.sums.push((name, code)),
            ["comma", "percent", name, code] => commas.percents.push((name, code)),
            _ => {}
        }
    }
    commas
});

/// Whether a comma before the three last digits of a number parts decimals: the number `first..next` has digits, a
/// comma and three digits, and then perhaps a scale.
///
/// «3,650 ملايين» are less than eleven millions, as the plural says. Sums of a currency that has thousandths are written
/// «26,112 دينارا» in Tunisia; three zeros are thousands («150,000 دينار»), unless a scale follows. `lands` are those of
/// the text, counted when a first dinar asks for them, `home` the country that decides where it names none.
pub(crate) fn thousandths(
    lexed: &Lexed,
    first: usize,
    next: usize,
    lands: &OnceCell<Lands>,
    home: Option<&str>,
) -> bool {
    let group = lexed.form(first + 2);
    let comma = lexed.form(first + 1) == ","
        && lexed.gap(first + 1) == Gap::None
        && lexed.gap(first + 2) == Gap::None;
    // «0,125» is read as a decimal already.
    if !comma
        || lexed.form(first) == "0"
        || group.len() != 3
        || lexed.kind(first + 2) != Some(Kind::Number)
        || next > first + 4
    {
        return false;
    }
    let scaled = next == first + 4;
    let before = first > 0 && lexed.form(first - 1) == "%" && lexed.gap(first) == Gap::None;
    if !scaled && (before || lexed.gap(next) <= Gap::Space && super::hundredths(lexed, next).is_some()) {
        return percent_in_decimals(lexed.form(first), group, || {
            let lands = lands.get_or_init(|| Lands::of(lexed));
            COMMAS.percents.iter().any(|(name, code)| lands.code(name, home) == Some(*code))
        });
    }
    let plural = ["ملايين", "الاف", "مليارات", "بلايين"].contains(&lexed.form(next.saturating_sub(1)));
    let few = lexed.form(first).parse().is_ok_and(|whole: u32| (2..=10).contains(&whole));
    if scaled && plural && few {
        return true;
    }
    let money = money::at(lexed, next).or_else(|| money::short(lexed, next).map(|found| found.0));
    let Some(money) = money.filter(|m| lexed.gap(next) <= Gap::Space && m.parts == 1) else {
        return false;
    };
    let abbreviated = money::short(lexed, next).is_some_and(|found| found.1 > 1);
    if !(scaled || abbreviated || group != "000") {
        return false;
    }
    let sums = &COMMAS.sums;
    match money.currency {
        Currency::Code(code) => sums.iter().any(|sum| sum.1 == code),
        Currency::Name(name) if sums.iter().any(|sum| sum.0 == name) => {
            let code = lands.get_or_init(|| Lands::of(lexed)).code(name, home);
            sums.iter().any(|sum| Some(sum.1) == code)
        }
        Currency::Name(_) => false,
    }
}

/// Whether a percentage with a comma before three digits has decimals: «12,345 %», but not «1,000 %» or
/// «1,250 %», unless the text is of a country that writes decimals so. What ends in two zeros is thousands: nobody writes
/// those behind decimals.
fn percent_in_decimals(whole: &str, group: &str, decimal_land: impl FnOnce() -> bool) -> bool {
    !group.ends_with("00") && (whole.len() > 1 || decimal_land())
}
