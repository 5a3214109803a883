//! What may be a password. Length and not being guessable is all: no rules about which characters.

use super::EmailAddress;
use crate::FieldErrors;
use std::{collections::BTreeSet, sync::LazyLock};
use unicode_normalization::UnicodeNormalization;

/// Fewest characters.
pub const MIN_PASSWORD: usize = 12;
/// Most characters: longer texts only cost time to hash.
pub const MAX_PASSWORD: usize = 128;

/// The most common passwords, lower case, one a line. Source: zxcvbn's frequency list (MIT), the first 3,000
/// and every longer one of at least twelve characters, and spellings of them that sign-up forms invite.
static COMMON: LazyLock<BTreeSet<&str>> = LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// The house's own name is the first thing a guesser tries.
const HOUSE_WORDS: [&str; 2] = ["amanat", "امانت"];

/// Notes why this may not be the password of somebody with this name and e-mail, if anything.
///
/// Codes: `required`, `too-short`, `too-long`, `password-common`, `password-personal`.
pub fn check_password(errors: &mut FieldErrors, field: &str, raw: &str, name: &str, email: Option<&str>) {
    let length = raw.chars().count();
    let folded = raw.nfkc().collect::<String>().to_lowercase();
    if length == 0 {
        errors.add(field, "required");
    } else if length < MIN_PASSWORD {
        errors.add_limit(field, "too-short", MIN_PASSWORD);
    } else if length > MAX_PASSWORD {
        errors.add_limit(field, "too-long", MAX_PASSWORD);
    } else if is_common(&folded) {
        errors.add(field, "password-common");
    } else if personal_words(name, email).iter().any(|word| folded.contains(word.as_str())) {
        errors.add(field, "password-personal");
    }
}

/// The form that is hashed: one spelling for texts that look the same on two keyboards.
pub fn fold_password(raw: &str) -> String {
    raw.nfkc().collect()
}

fn is_common(folded: &str) -> bool {
    COMMON.contains(folded) || has_common_core(folded) || is_monotone(folded) || repeats_itself(folded)
}

/// `password2026!`: a common word with a little round it.
fn has_common_core(folded: &str) -> bool {
    let core = folded.trim_matches(|c: char| !c.is_alphabetic());
    let around = folded.chars().count() - core.chars().count();
    (1..=8).contains(&around) && COMMON.contains(core)
}

/// `aaaaaaaaaaaab`, `123456789012`, `abcdefghijkl`: few different characters or steps of one.
fn is_monotone(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    let different: BTreeSet<&char> = chars.iter().collect();
    let is_step = |pair: &[char]| match (u32::from(pair[0]), u32::from(pair[1])) {
        (a, b) if a.abs_diff(b) == 1 => true,
        (a, b) => [(a, b), (b, a)].contains(&(u32::from('9'), u32::from('0'))),
    };
    let steps = chars.windows(2).filter(|pair| is_step(pair)).count();
    different.len() < 5 || steps + 3 >= chars.len()
}

/// `qwertyqwerty`: one piece again and again.
fn repeats_itself(folded: &str) -> bool {
    let chars: Vec<char> = folded.chars().collect();
    (1..=chars.len() / 2)
        .filter(|size| chars.len().is_multiple_of(*size))
        .any(|size| chars.chunks(size).all(|piece| piece == &chars[..size]))
}

/// Words of four letters or more that somebody who knows the person would try.
fn personal_words(name: &str, email: Option<&str>) -> Vec<String> {
    let email = EmailAddress::fold(email.unwrap_or_default());
    let name = EmailAddress::fold(name);
    let (local, host) = email.split_once('@').unwrap_or((&email, ""));
    let words = name.split(|c: char| !c.is_alphanumeric()).chain(local.split(|c: char| !c.is_alphanumeric()));
    let host_name = host.rsplit('.').nth(1).into_iter();
    let long = |word: &&str| word.chars().count() >= 4;
    words.chain(host_name).chain(HOUSE_WORDS).filter(long).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code_of(raw: &str) -> Option<String> {
        let mut errors = FieldErrors::default();
        check_password(&mut errors, "secret", raw, "Aigul Karimova", Some("aigul.work@pasture.example"));
        errors.0.remove("secret").map(|fault| fault.code)
    }

    #[test]
    fn guessable_passwords_are_refused() {
        for bad in [
            "123456789012",
            "aaaaaaaaaaaaaa",
            "abcdefghijklmn",
            "passwordpassword",
            "password2026!",
            "Password12345",
            "qwertyqwerty",
            "1qaz2wsx3edc",
            "correcthorsebatterystaple",
            "987654321098",
            "!!!!dragon!!!!",
            "abababababab",
        ] {
            assert_eq!(code_of(bad).as_deref(), Some("password-common"), "{bad}");
        }
    }

    #[test]
    fn what_a_friend_would_try_is_refused() {
        for bad in [
            "aigul-was-here-1",
            "xKARIMOVAx-2093",
            "work-work-7-bees",
            "my-pasture-is-9",
            "amanat-is-green",
            "امانت‌سبزنوروزی",
        ] {
            assert_eq!(code_of(bad).as_deref(), Some("password-personal"), "{bad}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(code_of("").as_deref(), Some("required"));
        assert_eq!(code_of("short-11-ch").as_deref(), Some("too-short"));
        assert_eq!(code_of(&"é8".repeat(65)).as_deref(), Some("too-long"));
    }

    #[test]
    fn no_character_is_asked_for() {
        for good in
            ["seven yaks on a bridge", "شب‌های روشن و آرام", "8315790246118", "tqkzvwmpxrbd", "        x y z w v"]
        {
            assert_eq!(code_of(good), None, "{good}");
        }
    }
}
