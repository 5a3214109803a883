//! Which requests a kept copy may answer, and what that copy shows.
//!
//! Only addresses named here, only as a stranger asks for them, and only with a query whose every name the page reads:
//! the page says its own address back, and nobody fills the memory with words that mean nothing.

use app::{
    Refused, Viewer,
    shell::ErrorPage,
    ssr::{Colours, HasFonts},
    t::Locale,
};
use axum::http::{Method, Uri, request::Parts};
use domain::{PurchaseRequestId, UserId};
use std::{fmt::Display, str::FromStr};
use store::Matter;

/// A longer query is shown, and not kept.
const LONGEST_QUERY: usize = 300;
/// What the list of requests reads from its address.
const FILTERS: [&str; 9] = ["text", "category", "min", "max", "currency", "urgency", "kind", "sort", "page"];

/// Everything a page for strangers depends on beside the data: two requests with equal ones get the same page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Path and query as they were sent: the page repeats them.
    pub address: String,
    locale: Locale,
    colours: Option<&'static str>,
    has_fonts: HasFonts,
}

#[cfg(test)]
impl Key {
    /// The copy of this address for somebody who chose nothing.
    pub fn of_address(address: &str) -> Self {
        Self { address: address.to_owned(), locale: Locale::En, colours: None, has_fonts: HasFonts(false) }
    }
}

/// A request that a kept copy may answer.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Which copy.
    pub key: Key,
    /// What it shows.
    pub matters: Vec<Matter>,
}

impl Asked {
    /// `None` when this request must be answered by a page of its own.
    pub fn of(parts: &Parts) -> Option<Self> {
        let put = &parts.extensions;
        let is_plain = parts.method == Method::GET && put.get::<ErrorPage>().is_none();
        let is_strangers = put.get::<Viewer>().is_none() && put.get::<Refused>().is_none();
        if !is_plain || !is_strangers {
            return None;
        }
        let matters = matters_of(&parts.uri)?;
        let locale = *put.get::<Locale>()?;
        let Colours(colours) = *put.get::<Colours>()?;
        let has_fonts = put.get::<HasFonts>().copied().unwrap_or_default();
        let address = parts.uri.path_and_query()?.as_str().to_owned();
        Some(Self { key: Key { address, locale, colours, has_fonts }, matters })
    }
}

/// What the page at this address shows; `None` when it is not one of those that are kept.
fn matters_of(uri: &Uri) -> Option<Vec<Matter>> {
    let path = uri.path();
    match uri.query() {
        Some(query) => (path == "/requests" && is_read(query)).then(|| vec![Matter::Requests, Matter::Categories]),
        None => match path {
            "/about-escrow" => Some(vec![Matter::Settings]),
            "/" => Some(vec![Matter::Requests, Matter::Categories, Matter::Settings]),
            "/requests" => Some(vec![Matter::Requests, Matter::Categories]),
            _ => of_one(path),
        },
    }
}

fn of_one(path: &str) -> Option<Vec<Matter>> {
    if let Some(id) = path.strip_prefix("/requests/").and_then(spelled::<PurchaseRequestId>) {
        // The buyer's name is on it, and who the buyer is the request says.
        return Some(vec![Matter::Request(id), Matter::Categories, Matter::People]);
    }
    path.strip_prefix("/people/").and_then(spelled::<UserId>).map(|_| vec![Matter::People, Matter::Templates])
}

/// An id as we spell it, and in no other way: a thing has one copy.
fn spelled<T: FromStr + Display>(text: &str) -> Option<T> {
    text.parse().ok().filter(|id: &T| id.to_string() == text)
}

/// True when every name in the query is a filter, and none is there twice.
fn is_read(query: &str) -> bool {
    let names = || query.split('&').map(|part| part.split_once('=').map_or(part, |(name, _)| name));
    let is_once = |wanted: &str| names().filter(|name| *name == wanted).count() < 2;
    query.len() <= LONGEST_QUERY && names().all(|name| FILTERS.contains(&name) && is_once(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_whose_every_word_the_page_reads_are_kept() {
        let is_kept = |address: &str| matters_of(&address.parse().unwrap()).is_some();
        let (request, person) = (PurchaseRequestId::from_bytes([1; 16]), UserId::from_bytes([2; 16]));
        let (request, person) = (format!("/requests/{request}"), format!("/people/{person}"));
        for kept in [
            "/",
            "/about-escrow",
            "/requests",
            "/requests?text=a%20b&page=2",
            "/requests?text=&kind=",
            &request,
            &person,
        ] {
            assert!(is_kept(kept), "{kept}");
        }
        for not_kept in [
            "/?utm=1",
            "/sign-in",
            "/sign-up",
            "/requests/new",
            "/requests/",
            "/requests?deed=offer",
            "/requests?kept=offer",
            "/requests?done=1",
            "/requests?text=a&other=1",
            "/requests?text=a&text=b",
            "/wallet",
            "/offline",
            &format!("{request}?kept=sign_in"),
            &format!("{request}/offer"),
            &request.to_uppercase(),
            &person.replace("/people", "/requests"),
        ] {
            assert!(!is_kept(not_kept), "{not_kept}");
        }
        assert!(!is_kept(&format!("/requests?text={}", "a".repeat(LONGEST_QUERY))));
    }
}
