//! One password, as somebody who guesses would spell it: without its disguises, and with the keyboard in the other
//! language. Says nothing about what is guessable.

use crate::digits;
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// The keys of the Persian standard keyboard, by what an English one writes there.
const KEYS: &str = "qضwصeثrقtفyغuعiهoخpح[ج]چaشsسdیfبgلhاjتkنlم;ک'گzظxطcزvرbذnدmپ,و";
/// What stands on the same keys on other Persian keyboards.
const OTHER_KEYS: &str = "mئ\\پHآCژ`پ";
/// Signs and digits that people write for letters.
const LOOKS_LIKE: &str = "4a@a8b(c3e6g1i!i|l0o$s5s7t+t2z9g";

/// Lower case, one spelling per letter, digits in one script, nothing invisible.
pub(super) fn plain(raw: &str) -> String {
    let folded = raw.nfkc().collect::<String>().to_lowercase();
    let letters = folded.chars().filter(|c| !is_unseen(*c)).map(|c| match c {
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        'أ' | 'إ' | 'ٱ' => 'ا',
        'ة' | 'ۀ' => 'ه',
        other => other,
    });
    digits::ascii(&letters.collect::<String>())
}

fn is_unseen(c: char) -> bool {
    let is_joiner = matches!(c, '\u{200b}'..='\u{200d}' | '\u{ad}' | 'ـ');
    is_joiner || digits::is_direction_mark(c) || matches!(c, '\u{64b}'..='\u{652}')
}

/// What was meant, if the keyboard was in the other language: `sghl` is سلام, and حشسسصخقی is `password`.
pub(super) fn on_both_keyboards(plain: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::from([plain.to_owned()]);
    let keys = || pairs(KEYS).chain(pairs(OTHER_KEYS));
    all.insert(plain.chars().map(|c| keys().find(|(_, persian)| *persian == c).map_or(c, |it| it.0)).collect());
    all.insert(plain.chars().map(|c| keys().find(|(english, _)| *english == c).map_or(c, |it| it.1)).collect());
    all
}

/// The letters that signs and digits stand for, and nothing that is no letter or digit: `K4r-1m0v4` is `karimova`.
pub(super) fn undisguised(plain: &str) -> String {
    let letters = plain.chars().map(|c| pairs(LOOKS_LIKE).find(|(sign, _)| *sign == c).map_or(c, |it| it.1));
    letters.filter(|c| c.is_alphanumeric()).collect()
}

fn pairs(list: &'static str) -> impl Iterator<Item = (char, char)> {
    let (even, odd) = (list.chars().step_by(2), list.chars().skip(1).step_by(2));
    even.zip(odd)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_read_with_the_keyboard_in_the_other_language() {
        assert!(on_both_keyboards("sghl").contains("سلام"));
        assert!(on_both_keyboards("حشسسصخقی").contains("password"));
    }

    #[test]
    fn disguises_fall_off() {
        assert_eq!(undisguised(&plain("P4$$w0rd")), "password");
        assert_eq!(undisguised(&plain("k.4.r-1m0v4")), "karimova");
        assert_eq!(plain("مي\u{200c}خواهم ۱۲"), "میخواهم 12");
    }
}
