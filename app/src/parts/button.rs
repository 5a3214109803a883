//! Links and buttons that look alike: one table of kinds.

use crate::parts::Icon;
use leptos::prelude::*;

/// The classes of a kind: `primary` (when not said), `quiet`, `danger` or `plain`.
pub(super) fn button_class(kind: Option<&'static str>) -> &'static str {
    match kind {
        Some("quiet") => "btn btn-outline",
        Some("danger") => "btn btn-outline btn-error",
        Some("plain") => "btn btn-ghost",
        Some(_) | None => "btn btn-primary",
    }
}

/// A link to a page where something is done. What changes anything is a form's button instead.
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: String,
    /// What happens there.
    #[prop(into)]
    label: String,
    /// `primary`, `quiet`, `danger` or `plain`.
    #[prop(optional)]
    kind: Option<&'static str>,
    /// Beside the word.
    #[prop(optional)]
    icon: Option<&'static str>,
) -> impl IntoView {
    view! { <a class=button_class(kind) href=href>{icon.map(|name| view! { <Icon name/> })} {label}</a> }
}
