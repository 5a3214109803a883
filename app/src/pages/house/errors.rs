//! Pages for 401, 403, 404, 405, 409, 413, 415, 429, 500 and 503: what happened, whether anything moved, what now.

use crate::{
    Refused, lang,
    pages::{identity::StepUp, sign_in_address},
    routes::{May, ROUTES, pattern_of},
    ssr::{here, page_status, request_id, viewer},
    t::{self, Locale},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// The page of a status; sets the status too. What we have no page for is shown as 500.
pub fn error_page(status: u16) -> AnyView {
    let known = if KNOWN.contains(&status) { status } else { 500 };
    page_status(if known == 500 { status.max(500) } else { status });
    view! { <Trouble status=known/> }.into_any()
}

/// The statuses that have words of their own.
const KNOWN: [u16; 10] = [401, 403, 404, 405, 409, 413, 415, 429, 500, 503];

/// No page has this address.
#[component]
pub fn NothingHere() -> impl IntoView {
    error_page(404)
}

#[component]
fn Trouble(status: u16) -> impl IntoView {
    let l = lang();
    let is_half = status == 403 && waits_for_a_second_way();
    let (title, text) = if is_half { half_trusted(l) } else { words(l, status) };
    let second_way = is_half.then(|| view! { <StepUp/> });
    let signed_out = (status == 401).then(|| view! { <SignedOut/> });
    let again = (matches!(status, 405 | 409 | 413 | 415 | 429 | 500 | 503)).then(|| {
        view! { <a class="btn btn-primary" href=here()>{t::house_error_again(l)}</a> }
    });
    let other_account = (status == 403 && viewer().is_some() && !is_half).then(|| {
        view! { <a class="btn btn-outline" href="/sign-in">{t::house_error_sign_in(l)}</a> }
    });
    let number = request_id();
    let number = if number.is_empty() {
        Either::Left(())
    } else {
        Either::Right(view! { <p class="hint">{t::house_error_number(l)} ": " <bdi>{number}</bdi></p> })
    };
    view! {
        <Title text=title/>
        <div class="page stack">
            <h1>{title}</h1>
            <p class="lead">{text}</p>
            {signed_out}
            {second_way}
            <div class="cluster">
                {again}
                <a class="btn btn-outline" href="/">{t::house_error_home(l)}</a>
                {other_account}
            </div>
            {number}
        </div>
    }
}

/// The page is for people who work here, and this one came in by a password alone.
fn waits_for_a_second_way() -> bool {
    let here = here();
    let pattern = pattern_of(here.split('?').next().unwrap_or_default());
    let is_of_the_house = |may| match may {
        May::Has(role) => role.is_of_the_house(),
        May::HasOneOf(roles) => roles.iter().all(|role| role.is_of_the_house()),
        May::Anyone | May::SignedIn | May::Operator => false,
    };
    let is_theirs = ROUTES.iter().any(|page| page.path == pattern && is_of_the_house(page.may));
    is_theirs && viewer().is_some_and(|me| me.is_half_trusted)
}

fn half_trusted(l: Locale) -> (&'static str, &'static str) {
    (t::house_error_403_half_title(l), t::house_error_403_half_text(l))
}

/// Signed out while writing: a way in that leaves this page open, and the way back to the form with the text in it.
/// The text stays in the browser; nothing is kept of it here.
#[component]
fn SignedOut() -> impl IntoView {
    let l = lang();
    let page = here();
    let Some(refused) = use_context::<Refused>() else {
        let to = sign_in_address(&page);
        return Either::Left(view! { <p><a class="btn btn-primary" href=to>{t::house_sign_in(l)}</a></p> });
    };
    // What goes into a cart can be taken out again: that is done at once, all else is shown and done by its own button.
    let by = if refused.deed == "add_to_cart" { "deed" } else { "kept" };
    let back = format!("{page}{}{by}={}", if page.contains('?') { '&' } else { '?' }, refused.deed);
    let typed: Vec<_> = refused
        .values
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect();
    Either::Right(view! {
        <ol class="stack">
            <li><a class="btn btn-primary" href="/sign-in" target="_blank" rel="noopener">{t::house_error_401_sign_in(l)}</a></li>
            <li><form method="post" action=back>
                {typed}
                <button class="btn btn-outline" type="submit">{t::house_error_401_back(l)}</button>
            </form></li>
        </ol>
    })
}

fn words(l: Locale, status: u16) -> (&'static str, &'static str) {
    match status {
        401 => (t::house_error_401_title(l), t::house_error_401_text(l)),
        403 => (t::house_error_403_title(l), t::house_error_403_text(l)),
        404 => (t::house_error_404_title(l), t::house_error_404_text(l)),
        405 => (t::house_error_405_title(l), t::house_error_405_text(l)),
        409 => (t::house_error_409_title(l), t::house_error_409_text(l)),
        413 => (t::house_error_413_title(l), t::house_error_413_text(l)),
        415 => (t::house_error_415_title(l), t::house_error_415_text(l)),
        429 => (t::house_error_429_title(l), t::house_error_429_text(l)),
        503 => (t::house_error_503_title(l), t::house_error_503_text(l)),
        _ => (t::house_error_500_title(l), t::house_error_500_text(l)),
    }
}
