//! Public pages, rendered once for all strangers: kept in this process's memory, shown again only while what they show
//! has not been written since.
//!
//! Every view reads the marks of what the page shows (`store::Marks`: one read, whatever process wrote), before it
//! decides. Equal marks: the copy is the page that would be rendered now. So a commit shows at the next view in every
//! process, and nothing listens, expires or is told. What is written past a commit shows within a minute. Nothing on
//! these pages depends on the clock but the fees: a copy that was made before what holds began to is not shown.
//!
//! A copy holds no nonce. It is rendered with one that no answer ever carries, and cut there; an answer gets its own.
//! Never kept: what a signed-in person sees, a page with a refusal or typed text on it, a page with a form of a deed
//! (its key is one person's), any status but 200, and any answer with a header beside its kind. What people have said
//! of themselves stays out as well: which addresses there are, `asked` says.

mod asked;
mod kept;
#[cfg(test)]
mod tests;

pub use kept::Fragments;

use crate::page::House;
use actions::settings::in_force;
use app::ssr::RequestId;
use asked::Asked;
use axum::{
    body::{Body, to_bytes},
    extract::Request,
    http::{StatusCode, header::CONTENT_TYPE, request::Parts, response::Parts as Head},
    response::{IntoResponse, Response},
};
use domain::Timestamp;
use kept::{Kept, Text, answer};
use leptos::nonce::Nonce;
use store::{Marks, Matter};

/// No page of ours is larger.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// The page of a request: a kept copy where that is right, else a page of its own.
pub async fn page(house: House, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let known = match Asked::of(&parts) {
        Some(asked) => marks(&house, &asked).await.map(|marks| (asked, marks)),
        None => None,
    };
    let (Some((asked, marks)), Some(nonce)) = (known, parts.extensions.get::<Nonce>().cloned()) else {
        return house.page(Request::from_parts(parts, body)).await;
    };
    let since = holding_since(&house, &asked).await;
    match house.fragments.find(&asked.key, &marks, house.desk.now()).filter(|kept| since.is_none_or(|it| it <= kept.at))
    {
        Some(kept) => answer(kept.text.with(&nonce)),
        None => fresh(house, parts, asked, marks, &nonce).await,
    }
}

/// What the data is marked with now. Who cannot tell keeps nothing.
async fn marks(house: &House, asked: &Asked) -> Option<Marks> {
    let marks = house.desk.store.marks(&asked.matters).await;
    marks.inspect_err(|error| tracing::error!(%error, "marks")).ok().flatten()
}

/// When the newest of the settings on this page began to hold. Nobody writes anything in that moment.
async fn holding_since(house: &House, asked: &Asked) -> Option<Timestamp> {
    if !asked.matters.contains(&Matter::Settings) {
        return None;
    }
    let settings = in_force(&house.desk).await.inspect_err(|error| tracing::error!(%error, "settings"));
    settings.ok().and_then(|settings| settings.since)
}

/// A page of this moment; kept when it is everybody's.
async fn fresh(house: House, mut parts: Parts, asked: Asked, marks: Marks, nonce: &Nonce) -> Response {
    let (fragments, at, stand_in) = (house.fragments.clone(), house.desk.now(), Nonce::new());
    let RequestId(number) = parts.extensions.get().cloned().unwrap_or_default();
    parts.extensions.insert(stand_in.clone());
    let (head, body) = house.page(Request::from_parts(parts, Body::empty())).await.into_parts();
    let Ok(bytes) = to_bytes(body, MOST_BYTES).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let text = Text::of(&String::from_utf8_lossy(&bytes), &stand_in);
    let page = text.with(nonce);
    if is_bare(&head) && is_everybodys(&text, &number) {
        fragments.keep(asked.key, Kept { text, marks, at });
    }
    Response::from_parts(head, Body::from(page))
}

/// Done, and nothing was said beside the page: no cookie, no way elsewhere.
fn is_bare(head: &Head) -> bool {
    head.status == StatusCode::OK && head.headers.keys().all(|name| name == CONTENT_TYPE)
}

/// Neither this request's number nor the key of a form is on it.
fn is_everybodys(text: &Text, number: &str) -> bool {
    let is_unnumbered = number.is_empty() || !text.says(number);
    is_unnumbered && !text.says("name=\"key\"")
}

#[cfg(test)]
mod own {
    use super::*;

    #[test]
    fn what_carries_a_number_or_a_key_is_one_persons() {
        let is_kept = |page: &str| is_everybodys(&Text::of(page, "nonce"), "rq_1");
        assert!(is_kept("<p>A lamp</p>"));
        assert!(!is_kept("<p>Number: rq_1</p>") && !is_kept("<input type=\"hidden\" name=\"key\" value=\"evt_1\">"));
    }
}
