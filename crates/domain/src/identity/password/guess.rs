//! How soon somebody guesses a password: words and passwords that were stolen elsewhere, names, dates, keyboard walks,
//! repeats and their disguises. A maintained library judges, offline; we add what it does not know: Persian.
//!
//! Only where passwords are set: a browser's bundle has neither the library nor its lists.

#[cfg(not(target_arch = "wasm32"))]
use super::spellings::on_both_keyboards;

/// Words that stand in Persian passwords, in both scripts.
#[cfg(not(target_arch = "wasm32"))]
const PERSIAN: &str = include_str!("persian_words.txt");

/// Years of birth and of today, as people here count them: the library knows those of the Gregorian calendar.
#[cfg(not(target_arch = "wasm32"))]
const SOLAR_YEARS: std::ops::RangeInclusive<u16> = 1330..=1415;

/// True when fewer than ten thousand million guesses find it, by somebody who knows these words of its owner. At the
/// price of one Argon2id hash a guess that is the work of years; more would refuse sentences that people can remember.
#[cfg(not(target_arch = "wasm32"))]
pub(super) fn is_soon_guessed(plain: &str, personal: &[String]) -> bool {
    let years: Vec<String> = SOLAR_YEARS.map(|year| year.to_string()).collect();
    let known: Vec<&str> = personal.iter().chain(&years).map(String::as_str).chain(PERSIAN.lines()).collect();
    on_both_keyboards(plain).iter().any(|spelling| zxcvbn::zxcvbn(spelling, &known).score() < zxcvbn::Score::Four)
}

/// Nobody sets a password in a browser.
#[cfg(target_arch = "wasm32")]
pub(super) const fn is_soon_guessed(_plain: &str, _personal: &[String]) -> bool {
    false
}
