//! Every URL that is not a page, in one list, and the layers around them.

use crate::{
    door, exports, feed,
    middleware::{client_ip, counted, cross_site, error_pages, headers, methods, packing, patience, reader, session},
    page::House,
    site::Site,
    sockets::{self, Sockets},
    stop::Stop,
    unsubscribe, uploads,
    watch::{Pulse, ready, reports},
    webhooks,
};
use app::{Viewer, ssr::safe_path, words};
use axum::{
    Extension, Form, Router,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header::SET_COOKIE},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, any, get, post},
};
use domain::identity::{Language, Theme};
use serde::Deserialize;
use std::sync::Arc;
use tower_sessions::Session;

/// A choice is kept for a year.
const CHOICE: &str = "Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";

/// What stands around the house while it serves.
pub struct Around {
    /// When to stop.
    pub stop: Stop,
    /// Conversations that are looked at.
    pub sockets: Sockets,
    /// The worker's.
    pub pulse: Pulse,
    /// Whose word about an address counts.
    pub proxies: client_ip::Trusted,
}

/// For people: with session, language and pages for what is wrong. Each stands in `app::routes::PLAIN`.
fn for_people() -> Vec<(&'static str, MethodRouter<House>)> {
    vec![
        ("/lang", post(choose_language)),
        ("/theme", post(choose_theme)),
        ("/sign-out", post(sign_out)),
        ("/feed/{id}", get(feed::listen)),
        ("/socket/{id}", get(sockets::open)),
        ("/wallet/activity.csv", get(exports::wallet::activity)),
        ("/admin/payments.csv", get(exports::payments::payments)),
        ("/orders/{id}/receipt.json", get(exports::receipt::receipt)),
        ("/disputes/{id}/resolution.json", get(exports::resolution::resolution)),
        ("/files/{id}", get(exports::file::file)),
        ("/attach/{home}", post(uploads::attach).layer(DefaultBodyLimit::max(uploads::MAX_BYTES))),
        ("/api/{deed}", any(door::api_deed)),
    ]
}

/// For machines: without session. Each stands in `app::routes::PLAIN`.
fn for_machines() -> Vec<(&'static str, MethodRouter<House>)> {
    vec![
        ("/healthz", get(ready::health)),
        ("/readyz", get(ready::ready)),
        ("/.well-known/amanat-receipt-key.json", get(exports::receipt::key)),
        ("/reports", post(reports::take).layer(DefaultBodyLimit::max(reports::MAX_BYTES))),
        ("/unsubscribe/{link}", get(unsubscribe::opened).post(unsubscribe::posted)),
        ("/webhooks/request-network", told(post(webhooks::request_network))),
        ("/webhooks/shkeeper", told(post(webhooks::shkeeper))),
        ("/webhooks/telegram", told(post(webhooks::telegram))),
    ]
}

fn told(route: MethodRouter<House>) -> MethodRouter<House> {
    route.layer(DefaultBodyLimit::max(webhooks::MAX_BYTES))
}

fn listed(list: Vec<(&'static str, MethodRouter<House>)>) -> Router<House> {
    list.into_iter().fold(Router::new(), |router, (path, route)| router.route(path, route))
}

/// Pages, deeds, files, and what surrounds them.
pub fn router(house: House, site: Site, around: Around) -> Router {
    let origin = house.desk.settings.origin.clone();
    let policy = headers::Policy { desk: house.desk.clone(), is_https: origin.starts_with("https://") };
    let sessions = session::layer(house.desk.store.sessions(), &origin);
    let for_people = listed(for_people())
        .fallback(door::page_or_deed)
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(Extension(around.stop))
        .layer(Extension(around.sockets))
        .layer(from_fn(headers::keep_private))
        .layer(from_fn(packing::spare_secrets))
        .layer(from_fn(error_pages::catch_panic))
        .layer(from_fn_with_state(house.clone(), error_pages::show))
        .layer(from_fn_with_state(house.clone(), reader::read))
        .layer(sessions)
        .layer(from_fn_with_state(Arc::<str>::from(origin), cross_site::check))
        .layer(from_fn_with_state(house.clone(), error_pages::show));
    listed(for_machines())
        .layer(Extension(around.pulse))
        .merge(site.routes)
        .merge(for_people)
        .layer(from_fn(patience::check))
        .layer(from_fn_with_state(around.proxies, client_ip::note))
        .layer(packing::layer())
        .layer(from_fn(counted::count))
        .layer(from_fn(methods::check))
        .layer(from_fn_with_state(policy, headers::set))
        .with_state(house)
}

#[derive(Deserialize)]
struct LanguageChoice {
    l: String,
    to: String,
}

async fn choose_language(State(house): State<House>, who: Reader, Form(choice): Form<LanguageChoice>) -> Response {
    let Some(l) = words::locale_of(&choice.l) else { return StatusCode::UNPROCESSABLE_ENTITY.into_response() };
    keep(&house, who, Some(words::language_of(l)), None).await;
    chosen(format!("lang={}; {CHOICE}", l.as_str()), &choice.to)
}

#[derive(Deserialize)]
struct ThemeChoice {
    theme: String,
    to: String,
}

async fn choose_theme(State(house): State<House>, who: Reader, Form(choice): Form<ThemeChoice>) -> Response {
    let Ok(theme) = choice.theme.parse::<Theme>() else { return StatusCode::UNPROCESSABLE_ENTITY.into_response() };
    keep(&house, who, None, Some(theme)).await;
    chosen(format!("theme={theme}; {CHOICE}"), &choice.to)
}

/// The signed-in person, where there is one.
type Reader = Option<Extension<Viewer>>;

/// A choice of somebody signed in goes with them to other browsers. The cookie holds here, whatever the database says.
async fn keep(house: &House, who: Reader, language: Option<Language>, theme: Option<Theme>) {
    let Some(Extension(viewer)) = who else { return };
    if let Err(error) = actions::identity::choose_reading(&house.desk, viewer.id, language, theme).await {
        tracing::error!(%error, "a choice was not kept");
    }
}

fn chosen(cookie: String, to: &str) -> Response {
    ([(SET_COOKIE, cookie)], Redirect::to(safe_path(to))).into_response()
}

/// The session ends here and in the database.
async fn sign_out(State(house): State<House>, who: Reader, session: Session) -> Response {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "sign-out");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    if let Some(Extension(viewer)) = who {
        actions::admin::note_sign_out(&house.desk, viewer.id).await;
    }
    ([("clear-site-data", "\"storage\"")], Redirect::to("/")).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::routes::{May, PLAIN};
    use std::collections::BTreeSet;

    #[test]
    fn every_route_that_is_no_page_says_who_may() {
        let routed: BTreeSet<_> = for_people().into_iter().chain(for_machines()).map(|(path, _)| path).collect();
        // The operator's own listener has its own router; through the front door there is nothing.
        let listed: BTreeSet<_> =
            PLAIN.iter().filter(|plain| plain.may != May::Operator).map(|plain| plain.path).collect();
        assert_eq!(routed, listed, "left: src/router.rs, right: PLAIN in app/src/routes.rs");
    }
}
