//! Dates as people read them: in the calendar of their language, the Gregorian or the Solar Hijri one. Times are UTC
//! and say so, because the server does not know the reader's clock. Calendars are ICU4X's; nothing is counted here.

use crate::{
    t::{self, Calendar, Locale},
    words::digits,
};
use domain::Timestamp;
use icu_calendar::{Date, Gregorian, cal::Persian, types::RataDie};

const DAY: i64 = 86_400_000;
/// 1970-01-01, counted from the first of January of the year one.
const EPOCH: i64 = 719_163;

/// Year, month (1..=12), day.
pub(crate) type Day = (i32, u8, u8);

/// `3 March 2026`.
pub fn date(l: Locale, at: Timestamp) -> String {
    let (year, month, day) = day_of(l.calendar(), at);
    let name = t::house_months(l).split('|').nth(usize::from(month) - 1).unwrap_or_default();
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

/// `in 3 days`, `2 hours ago`, `now`: how far it is, cut to the largest unit that fits.
pub fn relative(l: Locale, at: Timestamp, now: Timestamp) -> String {
    let ahead = at.millis() - now.millis();
    let minutes = ahead.unsigned_abs() / 60_000;
    match (minutes, ahead > 0) {
        (0, _) => t::house_now(l).to_owned(),
        (1..60, true) => t::house_in_minutes(l, minutes),
        (1..60, false) => t::house_minutes_ago(l, minutes),
        (60..1_440, true) => t::house_in_hours(l, minutes / 60),
        (60..1_440, false) => t::house_hours_ago(l, minutes / 60),
        (_, true) => t::house_in_days(l, minutes / 1_440),
        (_, false) => t::house_days_ago(l, minutes / 1_440),
    }
}

pub(crate) fn day_of(calendar: Calendar, at: Timestamp) -> Day {
    let day = RataDie::new(at.millis().div_euclid(DAY) + EPOCH);
    match calendar {
        Calendar::Gregorian => parts(&Date::from_rata_die(day, Gregorian)),
        Calendar::Persian => parts(&Date::from_rata_die(day, Persian)),
    }
}

/// The first moment of a day.
pub(crate) fn start_of(day: RataDie) -> Timestamp {
    Timestamp::from_millis((day.to_i64_date() - EPOCH) * DAY)
}

fn parts<C: icu_calendar::Calendar>(date: &Date<C>) -> Day {
    (date.year().extended_year(), date.month().ordinal, date.day_of_month().0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Days, Hours, Minutes};

    /// The time 14:05 of a Gregorian day.
    fn at(year: i32, month: u8, day: u8) -> Timestamp {
        let day = Date::try_new_gregorian(year, month, day).unwrap().to_rata_die().to_i64_date();
        Timestamp::from_millis((day - EPOCH) * DAY + 50_700_000)
    }

    #[test]
    fn english_reads_the_gregorian_calendar() {
        assert_eq!(date(Locale::En, Timestamp::from_millis(0)), "1 January 1970");
        assert_eq!(moment(Locale::En, at(2026, 3, 3)), "3 March 2026, 14:05 UTC");
        assert_eq!(date(Locale::En, at(2024, 2, 29)), "29 February 2024");
        assert_eq!(date(Locale::En, Timestamp::from_millis(-1)), "31 December 1969");
    }

    #[test]
    fn persian_reads_the_solar_hijri_calendar() {
        assert_eq!(date(Locale::Fa, at(2026, 3, 3)), "۱۲ اسفند ۱۴۰۴");
        assert_eq!(date(Locale::Fa, at(2026, 11, 21)), "۳۰ آبان ۱۴۰۵");
        assert_eq!(date(Locale::Fa, Timestamp::from_millis(0)), "۱۱ دی ۱۳۴۸");
    }

    /// The official new years (calendar.ut.ac.ir), and the day before each: 30 Esfand after a leap year.
    #[test]
    fn nowruz_falls_where_the_almanac_says() {
        for (year, gregorian, last_of_esfand) in [
            (1370, (1991, 3, 21), 29),
            (1376, (1997, 3, 21), 30),
            (1388, (2009, 3, 21), 30),
            (1392, (2013, 3, 21), 30),
            (1396, (2017, 3, 21), 30),
            (1399, (2020, 3, 20), 29),
            (1400, (2021, 3, 21), 30),
            (1403, (2024, 3, 20), 29),
            (1404, (2025, 3, 21), 30),
            (1405, (2026, 3, 21), 29),
            (1406, (2027, 3, 21), 29),
            (1407, (2028, 3, 20), 29),
            (1408, (2029, 3, 20), 29),
            (1409, (2030, 3, 21), 30),
        ] {
            let new_year = at(gregorian.0, gregorian.1, gregorian.2);
            assert_eq!(day_of(Calendar::Persian, new_year), (year, 1, 1), "{gregorian:?}");
            let eve = Timestamp::from_millis(new_year.millis() - DAY);
            assert_eq!(day_of(Calendar::Persian, eve), (year - 1, 12, last_of_esfand), "the day before {gregorian:?}");
        }
    }

    #[test]
    fn the_distance_is_said_in_its_largest_unit() {
        let now = at(2026, 3, 3);
        assert_eq!(relative(Locale::En, now + Days(3), now), "in 3 days");
        assert_eq!(relative(Locale::En, now + Hours(1), now), "in 1 hour");
        assert_eq!(relative(Locale::En, now, now + Minutes(59)), "59 minutes ago");
        assert_eq!(relative(Locale::Fa, now + Days(1), now), "۱ روز دیگر");
        assert_eq!(relative(Locale::Fa, now, now + Hours(23)), "۲۳ ساعت پیش");
        assert_eq!(relative(Locale::En, now, now), "now");
    }
}
