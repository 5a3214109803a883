//! What machines read in the head: whether a page may be found, under which address, and what it is about.
//!
//! Who may see a page is the table's word (`routes.rs`); a page says itself what it is about.

use crate::{
    routes::{May, ROUTES, pattern_of},
    shell::ErrorPage,
    ssr::desk,
};
use axum::http::{Uri, request::Parts};
use leptos::{either::Either, prelude::*, tachys::reactive_graph::OwnedView};
use leptos_meta::Meta;

/// As much of a description as search engines show.
const SHOWN: usize = 155;

/// What belongs to an address that somebody may share: the filters of a list. All else says where a reader came from.
const FILTERS: [&str; 9] = ["text", "category", "min", "max", "currency", "urgency", "kind", "sort", "page"];

/// The page's one address, when everybody may see it; else a word that it is not to be found.
#[component]
pub fn Findable() -> impl IntoView {
    let parts = use_context::<Parts>();
    let own = parts.filter(|parts| is_for_all(parts.uri.path())).map(|parts| one_address(&parts.uri));
    match own.filter(|_| use_context::<ErrorPage>().is_none()) {
        Some(own) => Either::Left(view! { <link rel="canonical" href=format!("{}{own}", desk().settings.origin)/> }),
        None => Either::Right(view! { <meta name="robots" content="noindex"/> }),
    }
}

/// What this page is about, for somebody who has not opened it. Each page that everybody may see has one.
#[component]
pub fn Described(
    /// May be longer than what is shown, and what somebody typed.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    in_head("description", first_words(&text, SHOWN))
}

/// How a page looks where somebody shares its address: title, text, and the one address of it (a path of ours).
#[component]
pub fn Shared(
    /// Of the card.
    #[prop(into)]
    title: String,
    /// Beneath it; may be longer than what is shown.
    #[prop(into)]
    text: String,
    /// `/t/…`.
    #[prop(into)]
    address: String,
) -> impl IntoView {
    let url = format!("{}{address}", desk().settings.origin);
    let said = [("og:type", "product".to_owned()), ("og:title", title), ("og:url", url)];
    let said = said.into_iter().chain([("og:description", first_words(&text, SHOWN))]);
    said.map(|(property, content)| OwnedView::new(view! { <Meta property=property content=content/> })).collect_view()
}

/// Everybody who has the address may see this page; it is not to be found without it.
#[component]
pub fn Unlisted() -> impl IntoView {
    in_head("robots", "noindex".to_owned())
}

/// A word of a page to machines. It is written into the head where the page is rendered, and after a page has loaded
/// nothing there remembers whose page it is but what is carried along here.
fn in_head(name: &'static str, content: String) -> impl IntoView {
    OwnedView::new(view! { <Meta name=name content=content/> })
}

fn is_for_all(path: &str) -> bool {
    let pattern = pattern_of(path);
    ROUTES.iter().any(|page| page.path == pattern && page.may == May::Anyone)
}

/// Path and filters: `/requests?sort=newest`, whoever links to it and whatever was just done there.
fn one_address(uri: &Uri) -> String {
    let query = uri.query().unwrap_or_default().split('&');
    let kept: Vec<&str> = query
        .filter(|pair| pair.split_once('=').is_some_and(|(name, value)| FILTERS.contains(&name) && !value.is_empty()))
        .collect();
    if kept.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), kept.join("&")) }
}

/// The start of a text in one line, cut after a word.
fn first_words(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(most) else { return line };
    // One long word is cut where it must be.
    let cut = line[..end].rfind(' ').unwrap_or(end);
    format!("{}…", line[..cut].trim_end_matches([',', '.', ':', ';', '،', '؛', '-', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_description_ends_after_a_word_and_says_that_there_is_more() {
        assert_eq!(first_words("A lamp\n\n for  reading", 155), "A lamp for reading");
        assert_eq!(first_words("A lamp, for reading", 9), "A lamp…");
        assert_eq!(first_words("یک چراغ برای مطالعه", 9), "یک چراغ…");
        assert_eq!(first_words(&"x".repeat(20), 9), format!("{}…", "x".repeat(9)));
    }

    #[test]
    fn where_a_reader_came_from_is_no_part_of_an_address() {
        let of = |uri: &'static str| one_address(&Uri::from_static(uri));
        assert_eq!(of("/requests?utm_source=x&sort=newest&page=2&min="), "/requests?sort=newest&page=2");
        assert_eq!(of("/requests/req_1?done=posted&deed=make_offer"), "/requests/req_1");
        assert_eq!(of("/sign-in?next=/wallet"), "/sign-in");
    }

    #[test]
    fn only_what_everybody_may_see_is_found() {
        assert!(is_for_all("/requests/req_1") && is_for_all("/"));
        for hidden in ["/wallet", "/orders/ord_1", "/requests/new", "/admin/users", "/nothing-here", "/healthz"] {
            assert!(!is_for_all(hidden), "{hidden}");
        }
    }
}
