//! Where there is no browser: an island that the server renders asks for nothing and is given nothing.

use super::Said;
use crate::islands::{
    chat::Typed,
    injected::{FoundWallet, Refusal, WalletCall},
};
use leptos::ev::{Event, KeyboardEvent, SubmitEvent};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::islands) enum Heard {
    Words(String),
    Closed { code: u16, was_open: bool },
}

#[derive(Clone)]
pub(in crate::islands) struct Line;

impl Line {
    pub(in crate::islands) fn open(_path: &str, hear: impl Fn(Heard) + Clone + 'static) -> Option<Self> {
        // Named so that both builds know every word of a socket.
        let _ = (hear, [Heard::Words(String::new()), Heard::Closed { code: 0, was_open: false }]);
        None
    }

    pub(in crate::islands) const fn say(&self, _words: &str) -> bool {
        false
    }
}

pub(in crate::islands) const fn drawn(_below: u32) -> u32 {
    0
}

pub(in crate::islands) fn typed_into(_event: &Event, _deed: &str) -> Option<String> {
    None
}

pub(in crate::islands) const fn type_again(_deed: &str, _words: &str) {}

pub(in crate::islands) fn send_by_keys(_event: &KeyboardEvent, _deed: &str) {}

pub(in crate::islands) fn take_files(_event: &Event, _into: &str, _beside: &str) {}

pub(in crate::islands) fn listen(_topic: &str, hear: impl Fn(Said) + Clone + 'static) {
    // Named so that both builds know every word of a feed.
    let _ = (hear, [Said::Open, Said::Change, Said::Lost]);
}

pub(in crate::islands) const fn page_age_ms() -> i64 {
    0
}

pub(in crate::islands) const fn reload() {}

pub(in crate::islands) const fn headline(_text: &str) {}

pub(in crate::islands) fn copy(_text: &str, copied: impl FnOnce() + 'static) {
    drop(copied);
}

pub(in crate::islands) fn take_typed(_event: &SubmitEvent, _deed: &str) -> Option<Typed> {
    None
}

pub(in crate::islands) const fn is_looked_at() -> bool {
    false
}

pub(in crate::islands) fn find(found: impl Fn(FoundWallet) + 'static) {
    let _ = found;
}

pub(in crate::islands) const fn nameless() -> Option<FoundWallet> {
    None
}

#[expect(clippy::unused_async, reason = "the browser's waits")]
pub(in crate::islands) async fn send(_id: &str, _call: &WalletCall) -> Result<String, Refusal> {
    Err(Refusal::Failed)
}

pub(in crate::islands) struct Page;

impl Page {
    #[expect(clippy::unused_async, reason = "the browser's waits")]
    pub(in crate::islands) async fn of(_path: &str) -> Option<Self> {
        None
    }

    pub(in crate::islands) const fn says_otherwise(&self, _name: &str) -> Option<bool> {
        None
    }

    pub(in crate::islands) const fn stands_for(&self, _name: &str) {}

    pub(in crate::islands) const fn goes_on_with(&self, _names: &[String]) -> bool {
        false
    }
}

pub(in crate::islands) const fn is_there(_name: &str) -> bool {
    false
}

pub(in crate::islands) const fn kept(_name: &str) -> Option<String> {
    None
}

pub(in crate::islands) const fn keep(_name: &str, _text: &str) {}
