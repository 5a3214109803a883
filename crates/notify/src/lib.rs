//! THE POST: what a letter says, in its reader's language, and the ways it leaves the house.
//!
//! A file per kind of message, a file per channel. Letters are queued and tried again by `actions`; here one is written
//! out and handed over, once. No database, no pages, and no address in an error.

mod foreign;
mod html;
mod messages;
mod plain;
mod smtp;
pub mod telegram;

pub use smtp::{NotSent, Sender, Server, Smtp, Unusable};

use domain::{
    Timestamp,
    letters::{Letter, LetterKind},
};
use foreign::MARKS;
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
    /// The address that stops letters like this one: posted to it is enough. None for what nobody stops.
    pub stop: Option<String>,
    /// The same with direction and emphasis; no images, no styles, nothing that tells on its reader.
    pub html: String,
}

/// Writes a letter out. `code` is what a letter with a code shows; `origin` is the address people open, without a slash
/// at the end: a letter leads to pages, and no page does anything because it was opened.
pub fn write(letter: &Letter, code: Option<&str>, origin: &str) -> Written {
    let l = locale_for(letter.language);
    let message = messages::message(l, &letter.kind, code.unwrap_or_default(), letter.created_at);
    let end = [Piece::Text(t::letters_end(l).to_owned()), Piece::Place("".into())];
    let stop = letter.stop.clone().map(|path| [Piece::Text(t::letters_stop(l).to_owned()), Piece::Place(path.into())]);
    let greeting = [greeting(l, &letter.name)].into_iter();
    let pieces: Vec<Piece> = greeting.chain(message.pieces).chain(stop.into_iter().flatten()).chain(end).collect();
    Written {
        language: l,
        stop: letter.stop.as_ref().map(|path| format!("{origin}{path}")),
        text: plain::text(&pieces, origin),
        html: html::page(l, &message.subject, &pieces, origin),
        subject: message.subject,
    }
}

/// What a letter says, as an item of an inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line.
    pub title: String,
    /// What happened.
    pub text: String,
    /// The page it leads to.
    pub path: String,
}

/// The item about what happened then: the letter's own words.
pub fn notice(l: Locale, kind: &LetterKind, then: Timestamp) -> Notice {
    let message = messages::message(l, kind, "", then);
    let text = message.pieces.iter().find_map(|piece| match piece {
        Piece::Text(text) => Some(text.replace(MARKS, "")),
        Piece::Code(_) | Piece::Place(_) => None,
    });
    let path = message.pieces.iter().find_map(|piece| match piece {
        Piece::Place(path) => Some(path.to_string()),
        Piece::Text(_) | Piece::Code(_) => None,
    });
    let path = path.unwrap_or_else(|| "/settings".to_owned());
    Notice { title: message.subject, text: text.unwrap_or_default(), path }
}

fn greeting(l: Locale, name: &str) -> Piece {
    let name = foreign::name(name);
    let is_nobody = name.is_empty();
    Piece::Text(if is_nobody { t::letters_hello_nobody(l).to_owned() } else { t::letters_hello(l, name) })
}
