//! How what somebody wrote comes to the house: over the line, or as a form would bring it; again under its own name until it has
//! arrived, and what became of it.

use super::{Live, Typed, Waiting};
use crate::{
    api::chat::{send_message, wire::Ask},
    lang, t,
};
use leptos::prelude::*;

impl Live {
    /// What waits longer goes first.
    pub(super) fn say(self, typed: Typed) {
        self.waiting.update(|all| all.push(Waiting::new(typed.clone())));
        self.stops_typing();
        self.send_late();
        self.send(typed);
    }

    pub(super) fn send_late(self) {
        let late = |one: &&Waiting| one.is_late && !one.is_sent && one.refused.is_none();
        let late: Vec<Typed> = self.waiting.read_untracked().iter().filter(late).map(|one| one.typed.clone()).collect();
        late.into_iter().for_each(|typed| self.send(typed));
    }

    /// Under its own name: however often it is sent, it is said once.
    pub(super) fn send(self, typed: Typed) {
        self.note(&typed.key, Waiting::try_again);
        let Typed { key, text, reply_to } = typed;
        if !self.ask_over_line(&Ask::Send { key, text, reply_to }) {
            self.post();
        }
    }

    /// As forms would bring it, one after the other: what was written first is said first.
    fn post(self) {
        if self.is_posting.get_value() {
            return;
        }
        self.is_posting.set_value(true);
        leptos::task::spawn_local(async move {
            while let Some(Typed { key, text, reply_to }) = self.next() {
                let (chat, seen) = (self.chat.get_value(), self.shown.get_value().to_string());
                match send_message(key.clone(), chat, text, reply_to, seen).await {
                    Ok(()) => {
                        self.note(&key, |one| one.is_sent = true);
                        self.ask();
                    }
                    Err(fault) if fault.status < 500 => {
                        self.note(&key, |one| one.is_late_for(Some(t::chat_refused(lang()).to_owned())));
                    }
                    Err(_) => {
                        self.all_late();
                        break;
                    }
                }
            }
            self.is_posting.set_value(false);
        });
    }

    /// What was written first of what is to be said.
    fn next(self) -> Option<Typed> {
        let waiting = self.waiting.read_untracked();
        waiting.iter().find(|one| !one.is_sent && one.refused.is_none()).map(|one| one.typed.clone())
    }

    /// Nothing that is not acknowledged is known to have arrived.
    pub(super) fn all_late(self) {
        self.waiting.update(|all| all.iter_mut().filter(|one| !one.is_sent).for_each(|one| one.is_late = true));
    }

    /// What became of a message that waits.
    pub(super) fn note(self, key: &str, became: impl Fn(&mut Waiting)) {
        self.waiting.update(|all| all.iter_mut().filter(|one| one.typed.key == key).for_each(became));
    }

    /// These wait no more.
    pub(super) fn forget(self, is_gone: impl Fn(&str) -> bool) {
        self.waiting.update(|all| all.retain(|one| !is_gone(&one.typed.key)));
    }
}
