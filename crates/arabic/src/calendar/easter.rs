//! Easter Sunday in the two reckonings that Arab churches follow.

use super::Date;

/// Western Easter, by the anonymous Gregorian computus (Meeus, «Astronomical Algorithms», chapter 8).
pub fn easter_western(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)
}

/// Orthodox Easter as a Gregorian date, by Meeus's Julian computus; right for 1900 to 2099.
pub fn easter_orthodox(year: i32) -> Option<Date> {
    let (a, b, c) = (year % 4, year % 7, year % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    Date::new(year, u8::try_from(n / 31).ok()?, u8::try_from(n % 31 + 1).ok()?)?.add_days(13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn easter_falls_where_the_churches_kept_it() {
        for (year, western, orthodox) in [
            (2013, "2013-03-31", "2013-05-05"),
            (2017, "2017-04-16", "2017-04-16"),
            (2020, "2020-04-12", "2020-04-19"),
            (2024, "2024-03-31", "2024-05-05"),
        ] {
            assert_eq!(easter_western(year), Date::parse(western));
            assert_eq!(easter_orthodox(year), Date::parse(orthodox));
        }
    }
}
