//! THE FACE: pages and server functions, compiled once for the server and once for the browser.
//!
//! Pages, parts and the shell exist on the server only; what is alive in the browser lives in `islands`. Rules
//! live in `domain`, deeds in `actions`: a server function says who is asking, calls one action, gives one answer.
#![recursion_limit = "512"]

#[cfg(all(feature = "ssr", feature = "hydrate"))]
compile_error!("`ssr` and `hydrate` never meet: build without --workspace, or `cargo xtask build`");

pub mod fault;
pub mod viewer;

/// Server functions: who is asking, one action, one answer.
#[allow(missing_docs, reason = "each makes a struct of its arguments, whose fields nobody can document")]
#[allow(clippy::too_many_arguments, reason = "the arguments are the fields of a form")]
pub mod api {
    pub mod admin;
    pub mod books;
    pub mod break_glass;
    pub mod cart;
    pub mod chat;
    pub mod custody;
    pub mod disputes;
    pub mod escrow;
    pub mod files;
    pub mod identity;
    pub mod incidents;
    pub mod market;
    pub mod notices;
    pub mod payout_addresses;
    pub mod receipt;
    pub mod resolving;
    pub mod reviews;
    pub mod signers;
    pub mod sweeps;
    pub mod tasks;
    pub mod templates;
    pub mod ways;
}
pub mod islands;

#[cfg(feature = "ssr")]
mod begun;
#[cfg(feature = "ssr")]
mod frame;
#[cfg(feature = "ssr")]
mod head;
#[cfg(feature = "ssr")]
mod markup;
#[cfg(feature = "ssr")]
pub mod pages;
#[cfg(feature = "ssr")]
pub mod parts;
#[cfg(feature = "ssr")]
pub mod routes;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod ssr;
#[cfg(feature = "ssr")]
pub mod waiting;

pub use fault::{Fault, Refused};
#[cfg(feature = "ssr")]
pub use tongue::{dates, typed_dates};
pub use tongue::{t, words};
pub use viewer::Viewer;

/// The language of this page: the request's on the server, `<html lang>` in the browser. So islands need no prop.
pub fn lang() -> t::Locale {
    #[cfg(feature = "ssr")]
    {
        leptos::prelude::use_context::<t::Locale>().unwrap_or_default()
    }
    #[cfg(not(feature = "ssr"))]
    {
        let html = leptos::prelude::document().document_element();
        html.and_then(|html| html.get_attribute("lang")).and_then(|tag| words::locale_of(&tag)).unwrap_or_default()
    }
}
