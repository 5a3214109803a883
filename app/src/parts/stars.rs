//! Stars: how good it was, for the eye; the same in words beside them.

use leptos::prelude::*;

/// `★★★★☆`; who listens hears the words beside it instead.
#[component]
pub fn Stars(
    /// 0 to 5.
    count: u8,
) -> impl IntoView {
    let full = usize::from(count.min(5));
    let (full, empty) = ("★".repeat(full), "★".repeat(5 - full));
    view! { <span class="stars" aria-hidden="true" dir="ltr">{full}<span>{empty}</span></span> }
}
