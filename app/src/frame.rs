//! What stands above and below every page: the header by the viewer's roles, the footer. Every switch is a plain form.

mod counts;

use self::counts::{Bell, CartLink, ChatsLink, Counting};
use crate::{
    Viewer, lang,
    pages::sign_in_address,
    parts::{Icon, OutboxLink},
    ssr::{Colours, IsDemo, here, viewer},
    t::{self, Locale},
};
use axum::http::request::Parts;
use domain::identity::{READ_PAYMENTS, Role};
use leptos::{either::Either, prelude::*};

/// Shown by the loader while the browser says that there is no network, above whatever part of the page is looked at.
/// Without scripts the browser's own page says it.
#[component]
pub fn OfflineBanner() -> impl IntoView {
    let text = t::house_offline_banner(lang());
    view! {
        <div role="status" class="sticky top-0 z-10">
            <p class="bg-warning text-warning-content text-center text-sm p-1" data-offline tabindex="-1" hidden>{text}</p>
        </div>
    }
}

/// Name, links by the viewer's roles, language, account.
#[component]
pub fn Header() -> impl IntoView {
    let l = lang();
    let is_demo = use_context::<IsDemo>().unwrap_or_default().0;
    let mark = is_demo.then(|| {
        view! { <p class="bg-warning text-warning-content text-center text-sm p-1">{t::house_demo_mark(l)}</p> }
    });
    let viewer = viewer();
    view! {
        <header class="site-header">
            {mark}
            <div>
                <a class="brand" href="/"><Icon name="scale"/>{t::house_name(l)}</a>
                <Navigation viewer=viewer.clone()/>
                <div class="cluster"><LanguageSwitch/> <Account viewer/></div>
            </div>
        </header>
    }
}

/// The links of a viewer: address and text.
fn links(l: Locale, viewer: Option<&Viewer>) -> Vec<(&'static str, &'static str)> {
    let mut links = vec![("/requests", t::house_nav_browse(l))];
    let Some(viewer) = viewer else {
        links.push(("/about-escrow", t::house_nav_escrow(l)));
        return links;
    };
    if viewer.is(Role::Buyer) {
        links.push(("/my/requests", t::house_nav_my_requests(l)));
    }
    if viewer.is(Role::Seller) {
        links.push(("/my/offers", t::house_nav_my_offers(l)));
    }
    links.push(("/wallet", t::house_nav_wallet(l)));
    if READ_PAYMENTS.iter().any(|role| viewer.is(*role)) {
        links.push(("/admin/payments", t::admin_pages(l)));
    } else if viewer.is(Role::Resolver) {
        links.push(("/admin/disputes", t::console_title(l)));
    }
    links
}

#[component]
fn Navigation(viewer: Option<Viewer>) -> impl IntoView {
    let l = lang();
    let path = use_context::<Parts>().map(|parts| parts.uri.path().to_owned()).unwrap_or_default();
    let links: Vec<_> = links(l, viewer.as_ref())
        .into_iter()
        .map(|(href, text)| {
            // The pages of the admins share one link.
            let is_here = path == href || (href.starts_with("/admin/") && path.starts_with("/admin/"));
            let current = is_here.then_some("page");
            view! { <li><a href=href aria-current=current>{text}</a></li> }
        })
        .collect();
    view! { <nav class="site-nav" aria-label=t::house_nav(l)><ul>{links}</ul></nav> }
}

#[component]
fn Account(viewer: Option<Viewer>) -> impl IntoView {
    let l = lang();
    match viewer {
        Some(viewer) => Either::Left(view! {
            <ChatsLink me=viewer.id/>
            <CartLink me=viewer.id/>
            <Bell me=viewer.id/>
            <Counting me=viewer.id/>
            <a class="btn btn-ghost btn-sm" href="/settings"><Icon name="user"/><bdi>{viewer.name}</bdi></a>
            <form method="post" action="/sign-out">
                <button class="btn btn-ghost btn-sm" type="submit"><Icon name="log-out" forward=true/><span class="tool-word">{t::house_sign_out(l)}</span></button>
            </form>
        }),
        None => Either::Right(view! {
            <a class="btn btn-ghost btn-sm" href=sign_in_here()>{t::house_sign_in(l)}</a>
            <a class="btn btn-primary btn-sm max-sm:hidden" href="/sign-up">{t::house_sign_up(l)}</a>
        }),
    }
}

/// Back to this page after signing in, unless this page is one of the doors.
fn sign_in_here() -> String {
    let here = here();
    if here == "/" || here.starts_with("/sign-") { "/sign-in".to_owned() } else { sign_in_address(&here) }
}

/// A button per other language; plain forms, so that they work before any script.
#[component]
fn LanguageSwitch() -> impl IntoView {
    let here_and_now = lang();
    let others = Locale::ALL.iter().copied().filter(|l| *l != here_and_now);
    let buttons: Vec<_> = others
        .map(|l| {
            view! {
                <button class="btn btn-ghost btn-sm other-tongue" type="submit" name="l" value=l.as_str() lang=l.as_str()>
                    <Icon name="globe"/><span class="tongue-name">{t::house_language_name(l)}</span>
                </button>
            }
        })
        .collect();
    view! {
        <form method="post" action="/lang" aria-label=t::house_language(here_and_now)>
            <input type="hidden" name="to" value=here()/>
            {buttons}
        </form>
    }
}

#[component]
fn ThemeSwitch() -> impl IntoView {
    let l = lang();
    let now = use_context::<Colours>().unwrap_or_default().0.unwrap_or("auto");
    let choices =
        [("auto", t::house_theme_auto(l)), ("light", t::house_theme_light(l)), ("dark", t::house_theme_dark(l))];
    let buttons: Vec<_> = choices
        .into_iter()
        .map(|(value, text)| {
            let pressed = if value == now { "true" } else { "false" };
            view! {
                <button class="btn btn-ghost btn-sm" type="submit" name="theme" value=value aria-pressed=pressed>
                    {text}
                </button>
            }
        })
        .collect();
    view! {
        <form method="post" action="/theme" class="cluster" aria-label=t::house_theme(l)>
            <span>{t::house_theme(l)} ":"</span>
            <input type="hidden" name="to" value=here()/>
            {buttons}
        </form>
    }
}

/// What is true on every page, and the colours.
#[component]
pub fn Footer() -> impl IntoView {
    let l = lang();
    view! {
        <footer class="site-footer">
            <div class="items-center">
                <p>{t::house_footer_line(l)}</p>
                <a href="/about-escrow">{t::house_nav_escrow(l)}</a>
                <a href="/changes">{t::changes_title(l)}</a>
                <OutboxLink/>
                <ThemeSwitch/>
            </div>
        </footer>
    }
}
