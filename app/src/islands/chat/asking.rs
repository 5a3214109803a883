//! What was said since, asked for where there is no line and where a number is missing; how what came is shown, and read.

use super::Live;
use crate::{
    api::chat::{ChatNow, chat_since, mark_chat_read, wire::Ask},
    islands::browser,
};
use leptos::prelude::*;

impl Live {
    /// Takes what was said since. News that comes while an answer is on its way may be newer than that answer.
    pub(super) fn ask(self) {
        self.is_dirty.set_value(true);
        if self.is_asking.get_value() {
            return;
        }
        self.is_asking.set_value(true);
        leptos::task::spawn_local(async move {
            while self.is_dirty.get_value() {
                self.is_dirty.set_value(false);
                let after = self.shown.get_value();
                let sent = self.keys_of_sent();
                match chat_since(self.chat.get_value(), after.to_string()).await {
                    Ok(fresh) => {
                        let is_all = !fresh.is_more();
                        self.take(fresh);
                        // What was said and does not come stands above already.
                        self.forget(|key| is_all && sent.iter().any(|sent| sent == key));
                    }
                    Err(_) => self.is_lost.set(true),
                }
            }
            self.is_asking.set_value(false);
        });
    }

    /// Shows what came, each number once: an answer that was long on its way may say again what the line has said.
    pub(super) fn take(self, mut fresh: ChatNow) {
        self.is_lost.set(false);
        let came = fresh.messages.iter().filter_map(|said| said.client_id.clone()).collect::<Vec<_>>();
        self.forget(|key| came.iter().any(|came| came == key));
        let (is_more, shown) = (fresh.is_more(), self.shown.get_value());
        fresh.messages.retain(|said| said.seq > shown);
        if let Some(last) = fresh.messages.last() {
            self.shown.set_value(last.seq);
        }
        if !fresh.messages.is_empty() || fresh.read_to != self.now.read_untracked().read_to {
            self.now.update(|now| now.follow_with(fresh));
        }
        if is_more {
            self.is_dirty.set_value(true);
        }
        self.read();
    }

    /// What a person has before their eyes is read.
    pub(super) fn read(self) {
        let shown = self.shown.get_value();
        if shown <= self.read.get_value() {
            return;
        }
        if !browser::is_looked_at() {
            // It has arrived, and nobody has seen it yet.
            self.ask_over_line(&Ask::Got { seq: shown });
            return;
        }
        self.read.set_value(shown);
        if !self.ask_over_line(&Ask::Read { seq: shown }) {
            let (chat, seen) = (self.chat.get_value(), shown.to_string());
            leptos::task::spawn_local(async move {
                if mark_chat_read(chat, seen).await.is_err() {
                    // Not heard: the next look says it again.
                    self.read.set_value(0);
                }
            });
        }
    }
}
