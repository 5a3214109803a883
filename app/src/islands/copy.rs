//! A button that copies a text. It shows itself only when it works, in a place kept for it: the text beside it can be
//! selected anyway.

use super::browser;
use leptos::prelude::*;
use std::time::Duration;

/// Copies `text`, plain as it is.
#[island]
pub fn CopyButton(
    /// What lands on the clipboard.
    text: String,
    /// What the button says.
    label: String,
    /// What it says for a moment afterwards.
    done: String,
) -> impl IntoView {
    let is_alive = RwSignal::new(false);
    let is_copied = RwSignal::new(false);
    Effect::new(move || is_alive.set(true));
    let copy = move |_| {
        browser::copy(&text, move || {
            is_copied.set(true);
            set_timeout(move || is_copied.set(false), Duration::from_secs(3));
        });
    };
    view! {
        <button type="button" class="btn btn-outline btn-sm" class:asleep=move || !is_alive.get() on:click=copy>
            <span aria-live="polite">{move || if is_copied.get() { done.clone() } else { label.clone() }}</span>
        </button>
    }
}
