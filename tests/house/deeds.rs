//! Every page and every deed says who may.

use crate::source::{code_lines, files};
use app::routes::{DEEDS, May, ROUTES, router_list};
use domain::identity::Role;
use leptos::server_fn::axum::server_fn_paths;
use std::collections::BTreeSet;

#[test]
fn every_server_function_has_a_policy_and_every_policy_a_server_function() {
    let written: BTreeSet<String> =
        server_fn_paths().map(|(path, _)| path.trim_start_matches("/api/").to_owned()).collect();
    let listed: BTreeSet<String> = DEEDS.iter().map(|deed| deed.name.to_owned()).collect();
    assert_eq!(written, listed, "left: server functions, right: DEEDS in app/src/routes.rs");
    assert_eq!(listed.len(), DEEDS.len(), "a deed stands twice in DEEDS");
}

#[test]
fn no_server_function_answers_to_get() {
    let by_get: Vec<_> = server_fn_paths().filter(|(_, method)| method.as_str() != "POST").collect();
    assert!(by_get.is_empty(), "GET changes nothing and carries no cross-site check of its own: {by_get:?}");
}

#[test]
fn every_page_is_in_the_router_once() {
    let paths: BTreeSet<&str> = ROUTES.iter().map(|page| page.path).collect();
    assert_eq!(paths.len(), ROUTES.len(), "two pages have one path");
    assert_eq!(router_list().len(), ROUTES.len());
}

#[test]
fn what_belongs_to_a_person_is_not_shown_to_nobody() {
    let own = ["/my/", "/orders/", "/disputes/", "/wallet", "/settings", "/become-a-seller", "/admin/"];
    for page in ROUTES.iter().filter(|page| own.iter().any(|prefix| page.path.starts_with(prefix))) {
        assert_ne!(page.may, May::Anyone, "{}", page.path);
    }
    for page in ROUTES.iter().filter(|page| page.path.starts_with("/admin/")) {
        let is_for_the_house = match page.may {
            May::Has(role) => role == Role::Admin,
            May::HasOneOf(roles) => roles.contains(&Role::Admin) && roles.iter().all(|role| role.is_of_the_house()),
            May::Anyone | May::SignedIn | May::Operator => false,
        };
        assert!(is_for_the_house, "{}", page.path);
    }
}

/// Where a route may be made: the lists of `src/router.rs` (held against the table there), the files of the site, and
/// the operator's own listener. Tests may make what they like.
const ROUTERS: [&str; 3] = ["src/router.rs", "src/site.rs", "src/watch/metrics.rs"];

#[test]
fn every_route_goes_through_the_lists() {
    let mut found = Vec::new();
    let is_free = |path: &str| ROUTERS.contains(&path) || path.contains("/tests/");
    for file in files(&["src"], "rs").into_iter().filter(|file| !is_free(&file.path)) {
        let code = file.text.split("#[cfg(test)]").next().unwrap_or_default();
        let makes =
            |line: &str| [".route(", ".route_service(", ".nest(", ".nest_service("].iter().any(|it| line.contains(it));
        found.extend(code_lines(code).filter(|(_, line)| makes(line)).map(|(at, _)| format!("{}:{at}", file.path)));
    }
    assert!(found.is_empty(), "a route that no table knows: {found:?}");
    let router = files(&["src"], "rs").into_iter().find(|file| file.path == "src/router.rs").unwrap();
    assert_eq!(router.text.matches(".route(").count(), 1, "every route of src/router.rs stands in one of its lists");
}

#[test]
fn every_deed_has_words_in_every_language() {
    let mut missing = Vec::new();
    for file in files(&["app/locales"], "json").into_iter().filter(|file| file.path.ends_with("/policy.json")) {
        let without = DEEDS.iter().filter(|deed| !file.text.contains(&format!("\"word_may_{}\"", deed.name)));
        missing.extend(without.map(|deed| format!("{}: word_may_{}", file.path, deed.name)));
    }
    assert!(missing.is_empty(), "/admin/permissions says it in words: {missing:?}");
}
