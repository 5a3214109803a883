//! Letters about a dispute. They lead to its room, which asks who is reading; opening it does nothing.

use super::{Message, Piece, says};
use domain::disputes::{DisputeNews, DisputeTold};
use tongue::{
    dates,
    t::{self, Locale},
};

/// What happened, and until when something may be done about it.
pub(super) fn news(l: Locale, told: &DisputeTold, at: Piece) -> Message {
    let DisputeTold { dispute, number, news, respond_by } = *told;
    let number = format!("R-{number:06}");
    let (subject, text) = match news {
        DisputeNews::Opened => {
            (t::letters_dispute_opened_subject(l, &number), t::letters_dispute_opened_text(l, &number))
        }
        DisputeNews::Proposed => {
            (t::letters_dispute_proposed_subject(l, &number), t::letters_dispute_proposed_text(l, &number))
        }
        DisputeNews::Dropped => {
            (t::letters_dispute_dropped_subject(l, &number), t::letters_dispute_dropped_text(l, &number))
        }
        DisputeNews::Evidence => {
            (t::letters_dispute_evidence_subject(l, &number), t::letters_dispute_evidence_text(l, &number))
        }
        DisputeNews::WithTheHouse => {
            (t::letters_dispute_with_the_house_subject(l, &number), t::letters_dispute_with_the_house_text(l, &number))
        }
        DisputeNews::Mediated => {
            (t::letters_dispute_mediated_subject(l, &number), t::letters_dispute_mediated_text(l, &number))
        }
        DisputeNews::HalfAccepted => {
            (t::letters_dispute_half_accepted_subject(l, &number), t::letters_dispute_half_accepted_text(l, &number))
        }
        DisputeNews::Decided => {
            (t::letters_dispute_decided_subject(l, &number), t::letters_dispute_decided_text(l, &number))
        }
        DisputeNews::Final => (t::letters_dispute_final_subject(l, &number), t::letters_dispute_final_text(l, &number)),
        DisputeNews::Appealed => {
            (t::letters_dispute_appealed_subject(l, &number), t::letters_dispute_appealed_text(l, &number))
        }
        DisputeNews::Over => (t::letters_dispute_over_subject(l, &number), t::letters_dispute_over_text(l, &number)),
    };
    // A subject carries no marks of direction, and the number reads right without them.
    let subject = subject.replace(['\u{2068}', '\u{2069}'], "");
    let clock = (!matches!(news, DisputeNews::Over | DisputeNews::Final))
        .then(|| says(t::letters_dispute_by(l, dates::moment(l, respond_by))));
    let place = Piece::Place(format!("/disputes/{dispute}").into());
    Message { subject, pieces: [says(text), at].into_iter().chain(clock).chain([place]).collect() }
}
