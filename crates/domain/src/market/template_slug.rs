//! The end of a template's link.

use crate::TemplateId;

/// `brass-lamp-7k2m9q4x`: the words of the title that an address can say, and the end of the id.
pub(super) fn slug_of(title: &str, id: TemplateId) -> String {
    const WORDS: usize = 40;
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let words: String = title.chars().map(plain).collect();
    let mut slug = String::new();
    for word in words.split_whitespace().filter(|word| word.len() < WORDS) {
        if slug.len() + word.len() >= WORDS {
            break;
        }
        slug.push_str(word);
        slug.push('-');
    }
    let id = id.to_string().to_ascii_lowercase();
    slug + &id[id.len() - 10..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_plain_and_ends_with_the_id() {
        let id = TemplateId::from_bytes([9; 16]);
        let end = slug_of("لامپ", id);
        assert_eq!(end.len(), 10, "a title without Latin letters leaves the end of the id");
        assert_eq!(slug_of("Brass lamp, 40 W!", id), format!("brass-lamp-40-w-{end}"));
        assert_eq!(slug_of(&"x".repeat(200), id), end);
        assert!(slug_of(&"word ".repeat(40), id).len() <= 50);
    }
}
