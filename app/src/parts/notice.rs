//! Words in place: notices, empty lists, icons.

use crate::ssr::AssetBase;
use leptos::prelude::*;

/// What happened, whether money moved, what to do. An error is read out at once.
#[component]
pub fn Notice(
    /// `info`, `success`, `warning` or `error`.
    kind: &'static str,
    /// In bold, before the text.
    #[prop(optional, into)]
    title: Option<String>,
    /// The page is shown because of it: the reader begins here, and does not look for it.
    #[prop(optional)]
    first: bool,
    children: Children,
) -> impl IntoView {
    let (icon, role) = match kind {
        "success" => ("check", "status"),
        "warning" => ("triangle-alert", "status"),
        "error" => ("triangle-alert", "alert"),
        _ => ("info", "status"),
    };
    view! {
        <div class="notice" data-kind=kind role=role tabindex=first.then_some("-1") autofocus=first>
            <Icon name=icon/>
            <div>{title.map(|title| view! { <strong>{title}</strong> })} {children()}</div>
        </div>
    }
}

/// Nothing here yet: a drawing, a sentence that teaches the next step, and its button as children.
#[component]
pub fn Empty(
    /// What is not here.
    #[prop(into)]
    title: String,
    /// What to do.
    #[prop(into)]
    text: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="empty">
            <Drawing/>
            <h2>{title}</h2>
            <p>{text}</p>
            {children.map(|children| children())}
        </div>
    }
}

/// An open box, in the page's own colours.
#[component]
fn Drawing() -> impl IntoView {
    view! {
        <svg viewBox="0 0 144 96" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round"
            stroke-linecap="round" aria-hidden="true">
            <path d="M24 40 72 28l48 12-48 14z"/>
            <path d="M24 40v34l48 14V54zM120 40v34L72 88"/>
            <path d="m24 40-14 14 48 12 14-12m48-14 14 14-48 12-14-12" opacity=".5"/>
            <path d="M72 8v10M54 12l4 9m32-9-4 9" opacity=".5"/>
        </svg>
    }
}

/// One of `style/icons.txt`, for the eye only: a word stands beside it.
#[component]
pub fn Icon(
    /// Its name.
    name: &'static str,
    /// Turns round where text runs from right to left (arrows, chevrons).
    #[prop(optional)]
    forward: bool,
) -> impl IntoView {
    let base = use_context::<AssetBase>().unwrap_or_default().0;
    let class = if forward { "icon icon-forward" } else { "icon" };
    view! {
        <svg class=class aria-hidden="true">
            <use href=format!("{base}/pkg/icons.svg#{name}")></use>
        </svg>
    }
}
