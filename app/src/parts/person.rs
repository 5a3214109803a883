//! A person's name, kept apart from the text around it, whatever its script.

use domain::UserId;
use leptos::{either::Either, prelude::*};

/// A name; a link to the public profile when the id is given.
#[component]
pub fn Person(
    /// The shown name.
    #[prop(into)]
    name: String,
    /// Whose profile it leads to.
    #[prop(optional)]
    id: Option<UserId>,
) -> impl IntoView {
    match id {
        Some(id) => Either::Left(view! { <a href=format!("/people/{id}")><bdi>{name}</bdi></a> }),
        None => Either::Right(view! { <bdi>{name}</bdi> }),
    }
}
