//! Digits as keyboards type them: Persian and Arabic ones mean what they mean, and marks that only steer the writing
//! direction mean nothing. Every field that wants digits reads them through here.

/// Persian (۰-۹) and Arabic (٠-٩) digits become ASCII; all else stays.
pub fn ascii(text: &str) -> String {
    text.chars().map(ascii_digit).collect()
}

/// A code as typed or pasted (`۱۲۳ ۴۵۶`, `123-456`): ASCII digits and letters, no spaces, hyphens or direction marks.
pub fn code(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c) && !is_direction_mark(*c)).map(ascii_digit).collect()
}

/// What text editors and messengers wrap around numbers: marks, embeddings and isolates of direction.
pub const fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn ascii_digit(c: char) -> char {
    let zero = match c {
        '۰'..='۹' => '۰',
        '٠'..='٩' => '٠',
        other => return other,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_however_it_was_typed_or_pasted() {
        for typed in [
            "123456",
            "۱۲۳۴۵۶",
            "١٢٣٤٥٦",
            " 123 456 ",
            "123-456",
            "\u{200f}۱۲۳‑۴۵۶\u{200f}",
            "\u{2066}123\u{a0}456\u{2069}",
        ] {
            assert_eq!(code(typed), "123456", "{typed:?}");
        }
        assert_eq!(code("ab۱-c2"), "ab1c2");
    }

    #[test]
    fn only_digits_change() {
        assert_eq!(ascii("پلاک ۱۲، واحد ٣، 4b"), "پلاک 12، واحد 3، 4b");
    }
}
