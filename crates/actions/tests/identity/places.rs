//! From where a person comes in: what is new is told, what was not them is put out.

use crate::world::World;
use actions::{
    Desk,
    identity::{Arrived, Place, disown, note_arrival, places_of},
};
use domain::{Days, UserId, event::Trace, letters::LetterKind, notices::NoticeCategory};
use futures::future::join_all;
use serde_json::json;
use std::collections::HashMap;
use store::{DEVICE_KEY, IP_KEY, NoticeFilter, USER_KEY};
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

fn from(world: &World, ip: &str) -> Desk {
    world.desk.clone().asked_from(Trace { request_id: None, ip: Some(ip.to_owned()) })
}

async fn come(world: &World, user: UserId, cookie: Option<&str>, ip: &str) -> Arrived {
    note_arrival(&from(world, ip), user, cookie, FIREFOX).await.unwrap()
}

/// What the person was told of arrivals, the newest first.
async fn told(world: &World, user: UserId) -> Vec<(String, Option<String>)> {
    let items = world.desk.store.notifications(user, &NoticeFilter::default(), 50).await.unwrap();
    assert!(items.iter().all(|item| item.category == NoticeCategory::Security && item.expires_at.is_none()));
    let arrivals = items.into_iter().filter_map(|item| match item.kind {
        LetterKind::NewArrival { device, address } => Some((device, address)),
        _ => None,
    });
    arrivals.collect()
}

/// A browser of this person's that is in.
async fn session(world: &World, user: UserId, mark: &str, ip: &str) -> String {
    let data = [(USER_KEY, json!(user)), (DEVICE_KEY, json!(mark)), (IP_KEY, json!(ip))];
    let data: HashMap<String, _> = data.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let expiry_date = time::OffsetDateTime::now_utc() + time::Duration::days(1);
    let mut record = Record { id: Id::default(), data, expiry_date };
    world.desk.store.sessions().create(&mut record).await.unwrap();
    store::session_handle(&record.id.to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_or_an_address_that_is_new_is_told_and_what_is_known_is_not() {
    let world = World::new().await;
    let sara = world.person("Sara").await;
    let first = come(&world, sara, None, "192.0.2.1").await;
    assert_eq!(told(&world, sara).await, []);
    world.clock.advance(Days(1));
    let again = come(&world, sara, Some(&first.cookie), "192.0.2.1").await;
    assert!(again.cookie == first.cookie && again.mark == first.mark && told(&world, sara).await.is_empty());
    come(&world, sara, None, "192.0.2.1").await;
    come(&world, sara, Some(&first.cookie), "198.51.100.9").await;
    let news = |ip: &str| ("Firefox · Linux".to_owned(), Some(ip.to_owned()));
    assert_eq!(told(&world, sara).await, [news("198.51.100.9"), news("192.0.2.1")]);
    let known = places_of(&world.desk, sara).await.unwrap();
    assert_eq!((known.devices.len(), known.addresses.len()), (2, 2));
    let kept = serde_json::to_string(&known).unwrap();
    assert!(!kept.contains(&first.cookie), "the cookie itself is kept nowhere");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cookie_that_somebody_made_up_is_replaced() {
    let world = World::new().await;
    let sara = world.person("Sara").await;
    for wrong in ["", "x", &"g".repeat(64), &"a".repeat(63), "{\"$ne\":1}"] {
        let arrived = come(&world, sara, Some(wrong), "192.0.2.1").await;
        assert!(arrived.cookie != wrong && arrived.cookie.len() == 64, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn another_persons_browser_is_new_to_me() {
    let world = World::new().await;
    let [sara, omid] = [world.person("Sara").await, world.person("Omid").await];
    come(&world, sara, None, "192.0.2.1").await;
    let of_omid = come(&world, omid, None, "192.0.2.1").await;
    come(&world, sara, Some(&of_omid.cookie), "192.0.2.1").await;
    assert_eq!(told(&world, sara).await.len(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_arrivals_at_once_are_all_on_the_list() {
    let world = World::new().await;
    let sara = world.person("Sara").await;
    let desks: Vec<Desk> = (0..10).map(|number| from(&world, &format!("192.0.2.{number}"))).collect();
    let arrived = join_all(desks.iter().map(|desk| note_arrival(desk, sara, None, FIREFOX))).await;
    assert!(arrived.iter().all(Result::is_ok));
    let known = places_of(&world.desk, sara).await.unwrap();
    assert_eq!((known.devices.len(), known.addresses.len(), told(&world, sara).await.len()), (10, 10, 9));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_not_me_is_put_out_and_strange_again_and_i_stay_in() {
    let world = World::new().await;
    let [sara, omid] = [world.person("Sara").await, world.person("Omid").await];
    let mine = come(&world, sara, None, "192.0.2.1").await;
    let theirs = come(&world, sara, None, "198.51.100.9").await;
    let here = session(&world, sara, &mine.mark, "192.0.2.1").await;
    let other = session(&world, sara, &theirs.mark, "198.51.100.9").await;
    let of_omid = session(&world, omid, &theirs.mark, "198.51.100.9").await;
    let open = async |user| -> Vec<String> {
        let open = world.desk.store.sessions_of(user).await.unwrap();
        open.into_iter().map(|session| session.handle).collect()
    };
    let not_me = async |place| disown(&world.desk, sara, place, &here).await.unwrap();
    assert_eq!(open(sara).await.len(), 2);
    assert_eq!(not_me(Place::Device(&theirs.mark)).await, 1);
    assert_eq!(not_me(Place::Device(&theirs.mark)).await, 0);
    assert_eq!((open(sara).await, open(omid).await), (vec![here.clone()], vec![of_omid]));
    assert!(!open(sara).await.contains(&other));
    // My own address may be theirs too: whoever asks stays in, everybody else from there goes.
    session(&world, sara, "x", "192.0.2.1").await;
    assert_eq!(not_me(Place::Address("192.0.2.1")).await, 1);
    assert_eq!(open(sara).await, std::slice::from_ref(&here));
    assert_eq!(not_me(Place::Address("203.0.113.77")).await, 0);
    let before = told(&world, sara).await.len();
    come(&world, sara, Some(&theirs.cookie), "198.51.100.9").await;
    assert_eq!(told(&world, sara).await.len(), before + 1);
}
