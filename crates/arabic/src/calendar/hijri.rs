//! Hijri dates: the Umm al-Qura calendar where its table reaches, tabular reckoning elsewhere.

use std::sync::LazyLock;

use super::Date;

/// The first Hijri year whose months are those that the Umm al-Qura calendar gives.
pub const HIJRI_FIRST: i32 = 1300;
/// The last Hijri year whose months are those that the Umm al-Qura calendar gives.
pub const HIJRI_LAST: i32 = 1600;

/// A day of the Hijri calendar. Only days that its calendar has, of the years 1 to 9000, can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HijriDate {
    year: i32,
    month: u8,
    day: u8,
}

/// One year: the days since 1970-01-01 of its first day, and the lengths of its months.
#[derive(Clone, Copy)]
struct Year {
    start: i64,
    long: u16,
}

struct Table {
    years: Vec<Year>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| read_table(include_str!("../../data/hijri.tsv")));

/// Reads the lines `year, first day, lengths`; a line that is no such line would show in the tests at once.
fn read_table(text: &str) -> Table {
    let mut years = Vec::with_capacity(301);
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (Some(_), Some(first), Some(lengths)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let Some(start) = Date::parse(first) else { continue };
        let long = lengths
            .bytes()
            .take(12)
            .enumerate()
            .fold(0, |mask, (month, byte)| mask | u16::from(byte == b'L') << month);
        years.push(Year { start: start.to_days(), long });
    }
    Table { years }
}

/// The day before 1 Muharram 1 in the civil tabular calendar (16 July 622 of the Julian calendar).
const CIVIL_EPOCH: i64 = -492_149;

/// The civil tabular year: eleven leap years in thirty, odd months long.
fn tabular(year: i32) -> Year {
    let leap = (11 * i64::from(year) + 14).rem_euclid(30) < 11;
    let start = CIVIL_EPOCH + 1 + 354 * (i64::from(year) - 1) + (3 + 11 * i64::from(year)).div_euclid(30);
    Year { start, long: 0b0101_0101_0101 | u16::from(leap) << 11 }
}

fn year_of(year: i32) -> Option<Year> {
    if !(1..=9000).contains(&year) {
        return None;
    }
    let known = usize::try_from(year - HIJRI_FIRST).ok().and_then(|index| TABLE.years.get(index));
    Some(known.copied().unwrap_or_else(|| tabular(year)))
}

fn length(year: Year, month: u8) -> u8 {
    29 + (year.long >> (month - 1) & 1) as u8
}

/// The number of days of a Hijri month, `None` when there is no such month.
pub fn days_in_hijri_month(year: i32, month: u8) -> Option<u8> {
    (1..=12).contains(&month).then_some(())?;
    Some(length(year_of(year)?, month))
}

impl HijriDate {
    /// The day with this year, month (1 Muharram to 12 Dhu al-Hijja) and day, `None` when there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = day >= 1 && day <= days_in_hijri_month(year, month)?;
        valid.then_some(Self { year, month, day })
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 30.
    pub fn day(self) -> u8 {
        self.day
    }

    /// The same day in the Gregorian calendar. Outside 1300 to 1600 AH a day may be off by one or two.
    pub fn to_gregorian(self) -> Option<Date> {
        let year = year_of(self.year)?;
        let before: i64 = (1..self.month).map(|month| i64::from(length(year, month))).sum();
        Date::from_days(year.start + before + i64::from(self.day) - 1)
    }

    /// The Hijri day of a Gregorian one, `None` before the Hijra.
    pub fn from_gregorian(date: Date) -> Option<Self> {
        let days = date.to_days();
        // The estimate is at most one year off: a Hijri year has 354.367 days on average.
        let mut number = i32::try_from((days - CIVIL_EPOCH) * 30 / 10_631).ok()? + 2;
        let mut year = year_of(number)?;
        while year.start > days {
            number -= 1;
            year = year_of(number)?;
        }
        let mut left = days - year.start;
        for month in 1..=12 {
            let len = i64::from(length(year, month));
            if left < len {
                return Self::new(number, month, u8::try_from(left + 1).ok()?);
            }
            left -= len;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_calendar::{Date as IcuDate, cal::Hijri};

    #[test]
    fn the_table_is_whole() {
        assert_eq!(TABLE.years.len(), usize::try_from(HIJRI_LAST - HIJRI_FIRST + 1).unwrap());
        for (index, pair) in TABLE.years.windows(2).enumerate() {
            let days: i64 = (1..=12).map(|month| i64::from(length(pair[0], month))).sum();
            assert_eq!(pair[0].start + days, pair[1].start, "year {}", 1300 + index);
        }
    }

    #[test]
    fn every_day_of_the_table_converts_and_back_and_agrees_with_icu() {
        let first = HijriDate::new(1300, 1, 1).unwrap().to_gregorian().unwrap().to_days();
        let last = HijriDate::new(1600, 12, 29).unwrap().to_gregorian().unwrap().to_days();
        for days in first..=last {
            let gregorian = Date::from_days(days).unwrap();
            let hijri = HijriDate::from_gregorian(gregorian).unwrap();
            assert_eq!(hijri.to_gregorian(), Some(gregorian), "{hijri:?}");
            let icu = IcuDate::try_new_iso(gregorian.year(), gregorian.month(), gregorian.day()).unwrap();
            let icu = icu.to_calendar(Hijri::new_umm_al_qura());
            assert_eq!(icu.year().extended_year(), hijri.year());
            assert_eq!((icu.month().ordinal, icu.day_of_month().0), (hijri.month(), hijri.day()));
        }
    }

    #[test]
    fn tabular_years_convert_and_back() {
        for year in (1..1299).chain(1602..1700) {
            for month in 1..=12 {
                let hijri = HijriDate::new(year, month, days_in_hijri_month(year, month).unwrap()).unwrap();
                assert_eq!(HijriDate::from_gregorian(hijri.to_gregorian().unwrap()), Some(hijri));
            }
        }
    }

    #[test]
    fn known_days() {
        for (year, month, day, gregorian) in [
            (1437, 1, 15, "2015-10-28"),
            (1445, 9, 1, "2024-03-11"),
            (1441, 12, 10, "2020-07-31"),
            (1, 1, 1, "0622-07-19"),
        ] {
            let hijri = HijriDate::new(year, month, day).unwrap();
            assert_eq!(hijri.to_gregorian(), Date::parse(gregorian), "{hijri:?}");
        }
    }
}
