//! Renders pages: puts what a page may ask for into its context, and runs the app on the request.

use crate::fragments::Fragments;
use actions::Desk;
use app::{
    Refused, Viewer,
    shell::{ErrorPage, shell},
    ssr::{AssetBase, Colours, HasFonts, IsDemo, IsFresh, RequestId, page_status},
    t::Locale,
};
use axum::{
    body::Body,
    extract::Request,
    http::{Method, request::Parts},
    response::Response,
};
use leptos::{config::LeptosOptions, context::provide_context, nonce::Nonce, prelude::use_context};
use std::sync::Arc;

/// What every page and every deed of this process may ask for. Cheap to clone.
#[derive(Clone)]
pub struct House {
    /// Store, clock, ids, keys, chains, news.
    pub desk: Desk,
    /// Where the bundle lies.
    pub assets: AssetBase,
    /// Made-up people and test money.
    pub is_demo: bool,
    /// What leptos wants to be handed.
    pub options: Arc<LeptosOptions>,
    /// Public pages as they were.
    pub fragments: Fragments,
}

impl House {
    /// The house of this desk, with the bundle at `base`.
    pub fn new(desk: Desk, base: String, is_demo: bool) -> Self {
        let options = LeptosOptions::builder().output_name("frontend").build();
        Self { desk, assets: AssetBase(base), is_demo, options: Arc::new(options), fragments: Fragments::default() }
    }

    /// The page of a request (its path and query), whatever its method was.
    pub async fn page(self, request: Request) -> Response {
        let options = self.options.clone();
        let render = leptos_axum::render_app_async_with_context(self.context(), move || shell((*options).clone()));
        render(request).await
    }

    /// The page that stands for a status, at the address of the request.
    pub async fn error_page(self, mut parts: Parts, status: u16) -> Response {
        parts.method = Method::GET;
        parts.extensions.insert(ErrorPage(status));
        self.page(Request::from_parts(parts, Body::empty())).await
    }

    /// The context of a page or a server function, read from what the layers before put into the request.
    pub fn context(self) -> impl Fn() + Clone + Send + Sync + 'static {
        move || {
            let parts = use_context::<Parts>();
            let trace = parts.as_ref().and_then(|parts| parts.extensions.get().cloned()).unwrap_or_default();
            provide_context(self.desk.clone().asked_from(trace));
            provide_context(self.assets.clone());
            provide_context(IsDemo(self.is_demo));
            if let Some(parts) = parts {
                provide_reader(&parts);
            }
        }
    }
}

fn provide_reader(parts: &Parts) {
    let put = &parts.extensions;
    provide_context(put.get::<Locale>().copied().unwrap_or_default());
    provide_context(put.get::<Colours>().copied().unwrap_or_default());
    provide_context(put.get::<HasFonts>().copied().unwrap_or_default());
    provide_context(put.get::<RequestId>().cloned().unwrap_or_default());
    provide_context(put.get::<IsFresh>().copied().unwrap_or_default());
    if let Some(viewer) = put.get::<Viewer>() {
        provide_context(viewer.clone());
    }
    // The header and the markup must speak of the same nonce.
    if let Some(nonce) = put.get::<Nonce>() {
        provide_context(nonce.clone());
    }
    if let Some(error) = put.get::<ErrorPage>() {
        provide_context(*error);
    }
    if let Some(refused) = put.get::<Refused>() {
        provide_context(refused.clone());
        page_status(refused.fault.status);
    }
}
