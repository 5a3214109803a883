//! What may be a password. Length and not being guessable is all: no rules about which characters.

mod guess;
mod spellings;

use super::EmailAddress;
use crate::FieldErrors;
use guess::is_soon_guessed;
use spellings::{on_both_keyboards, plain, undisguised};
use std::{collections::BTreeSet, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// Fewest characters.
pub const MIN_PASSWORD: usize = 12;
/// Most characters: longer texts only cost time to hash.
pub const MAX_PASSWORD: usize = 128;

/// The most common passwords, lower case, one a line. Sources: zxcvbn's frequency list (MIT), the first 3,000 and every
/// longer one of at least twelve characters; zxcvbn-ts' (MIT) and Django's (BSD) of that length; and spellings of them
/// that sign-up forms invite.
static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// The house's own name is the first thing a guesser tries.
const HOUSE_WORDS: [&str; 2] = ["amanat", "امانت"];

/// Notes why this may not be the password of somebody with this name and e-mail, if anything.
///
/// Codes: `required`, `too-short`, `too-long`, `password-common`, `password-personal`.
pub fn check_password(errors: &mut FieldErrors, field: &str, raw: &str, name: &str, email: Option<&str>) {
    let length = raw.chars().count();
    let plain = plain(raw);
    let personal = personal_words(name, email);
    if length == 0 {
        errors.add(field, "required");
    } else if length < MIN_PASSWORD {
        errors.add_limit(field, "too-short", MIN_PASSWORD);
    } else if length > MAX_PASSWORD {
        errors.add_limit(field, "too-long", MAX_PASSWORD);
    } else if is_common(&plain) {
        errors.add(field, "password-common");
    } else if names_somebody(&plain, &personal) {
        errors.add(field, "password-personal");
    } else if is_soon_guessed(&plain, &personal) {
        errors.add(field, "password-common");
    }
}

/// The form that is hashed: one spelling for texts that look the same on two keyboards.
pub fn fold_password(raw: &str) -> String {
    raw.nfkc().collect()
}

fn is_common(plain: &str) -> bool {
    let meant = all_spellings(plain);
    meant.iter().any(|text| COMMON.contains(text.as_str()) || has_common_core(text) || repeats_itself(text))
        || is_monotone(plain)
}

/// One of these words stands in it, in whatever disguise and on whatever keyboard.
fn names_somebody(plain: &str, personal: &[String]) -> bool {
    all_spellings(plain).iter().any(|text| personal.iter().any(|word| text.contains(word.as_str())))
}

/// On whatever keyboard, with its disguises and without.
fn all_spellings(plain: &str) -> BTreeSet<String> {
    let typed = on_both_keyboards(plain);
    typed.iter().map(|text| undisguised(text)).chain(typed.iter().cloned()).collect()
}

/// `password2026!`: a common word with a little round it.
fn has_common_core(plain: &str) -> bool {
    let core = plain.trim_matches(|c: char| !c.is_alphabetic());
    let around = plain.chars().count() - core.chars().count();
    (1..=8).contains(&around) && COMMON.contains(core)
}

/// `aaaaaaaaaaaab`, `123456789012`, `abcdefghijkl`: few different characters or steps of one.
fn is_monotone(plain: &str) -> bool {
    let chars: Vec<char> = plain.chars().collect();
    let different: BTreeSet<&char> = chars.iter().collect();
    let is_step = |pair: &[char]| match (u32::from(pair[0]), u32::from(pair[1])) {
        (a, b) if a.abs_diff(b) == 1 => true,
        (a, b) => [(a, b), (b, a)].contains(&(u32::from('9'), u32::from('0'))),
    };
    let steps = chars.windows(2).filter(|pair| is_step(pair)).count();
    different.len() < 5 || steps + 3 >= chars.len()
}

/// `qwertyqwerty`: one piece again and again.
fn repeats_itself(plain: &str) -> bool {
    let chars: Vec<char> = plain.chars().collect();
    (1..=chars.len() / 2)
        .filter(|size| chars.len().is_multiple_of(*size))
        .any(|size| chars.chunks(size).all(|piece| piece == &chars[..size]))
}

/// Words of four letters or more that somebody who knows the person would try.
fn personal_words(name: &str, email: Option<&str>) -> Vec<String> {
    let email = plain(&EmailAddress::fold(email.unwrap_or_default()));
    let name = plain(name);
    let (local, host) = email.split_once('@').unwrap_or((&email, ""));
    let words = name.split(|c: char| !c.is_alphanumeric()).chain(local.split(|c: char| !c.is_alphanumeric()));
    let host_name = host.rsplit('.').nth(1).into_iter();
    let long = |word: &&str| word.chars().count() >= 4;
    words.chain(host_name).chain(HOUSE_WORDS).filter(long).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
