//! Every URL that is not a page, in one list, and the layers around them.

use crate::{
    door, feed,
    middleware::{cross_site, error_pages, headers, reader, session},
    page::House,
    site::Site,
    stop::Stop,
};
use app::{ssr::safe_path, words};
use axum::{
    Extension, Form, Router,
    extract::{DefaultBodyLimit, State},
    http::{StatusCode, header::SET_COOKIE},
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{any, get, post},
};
use domain::identity::Theme;
use serde::Deserialize;
use std::sync::Arc;
use tower_sessions::Session;

/// A choice is kept for a year.
const CHOICE: &str = "Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly";

/// Pages, deeds, files, and what surrounds them.
pub fn router(house: House, site: Site, stop: Stop) -> Router {
    let origin = house.desk.settings.origin.clone();
    let policy = headers::Policy { desk: house.desk.clone(), is_https: origin.starts_with("https://") };
    let sessions = session::layer(house.desk.store.sessions(), &origin);
    let for_people = Router::new()
        .route("/lang", post(choose_language))
        .route("/theme", post(choose_theme))
        .route("/sign-out", post(sign_out))
        .route("/feed/{id}", get(feed::listen))
        .route("/api/{deed}", any(door::api_deed))
        .fallback(door::page_or_deed)
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(Extension(stop))
        .layer(from_fn(headers::keep_private))
        .layer(from_fn(error_pages::catch_panic))
        .layer(from_fn_with_state(house.clone(), error_pages::show))
        .layer(from_fn_with_state(house.clone(), reader::read))
        .layer(sessions)
        .layer(from_fn_with_state(Arc::<str>::from(origin), cross_site::check))
        .layer(from_fn_with_state(house.clone(), error_pages::show));
    Router::new()
        .route("/healthz", get(health))
        .merge(site.routes)
        .merge(for_people)
        .layer(from_fn_with_state(policy, headers::set))
        .with_state(house)
}

/// 200 while the database answers.
async fn health(State(house): State<House>) -> StatusCode {
    match house.desk.store.ping().await {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

#[derive(Deserialize)]
struct LanguageChoice {
    l: String,
    to: String,
}

async fn choose_language(Form(choice): Form<LanguageChoice>) -> Response {
    match words::locale_of(&choice.l) {
        Some(l) => chosen(format!("lang={}; {CHOICE}", l.as_str()), &choice.to),
        None => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}

#[derive(Deserialize)]
struct ThemeChoice {
    theme: String,
    to: String,
}

async fn choose_theme(Form(choice): Form<ThemeChoice>) -> Response {
    match choice.theme.parse::<Theme>() {
        Ok(theme) => chosen(format!("theme={theme}; {CHOICE}"), &choice.to),
        Err(()) => StatusCode::UNPROCESSABLE_ENTITY.into_response(),
    }
}

fn chosen(cookie: String, to: &str) -> Response {
    ([(SET_COOKIE, cookie)], Redirect::to(safe_path(to))).into_response()
}

/// The session ends here and in the database.
async fn sign_out(session: Session) -> Response {
    if let Err(error) = session.flush().await {
        tracing::error!(%error, "sign-out");
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    ([("clear-site-data", "\"storage\"")], Redirect::to("/")).into_response()
}
