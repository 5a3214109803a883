//! What a tab and the house say to each other over a socket. The one place where this is written down.
//!
//! `GET /socket/{chat}?after={number}` with the session's cookie and our own `Origin` opens one, for who takes part in the
//! conversation. Frames are text. A tab sends one [`Ask`] per frame; the house sends one [`Tell`] per line of a frame,
//! several when they come within twenty milliseconds of each other. Each is JSON: `{"typing":{}}`, `{"sent":{"key":…}}`.
//!
//! Messages come in the order of their numbers without a gap, first those after `after`. So the last number a tab has
//! shown is all it needs to go on after a cut. What it wrote it sends again under the same key until it is told `sent`;
//! a key is said once. Every other word may be lost: it says how things stand, and is said again; all but [`Tell::Changed`]:
//! what changed during a cut is seen on the next page.
//!
//! A socket is closed with a number ([`RESTART`], [`TOO_SLOW`], [`NOT_ANY_MORE`]); the reason of the first two is where
//! to go on: `after={number}`.

use super::SaidNow;
use serde::{Deserialize, Serialize};

/// The house stops, and is back in a moment: come back, each at a moment of its own.
pub const RESTART: u16 = 1012;
/// The tab did not read what it was sent: come back.
pub const TOO_SLOW: u16 = 1013;
/// The session has ended, or the person takes no part any more: do not come back by yourself.
pub const NOT_ANY_MORE: u16 = 1008;

/// What a tab says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// Says something; answered with [`Tell::Sent`] or [`Tell::Refused`].
    Send {
        /// What this tab calls the message.
        key: String,
        text: String,
        /// The message it answers, if any.
        #[serde(default)]
        reply_to: String,
    },
    /// Everything up to this number has arrived here.
    Got { seq: u64 },
    /// Everything up to this number was before somebody's eyes.
    Read { seq: u64 },
    /// Somebody writes, at this very moment. Kept nowhere.
    Typing {},
}

/// What the house says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "nearly all of them are messages, and none lives longer than its frame")]
pub enum Tell {
    /// The first word: whose socket this is.
    Open { me: String },
    /// A message, the same words for everybody who reads this language.
    Said(Heard),
    /// This was said, under this number.
    Sent { key: String, seq: u64 },
    /// This was not said, and why, in the reader's words. A status of 500 and more: try again.
    Refused { key: String, status: u16, code: String, why: String },
    /// The message with this number is not what it was: other words, none, a sign beneath it. Told in small conversations.
    Changed { seq: u64 },
    /// So far this person has got and read what was said.
    Mark { by: String, got: u64, read: u64 },
    /// This person is writing.
    Typing { by: String, name: String },
}

/// A message as everybody hears it: `said.whose` is never `own`, and its name is its author's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Who says it; nobody: the house.
    pub author: Option<String>,
    /// What its author's browser calls it.
    pub key: String,
    /// The words.
    pub said: SaidNow,
}

/// Each on a line of its own.
///
/// # Panics
/// Never: strings and numbers are always JSON.
#[must_use]
pub fn lines(words: impl IntoIterator<Item = Tell>) -> String {
    let line = |word| serde_json::to_string(&word).expect("strings and numbers are JSON");
    words.into_iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a frame says; a word that is not known yet is passed over.
pub fn read(frame: &str) -> impl Iterator<Item = Tell> {
    frame.lines().filter_map(|line| serde_json::from_str(line).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_says_a_word_a_line_whatever_stands_in_the_words() {
        let said = Tell::Sent { key: "a\nb\u{2028}".to_owned(), seq: 7 };
        let typing = Tell::Typing { by: "usr_1".to_owned(), name: "\"Sara\" \\ \u{200f}علی".to_owned() };
        let frame = lines([said.clone(), typing.clone()]);
        assert_eq!(frame.lines().count(), 2, "{frame}");
        assert_eq!(read(&frame).collect::<Vec<_>>(), [said, typing]);
        assert_eq!(read("{\"of_tomorrow\":{}}\n\nnonsense").count(), 0);
    }

    #[test]
    fn the_words_of_a_tab_are_what_the_document_says() {
        let text = |ask: &Ask| serde_json::to_string(ask).unwrap();
        assert_eq!(text(&Ask::Typing {}), r#"{"typing":{}}"#);
        assert_eq!(text(&Ask::Read { seq: 3 }), r#"{"read":{"seq":3}}"#);
        let short: Ask = serde_json::from_str(r#"{"send":{"key":"k","text":"t"}}"#).unwrap();
        assert_eq!(short, Ask::Send { key: "k".to_owned(), text: "t".to_owned(), reply_to: String::new() });
    }
}
