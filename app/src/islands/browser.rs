//! The few things of the browser that islands ask for. On the server each of them does nothing.

#[cfg(feature = "conversation")]
mod again;
#[cfg(not(feature = "hydrate"))]
mod asleep;
#[cfg(feature = "conversation")]
mod brought;
#[cfg(feature = "hydrate")]
mod kept;
#[cfg(feature = "conversation")]
mod socket;
#[cfg(feature = "conversation")]
mod typing;
#[cfg(feature = "hydrate")]
mod wallets;

#[cfg(not(feature = "hydrate"))]
pub(super) use asleep::*;
#[cfg(feature = "conversation")]
pub(super) use {again::*, brought::*, socket::*, typing::*};
#[cfg(feature = "hydrate")]
pub(super) use {alive::*, kept::*, wallets::*};

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
