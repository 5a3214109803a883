//! What a room tells all its tabs at once, written once for each language.

use app::{
    api::chat::wire::{Tell, lines},
    t::Locale,
};
use axum::extract::ws::Utf8Bytes;

/// What a tab is to hear of a batch.
pub(super) enum Part {
    /// These words; then it was told everything up to that number.
    Words(Utf8Bytes, u64),
    Nothing,
    /// More than is written here: what came before it, or its own language.
    Missed,
}

/// Words for everybody in a room.
pub(super) struct Batch {
    /// The numbers of the first and the last message in it; none when it has no message.
    pub(super) span: Option<(u64, u64)>,
    /// People came or went: everybody sees whether they still take part.
    pub(super) is_regrouped: bool,
    /// The messages and what else there is, for each language that somebody reads here.
    whole: Vec<(Locale, Utf8Bytes)>,
    /// What else there is, if anything: the same for all.
    rest: Option<Utf8Bytes>,
}

impl Batch {
    /// Writes it down. `told` says the messages in a language.
    pub(super) fn of(
        span: Option<(u64, u64)>,
        is_regrouped: bool,
        readers: &[Locale],
        told: impl Fn(Locale) -> Vec<Tell>,
        rest: Vec<Tell>,
    ) -> Self {
        let whole = span.map_or_else(Vec::new, |_| {
            let text = |l: Locale| (l, lines(told(l).into_iter().chain(rest.iter().cloned())).into());
            readers.iter().map(|l| text(*l)).collect()
        });
        let rest = (!rest.is_empty()).then(|| lines(rest).into());
        Self { span, is_regrouped, whole, rest }
    }

    /// What whoever was told everything up to this number hears of it, in this language.
    pub(super) fn after(&self, told: u64, l: Locale) -> Part {
        let whole = || self.whole.iter().find(|(language, _)| *language == l).map(|(_, text)| text.clone());
        match self.span {
            Some((first, last)) if first.checked_sub(1) == Some(told) => {
                whole().map_or(Part::Missed, |words| Part::Words(words, last))
            }
            Some((_, last)) if last > told => Part::Missed,
            // All of its messages are known there.
            Some(_) | None => self.rest().map_or(Part::Nothing, |rest| Part::Words(rest, told)),
        }
    }

    /// What is no message.
    pub(super) fn rest(&self) -> Option<Utf8Bytes> {
        self.rest.clone()
    }
}
