//! Letters to everybody of the house about the broken glass: who did what, why it was asked for, and where it is stopped.

use super::{Message, Piece, bare, says};
use crate::foreign;
use domain::custody::{GlassNews, GlassTold};
use tongue::{
    dates,
    t::{self, Locale},
    words,
};

/// Where it stands for ever, and where an admin stops it.
const PAGE: &str = "/admin/break-glass";

pub(super) fn news(l: Locale, told: &GlassTold, at: Piece) -> Message {
    let who = foreign::name(told.who.as_deref().unwrap_or_default());
    let (reason, until) = (foreign::words(&told.reason), dates::moment(l, told.until));
    let amount = told.paid.map(|(_, paid)| format!("{} {}", words::amount(paid), paid.currency)).unwrap_or_default();
    let (subject, text) = match told.news {
        GlassNews::Asked => (t::letters_glass_asked_subject(l), t::letters_glass_asked_text(l, reason, until, who)),
        GlassNews::Opened => (t::letters_glass_opened_subject(l), t::letters_glass_opened_text(l, reason, until, who)),
        GlassNews::Used => (t::letters_glass_used_subject(l), t::letters_glass_used_text(l, amount, reason, who)),
        GlassNews::Closed => (t::letters_glass_closed_subject(l), t::letters_glass_closed_text(l, reason, who)),
        GlassNews::Ended => (t::letters_glass_ended_subject(l), t::letters_glass_ended_text(l, reason, until)),
        GlassNews::Refused => (t::letters_glass_refused_subject(l), t::letters_glass_refused_text(l, reason, who)),
        GlassNews::Lapsed => (t::letters_glass_lapsed_subject(l), t::letters_glass_lapsed_text(l, reason)),
    };
    let here = match told.news {
        GlassNews::Asked | GlassNews::Opened | GlassNews::Used => t::letters_glass_stop(l),
        GlassNews::Closed | GlassNews::Ended | GlassNews::Refused | GlassNews::Lapsed => t::letters_glass_look(l),
    };
    Message { subject: bare(subject), pieces: vec![says(text), at, says(here), Piece::Place(PAGE.into())] }
}
