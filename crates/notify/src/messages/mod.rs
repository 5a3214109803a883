//! What each kind of letter says. A file per family of kinds; a kind that nobody wrote does not compile.

mod break_glass;
mod codes;
mod disputes;
mod money;
mod orders;
mod payout_addresses;
mod settings;
mod signers;
mod standing;
mod ways_in;

use domain::{Timestamp, letters::LetterKind};
use std::borrow::Cow;
use tongue::{
    dates,
    t::{self, Locale},
};

/// A part of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Piece {
    /// A paragraph.
    Text(String),
    /// The code, by itself.
    Code(String),
    /// A page of the house, by its path; none is the first page. Opening it does nothing.
    Place(Cow<'static, str>),
}

/// Subject and parts, without the greeting and the end that every letter has.
pub(crate) struct Message {
    pub(crate) subject: String,
    pub(crate) pieces: Vec<Piece>,
}

/// The message about what happened then.
pub(crate) fn message(l: Locale, kind: &LetterKind, code: &str, then: Timestamp) -> Message {
    use LetterKind as K;
    let at = || when(l, then);
    match kind {
        K::SignUpCode { .. } => codes::sign_up(l, code, at()),
        K::EmailCode { .. } => codes::email(l, code, at()),
        K::PasswordCode { .. } => codes::password(l, code, at()),
        K::AlreadyHaveAccount => codes::have_account(l, at()),
        K::EmailChanged { to } => ways_in::email_changed(l, to, at()),
        K::PasswordChanged => ways_in::password_changed(l, at()),
        K::PasswordRemoved => ways_in::password_removed(l, at()),
        K::PasskeyAdded { name } => ways_in::passkey_added(l, name, at()),
        K::PasskeyRemoved { name } => ways_in::passkey_removed(l, name, at()),
        K::PayoutAddressAdded { address, label, usable_from, from } => {
            payout_addresses::added(l, (address, label), *usable_from, from.as_deref(), at())
        }
        K::PayoutAddressRemoved { address, label, from } => {
            payout_addresses::removed(l, (address, label), from.as_deref(), at())
        }
        K::TotpAdded => ways_in::totp_added(l, at()),
        K::TotpRemoved => ways_in::totp_removed(l, at()),
        K::RecoveryUsed => ways_in::recovery_used(l, at()),
        K::NewRecoveryCodes => ways_in::new_codes(l, at()),
        K::TelegramLinked { called } => ways_in::telegram_linked(l, called, at()),
        K::TelegramUnlinked => ways_in::telegram_unlinked(l, at()),
        K::NewArrival { device, address } => ways_in::new_arrival(l, device, address.as_deref(), at()),
        K::AccountLocked { reason } => standing::locked(l, reason, at()),
        K::SellerWarned { reason } => standing::warned(l, reason, at()),
        K::AccountUnlocked => standing::unlocked(l, at()),
        K::RoleChanged { role, is_given } => standing::role(l, *role, *is_given, at()),
        K::SettingAnnounced { setting, from, to, reason, holds_at } => {
            settings::announced(l, *setting, (from, to), (reason, *holds_at), at())
        }
        K::SettingCancelled { setting, to, reason } => settings::cancelled(l, *setting, to, reason, at()),
        K::Signer(told) => signers::news(l, told, at()),
        K::BreakGlass(told) => break_glass::news(l, told, at()),
        K::Dispute(told) => disputes::news(l, told, at()),
        K::MoneyBack { request, number, amount } => money::back(l, *request, (*number, *amount), at()),
        K::Payout { payout, step, amount } => money::payout(l, *payout, (*step, *amount), at()),
        K::ReleaseNear { request, number, until } => money::release_near(l, *request, (*number, *until), at()),
        K::Order { request, number, step } => orders::step(l, *request, (*number, *step), at()),
        K::Review { request, number, step } => orders::review(l, *request, (*number, *step), at()),
        K::OfferCame { request, title } => orders::offer_came(l, *request, title, at()),
        K::OtherChosen { request, title } => orders::other_chosen(l, *request, title, at()),
    }
}

/// When what the letter tells of happened: its letter may come much later.
fn when(l: Locale, then: Timestamp) -> Piece {
    Piece::Text(t::letters_when(l, dates::moment(l, then)))
}

/// The number of an order as people know it.
fn order(number: u64) -> String {
    format!("R-{number:06}")
}

/// A subject carries no marks of direction, and what stands in it reads right without them.
fn bare(subject: &str) -> String {
    subject.replace(['\u{2068}', '\u{2069}'], "")
}

/// A paragraph of the locales.
fn says(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

/// What happened, when, and where to go when it was somebody else.
fn happened(subject: &str, text: String, at: Piece, not_you: &str, place: &'static str) -> Message {
    Message { subject: subject.to_owned(), pieces: vec![says(text), at, says(not_you), Piece::Place(place.into())] }
}
