//! Calendars: proleptic Gregorian dates, ISO weeks and the Umm al-Qura Hijri calendar.

mod easter;
mod gregorian;
mod hijri;

pub use easter::{easter_orthodox, easter_western};
pub use gregorian::{Date, days_in_month, is_leap};
pub use hijri::{HIJRI_FIRST, HIJRI_LAST, HijriDate, days_in_hijri_month};
