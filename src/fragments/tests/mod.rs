//! What strangers share and what they do not.

mod shops;
mod world;

use super::asked::Asked;
use crate::page::House;
use actions::Desk;
use app::{
    Fault, Refused,
    shell::ErrorPage,
    ssr::{Colours, RequestId},
    t::Locale,
};
use axum::http::StatusCode;
use domain::{
    Minutes, Seconds,
    event::Actor,
    identity::{Role, User},
};
use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};
use store::Commit;
use world::{World, ask, ask_with, request, see};

#[tokio::test]
async fn two_strangers_share_a_page_and_not_its_nonce() {
    let world = World::new().await;
    for path in ["/", "/about-escrow", "/requests", "/requests?text=&sort=urgent", &world.page_of_wish()] {
        let first = ask(&world.house, request(path)).await;
        world.secretly_call_it(path).await;
        let second = ask(&world.house, request(path)).await;
        assert_ne!(*first.nonce, *second.nonce);
        assert!(first.text.contains(&*first.nonce) && second.text.contains(&*second.nonce), "{path}");
        assert_eq!(first.text.replace(&*first.nonce, ""), second.text.replace(&*second.nonce, ""), "{path}: not kept");
        let nonces = |text: &str| text.matches("nonce=\"").count();
        assert_eq!(nonces(&second.text), second.text.matches(&format!("nonce=\"{}\"", second.nonce)).count());
    }
}

#[tokio::test]
async fn a_change_shows_at_the_next_view_of_every_process() {
    let world = World::new().await;
    let other = House::new(world.desk.twin(), "/b/1".to_owned(), false);
    for (nth, path) in ["/", "/requests", &world.page_of_wish()].into_iter().enumerate() {
        for house in [&world.house, &other] {
            see(house, path).await;
        }
        let title = format!("A lamp, thought over {nth} times");
        world.call_it(&title).await;
        for house in [&world.house, &other] {
            assert!(see(house, path).await.contains(&title), "{path}");
        }
    }
}

#[tokio::test]
async fn a_new_name_and_a_new_category_show_at_once() {
    let world = World::new().await;
    let (person, wish) = (format!("/people/{}", world.buyer), world.page_of_wish());
    for path in [&person, &wish] {
        assert!(see(&world.house, path).await.contains("Mina"), "{path}");
    }
    let user: User = world.desk.store.get(world.buyer).await.unwrap();
    world.desk.commit(Commit::new().save(&User { display_name: "Minoo".to_owned(), ..user })).await.unwrap();
    for path in [&person, &wish] {
        assert!(see(&world.house, path).await.contains("Minoo"), "{path}");
    }
    let mut branch = world.desk.store.categories().await.unwrap().remove(0);
    branch.name_en = "Kettles and cups".to_owned();
    world.desk.commit(Commit::new().save(&branch)).await.unwrap();
    assert!(see(&world.house, &wish).await.contains("Kettles and cups"));
}

#[tokio::test]
async fn a_new_fee_shows_from_its_moment_on_in_every_process() {
    let world = World::new().await;
    let other = House::new(world.desk.twin(), "/b/1".to_owned(), false);
    let still = async || {
        for path in ["/", "/about-escrow"] {
            for house in [&world.house, &other] {
                assert!(see(house, path).await.contains("2.5"), "{path}");
            }
        }
    };
    still().await;
    world.take_a_fee_of("425").await;
    still().await;
    world.desk.advance(Seconds(24 * 60 * 60 - 1));
    still().await;
    world.desk.advance(Seconds(1));
    for path in ["/", "/about-escrow"] {
        for house in [&world.house, &other] {
            assert!(see(house, path).await.contains("4.25"), "{path}");
        }
    }
}

#[tokio::test]
async fn somebody_signed_in_gets_no_copy_and_leaves_none() {
    let world = World::new().await;
    let (path, viewer) = (world.page_of_wish(), world.viewer().await);
    let own = ask_with(&world.house, &path, viewer.clone()).await;
    assert!(own.text.contains("Mina") && own.text.contains("/sign-out"));
    assert!(!see(&world.house, &path).await.contains("/sign-out"), "a stranger sees somebody's page");
    world.secretly_call_it("Only whoever asks the database knows").await;
    assert!(!see(&world.house, &path).await.contains("Only whoever asks"));
    assert!(ask_with(&world.house, &path, viewer).await.text.contains("Only whoever asks"));
}

#[tokio::test]
async fn languages_and_colours_never_mix() {
    let world = World::new().await;
    for _ in 0..2 {
        assert!(see(&world.house, "/").await.contains("<html lang=\"en\""));
        let persian = ask_with(&world.house, "/", Locale::Fa).await.text;
        assert!(persian.contains("lang=\"fa\"") && persian.contains("dir=\"rtl\""));
        assert!(ask_with(&world.house, "/", Colours(Some("dark"))).await.text.contains("data-theme=\"dark\""));
        assert!(!see(&world.house, "/").await.contains("data-theme"));
    }
}

#[tokio::test]
async fn what_is_wrong_is_nobody_elses() {
    let world = World::new().await;
    let refused =
        Refused { deed: "sign_in".to_owned(), fault: Fault::new(200, "kept-text"), values: Default::default() };
    ask_with(&world.house, "/", refused).await;
    let error = ask_with(&world.house, "/about-escrow", ErrorPage(503)).await;
    assert_eq!(error.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(world.house.fragments.bytes(), 0, "a refusal or an error was kept");
    see(&world.house, "/about-escrow").await;
}

#[tokio::test]
async fn a_page_that_is_not_there_is_not_kept() {
    let world = World::new().await;
    let path = world.page_of_wish();
    world.secretly("{\"is_public\": false}").await;
    // Its number alone would be a reason not to keep it.
    let unnumbered = ask_with(&world.house, &path, RequestId::default()).await;
    assert_eq!(unnumbered.status, StatusCode::NOT_FOUND);
    world.secretly("{\"is_public\": true}").await;
    assert!(see(&world.house, &path).await.contains("R-000001"));
}

#[tokio::test]
async fn what_nobody_committed_shows_within_a_minute() {
    let world = World::new().await;
    let path = world.page_of_wish();
    see(&world.house, &path).await;
    world.secretly_call_it("Mended by hand").await;
    assert!(!see(&world.house, &path).await.contains("Mended by hand"));
    world.desk.advance(Minutes(1));
    assert!(see(&world.house, &path).await.contains("Mended by hand"));
}

#[tokio::test]
async fn without_marks_nothing_is_kept() {
    let world = World::new().await;
    world.desk.store.tear_out("marks", "categories.0").await.unwrap();
    see(&world.house, "/").await;
    assert_eq!(world.house.fragments.bytes(), 0);
}

#[tokio::test]
async fn a_form_of_a_deed_is_never_shared() {
    let world = World::new().await;
    for path in ["/sign-in", "/sign-up", "/recover", "/forgot-password"] {
        assert!(see(&world.house, path).await.contains("name=\"key\""), "{path}");
    }
    assert_eq!(world.house.fragments.bytes(), 0);
}

/// A page that begins to show more needs the mark of it in `asked`.
#[tokio::test]
async fn a_kept_page_reads_nothing_that_it_has_no_mark_of() {
    let world = World::new().await;
    let (wish, person) = (world.page_of_wish(), format!("/people/{}", world.buyer));
    // A seller's page shows more.
    actions::identity::grant_role(&world.desk, Actor::House, world.buyer, Role::Seller).await.unwrap();
    for path in ["/about-escrow", "/", "/requests?text=kettle&urgency=urgent", &wish, &person] {
        let read = Arc::new(Mutex::new(BTreeSet::new()));
        let heard = read.clone();
        let ear = move |name: &str| _ = heard.lock().unwrap().insert(name.to_owned());
        let store = world.desk.store.overheard(ear).await.unwrap();
        see(&House::new(Desk { store, ..world.desk.twin() }, String::new(), false), path).await;
        let matters = Asked::of(&request(path).into_parts().0).unwrap().matters;
        let known: BTreeSet<&str> = matters.iter().flat_map(|matter| matter.collections()).copied().collect();
        let mut read = read.lock().unwrap().clone();
        assert_eq!(read.remove("marks"), !known.is_empty(), "{path}");
        assert!(read.iter().all(|name| known.contains(name.as_str())), "{path} reads {read:?}, marked are {known:?}");
    }
}
