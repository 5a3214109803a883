//! The living page of the parts and the outbox are for those who build or look: a plain build has neither.

use app::routes::ROUTES;

#[test]
fn the_page_of_the_parts_and_the_outbox_are_only_in_demo_builds() {
    for path in ["/design", "/outbox"] {
        let is_there = ROUTES.iter().any(|page| page.path == path);
        assert_eq!(is_there, cfg!(feature = "demo"), "{path}");
    }
}
