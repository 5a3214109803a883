//! What the doors share, and what the settings pages share.

use crate::{
    Refused,
    head::Described,
    lang,
    parts::{Notice, Tab, Tabs, When},
    ssr::{desk, here, viewer},
    t,
};
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
        <Described text=lead.clone()/>
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
pub(in crate::pages) fn SettingsPage(
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
            <HalfTrusted/>
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
        ("/settings/email", t::identity_email(l)),
        ("/settings/passkeys", t::identity_settings_ways_in(l)),
        ("/settings/authenticator", t::identity_totp(l)),
        ("/settings/recovery-codes", t::identity_codes(l)),
        ("/settings/sessions", t::identity_settings_sessions(l)),
        ("/settings/devices", t::identity_places(l)),
        ("/settings/addresses", t::identity_settings_addresses(l)),
        ("/settings/payout-addresses", t::addresses_tab(l)),
        ("/settings/notifications", t::notices_settings(l)),
        ("/settings/telegram", t::telegram_title(l)),
    ];
    let tabs = links.map(|(href, text)| Tab { href: href.to_owned(), text: text.to_owned(), is_here: path == href });
    view! { <Tabs label=t::identity_settings(l) tabs=tabs.to_vec()/> }
}

/// Says what a recovery keeps as it is, and until when.
#[component]
pub(super) fn QuietNotice() -> impl IntoView {
    let l = lang();
    let until = viewer().and_then(|me| me.quiet_until).filter(|until| desk().now() < *until);
    until.map(|until| {
        view! {
            <Notice kind="warning" title=t::identity_quiet(l)>
                <p data-quiet="true">{t::identity_quiet_text(l)} " " <When at=until/></p>
            </Notice>
        }
    })
}

/// Tells people who work for the house why their pages are not there yet.
#[component]
fn HalfTrusted() -> impl IntoView {
    let is_half = viewer().is_some_and(|me| me.is_half_trusted);
    is_half.then(|| view! { <Notice kind="warning"><p>{t::identity_half_trusted(lang())}</p></Notice> })
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
