//! Pages for 403, 404, 409, 413 and 500: what happened, whether anything moved, what now.

use crate::{
    lang,
    ssr::{here, page_status, request_id, viewer},
    t::{self, Locale},
};
use leptos::{either::Either, prelude::*};
use leptos_meta::Title;

/// The page of a status; sets the status too. What we have no page for is shown as 500.
pub fn error_page(status: u16) -> AnyView {
    let known = if matches!(status, 403 | 404 | 409 | 413) { status } else { 500 };
    page_status(if known == 500 { status.max(500) } else { status });
    view! { <Trouble status=known/> }.into_any()
}

/// No page has this address.
#[component]
pub fn NothingHere() -> impl IntoView {
    error_page(404)
}

#[component]
fn Trouble(status: u16) -> impl IntoView {
    let l = lang();
    let (title, text) = words(l, status);
    let again = (matches!(status, 409 | 500)).then(|| {
        view! { <a class="btn btn-primary" href=here()>{t::house_error_again(l)}</a> }
    });
    let other_account = (status == 403 && viewer().is_some()).then(|| {
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
            <div class="cluster">
                {again}
                <a class="btn btn-outline" href="/">{t::house_error_home(l)}</a>
                {other_account}
            </div>
            {number}
        </div>
    }
}

fn words(l: Locale, status: u16) -> (&'static str, &'static str) {
    match status {
        403 => (t::house_error_403_title(l), t::house_error_403_text(l)),
        404 => (t::house_error_404_title(l), t::house_error_404_text(l)),
        409 => (t::house_error_409_title(l), t::house_error_409_text(l)),
        413 => (t::house_error_413_title(l), t::house_error_413_text(l)),
        _ => (t::house_error_500_title(l), t::house_error_500_text(l)),
    }
}
