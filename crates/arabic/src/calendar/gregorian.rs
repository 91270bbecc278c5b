//! Dates of the proleptic Gregorian calendar and the ISO weeks that they fall in.

/// A day of the proleptic Gregorian calendar, with astronomical years (year 0 is 1 BC).
///
/// Ordered in time. Only valid days of the years −9999 to 9999 can be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: u8,
    day: u8,
}

/// Whether `year` has a 29 February.
pub fn is_leap(year: i32) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// The number of days of a month, `None` when there is no such month.
pub fn days_in_month(year: i32, month: u8) -> Option<u8> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap(year) { 29 } else { 28 }),
        _ => None,
    }
}

impl Date {
    /// The day with this year, month (1 to 12) and day of the month, `None` when there is no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        let valid = (-9999..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month)?;
        valid.then_some(Self { year, month, day })
    }

    /// The date at the start of an ISO 8601 text as documents carry it: `2020-12-30`, `2020-12-30T14:30Z`.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.get(..10)?.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if parts.next().is_some() || ![year, month, day].into_iter().all(digits) {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The date at the start of a text that has its day first, as sites of the Arab world write it: `30/12/2020`.
    pub fn parse_day_first(text: &str) -> Option<Self> {
        let date = text.split([' ', 'T', ',']).next()?;
        let mut parts = date.split(['/', '-', '.']);
        let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
        let digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
        if parts.next().is_some()
            || !digits(day, 2)
            || !digits(month, 2)
            || !digits(year, 4)
            || year.len() < 4
        {
            return None;
        }
        Self::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u8 {
        self.day
    }

    /// Days since 1970-01-01.
    ///
    /// Source: Howard Hinnant, «chrono-Compatible Low-Level Date Algorithms».
    pub fn to_days(self) -> i64 {
        let year = i64::from(self.year) - i64::from(self.month <= 2);
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let month = (i64::from(self.month) + 9) % 12;
        let day_of_year = (153 * month + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The day that lies `days` after 1970-01-01, `None` outside the years −9999 to 9999.
    pub fn from_days(days: i64) -> Option<Self> {
        if !(-5_000_000..=5_000_000).contains(&days) {
            return None;
        }
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let month = if month < 10 { month + 3 } else { month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::new(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// The day `days` later (earlier when negative).
    pub fn add_days(self, days: i64) -> Option<Self> {
        Self::from_days(self.to_days().checked_add(days)?)
    }

    /// The same day `months` later; a day that the month does not have becomes the month's last.
    pub fn add_months(self, months: i64) -> Option<Self> {
        let index = (i64::from(self.year) * 12 + i64::from(self.month) - 1).checked_add(months)?;
        let year = i32::try_from(index.div_euclid(12)).ok()?;
        let month = u8::try_from(index.rem_euclid(12) + 1).ok()?;
        Self::new(year, month, self.day.min(days_in_month(year, month)?))
    }

    /// The first day of the month `months` after this one's.
    pub fn month_start(self, months: i64) -> Option<Self> {
        Self { day: 1, ..self }.add_months(months)
    }

    /// The ISO day of the week: 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.to_days() + 3).rem_euclid(7) as u8 + 1
    }

    /// The first day of the week that holds this day, where weeks start on `start` (ISO day, 1 to 7).
    pub fn week_start(self, start: u8) -> Option<Self> {
        self.add_days(-(i64::from(self.weekday()) - i64::from(start)).rem_euclid(7))
    }

    /// The ISO year and week (1 to 53) of this day.
    pub fn iso_week(self) -> Option<(i32, u8)> {
        let thursday = self.week_start(1)?.add_days(3)?;
        let first = Self::new(thursday.year, 1, 1)?;
        let week = (thursday.to_days() - first.to_days()) / 7 + 1;
        Some((thursday.year, u8::try_from(week).ok()?))
    }

    /// The Monday of an ISO week, `None` when the year has no such week.
    pub fn from_iso_week(year: i32, week: u8) -> Option<Self> {
        let monday = Self::new(year, 1, 4)?.week_start(1)?.add_days(7 * (i64::from(week) - 1))?;
        (monday.iso_week()? == (year, week)).then_some(monday)
    }
}

impl std::fmt::Display for Date {
    /// ISO 8601: `2020-12-30`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.year < 0 {
            return write!(f, "-{:04}-{:02}-{:02}", -self.year, self.month, self.day);
        }
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn days_convert_both_ways_over_twenty_centuries() {
        let mut previous: Option<Date> = None;
        for days in date(1, 1, 1).to_days()..=date(2100, 12, 31).to_days() {
            let day = Date::from_days(days).unwrap();
            assert_eq!(day.to_days(), days);
            if let Some(previous) = previous {
                assert!(previous < day);
                assert_eq!(previous.weekday() % 7 + 1, day.weekday());
            }
            previous = Some(day);
        }
    }

    #[test]
    fn iso_weeks_agree_with_known_years() {
        for (day, expected) in [
            (date(2020, 12, 30), (2020, 53)),
            (date(2021, 1, 3), (2020, 53)),
            (date(2021, 1, 4), (2021, 1)),
            (date(2018, 12, 31), (2019, 1)),
            (date(2016, 1, 1), (2015, 53)),
        ] {
            assert_eq!(day.iso_week(), Some(expected), "{day}");
        }
        assert_eq!(Date::from_iso_week(2020, 53), Some(date(2020, 12, 28)));
        assert_eq!(Date::from_iso_week(2021, 53), None);
    }

    #[test]
    fn months_are_clamped_to_their_last_day() {
        assert_eq!(date(2020, 1, 31).add_months(1), Some(date(2020, 2, 29)));
        assert_eq!(date(2020, 1, 31).add_months(-2), Some(date(2019, 11, 30)));
        assert_eq!(date(2020, 1, 31).month_start(-1), Some(date(2019, 12, 1)));
    }

    #[test]
    fn published_fields_give_their_date_part_as_written() {
        assert_eq!(Date::parse("2020-12-30T23:30:00-05:00"), Some(date(2020, 12, 30)));
        assert_eq!(Date::parse("2021-02-29"), None);
        assert_eq!(Date::parse("30-12-2020"), None);
        assert_eq!(Date::parse("٢٠٢٠-12-30"), None);
        assert_eq!(Date::parse("+020-12-30"), None);
    }
}
