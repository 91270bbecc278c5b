//! Calendars: proleptic Gregorian dates, ISO weeks and the Umm al-Qura Hijri calendar.

mod easter;
mod gregorian;
mod hijri;

pub use easter::{easter_orthodox, easter_western};
pub use gregorian::{Date, days_in_month, is_leap};
pub use hijri::{HIJRI_FIRST, HIJRI_LAST, HijriDate, days_in_hijri_month};

/// The names of months in all traditions.
pub(crate) const MONTHS: &str = include_str!("../data/months.tsv");

/// The Arabic names of the days of the week, with the article.
pub fn weekday_names() -> impl Iterator<Item = String> {
    let rows =
        include_str!("../data/time-words.tsv").lines().filter_map(|line| line.strip_prefix("weekday\t"));
    let names = rows.filter(|row| !row.split('\t').next().is_some_and(|number| number.ends_with('?')));
    let forms = names.filter_map(|row| row.split('\t').nth(1)).flat_map(|forms| forms.split('|'));
    forms.map(|form| format!("ال{}", form.trim()))
}

/// The nouns of units of time from the second to the year, in all numbers; not the longer ones, which are other nouns as well («عقد»).
pub fn unit_names() -> impl Iterator<Item = &'static str> {
    let rows = include_str!("../data/time-words.tsv").lines().filter_map(|line| line.strip_prefix("unit\t"));
    let short = rows.filter(|row| row.starts_with(['s', 'M', 'h', 'D', 'n', 'W', 'm', 'Y']));
    short.filter_map(|row| row.split('\t').nth(1)).flat_map(|forms| forms.split('|')).map(str::trim)
}

/// The names of the months of the Gregorian calendar in all its traditions, as they are written.
pub fn month_names() -> impl Iterator<Item = &'static str> {
    let rows = MONTHS.lines().filter_map(|line| line.strip_prefix("gregorian\t"));
    let forms = rows.filter_map(|row| row.split('\t').nth(2)).flat_map(|forms| forms.split('|'));
    forms.map(|form| form.trim().trim_end_matches('?'))
}
