//! A letter as a page: direction, `<bdi>` around what is foreign, the code as its heading. Nothing is fetched for it.

use crate::{foreign::MARKS, messages::Piece, plain::address};
use html_escape::{encode_double_quoted_attribute, encode_text};
use tongue::t::Locale;

/// The page. Direction stands on a `div` too: some programs throw `html` and `body` away.
pub(crate) fn page(l: Locale, subject: &str, pieces: &[Piece], origin: &str) -> String {
    let (lang, dir) = (l.as_str(), l.dir());
    let title = encode_text(subject);
    let body: String = pieces.iter().map(|piece| paragraph(piece, origin)).collect();
    format!(
        "<!doctype html>\n<html lang=\"{lang}\" dir=\"{dir}\">\n<head><meta charset=\"utf-8\"><title>{title}</title></head>\n\
         <body>\n<div lang=\"{lang}\" dir=\"{dir}\">\n{body}</div>\n</body>\n</html>\n"
    )
}

fn paragraph(piece: &Piece, origin: &str) -> String {
    match piece {
        Piece::Text(text) => format!("<p>{}</p>\n", isolated(&encode_text(text))),
        Piece::Code(code) => format!("<h1><bdi dir=\"ltr\">{}</bdi></h1>\n", encode_text(code)),
        Piece::Place(path) => {
            let address = address(origin, path);
            let (href, text) = (encode_double_quoted_attribute(&address), encode_text(&address));
            format!("<p><a href=\"{href}\"><bdi dir=\"ltr\">{text}</bdi></a></p>\n")
        }
    }
}

/// Typed text and what runs the other way, each in an element of its own.
fn isolated(escaped: &str) -> String {
    let [open, close] = MARKS;
    let (start, end) = ('\u{2068}', '\u{2069}');
    let once = escaped.replace(&format!("{start}{open}"), "<bdi>").replace(&format!("{close}{end}"), "</bdi>");
    once.replace([open, start], "<bdi>").replace([close, end], "</bdi>")
}
