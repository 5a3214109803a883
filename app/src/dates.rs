//! Dates as people read them: the Gregorian calendar in English, the Solar Hijri calendar in Persian. Times are UTC
//! and say so, because the server does not know the reader's clock.

use crate::{
    t::{self, Locale},
    words::digits,
};
use domain::Timestamp;

/// Year, month (1..=12), day.
type Day = (i64, usize, i64);

/// `3 March 2026`.
pub fn date(l: Locale, at: Timestamp) -> String {
    let (year, month, day) = day_of(l, at);
    let months = t::house_months(l);
    let name = months.split('|').nth(month - 1).unwrap_or_default();
    let (day, year) = (digits(l, &day.to_string()), digits(l, &year.to_string()));
    t::house_date(l, day, name, year)
}

/// `3 March 2026, 14:05 UTC`.
pub fn moment(l: Locale, at: Timestamp) -> String {
    t::house_moment(l, date(l, at), time(l, at))
}

/// `14:05`.
pub fn time(l: Locale, at: Timestamp) -> String {
    let minutes = at.millis().div_euclid(60_000).rem_euclid(24 * 60);
    digits(l, &format!("{:02}:{:02}", minutes / 60, minutes % 60))
}

fn day_of(l: Locale, at: Timestamp) -> Day {
    let days = at.millis().div_euclid(86_400_000);
    let gregorian = gregorian(days);
    match l {
        Locale::En => gregorian,
        Locale::Fa => solar_hijri(days, gregorian.0),
    }
}

/// Days since 1970-01-01 as a Gregorian date. Source: Howard Hinnant, "chrono-compatible low-level date algorithms".
fn gregorian(days: i64) -> Day {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, usize::try_from(month).unwrap_or(1), day)
}

/// Days since 1970-01-01 as a Solar Hijri date; exact for the years 1244 to 1531 (1865 to 2153).
fn solar_hijri(days: i64, gregorian_year: i64) -> Day {
    let guess = gregorian_year - 621;
    let year = if days >= new_year(guess) { guess } else { guess - 1 };
    let of_year = days - new_year(year);
    // Six months of 31 days, five of 30, and the last.
    let (month, day) =
        if of_year < 186 { (of_year / 31, of_year % 31) } else { (6 + (of_year - 186) / 30, (of_year - 186) % 30) };
    (year, usize::try_from(month + 1).unwrap_or(1), day + 1)
}

/// Days from 1970-01-01 to the first of Farvardin: 1 Farvardin 1349 was 21 March 1970, and in this span a year is a
/// leap year when `(25 * year + 11) mod 33 < 8`.
fn new_year(year: i64) -> i64 {
    const ANCHOR: i64 = 1349;
    const ANCHOR_DAYS: i64 = 79;
    let is_leap = |year: &i64| (25 * year + 11).rem_euclid(33) < 8;
    let leaps = |years: std::ops::Range<i64>| i64::try_from(years.filter(is_leap).count()).unwrap_or(0);
    ANCHOR_DAYS + 365 * (year - ANCHOR) + leaps(ANCHOR..year) - leaps(year..ANCHOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn at(days: i64) -> Timestamp {
        Timestamp::from_millis(days * 86_400_000 + 50_700_000)
    }

    #[test]
    fn english_reads_the_gregorian_calendar() {
        assert_eq!(date(Locale::En, at(0)), "1 January 1970");
        assert_eq!(moment(Locale::En, at(20_515)), "3 March 2026, 14:05 UTC");
    }

    #[test]
    fn persian_reads_the_solar_hijri_calendar() {
        // 2026-03-21, 2025-03-21 and 2021-03-20: new years after a common year and a leap year.
        assert_eq!(day_of(Locale::Fa, at(20_533)), (1405, 1, 1));
        assert_eq!(day_of(Locale::Fa, at(20_168)), (1404, 1, 1));
        assert_eq!(day_of(Locale::Fa, at(20_167)), (1403, 12, 30));
        assert_eq!(day_of(Locale::Fa, at(18_706)), (1399, 12, 30));
        assert_eq!(date(Locale::Fa, at(20_515)), "۱۲ اسفند ۱۴۰۴");
    }
}
