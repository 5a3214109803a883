//! A letter as plain text: a paragraph per piece, codes and addresses on lines of their own.

use crate::{foreign::MARKS, messages::Piece};

/// The text. Isolates stay in it: they are characters, and hold a foreign name together in any program.
pub(crate) fn text(pieces: &[Piece], origin: &str) -> String {
    let paragraph = |piece: &Piece| match piece {
        Piece::Text(text) => text.replace(MARKS, ""),
        Piece::Code(code) => code.clone(),
        Piece::Place(path) => address(origin, path),
    };
    let paragraphs: Vec<String> = pieces.iter().map(paragraph).collect();
    paragraphs.join("\n\n") + "\n"
}

/// The address of a page.
pub(crate) fn address(origin: &str, path: &str) -> String {
    format!("{origin}{path}")
}
