//! A code to scan: black on white in both themes, with its quiet zone.

use leptos::prelude::*;

/// A code we drew ourselves, and what it says.
#[component]
pub fn Qr(
    /// The drawing.
    svg: String,
    /// What a scanner reads, in words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <div class="qr" role="img" aria-label=label inner_html=svg></div> }
}
