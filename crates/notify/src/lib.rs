//! THE POST: what a letter says, in its reader's language, and the ways it leaves the house.
//!
//! A file per kind of message, a file per channel. Letters are queued and tried again by `actions`; here one is written
//! out and handed over, once. No database, no pages, and no address in an error.

mod foreign;
mod html;
mod messages;
mod plain;
mod smtp;

pub use smtp::{NotSent, Sender, Server, Smtp, Unusable};

use domain::letters::Letter;
use messages::Piece;
use tongue::{
    t::{self, Locale},
    words::locale_for,
};

/// A letter as its reader sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The language it is in.
    pub language: Locale,
    /// One line; nothing of it was typed by anybody.
    pub subject: String,
    /// For readers of plain text.
    pub text: String,
    /// The same with direction and emphasis; no images, no styles, nothing that tells on its reader.
    pub html: String,
}

/// Writes a letter out. `code` is what a letter with a code shows; `origin` is the address people open, without a slash
/// at the end: a letter leads to pages, and no page does anything because it was opened.
pub fn write(letter: &Letter, code: Option<&str>, origin: &str) -> Written {
    let l = locale_for(letter.language);
    let message = messages::message(l, letter, code.unwrap_or_default());
    let end = [Piece::Text(t::letters_end(l).to_owned()), Piece::Place("".into())];
    let pieces: Vec<Piece> = [greeting(l, &letter.name)].into_iter().chain(message.pieces).chain(end).collect();
    Written {
        language: l,
        text: plain::text(&pieces, origin),
        html: html::page(l, &message.subject, &pieces, origin),
        subject: message.subject,
    }
}

fn greeting(l: Locale, name: &str) -> Piece {
    let name = foreign::name(name);
    let is_nobody = name.is_empty();
    Piece::Text(if is_nobody { t::letters_hello_nobody(l).to_owned() } else { t::letters_hello(l, name) })
}
