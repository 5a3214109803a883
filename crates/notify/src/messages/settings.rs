//! Letters to those who keep the books about what the house decided. They say it and lead to the page that everybody sees;
//! units stand there. Names of settings are too long for a subject.

use super::{Message, Piece, says};
use crate::foreign;
use domain::{Timestamp, settings::SettingKey};
use tongue::{
    dates,
    t::{self, Locale},
    words::{isolated, word},
};

/// Where everybody sees it.
const PAGE: &str = "/changes";

/// It holds then, unless somebody takes it back.
pub(super) fn announced(
    l: Locale,
    setting: SettingKey,
    (from, to): (&str, &str),
    (reason, holds_at): (&str, Timestamp),
    at: Piece,
) -> Message {
    let name = called(l, setting);
    let subject = t::letters_setting_announced_subject(l).to_owned();
    let (from, to) = (foreign::name(from), foreign::name(to));
    let text = t::letters_setting_announced_text(l, from, name, foreign::words(reason), to, dates::moment(l, holds_at));
    let here = says(t::letters_setting_announced_here(l));
    Message { subject, pieces: vec![says(text), at, here, Piece::Place(PAGE.into())] }
}

/// What held goes on.
pub(super) fn cancelled(l: Locale, setting: SettingKey, to: &str, reason: &str, at: Piece) -> Message {
    let name = called(l, setting);
    let subject = t::letters_setting_cancelled_subject(l).to_owned();
    let text = t::letters_setting_cancelled_text(l, name, foreign::words(reason), foreign::name(to));
    Message { subject, pieces: vec![says(text), at, Piece::Place(PAGE.into())] }
}

/// Its name, and the number of the chain it is about.
fn called(l: Locale, setting: SettingKey) -> String {
    let name = word(l, "setting", setting.name());
    let name = setting.chain().map_or_else(|| name.clone(), |chain| t::settings_of_chain(l, chain.to_string(), &name));
    isolated(l, name)
}
