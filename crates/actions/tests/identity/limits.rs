use crate::world::{PASSWORD, World, code_of};
use actions::{ActionError, Desk, identity};
use domain::{Hours, Minutes, event::Trace, identity::EmailAddress};
use futures::future::join_all;
use std::net::IpAddr;

const WRONG: &str = "another bridge, no yaks";
const EMAIL: &str = "aigul@example.org";

fn from(world: &World, ip: &str) -> Desk {
    world.desk.clone().asked_from(Trace::of("rq_1", ip.parse::<IpAddr>().ok()))
}

/// 429 and the seconds, or the code of another answer.
fn wait_of(answer: &Result<impl std::fmt::Debug, ActionError>) -> Option<u32> {
    match answer {
        Err(ActionError::TooManyTries { retry_after }) => Some(*retry_after),
        _ => None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn six_wrong_passwords_close_a_name_for_two_hours_and_no_longer() {
    let world = World::new().await;
    world.person("Aigul").await;
    for _ in 0..6 {
        assert_eq!(code_of(identity::sign_in(&world.desk, EMAIL, WRONG).await).1, "sign-in-refused");
    }
    // The right one, too: a lock that the right password opens is no lock.
    let answer = identity::sign_in(&world.desk, " AIGUL@example.org", PASSWORD).await;
    assert_eq!(wait_of(&answer), Some(2 * 3600 + 1));
    world.clock.advance(Hours(1));
    assert_eq!(wait_of(&identity::sign_in(&world.desk, EMAIL, WRONG).await), Some(3600 + 1));
    world.clock.advance(Hours(1));
    identity::sign_in(&world.desk, EMAIL, PASSWORD).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_nobody_has_is_closed_just_the_same() {
    let world = World::new().await;
    for _ in 0..6 {
        let _ = identity::sign_in(&world.desk, "nobody@example.org", WRONG).await;
    }
    assert!(wait_of(&identity::sign_in(&world.desk, "nobody@example.org", WRONG).await).is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_right_password_starts_the_count_again() {
    let world = World::new().await;
    world.person("Aigul").await;
    for _ in 0..3 {
        for _ in 0..5 {
            let _ = identity::sign_in(&world.desk, EMAIL, WRONG).await;
        }
        identity::sign_in(&world.desk, EMAIL, PASSWORD).await.unwrap();
    }
}

#[tokio::test]
async fn a_thousand_right_tries_in_a_row_are_never_too_many() {
    let world = World::new().await;
    let desk = from(&world, "192.0.2.7");
    for _ in 0..1_000 {
        identity::limits::check(&desk, EMAIL).await.unwrap();
        identity::limits::succeeded(&desk, EMAIL).await.unwrap();
    }
}

#[tokio::test]
async fn twenty_failures_of_one_address_close_it_for_every_name_and_for_its_whole_network() {
    let world = World::new().await;
    for nth in 0..20 {
        let desk = from(&world, &format!("2001:db8:1:2::{nth}"));
        identity::limits::failed(&desk, &format!("person{nth}@example.org")).await.unwrap();
        world.clock.advance(Minutes(10));
    }
    let answer = identity::limits::check(&from(&world, "2001:db8:1:2:ffff::1"), "fresh@example.org").await;
    assert_eq!(wait_of(&answer), Some(24 * 3600 - 600 + 1));
    identity::limits::check(&from(&world, "2001:db8:1:3::1"), "fresh@example.org").await.unwrap();
    world.clock.advance(Hours(24));
    identity::limits::check(&from(&world, "2001:db8:1:2::1"), "fresh@example.org").await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_wrong_tries_at_once_through_two_processes_are_counted_as_fifty() {
    let world = World::new().await;
    // Another process has its own ids and its own everything, but for the store and the house's secret.
    let twin = Desk { ids: actions::IdSource::default(), ..from(&world, "192.0.2.7") };
    let desk = from(&world, "192.0.2.7");
    let tries = (0..50).map(|nth| identity::limits::failed(if nth % 2 == 0 { &desk } else { &twin }, EMAIL));
    for done in join_all(tries).await {
        done.unwrap();
    }
    let counted = world.desk.store.tries("address:192.0.2.7").await.unwrap().unwrap();
    assert_eq!((counted.count, counted.failed_at.len()), (50, 20));
    assert!(wait_of(&identity::limits::check(&twin, EMAIL).await).is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_right_guess_among_many_at_once_opens_nothing_after_six_wrong_ones() {
    let world = World::new().await;
    world.person("Aigul").await;
    // All of them have looked and found the door open; then six turn out wrong before the right one is done.
    identity::limits::check(&world.desk, EMAIL).await.unwrap();
    for _ in 0..6 {
        identity::limits::failed(&world.desk, EMAIL).await.unwrap();
    }
    assert!(wait_of(&identity::limits::succeeded(&world.desk, EMAIL).await).is_some());
    assert!(wait_of(&identity::sign_in(&world.desk, EMAIL, PASSWORD).await).is_some(), "nor was the count forgotten");
}

#[tokio::test]
async fn the_counters_hold_no_names() {
    let world = World::new().await;
    identity::limits::failed(&world.desk, &EmailAddress::fold(EMAIL)).await.unwrap();
    assert!(world.desk.store.tries(&format!("name:{EMAIL}")).await.unwrap().is_none());
    let rows = world.desk.store.dump("door_tries").await.unwrap();
    assert!(rows.contains("name:") && !rows.contains("aigul") && !rows.contains("example.org"), "{rows}");
}
