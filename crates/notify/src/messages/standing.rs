//! Letters about what the house decided of a person: kept out, warned, let in, roles. There is no "if it was not you" here.

use super::{Message, Piece, says};
use crate::foreign;
use domain::identity::Role;
use tongue::{
    t::{self, Locale},
    words::word,
};

pub(super) fn locked(l: Locale, reason: &str, at: Piece) -> Message {
    let text = t::letters_locked_text(l, foreign::words(reason));
    Message { subject: t::letters_locked_subject(l).to_owned(), pieces: vec![says(text), at] }
}

pub(super) fn warned(l: Locale, reason: &str, at: Piece) -> Message {
    let text = t::letters_warned_text(l, foreign::words(reason));
    Message { subject: t::letters_warned_subject(l).to_owned(), pieces: vec![says(text), at] }
}

pub(super) fn unlocked(l: Locale, at: Piece) -> Message {
    let pieces = vec![says(t::letters_unlocked_text(l)), Piece::Place("/sign-in".into()), at];
    Message { subject: t::letters_unlocked_subject(l).to_owned(), pieces }
}

pub(super) fn role(l: Locale, role: Role, is_given: bool, at: Piece) -> Message {
    let role = word(l, "role", &role.to_string());
    let (subject, text) = if is_given {
        (t::letters_role_given_subject(l, &role), t::letters_role_given_text(l, &role))
    } else {
        (t::letters_role_taken_subject(l, &role), t::letters_role_taken_text(l, &role))
    };
    Message { subject, pieces: vec![says(text), at] }
}
