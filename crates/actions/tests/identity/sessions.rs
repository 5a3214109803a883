use crate::world::World;
use actions::identity;
use domain::UserId;
use store::{AGENT_KEY, USER_KEY, session_handle};
use time::{Duration, OffsetDateTime};
use tower_sessions_core::{
    SessionStore,
    session::{Id, Record},
};

pub async fn browser(world: &World, user: UserId) -> Id {
    let mut record = Record {
        id: Id::default(),
        data: [(USER_KEY, user.to_string()), (AGENT_KEY, "Firefox/145.0 Linux".to_owned())]
            .map(|(key, value)| (key.to_owned(), value.into()))
            .into(),
        expiry_date: OffsetDateTime::now_utc() + Duration::days(1),
    };
    world.desk.store.sessions().create(&mut record).await.unwrap();
    record.id
}

pub async fn is_open(world: &World, id: Id) -> bool {
    world.desk.store.sessions().load(&id).await.unwrap().is_some()
}

#[tokio::test]
async fn an_ended_session_is_nobodys_at_the_next_request() {
    let world = World::new().await;
    let (aigul, mina) = (world.person("Aigul").await, world.person("Mina").await);
    let (phone, desktop, hers) =
        (browser(&world, aigul).await, browser(&world, aigul).await, browser(&world, mina).await);
    let handle = |id: &Id| session_handle(&id.to_string());
    let listed = world.desk.store.sessions_of(aigul).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|session| session.agent == "Firefox/145.0 Linux"));
    assert!(!format!("{listed:?}").contains(&phone.to_string()), "a list never shows a session's id");

    identity::end_session(&world.desk, mina, &handle(&phone)).await.unwrap();
    assert!(is_open(&world, phone).await, "nobody ends another person's session");
    identity::end_session(&world.desk, aigul, &handle(&phone)).await.unwrap();
    assert!(!is_open(&world, phone).await);
    assert!(is_open(&world, desktop).await && is_open(&world, hers).await);
}

#[tokio::test]
async fn who_reads_the_database_learns_no_id_that_opens_anything() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let id = browser(&world, aigul).await;
    let rows = world.desk.store.dump("sessions").await.unwrap();
    assert!(rows.contains(&aigul.to_string()), "{rows}");
    assert!(!rows.contains(&id.to_string()), "{rows}");
}

#[tokio::test]
async fn ending_all_others_keeps_the_one_in_hand() {
    let world = World::new().await;
    let aigul = world.person("Aigul").await;
    let (here, there, elsewhere) =
        (browser(&world, aigul).await, browser(&world, aigul).await, browser(&world, aigul).await);
    let ended = identity::end_other_sessions(&world.desk, aigul, &session_handle(&here.to_string())).await.unwrap();
    assert_eq!(ended, 2);
    assert!(is_open(&world, here).await);
    assert!(!is_open(&world, there).await && !is_open(&world, elsewhere).await);
}
