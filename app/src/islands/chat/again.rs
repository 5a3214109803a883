//! A message that is not what it was any more: said otherwise, taken back, answered without words, accepted. The house draws
//! it, as it drew the page; a message of the living end moves into the page with it, and those before it too.

use super::Live;
use crate::islands::browser;
use leptos::prelude::*;
use std::collections::BTreeSet;

impl Live {
    /// Has these drawn again, one after the other; one that changes once more meanwhile, once more. After a cut, all that
    /// changed while nobody told.
    pub(super) fn draw_again(self, changed: Vec<u64>) {
        self.changed.update_value(|all| all.extend(changed));
        let is_none = self.changed.with_value(BTreeSet::is_empty) && !self.was_cut.get_value();
        if self.is_drawing.get_value() || is_none {
            return;
        }
        self.is_drawing.set_value(true);
        leptos::task::spawn_local(async move {
            loop {
                if self.was_cut.get_value() {
                    self.was_cut.set_value(false);
                    self.draw_last().await;
                } else if let Some(seq) = self.changed.try_update_value(BTreeSet::pop_first).flatten() {
                    self.draw(seq).await;
                } else {
                    break;
                }
            }
            self.is_drawing.set_value(false);
        });
    }

    async fn draw(self, seq: u64) {
        if !browser::is_there(&place(seq)) {
            return;
        }
        if let Some(page) = self.page_to(seq).await {
            self.show(&page, seq);
        }
    }

    /// What the last page of messages says otherwise by now. Older ones are seen on their page.
    async fn draw_last(self) {
        let last = self.shown.get_value();
        let Some(page) = self.page_to(last).await else { return };
        let seen = (1..=last).rev().map_while(|seq| page.says_otherwise(&place(seq)).map(|differs| (seq, differs)));
        let changed: Vec<u64> = seen.filter_map(|(seq, differs)| differs.then_some(seq)).collect();
        changed.into_iter().for_each(|seq| self.show(&page, seq));
    }

    /// A page whose last message is this one.
    async fn page_to(self, seq: u64) -> Option<browser::Page> {
        browser::Page::of(&format!("/chats/{}?before={}", self.chat.get_value(), seq + 1)).await
    }

    fn show(self, page: &browser::Page, seq: u64) {
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
