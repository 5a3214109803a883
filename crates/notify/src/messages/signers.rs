//! Letters to those who keep the money about its hardware signers: whose, which, what became of it, and where to stop it.

use super::{Message, Piece, says};
use crate::foreign;
use domain::letters::{SignerNews, SignerTold};
use tongue::{
    dates,
    t::{self, Locale},
    words,
};

/// What became of a signer.
pub(super) fn news(l: Locale, told: &SignerTold, at: Piece) -> Message {
    let SignerTold { label, address, holder, by, .. } = told;
    let (label, address) = (foreign::name(label), words::isolated(l, &address.0));
    let (holder, by) = (foreign::name(holder), foreign::name(by));
    let of_signer = format!("/admin/signers/{}", told.signer);
    let (subject, text, next, place) = match &told.news {
        SignerNews::Proved { counts_from } => (
            t::letters_signer_proved_subject(l),
            t::letters_signer_proved_text(l, address, holder, label, dates::moment(l, *counts_from)),
            Some(t::letters_signer_not_expected(l)),
            of_signer,
        ),
        SignerNews::Counts => (
            t::letters_signer_counts_subject(l),
            t::letters_signer_counts_text(l, address, holder, label),
            Some(t::letters_signer_not_expected(l)),
            of_signer,
        ),
        SignerNews::Revoked { why } => (
            t::letters_signer_revoked_subject(l),
            t::letters_signer_revoked_text(l, address, by, holder, label, foreign::words(why)),
            None,
            of_signer,
        ),
        SignerNews::Receives => (
            t::letters_signer_receives_subject(l),
            t::letters_signer_receives_text(l, address, by, holder, label),
            Some(t::letters_signer_receives_here(l)),
            "/admin/vaults".to_owned(),
        ),
    };
    let mut pieces = vec![says(text), at];
    pieces.extend(next.map(says));
    pieces.push(Piece::Place(place.into()));
    Message { subject: subject.to_owned(), pieces }
}
