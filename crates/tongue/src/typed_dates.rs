//! Dates as people type them: year, month and day in figures, in the calendar they live by. Which calendar is meant is
//! read off the year; a text that could mean two days is not read at all.

use crate::t::{Calendar, Locale};
use crate::{
    dates::{day_of, start_of},
    words::digits,
};
use domain::{Timestamp, digits::ascii};
use icu_calendar::Date;

/// `2026-12-01` for `2026-12-01` and for `۱۴۰۵/۰۹/۱۰`; nothing for what is no day, has no year of four figures in front,
/// or a year that belongs to neither calendar's present.
pub fn gregorian(typed: &str) -> Option<String> {
    read(typed).map(|at| written(Locale::default(), Calendar::Gregorian, at))
}

/// A day as this language's readers type it: `۱۴۰۵/۰۹/۱۰`, `2026-12-01`.
pub fn to_type(l: Locale, at: Timestamp) -> String {
    written(l, l.calendar(), at)
}

/// A typed day, as this language's readers would have typed it; what is no day stays as it is.
pub fn typed_by(l: Locale, typed: &str) -> String {
    read(typed).map_or_else(|| typed.to_owned(), |at| to_type(l, at))
}

/// The day's first moment.
fn read(typed: &str) -> Option<Timestamp> {
    let text = ascii(&typed.chars().filter(|c| !domain::digits::is_direction_mark(*c)).collect::<String>());
    let parts: Vec<&str> = text.trim().split(['/', '-', '.', '؍', '٫']).map(str::trim).collect();
    let [year, month, day] = parts[..] else { return None };
    let is_figures = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !is_figures(year, 4) || !is_figures(month, 2) || !is_figures(day, 2) {
        return None;
    }
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    let date = match year.parse().ok()? {
        year @ 1300..=1500 => Date::try_new_persian(year, month, day).ok()?.to_rata_die(),
        year @ 2000..=2999 => Date::try_new_gregorian(year, month, day).ok()?.to_rata_die(),
        _ => return None,
    };
    Some(start_of(date))
}

fn written(l: Locale, calendar: Calendar, at: Timestamp) -> String {
    let (year, month, day) = day_of(calendar, at);
    match calendar {
        Calendar::Gregorian => format!("{year:04}-{month:02}-{day:02}"),
        Calendar::Persian => digits(l, &format!("{year:04}/{month:02}/{day:02}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_in_the_calendar_its_year_belongs_to() {
        for (typed, day) in [
            ("۱۴۰۵/۰۹/۱۰", "2026-12-01"),
            ("1405-9-10", "2026-12-01"),
            ("\u{2066}١٤٠٥/٩/١٠\u{2069} ", "2026-12-01"),
            ("2026-12-01", "2026-12-01"),
            ("۲۰۲۶/۱۲/۱", "2026-12-01"),
            // 1403 is a leap year: its last month has thirty days.
            ("1403/12/30", "2025-03-20"),
        ] {
            assert_eq!(gregorian(typed).as_deref(), Some(day), "{typed}");
        }
    }

    #[test]
    fn what_could_mean_two_days_or_none_is_not_read() {
        for typed in [
            "10/12/2026",
            "05/09/10",
            "1404/12/30",
            "1405/13/01",
            "1405/00/10",
            "2026-02-30",
            "1600-01-01",
            "1999-12-31",
            "1405/09",
            "1405/09/10/1",
            "+1405/09/10",
            "1405/-9/10",
            "soon",
            "",
        ] {
            assert_eq!(gregorian(typed), None, "{typed}");
        }
    }

    #[test]
    fn what_a_field_offers_is_read_back_as_the_same_day() {
        let at = Timestamp::from_millis(1_796_083_200_000);
        assert_eq!(to_type(Locale::Fa, at), "۱۴۰۵/۰۹/۱۰");
        assert_eq!(to_type(Locale::En, at), "2026-12-01");
        for l in [Locale::En, Locale::Fa] {
            assert_eq!(gregorian(&to_type(l, at)).as_deref(), Some("2026-12-01"));
            assert_eq!(typed_by(l, "2026-12-01"), to_type(l, at));
            assert_eq!(typed_by(l, "soon"), "soon");
        }
    }
}
