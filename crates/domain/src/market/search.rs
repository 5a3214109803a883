//! How words are found again: one folding for what is stored and for what is typed.
//!
//! Compatibility forms (NFKC), case, Persian and Arabic spellings of one letter, vowel signs and the digits of
//! three alphabets are one and the same. A word with a zero-width non-joiner is found joined and by its parts.

use crate::{
    CategoryId,
    market::{ProductType, Urgency},
    money::ascii_digits,
};
use std::collections::BTreeSet;
use unicode_normalization::UnicodeNormalization;

/// Most terms kept of one request; a description has at most 2000 characters.
const MAX_TERMS: usize = 400;
/// Longer words are cut: nobody searches for them.
const MAX_TERM_CHARS: usize = 40;
/// Most words of a query that count.
const MAX_QUERY_WORDS: usize = 8;
const ZERO_WIDTH_NON_JOINER: char = '\u{200c}';

/// One spelling for all that readers take for the same.
pub fn fold(text: &str) -> String {
    let folded: String = text.nfkc().flat_map(char::to_lowercase).filter_map(fold_letter).collect();
    ascii_digits(&folded)
}

fn fold_letter(letter: char) -> Option<char> {
    match letter {
        'ي' | 'ى' | 'ئ' => Some('ی'),
        'ك' => Some('ک'),
        'ة' | 'ۀ' => Some('ه'),
        'أ' | 'إ' | 'ٱ' => Some('ا'),
        'ؤ' => Some('و'),
        // Vowel signs, the superscript alef and the stretching line are decoration.
        '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{640}' | '\u{200d}' | '\u{200e}' | '\u{200f}' => None,
        other => Some(other),
    }
}

/// What a request is found by: its words, the branches above it, its kind and its urgency.
pub fn terms_of(texts: &[&str], path: &[CategoryId], kind: ProductType, urgency: Urgency) -> Vec<String> {
    let mut terms: Vec<String> = path.iter().map(CategoryId::to_string).collect();
    terms.extend([kind_term(kind), urgency_term(urgency)]);
    let mut seen = BTreeSet::new();
    let words = texts.iter().flat_map(|text| stored_words(text)).filter(|word| seen.insert(word.clone()));
    terms.extend(words.take(MAX_TERMS));
    terms
}

/// The term of a kind. The colon keeps it apart from every word: words have none.
pub fn kind_term(kind: ProductType) -> String {
    format!("kind:{kind}")
}

/// The term of an urgency.
pub fn urgency_term(urgency: Urgency) -> String {
    format!("urgency:{urgency}")
}

/// The words somebody typed, longest first: a long word is the rarer one, and an index reads the first.
pub fn typed_words(query: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in split(&fold(query)).map(|word| joined(&word)) {
        if !words.contains(&word) && words.len() < MAX_QUERY_WORDS {
            words.push(word);
        }
    }
    words.sort_by_key(|word| std::cmp::Reverse(word.chars().count()));
    words
}

/// What one text is found by: its words, each once.
pub fn terms_of_text(text: &str) -> Vec<String> {
    let mut seen = BTreeSet::new();
    stored_words(text).into_iter().filter(|word| seen.insert(word.clone())).take(MAX_TERMS).collect()
}

/// Every form a text's words are found in.
fn stored_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let forms = |word: String| -> Vec<String> {
        let parts = word.split(ZERO_WIDTH_NON_JOINER).map(str::to_owned).map(cut);
        parts.chain([joined(&word)]).filter(|form| !form.is_empty()).collect()
    };
    split(&folded).flat_map(forms).collect()
}

fn split(folded: &str) -> impl Iterator<Item = String> {
    folded
        .split(|c: char| !c.is_alphanumeric() && c != ZERO_WIDTH_NON_JOINER)
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .map(str::to_owned)
}

fn joined(word: &str) -> String {
    cut(word.chars().filter(|c| *c != ZERO_WIDTH_NON_JOINER).collect())
}

fn cut(word: String) -> String {
    word.chars().take(MAX_TERM_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(stored: &str, typed: &str) -> bool {
        let terms = terms_of(&[stored], &[], ProductType::Service, Urgency::Low);
        typed_words(typed).iter().all(|word| terms.contains(word))
    }

    #[test]
    fn arabic_and_persian_spellings_find_each_other() {
        assert!(found("كتاب قديمي", "کتاب قدیمی"));
        assert!(found("کتابِ قدیمی", "كتاب"));
        assert!(found("ﻛﺘﺎﺏ", "کتاب"), "presentation forms are the same letters");
    }

    #[test]
    fn a_word_with_a_half_space_is_found_joined_by_parts_and_as_it_is() {
        for typed in ["می\u{200c}خواهم", "میخواهم", "می خواهم"] {
            assert!(found("می\u{200c}خواهم", typed), "{typed}");
        }
    }

    #[test]
    fn case_width_and_digits_do_not_matter() {
        assert!(found("iPhone 15 Pro", "IPHONE ۱۵"));
        assert!(found("Ｃａｍｅｒａ", "camera"));
    }

    #[test]
    fn every_typed_word_must_be_there() {
        assert!(!found("red shoe", "red boot"));
        assert!(found("red shoe", "  "), "nothing typed finds everything");
    }

    #[test]
    fn nobody_can_type_a_branch_or_a_facet() {
        assert!(!typed_words("urgency:low kind:service").iter().any(|word| word.contains(':')));
    }

    #[test]
    fn a_long_text_keeps_a_bounded_number_of_terms() {
        let text: String = (0..2_000).map(|n| format!("w{n} ")).collect();
        assert!(terms_of(&[&text], &[], ProductType::Service, Urgency::Low).len() <= MAX_TERMS + 2);
    }
}
