//! The living page of the parts is for those who build: a plain build does not have it.

use app::routes::ROUTES;

#[test]
fn the_page_of_the_parts_is_only_in_demo_builds() {
    let is_there = ROUTES.iter().any(|page| page.path == "/design");
    assert_eq!(is_there, cfg!(feature = "demo"));
}
