//! What stands in a page's place while it is not there: it comes, it failed, it is old.

use crate::{
    lang,
    parts::{LinkButton, Notice},
    t,
};
use leptos::prelude::*;

/// The shape of what comes. Announced once, not line by line.
#[component]
pub fn Skeleton(
    /// How many lines.
    #[prop(default = 3)]
    lines: usize,
) -> impl IntoView {
    let bars: Vec<_> = (0..lines).map(|_| view! { <div class="skeleton skeleton-line"></div> }).collect();
    view! {
        <div class="stack" data-gap="tight" role="status">
            <span class="visually-hidden">{t::parts_loading(lang())}</span>
            {bars}
        </div>
    }
}

/// It could not be shown: what happened, whether money moved, and the way to try again.
#[component]
pub fn Failed(
    /// What happened.
    #[prop(into)]
    title: String,
    /// Whether anything moved.
    #[prop(into)]
    text: String,
    /// Where to try again.
    #[prop(into)]
    href: String,
) -> impl IntoView {
    view! {
        <Notice kind="error" title=title>
            <p>{text}</p>
            <p class="pt-2"><LinkButton href label=t::parts_again(lang()) kind="quiet"/></p>
        </Notice>
    }
}

/// The line is down or the answer is old: said where the old thing stands.
#[component]
pub fn Stale(
    /// What may be old.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <p class="stale" role="status">{text}</p> }
}
