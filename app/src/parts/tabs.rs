//! Pages that belong together, beside each other: links, so that each has an address and the back button works.

use leptos::prelude::*;

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tab {
    /// Its address.
    pub href: String,
    /// Its name.
    pub text: String,
    /// Whether the reader is there.
    pub is_here: bool,
}

/// The row of them; on a phone it is swiped.
#[component]
pub fn Tabs(
    /// What they are of.
    #[prop(into)]
    label: String,
    /// In their order.
    tabs: Vec<Tab>,
) -> impl IntoView {
    let tabs = tabs.into_iter().map(|tab| {
        let class = if tab.is_here { "tab tab-active" } else { "tab" };
        view! { <a class=class href=tab.href aria-current=tab.is_here.then_some("page")>{tab.text}</a> }
    });
    let tabs: Vec<_> = tabs.collect();
    view! { <nav class="tabs tabs-border" aria-label=label>{tabs}</nav> }
}
