//! The few things of the browser that islands ask for. On the server each of them does nothing.

#[cfg(feature = "hydrate")]
mod brought;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "hydrate")]
mod socket;
#[cfg(feature = "hydrate")]
mod typing;
#[cfg(feature = "hydrate")]
mod wallets;

#[cfg(not(feature = "hydrate"))]
pub(super) use asleep::*;
#[cfg(feature = "hydrate")]
pub(super) use {alive::*, brought::*, kept::*, socket::*, typing::*, wallets::*};

/// What a feed says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// The line stands; something may have been missed before.
    Open,
    /// Something changed.
    Change,
    /// The line is down; the browser tries again by itself.
    Lost,
}

#[cfg(feature = "hydrate")]
mod alive {
    use super::Said;
    use js_sys::{Function, Promise};
    use leptos::{
        prelude::{document, window},
        wasm_bindgen::{JsCast, prelude::Closure},
    };
    use wasm_bindgen_futures::JsFuture;
    use web_sys::{Event, EventSource};

    /// Listens to the news of a topic for as long as the page lives.
    pub(in crate::islands) fn listen(topic: &str, hear: impl Fn(Said) + Clone + 'static) {
        let Ok(source) = EventSource::new(&format!("/feed/{topic}")) else { return hear(Said::Lost) };
        for (name, said) in [("open", Said::Open), ("change", Said::Change), ("error", Said::Lost)] {
            let hear = hear.clone();
            let told = Closure::<dyn Fn(Event)>::new(move |_| hear(said));
            // A listener on a fresh source of ours is never refused.
            let _ = source.add_event_listener_with_callback(name, told.as_ref().unchecked_ref());
            told.forget();
        }
    }

    /// Milliseconds since the page was asked for.
    pub(in crate::islands) fn page_age_ms() -> i64 {
        #[allow(clippy::cast_possible_truncation, reason = "a page is not open for 300 million years")]
        window().performance().map_or(0, |performance| performance.now() as i64)
    }

    /// Asks the server for this page again.
    pub(in crate::islands) fn reload() {
        let _ = window().location().reload();
    }

    /// Says what the page is about now, in its heading and its title. Both stand outside of every island.
    pub(in crate::islands) fn headline(text: &str) {
        let page = document();
        let Ok(Some(heading)) = page.query_selector("h1") else { return };
        let before = heading.text_content().unwrap_or_default();
        if before != text {
            heading.set_text_content(Some(text));
            page.set_title(&page.title().replacen(&before, text, 1));
        }
    }

    /// A second.
    pub(super) async fn pause() {
        let wait = |done: Function, _: Function| {
            let _ = window().set_timeout_with_callback_and_timeout_and_arguments_0(&done, 1000);
        };
        let _ = JsFuture::from(Promise::new(&mut { wait })).await;
    }

    /// Puts a text on the clipboard, then says so. Nothing is said where the browser refuses.
    pub(in crate::islands) fn copy(text: &str, copied: impl FnOnce() + 'static) {
        let done = Closure::once(move |_| copied());
        let refused = Closure::once(|_| {});
        let _ = window().navigator().clipboard().write_text(text).then2(&done, &refused);
        done.forget();
        refused.forget();
    }
}

#[cfg(not(feature = "hydrate"))]
mod asleep {
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

    pub(in crate::islands) const fn kept(_name: &str) -> Option<String> {
        None
    }

    pub(in crate::islands) const fn keep(_name: &str, _text: &str) {}
}
