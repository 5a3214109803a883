//! What the doors share, and what the settings pages share.

use crate::{Refused, lang, parts::Notice, ssr::here, t};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;

/// A value of this page's query.
pub(super) fn asked(name: &str) -> Option<String> {
    use_query_map().get_untracked().get(name)
}

/// Where a door leads, as the link to it said; the deed judges it.
pub(super) fn next() -> String {
    asked("next").unwrap_or_default()
}

/// The link to the other door, leading to the same place.
pub(super) fn other_door(path: &str) -> String {
    let next = next();
    if next.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?next={}", leptos_router::location::Url::escape(&next))
    }
}

/// One narrow card: a door.
#[component]
pub(super) fn Door(#[prop(into)] title: String, #[prop(into)] lead: String, children: Children) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="page">
            <div class="stack w-full max-w-md mx-auto">
                <h1>{title}</h1>
                <p class="lead">{lead}</p>
                <div class="card"><div class="card-body stack">{children()}</div></div>
            </div>
        </div>
    }
}

/// A settings page: its title, the way to the others, what was just done.
#[component]
pub(super) fn SettingsPage(
    #[prop(into)] title: String,
    #[prop(into)] lead: String,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=title.clone()/>
        <div class="page stack" data-gap="loose">
            <SettingsLinks/>
            <div class="stack" data-gap="tight"><h1>{title}</h1><p class="lead">{lead}</p></div>
            <JustDone/>
            {children()}
        </div>
    }
}

#[component]
fn SettingsLinks() -> impl IntoView {
    let l = lang();
    let here = here();
    let path = here.split('?').next().unwrap_or_default().to_owned();
    let links = [
        ("/settings", t::identity_settings_profile(l)),
        ("/settings/passkeys", t::identity_settings_ways_in(l)),
        ("/settings/sessions", t::identity_settings_sessions(l)),
        ("/settings/addresses", t::identity_settings_addresses(l)),
    ];
    let links: Vec<_> = links
        .into_iter()
        .map(|(href, text)| {
            let is_here = path == href;
            let class = if is_here { "tab tab-active" } else { "tab" };
            view! { <a class=class href=href aria-current=is_here.then_some("page")>{text}</a> }
        })
        .collect();
    view! { <nav class="tabs tabs-border" aria-label=t::identity_settings(l)>{links}</nav> }
}

/// The sentence for `?done=…`; silent while a refusal is shown.
#[component]
pub(super) fn JustDone() -> impl IntoView {
    let l = lang();
    let is_refused = use_context::<Refused>().is_some();
    let word = asked("done").filter(|_| !is_refused);
    match word.and_then(|word| t::by_code(l, &format!("word_identity_done_{word}"))) {
        Some(text) => Either::Left(view! { <Notice kind="success"><p>{text}</p></Notice> }),
        None => Either::Right(()),
    }
}
