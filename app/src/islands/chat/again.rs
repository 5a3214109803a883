//! A message that is not what it was any more: said otherwise, taken back, answered without words, accepted. The house draws
//! it, as it drew the page; a message of the living end moves into the page with it, and those before it too.

use super::Live;
use crate::islands::browser;
use leptos::prelude::*;

impl Live {
    /// Has these drawn again, one after the other; one that changes once more meanwhile, once more.
    pub(super) fn draw_again(self, changed: Vec<u64>) {
        self.changed.update_value(|all| all.extend(changed));
        if self.is_drawing.get_value() || self.changed.with_value(|all| all.is_empty()) {
            return;
        }
        self.is_drawing.set_value(true);
        leptos::task::spawn_local(async move {
            while let Some(seq) = self.changed.try_update_value(|all| all.pop_first()).flatten() {
                self.draw(seq).await;
            }
            self.is_drawing.set_value(false);
        });
    }

    async fn draw(self, seq: u64) {
        if !browser::is_there(&place(seq)) {
            return;
        }
        let path = format!("/chats/{}?before={}", self.chat.get_value(), seq + 1);
        let Some(page) = browser::Page::of(&path).await else { return };
        let mut alive: Vec<u64> = self.now.read_untracked().messages.iter().map(|said| said.seq).collect();
        alive.retain(|alive| *alive <= seq);
        if !alive.contains(&seq) {
            page.stands_for(&place(seq));
        } else if page.goes_on_with(&alive.into_iter().map(place).collect::<Vec<_>>()) {
            self.now.update(|now| now.messages.retain(|said| said.seq > seq));
        }
    }
}

/// What a message is called on a page.
fn place(seq: u64) -> String {
    format!("m{seq}")
}
