//! Commands that fail on purpose, as the official driver meets them. The feature `fail-points` switches them on.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::{Duration, Instant};

use common::{World, all, code};
use mongodb::{
    ClientSession,
    bson::{Document, doc},
    error::{ErrorKind, RETRYABLE_WRITE_ERROR, TRANSIENT_TRANSACTION_ERROR, UNKNOWN_TRANSACTION_COMMIT_RESULT},
};

/// `NotWritablePrimary`: what a primary says that has stepped down.
const STEPPED_DOWN: i32 = 10107;
/// `BadValue`: no driver sends such a command again.
const BAD_VALUE: i32 = 2;

/// Arms the point; answers how often it has struck.
async fn armed(world: &World, mode: impl Into<mongodb::bson::Bson>, data: Document) -> i64 {
    let point = doc! { "configureFailPoint": "failCommand", "mode": mode.into(), "data": data };
    world.database("admin").run_command(point).await.unwrap().get_i64("count").unwrap()
}

async fn struck(world: &World) -> i64 {
    armed(world, "off", doc! { "failCommands": [] }).await
}

async fn started(world: &World) -> ClientSession {
    let mut session = world.start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    session
}

#[tokio::test]
async fn a_write_that_loses_its_connection_is_sent_again_and_done_once() {
    let world = World::new().await;
    armed(&world, doc! { "times": 1 }, doc! { "failCommands": ["insert"], "closeConnection": true }).await;
    world.things().insert_one(doc! { "_id": 1 }).await.unwrap();
    assert_eq!(all(&world.things(), doc! {}).await, [doc! { "_id": 1 }]);
    assert_eq!(struck(&world).await, 1);
}

#[tokio::test]
async fn a_primary_that_steps_down_once_is_not_noticed_and_twice_is() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 0 }).await.unwrap();
    for (times, well) in [(1, true), (2, false)] {
        armed(&world, doc! { "times": times }, doc! { "failCommands": ["update"], "errorCode": STEPPED_DOWN }).await;
        let done = things.update_one(doc! { "_id": 1 }, doc! { "$inc": { "n": 1 } }).await;
        assert_eq!(done.is_ok(), well, "{done:?}");
        if let Err(error) = done {
            assert_eq!(code(&error), STEPPED_DOWN);
            assert!(error.contains_label(RETRYABLE_WRITE_ERROR));
        }
    }
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1, "n": 1 }]);
    assert_eq!(struck(&world).await, 3);
}

#[tokio::test]
async fn a_commit_that_loses_its_connection_is_committed_once() {
    let world = World::new().await;
    let mut session = started(&world).await;
    world.things().insert_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
    armed(&world, doc! { "times": 1 }, doc! { "failCommands": ["commitTransaction"], "closeConnection": true }).await;
    session.commit_transaction().await.unwrap();
    assert_eq!(all(&world.things(), doc! {}).await.len(), 1);
}

#[tokio::test]
async fn a_commit_that_nobody_answers_may_be_asked_for_again() {
    let world = World::new().await;
    let mut session = started(&world).await;
    world.things().insert_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
    armed(&world, "alwaysOn", doc! { "failCommands": ["commitTransaction"], "closeConnection": true }).await;
    let error = session.commit_transaction().await.unwrap_err();
    assert!(error.contains_label(UNKNOWN_TRANSACTION_COMMIT_RESULT), "{error:?}");
    assert_eq!(all(&world.things(), doc! {}).await, [] as [Document; 0]);
    struck(&world).await;
    session.commit_transaction().await.unwrap();
    assert_eq!(all(&world.things(), doc! {}).await.len(), 1);
}

#[tokio::test]
async fn a_step_down_inside_a_transaction_tells_its_client_to_begin_again() {
    let world = World::new().await;
    for data in [
        doc! { "failCommands": ["update"], "errorCode": STEPPED_DOWN },
        doc! { "failCommands": ["update"], "closeConnection": true },
    ] {
        let mut session = started(&world).await;
        let things = world.things();
        things.insert_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
        armed(&world, doc! { "times": 1 }, data).await;
        let update = things.update_one(doc! { "_id": 1 }, doc! { "$set": { "n": 1 } });
        let error = update.session(&mut session).await.unwrap_err();
        assert!(error.contains_label(TRANSIENT_TRANSACTION_ERROR), "{error:?}");
        session.abort_transaction().await.unwrap();
    }
    assert_eq!(all(&world.things(), doc! {}).await, [] as [Document; 0]);
    assert_eq!(struck(&world).await, 2);
}

#[tokio::test]
async fn the_first_commands_may_pass_and_others_are_never_struck() {
    let world = World::new().await;
    let things = world.things();
    armed(&world, doc! { "skip": 2 }, doc! { "failCommands": ["insert"], "errorCode": BAD_VALUE }).await;
    for id in 0..2 {
        things.insert_one(doc! { "_id": id }).await.unwrap();
    }
    for _ in 0..3 {
        assert_eq!(code(&things.insert_one(doc! { "_id": 2 }).await.unwrap_err()), BAD_VALUE);
    }
    assert_eq!(all(&things, doc! {}).await.len(), 2);
    assert_eq!(struck(&world).await, 3);
    things.insert_one(doc! { "_id": 2 }).await.expect("it is off");
}

#[tokio::test]
async fn a_write_that_is_not_durable_everywhere_is_done_and_says_so() {
    let world = World::new().await;
    let told = doc! { "code": 64, "codeName": "WriteConcernTimeout", "errmsg": "waiting for replication timed out" };
    armed(&world, doc! { "times": 1 }, doc! { "failCommands": ["insert"], "writeConcernError": told }).await;
    let error = world.things().insert_one(doc! { "_id": 1 }).await.unwrap_err();
    assert!(matches!(error.kind.as_ref(), ErrorKind::Write(_)), "{error:?}");
    assert_eq!(all(&world.things(), doc! {}).await.len(), 1);
}

#[tokio::test]
async fn labels_that_are_asked_for_stand_instead_of_the_usual_ones() {
    let world = World::new().await;
    let none: [&str; 0] = [];
    let data = doc! { "failCommands": ["insert"], "errorCode": STEPPED_DOWN, "errorLabels": none };
    armed(&world, doc! { "times": 1 }, data).await;
    let error = world.things().insert_one(doc! { "_id": 1 }).await.unwrap_err();
    assert!(!error.contains_label(RETRYABLE_WRITE_ERROR), "{error:?}");
    let data = doc! { "failCommands": ["insert"], "errorCode": BAD_VALUE, "errorLabels": [RETRYABLE_WRITE_ERROR] };
    armed(&world, doc! { "times": 1 }, data).await;
    world.things().insert_one(doc! { "_id": 1 }).await.expect("the driver sends it again");
}

#[tokio::test]
async fn a_slow_server_is_waited_for() {
    let world = World::new().await;
    let data = doc! { "failCommands": ["insert"], "blockConnection": true, "blockTimeMS": 100 };
    armed(&world, doc! { "times": 1 }, data).await;
    let asked = Instant::now();
    world.things().insert_one(doc! { "_id": 1 }).await.unwrap();
    assert!(asked.elapsed() >= Duration::from_millis(100));
}

#[tokio::test]
async fn what_is_not_known_of_a_fail_point_is_refused() {
    let world = World::new().await;
    let data = doc! { "failCommands": ["find"] };
    for (database, point) in [
        ("test", doc! { "configureFailPoint": "failCommand", "mode": "off", "data": data.clone() }),
        ("admin", doc! { "configureFailPoint": "hangEverything", "mode": "off" }),
        ("admin", doc! { "configureFailPoint": "failCommand", "mode": "sometimes", "data": data.clone() }),
        ("admin", doc! { "configureFailPoint": "failCommand", "mode": { "times": -1 }, "data": data.clone() }),
        ("admin", doc! { "configureFailPoint": "failCommand", "mode": { "activationProbability": 0.5 }, "data": data }),
        ("admin", doc! { "configureFailPoint": "failCommand", "mode": "off", "data": { "appName": "a" } }),
        ("admin", doc! { "configureFailPoint": "failCommand", "mode": "alwaysOn", "data": { "failCommands": "find" } }),
    ] {
        world.database(database).run_command(point.clone()).await.expect_err(&point.to_string());
    }
}
