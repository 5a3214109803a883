//! The twin: the same text of the same rows through the same store, written by hand in axum and maud, for somebody who
//! reads English, signed in or not. The same session layer, a nonce and the same headers stand around it; what it does
//! without is our router of pages, the components and the languages: what a page costs when it is only written down.

mod around;
mod frame;
mod home;
mod list;
mod request;

use anyhow::Result;
use around::Reader;
use axum::{
    Extension, Router,
    extract::{Path, State},
    http::StatusCode,
    middleware::from_fn_with_state,
    response::Html,
    routing::get,
};
use maud::Markup;
use store::{Place, Store};

/// What our pages call "the address of this house".
#[derive(Clone)]
struct Twin {
    store: Store,
    origin: String,
}

type Answer = Result<Markup, StatusCode>;
type Shown = Result<Html<String>, StatusCode>;

pub(crate) async fn serve(uri: &str, port: u16) -> Result<()> {
    let twin = Twin { store: Store::open(Place::Uri(uri)).await?, origin: format!("http://localhost:{port}") };
    let pages = Router::new()
        .route("/", get(home_page))
        .route("/requests", get(list_page))
        .route("/requests/{id}", get(request_page))
        .layer(from_fn_with_state(twin.clone(), around::read))
        .layer(around::sessions(twin.store.sessions()))
        .with_state(twin);
    axum::serve(tokio::net::TcpListener::bind(("127.0.0.1", port)).await?, pages).await?;
    Ok(())
}

async fn home_page(State(twin): State<Twin>, Extension(reader): Extension<Reader>) -> Shown {
    home::page(&twin, &reader).await.map(shown)
}

async fn list_page(State(twin): State<Twin>, Extension(reader): Extension<Reader>) -> Shown {
    list::page(&twin, &reader).await.map(shown)
}

async fn request_page(State(twin): State<Twin>, Extension(reader): Extension<Reader>, Path(id): Path<String>) -> Shown {
    request::page(&twin, &reader, &id).await.map(shown)
}

fn shown(page: Markup) -> Html<String> {
    Html(page.into_string())
}

fn broken<E>(_: E) -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}
