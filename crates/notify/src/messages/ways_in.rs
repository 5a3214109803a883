//! Letters that tell a person that what opens their account has changed, and what to do when it was not them.

use super::{Message, Piece, happened, says};
use crate::foreign;
use tongue::{
    t::{self, Locale},
    words,
};

pub(super) fn email_changed(l: Locale, to: &str, at: Piece) -> Message {
    let text = t::letters_email_changed_text(l, foreign::email(to));
    happened(t::letters_email_changed_subject(l), text, at, t::letters_email_changed_not_you(l), "/settings/email")
}

pub(super) fn password_changed(l: Locale, at: Piece) -> Message {
    let text = t::letters_password_changed_text(l).to_owned();
    happened(
        t::letters_password_changed_subject(l),
        text,
        at,
        t::letters_password_changed_not_you(l),
        "/forgot-password",
    )
}

pub(super) fn password_removed(l: Locale, at: Piece) -> Message {
    let text = t::letters_password_removed_text(l).to_owned();
    happened(t::letters_password_removed_subject(l), text, at, t::letters_password_removed_not_you(l), "/settings")
}

pub(super) fn passkey_added(l: Locale, name: &str, at: Piece) -> Message {
    let text = t::letters_passkey_added_text(l, foreign::name(name));
    let not_you = t::letters_passkey_added_not_you(l);
    happened(t::letters_passkey_added_subject(l), text, at, not_you, "/settings/passkeys")
}

pub(super) fn passkey_removed(l: Locale, name: &str, at: Piece) -> Message {
    let text = t::letters_passkey_removed_text(l, foreign::name(name));
    happened(t::letters_passkey_removed_subject(l), text, at, t::letters_passkey_removed_not_you(l), "/settings")
}

/// Whoever was shut out by it has no app to sign in with: a recovery code is what helps.
pub(super) fn totp_added(l: Locale, at: Piece) -> Message {
    let text = t::letters_totp_added_text(l).to_owned();
    happened(t::letters_totp_added_subject(l), text, at, t::letters_totp_added_not_you(l), "/recover")
}

pub(super) fn totp_removed(l: Locale, at: Piece) -> Message {
    let text = t::letters_totp_removed_text(l).to_owned();
    happened(t::letters_totp_removed_subject(l), text, at, t::letters_totp_removed_not_you(l), "/settings")
}

pub(super) fn recovery_used(l: Locale, at: Piece) -> Message {
    let text = t::letters_recovery_used_text(l).to_owned();
    happened(t::letters_recovery_used_subject(l), text, at, t::letters_recovery_used_not_you(l), "/settings")
}

pub(super) fn new_codes(l: Locale, at: Piece) -> Message {
    let text = t::letters_new_codes_text(l).to_owned();
    let not_you = t::letters_new_codes_not_you(l);
    happened(t::letters_new_codes_subject(l), text, at, not_you, "/settings/recovery-codes")
}

pub(super) fn telegram_linked(l: Locale, called: &str, at: Piece) -> Message {
    let text = t::letters_telegram_linked_text(l, foreign::name(called));
    let not_you = t::letters_telegram_linked_not_you(l);
    happened(t::letters_telegram_linked_subject(l), text, at, not_you, "/settings/telegram")
}

pub(super) fn telegram_unlinked(l: Locale, at: Piece) -> Message {
    let text = t::letters_telegram_unlinked_text(l).to_owned();
    let not_you = t::letters_telegram_unlinked_not_you(l);
    happened(t::letters_telegram_unlinked_subject(l), text, at, not_you, "/settings/telegram")
}

/// What a browser says of itself was typed by nobody we know.
pub(super) fn new_arrival(l: Locale, device: &str, address: Option<&str>, at: Piece) -> Message {
    let device = if device.is_empty() { t::letters_new_arrival_unknown(l).to_owned() } else { foreign::name(device) };
    let text = t::letters_new_arrival_text(l, device);
    let from = address.map(|ip| says(t::letters_new_arrival_from(l, words::isolated(l, ip))));
    let mut message =
        happened(t::letters_new_arrival_subject(l), text, at, t::letters_new_arrival_not_you(l), "/settings/devices");
    message.pieces.splice(1..1, from);
    message
}
