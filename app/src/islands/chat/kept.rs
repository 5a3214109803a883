//! What somebody wrote outlives the page: what the house has not heard of is kept in the tab and sent from the next page, and
//! words that are not finished stand in the form again. The name it is kept under says whose it is: nobody else finds it.

use super::{Live, SAYS, Typed, Waiting};
use crate::islands::browser;
use leptos::prelude::*;

impl Waiting {
    /// About to be sent.
    pub(super) const fn new(typed: Typed) -> Self {
        Self { typed, is_sent: false, is_late: false, refused: None }
    }

    /// On its way once more.
    pub(super) fn try_again(&mut self) {
        (self.is_late, self.refused) = (false, None);
    }

    /// The last try failed, for a reason of its own or not.
    pub(super) fn is_late_for(&mut self, refused: Option<String>) {
        (self.is_late, self.refused) = (true, refused);
    }
}

impl Live {
    /// As it was left. Everything is sent under its own name again: what was heard is not said twice.
    pub(super) fn recall(self) {
        let kept = browser::kept(&self.shelf("unsent")).and_then(|kept| serde_json::from_str(&kept).ok());
        let kept: Vec<Typed> = kept.unwrap_or_default();
        let late = |typed| Waiting { is_late: true, ..Waiting::new(typed) };
        self.waiting.update(|all| all.extend(kept.into_iter().map(late)));
        if let Some(words) = browser::kept(&self.shelf("draft")) {
            browser::type_again(SAYS, &words);
        }
    }

    /// Keeps what waits, whenever that is another.
    pub(super) fn keep(self) {
        let waiting = self.waiting.read();
        let unsent: Vec<&Typed> = waiting.iter().filter(|one| !one.is_sent).map(|one| &one.typed).collect();
        let text = if unsent.is_empty() { String::new() } else { serde_json::to_string(&unsent).unwrap_or_default() };
        browser::keep(&self.shelf("unsent"), &text);
    }

    /// Keeps what is being typed.
    pub(super) fn keep_draft(self, words: &str) {
        browser::keep(&self.shelf("draft"), words);
    }

    /// What the house has, and this page has not seen come.
    pub(super) fn keys_of_sent(self) -> Vec<String> {
        let waiting = self.waiting.read_untracked();
        waiting.iter().filter(|one| one.is_sent).map(|one| one.typed.key.clone()).collect()
    }

    fn shelf(self, what: &str) -> String {
        format!("{what}:{}:{}", self.me.get_value(), self.chat.get_value())
    }
}
