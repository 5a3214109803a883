//! The socket of a conversation that is looked at. Where there is none, the page asks as it did before: news over the
//! feed, words over HTTP.

use super::Live;
use crate::{
    api::chat::{
        ChatNow, SaidNow,
        wire::{Ask, Heard as HeardMessage, NOT_ANY_MORE, RESTART, Tell, read},
    },
    islands::browser::{self, Heard, Line},
    lang, t,
};
use leptos::prelude::*;
use std::time::Duration;

/// A first try after a cut comes within this, each browser's at its own moment; every further one waits twice as long.
const SOON_MS: u32 = 500;
/// After a restart all browsers come back at once: within this.
const SPREAD_MS: u32 = 4_000;
/// Doublings of the wait.
const MOST_DOUBLINGS: u32 = 6;
/// So often refused, the page goes on without a socket.
const ENOUGH: u32 = 2;
/// Whoever writes is shown for so long after they were last heard to.
const TYPING: Duration = Duration::from_secs(5);
/// The house is told no more often that somebody writes.
const SAY_TYPING_MS: i64 = 2_500;

impl Live {
    /// Opens the line, from what is shown on.
    pub(super) fn connect(self) {
        let path = format!("/socket/{}?after={}", self.chat.get_value(), self.shown.get_value());
        let line = Line::open(&path, move |heard| match heard {
            Heard::Words(frame) => self.hear(&frame),
            Heard::Closed { code, was_open } => self.closed(code, was_open),
        });
        if line.is_none() {
            self.fall_back();
        }
        self.line.set_value(line);
    }

    /// Over the line; false when it is not open.
    pub(super) fn ask_over_line(self, ask: &Ask) -> bool {
        let words = serde_json::to_string(ask).unwrap_or_default();
        self.line.with_value(|line| line.as_ref().is_some_and(|line| line.say(&words)))
    }

    /// True from the first word to the end of the line.
    pub(super) fn has_line(self) -> bool {
        self.is_heard.get_value()
    }

    /// Somebody types into the form.
    pub(super) fn types(self, words: &str) {
        self.keep_draft(words);
        let now = browser::page_age_ms();
        if now - self.typed_at.get_value() > SAY_TYPING_MS && self.ask_over_line(&Ask::Typing {}) {
            self.typed_at.set_value(now);
        }
    }

    /// Something goes out: whoever types after it begins anew.
    pub(super) fn stops_typing(self) {
        self.keep_draft("");
        self.typed_at.set_value(i64::MIN / 2);
    }

    fn closed(self, code: u16, was_open: bool) {
        self.line.set_value(None);
        self.is_heard.set_value(false);
        self.was_cut.set_value(true);
        let tries = if was_open { 0 } else { self.tries.get_value() + 1 };
        self.tries.set_value(tries);
        // What was not acknowledged is sent again when there is a way.
        self.all_late();
        if code == NOT_ANY_MORE {
            return self.is_lost.set(true);
        }
        if tries >= ENOUGH {
            self.fall_back();
        }
        self.is_lost.set(!self.is_on_feed.get_value());
        let wait = if code == RESTART { SPREAD_MS } else { SOON_MS << tries.min(MOST_DOUBLINGS) };
        let wait = wait / 4 + browser::drawn(wait);
        set_timeout(move || self.connect(), Duration::from_millis(wait.into()));
    }

    fn hear(self, frame: &str) {
        let is_new = !self.is_heard.get_value();
        self.is_heard.set_value(true);
        self.tries.set_value(0);
        self.is_lost.set(false);
        let (mut said, mut changed) = (Vec::new(), Vec::new());
        for word in read(frame) {
            match word {
                Tell::Open { me } => self.me.set_value(me),
                Tell::Said(heard) => said.push(self.own_or_not(heard)),
                Tell::Changed { seq } => changed.push(seq),
                // Said from an earlier page: it stands above already.
                Tell::Sent { key, seq } if seq <= self.shown.get_value() => self.forget(|it| it == key),
                Tell::Sent { key, .. } => self.note(&key, |one| one.is_sent = true),
                Tell::Refused { key, status, why, .. } => {
                    let why = (status < 500).then_some(why);
                    self.note(&key, |one| one.is_late_for(why.clone()));
                }
                Tell::Mark { by, got, read } if by != self.me.get_value() => self.mark(got, read),
                Tell::Typing { by, name } if by != self.me.get_value() => self.show_who_types(name),
                Tell::Mark { .. } | Tell::Typing { .. } => {}
            }
        }
        self.add(said);
        self.draw_again(changed);
        if is_new {
            self.send_late();
            // What the page showed from its beginning.
            self.read();
        }
    }

    fn own_or_not(self, heard: HeardMessage) -> SaidNow {
        let HeardMessage { author, key, mut said } = heard;
        if author.is_some_and(|author| author == self.me.get_value()) {
            "own".clone_into(&mut said.whose);
            t::chat_you(lang()).clone_into(&mut said.name);
            said.client_id = Some(key);
        }
        said
    }

    /// Shows what is new. A number that is missing is asked for.
    fn add(self, said: Vec<SaidNow>) {
        let shown = self.shown.get_value();
        let new: Vec<SaidNow> = said.into_iter().filter(|said| said.seq > shown).collect();
        let Some(first) = new.first() else { return };
        if first.seq > shown + 1 {
            return self.ask();
        }
        if new.iter().any(|said| said.whose == "other") {
            self.typing.set(None);
        }
        let read_to = self.now.read_untracked().read_to;
        self.take(ChatNow { read_to, messages: new });
    }

    fn mark(self, got: u64, read: u64) {
        if got > self.got_to.get_untracked() {
            self.got_to.set(got);
        }
        if read > self.now.read_untracked().read_to {
            self.now.update(|now| now.read_to = read);
        }
    }

    fn show_who_types(self, name: String) {
        let count = self.typing_count.get_value() + 1;
        self.typing_count.set_value(count);
        self.typing.set(Some(name));
        set_timeout(
            move || {
                if self.typing_count.get_value() == count {
                    self.typing.set(None);
                }
            },
            TYPING,
        );
    }
}
