//! The twin: the same text of the same rows through the same store, written by hand in axum and maud, for a visitor
//! who reads English. No sessions, no router of pages, no streaming: what a page costs when it is only written down.

mod frame;
mod home;
mod list;
mod request;

use anyhow::Result;
use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
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
        .with_state(twin);
    axum::serve(tokio::net::TcpListener::bind(("127.0.0.1", port)).await?, pages).await?;
    Ok(())
}

async fn home_page(State(twin): State<Twin>) -> Shown {
    home::page(&twin).await.map(shown)
}

async fn list_page(State(twin): State<Twin>) -> Shown {
    list::page(&twin).await.map(shown)
}

async fn request_page(State(twin): State<Twin>, Path(id): Path<String>) -> Shown {
    request::page(&twin, &id).await.map(shown)
}

fn shown(page: Markup) -> Html<String> {
    Html(page.into_string())
}

fn broken<E>(_: E) -> StatusCode {
    StatusCode::INTERNAL_SERVER_ERROR
}
