//! What a file is called: the words of its sender without anything that a file system, a header or a reader could trip over.

use crate::{attachments::FileKind, event::one_line};

const LONGEST: usize = 80;

/// The name as it is shown and saved: the last part of a path, one line, its end that of its kind.
pub fn shown_name(typed: &str, kind: FileKind) -> String {
    let last = typed.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    // Marks of direction can make "exe.jpg" read as "gpj.exe".
    let is_plain = |c: &char| !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '"' | '<' | '>' | ':' | '|' | '?' | '*');
    let stem: String = one_line(stem, LONGEST).chars().filter(is_plain).collect();
    let stem = stem.trim_matches(['.', ' ']);
    format!("{}.{}", if stem.is_empty() { "file" } else { stem }, kind.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_line_without_a_path_and_ends_as_its_kind_does() {
        for (typed, shown) in [
            ("lamp.JPEG", "lamp.jpg"),
            ("../../etc/passwd", "passwd.jpg"),
            ("C:\\Users\\x\\lamp.png.exe", "lamp.png.jpg"),
            ("a\r\nset-cookie: x.jpg", "a  set-cookie x.jpg"),
            ("\u{202e}gpj.exe", "gpj.jpg"),
            ("\"quoted\".jpg", "quoted.jpg"),
            ("چراغ.jpg", "چراغ.jpg"),
            ("...", "file.jpg"),
            ("", "file.jpg"),
        ] {
            assert_eq!(shown_name(typed, FileKind::Jpeg), shown, "{typed:?}");
        }
        assert_eq!(shown_name(&"x".repeat(300), FileKind::Pdf).len(), LONGEST + 4);
    }
}
