//! The pages, a folder per area. A page asks for its data in one place, then shows it or says what is wrong.

use crate::{
    Fault,
    begun::begun,
    ssr::{here, lead_to},
};
use leptos::prelude::*;
use leptos_router::location::Url;
use std::future::Future;

pub mod admin;
pub mod chat;
pub mod custody;
pub mod disputes;
pub mod escrow;
pub mod house;
pub mod identity;
pub mod market;
pub mod notices;
pub mod wallets;

/// Loads a page's data once, then shows it, or the page for what went wrong (401 leads to the sign-in page).
pub fn loaded<T, V>(
    load: impl Future<Output = Result<T, Fault>> + Send + 'static,
    show: impl FnOnce(T) -> V + Send + 'static,
) -> impl IntoView
where
    T: Send + 'static,
    V: IntoView + 'static,
{
    let load = begun(load);
    Suspend::new(async move {
        match load.await {
            Ok(data) => show(data).into_any(),
            Err(fault) => trouble(&fault),
        }
    })
}

/// The page for a fault that came while loading.
pub fn trouble(fault: &Fault) -> AnyView {
    match fault.status {
        401 => leads_to_sign_in(),
        status => house::error_page(status),
    }
}

/// Sends the reader to the sign-in page and back here afterwards.
pub fn leads_to_sign_in() -> AnyView {
    lead_to(&sign_in_address(&here()));
    ().into_any()
}

/// The sign-in page that leads back to a path of ours.
pub fn sign_in_address(next: &str) -> String {
    format!("/sign-in?next={}", Url::escape(next))
}
