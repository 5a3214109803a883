//! The way to the letters of a demo. Where letters leave the house there is none, and a plain build does not know it.

#[cfg(feature = "demo-wallet")]
use crate::{lang, ssr::keeps_letters};
use leptos::prelude::*;

/// A link to the letters, or to those of one address.
#[cfg(feature = "demo-wallet")]
#[component]
pub fn OutboxLink(
    /// What the link says.
    #[prop(optional, into)]
    text: Option<String>,
    /// Whose letters.
    #[prop(optional, into)]
    to: Option<String>,
) -> impl IntoView {
    use leptos_router::location::Url;
    let href = to.map_or_else(|| "/outbox".to_owned(), |to| format!("/outbox?to={}", Url::escape(&to)));
    let text = text.unwrap_or_else(|| crate::t::outbox_link(lang()).to_owned());
    keeps_letters().then(|| view! { <a href=href>{text}</a> })
}

/// No link: letters leave the house.
#[cfg(not(feature = "demo-wallet"))]
#[component]
pub fn OutboxLink(
    /// Not said.
    #[prop(optional, into)]
    text: Option<String>,
    /// Not said.
    #[prop(optional, into)]
    to: Option<String>,
) -> impl IntoView {
    let _ = (text, to);
}
