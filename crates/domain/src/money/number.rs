//! A number as people write it: which mark groups and which one begins the decimals, in whatever country. What can be
//! read in two ways is asked back, never guessed: `1.234` is a thousand and more in Berlin, and little more than one
//! in London.

use crate::digits;

/// The digits on both sides of the decimal mark. No sign, no exponent, no group marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TypedNumber {
    /// Before the mark.
    pub(super) whole: String,
    /// After it.
    pub(super) fraction: String,
}

/// Why a text is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotRead {
    /// Nothing was typed.
    Empty,
    /// Other marks than a number has, or marks where none belong.
    NotANumber,
    /// One comma or point before exactly three digits: the digits before it, and the three.
    Ambiguous(u16, u16),
}

/// What a character of a number is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// `٬`, `'`, spaces: only ever groups.
    Group,
    /// `٫`: only ever begins the decimals.
    Decimal,
    /// `.` and `,`: one thing here, the other there.
    Either(char),
}

/// Reads a number. One that can have no decimals is never ambiguous: there a mark only groups.
pub(super) fn read(text: &str, may_have_decimals: bool) -> Result<TypedNumber, NotRead> {
    let text: Vec<char> = digits::ascii(text.trim()).chars().filter(|c| !digits::is_direction_mark(*c)).collect();
    if text.is_empty() {
        return Err(NotRead::Empty);
    }
    let marks: Vec<(usize, Mark)> = text.iter().enumerate().filter_map(|(at, c)| Some((at, mark(*c)?))).collect();
    let cut = match decimal_mark(&marks)? {
        Some((at, mark)) if matches!(mark, Mark::Either(_)) && marks.len() == 1 => {
            lone_mark(&text, at, may_have_decimals)?
        }
        other => other.map(|(at, _)| at),
    };
    let (whole, fraction) = cut.map_or((&text[..], &[][..]), |at| (&text[..at], &text[at + 1..]));
    let (whole, fraction) = (whole_digits(whole)?, plain_digits(fraction)?);
    if whole.is_empty() && fraction.is_empty() { Err(NotRead::NotANumber) } else { Ok(TypedNumber { whole, fraction }) }
}

const fn mark(c: char) -> Option<Mark> {
    match c {
        '٬' | '\'' | '’' | '_' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' => Some(Mark::Group),
        '٫' => Some(Mark::Decimal),
        '.' => Some(Mark::Either('.')),
        // The Persian comma stands where a Latin one would.
        ',' | '،' => Some(Mark::Either(',')),
        _ => None,
    }
}

/// Where the decimals begin, as far as the marks alone say it: at `٫`; else at the last of two kinds; else at the only
/// one there is. A mark that stands twice groups.
fn decimal_mark(marks: &[(usize, Mark)]) -> Result<Option<(usize, Mark)>, NotRead> {
    let count = |wanted: Mark| marks.iter().filter(|(_, mark)| *mark == wanted).count();
    let last = marks.iter().rfind(|(_, mark)| *mark != Mark::Group).copied();
    match (count(Mark::Decimal), last) {
        (0, Some((at, mark))) if count(mark) == 1 => Ok(Some((at, mark))),
        (0, Some((_, Mark::Either(c)))) => {
            let other = Mark::Either(if c == '.' { ',' } else { '.' });
            if count(other) == 0 { Ok(None) } else { Err(NotRead::NotANumber) }
        }
        (0, _) => Ok(None),
        (1, Some((at, Mark::Decimal))) => Ok(Some((at, Mark::Decimal))),
        _ => Err(NotRead::NotANumber),
    }
}

/// A point or a comma that stands alone begins the decimals, unless it may as well group.
fn lone_mark(text: &[char], at: usize, may_have_decimals: bool) -> Result<Option<usize>, NotRead> {
    let (head, tail) = (&text[..at], &text[at + 1..]);
    let may_group = matches!(head.len(), 1..=3) && head[0] != '0' && tail.len() == 3;
    let number = |part: &[char]| part.iter().collect::<String>().parse::<u16>().ok();
    match (number(head), number(tail)) {
        (Some(head), Some(tail)) if may_group && may_have_decimals => Err(NotRead::Ambiguous(head, tail)),
        (Some(_), Some(_)) if may_group => Ok(None),
        _ => Ok(Some(at)),
    }
}

/// Digits without marks, or in groups of three.
fn whole_digits(text: &[char]) -> Result<String, NotRead> {
    let groups: Vec<&[char]> = text.split(|c| mark(*c).is_some()).collect();
    let kinds: Vec<Mark> = text.iter().filter_map(|c| mark(*c)).collect();
    let is_grouped = matches!(groups[0].len(), 1..=3) && groups[1..].iter().all(|group| group.len() == 3);
    if groups.len() > 1 && (!is_grouped || kinds.iter().any(|kind| *kind != kinds[0])) {
        return Err(NotRead::NotANumber);
    }
    groups.into_iter().map(plain_digits).collect()
}

fn plain_digits(text: &[char]) -> Result<String, NotRead> {
    if text.iter().all(char::is_ascii_digit) { Ok(text.iter().collect()) } else { Err(NotRead::NotANumber) }
}
