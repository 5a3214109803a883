//! Letters that carry a code, and the one that says that none is needed.

use super::{Message, Piece, says};
use domain::identity::CODE_LIVES;
use tongue::t::{self, Locale};

pub(super) fn sign_up(l: Locale, code: &str, at: Piece) -> Message {
    let [text, not_you] = [t::letters_sign_up_code_text(l), t::letters_sign_up_code_not_you(l)];
    with_code(l, t::letters_sign_up_code_subject(l, code), text, code, not_you, at)
}

pub(super) fn email(l: Locale, code: &str, at: Piece) -> Message {
    let [text, not_you] = [t::letters_email_code_text(l), t::letters_email_code_not_you(l)];
    with_code(l, t::letters_email_code_subject(l, code), text, code, not_you, at)
}

pub(super) fn password(l: Locale, code: &str, at: Piece) -> Message {
    let [text, not_you] = [t::letters_password_code_text(l), t::letters_password_code_not_you(l)];
    with_code(l, t::letters_password_code_subject(l, code), text, code, not_you, at)
}

/// Reads the same whether the reader asked or somebody else did.
pub(super) fn have_account(l: Locale, at: Piece) -> Message {
    let pieces = vec![
        says(t::letters_have_account_text(l)),
        at,
        says(t::letters_have_account_here(l)),
        Piece::Place("/sign-in".into()),
        says(t::letters_have_account_not_you(l)),
    ];
    Message { subject: t::letters_have_account_subject(l).to_owned(), pieces }
}

/// Digits are written as they are typed, in ASCII, in every language.
fn with_code(l: Locale, subject: String, text: &str, code: &str, not_you: &str, at: Piece) -> Message {
    let minutes = CODE_LIVES.0.unsigned_abs();
    let pieces = vec![
        says(text),
        Piece::Code(code.to_owned()),
        says(t::letters_type_code(l, minutes)),
        says(t::letters_never_asked(l)),
        says(not_you),
        at,
    ];
    Message { subject, pieces }
}
