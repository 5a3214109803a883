//! Text that somebody typed, put into a sentence of ours: it must not read like one of ours, lead anywhere or turn the
//! line around. A letter goes to people who did not ask for it, and who typed the name may mean them harm.

/// Where typed text begins and ends in a sentence, until the letter is written out; no typed text has these.
pub(crate) const MARKS: [char; 2] = ['\u{e000}', '\u{e001}'];

/// How much of a name is said.
const NAME: usize = 40;
/// How much of a reason is said.
const WORDS: usize = 600;

/// A name, of a person or of a thing.
pub(crate) fn name(typed: &str) -> String {
    marked(typed, NAME)
}

/// A few sentences.
pub(crate) fn words(typed: &str) -> String {
    marked(typed, WORDS)
}

/// An e-mail with most of it hidden, which the domain wrote.
pub(crate) fn email(hidden: &str) -> String {
    let plain: String = hidden.chars().filter(|c| !turns_the_line(*c) && !c.is_control()).take(WORDS).collect();
    format!("{}{plain}{}", MARKS[0], MARKS[1])
}

fn marked(typed: &str, most: usize) -> String {
    let spaced: String =
        typed.chars().filter(|c| !turns_the_line(*c)).map(|c| if breaks_out(c) { ' ' } else { c }).collect();
    let calm = without_links(&spaced.split_whitespace().collect::<Vec<_>>().join(" "));
    if calm.is_empty() {
        return calm;
    }
    let cut: String = calm.chars().take(most).collect();
    let more = if cut.len() < calm.len() { "…" } else { "" };
    format!("{}{}{more}{}", MARKS[0], cut.trim_end(), MARKS[1])
}

/// Ends a line or a quotation, or belongs to an address on the web.
fn breaks_out(c: char) -> bool {
    c.is_control() || "\u{2028}\u{2029}«»‹›“”„\"<>/\\@".contains(c)
}

/// Marks of direction, and letters that no language has. Persian's half space stays.
fn turns_the_line(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e000}'..='\u{f8ff}')
}

/// `evil.example` becomes `evil. example`: programs that read mail make links of what looks like one.
fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        out.push(c);
        if matches!(c, '.' | ':' | '．' | '。') && rest.peek().is_some_and(|next| !next.is_whitespace()) {
            out.push(' ');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(typed: &str) -> String {
        name(typed).replace(MARKS, "")
    }

    #[test]
    fn a_name_stays_what_it_is() {
        for plain in ["Sara", "سارا", "می‌نا رحیمی", "O'Neil-Šmíd", "李小龙"] {
            assert_eq!(said(plain), plain);
        }
        assert_eq!(name("  \r\n "), "");
    }

    #[test]
    fn a_name_leads_nowhere_and_ends_no_quotation() {
        assert_eq!(said("Sara”\r\nBcc: x@evil.example"), "Sara Bcc: x evil. example");
        assert_eq!(said("https://evil.example/a"), "https: evil. example a");
        assert_eq!(said("\u{202e}moc.live\u{e000}"), "moc. live");
        assert_eq!(said("<b>Sara</b>"), "b Sara b");
    }

    #[test]
    fn a_name_that_is_a_speech_is_cut() {
        let long = said(&"Your account is in danger ".repeat(9));
        assert!(long.chars().count() <= NAME + 1 && long.ends_with('…'), "{long}");
    }
}
