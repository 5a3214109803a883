//! Several documents change together or not at all.

#![allow(clippy::unwrap_used)]

mod common;

use common::{World, all, code, send};
use mongodb::{
    ClientSession, IndexModel,
    bson::{Bson, Document, doc},
    error::TRANSIENT_TRANSACTION_ERROR,
    options::IndexOptions,
};

async fn started(world: &World) -> ClientSession {
    let mut session = world.start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    session
}

#[tokio::test]
async fn nobody_sees_a_transaction_before_its_commit() {
    let world = World::new().await;
    let things = world.things();
    let mut session = started(&world).await;
    things.insert_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
    things.insert_one(doc! { "_id": 2 }).session(&mut session).await.unwrap();
    assert_eq!(all(&things, doc! {}).await, [] as [Document; 0]);
    assert_eq!(things.count_documents(doc! {}).session(&mut session).await.unwrap(), 2);
    session.commit_transaction().await.unwrap();
    assert_eq!(all(&things, doc! {}).await.len(), 2);
    session.commit_transaction().await.expect("a commit may be repeated");
}

#[tokio::test]
async fn an_aborted_transaction_leaves_nothing() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 1 }).await.unwrap();
    let mut session = started(&world).await;
    things.update_one(doc! { "_id": 1 }, doc! { "$set": { "n": 2 } }).session(&mut session).await.unwrap();
    things.delete_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
    session.abort_transaction().await.unwrap();
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1, "n": 1 }]);
}

#[tokio::test]
async fn a_transaction_reads_the_state_of_its_first_look() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 1 }).await.unwrap();
    let mut session = started(&world).await;
    things.find_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
    things.update_one(doc! { "_id": 1 }, doc! { "$set": { "n": 2 } }).await.unwrap();
    things.insert_one(doc! { "_id": 2 }).await.unwrap();
    let seen = things.find_one(doc! { "_id": 1 }).session(&mut session).await.unwrap();
    assert_eq!(seen, Some(doc! { "_id": 1, "n": 1 }));
    assert_eq!(things.find_one(doc! { "_id": 2 }).session(&mut session).await.unwrap(), None);
}

#[tokio::test]
async fn the_first_writer_wins_and_the_second_is_told_to_try_again() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 0 }).await.unwrap();
    let (mut first, mut second) = (started(&world).await, started(&world).await);
    let add = || doc! { "$inc": { "n": 1 } };
    things.update_one(doc! { "_id": 1 }, add()).session(&mut first).await.unwrap();
    let error = things.update_one(doc! { "_id": 1 }, add()).session(&mut second).await.unwrap_err();
    assert_eq!(code(&error), 112);
    assert!(error.contains_label(TRANSIENT_TRANSACTION_ERROR));
    let after = things.find_one(doc! {}).session(&mut second).await.unwrap_err();
    assert_eq!(code(&after), 251, "the conflict ended the transaction");
    first.commit_transaction().await.unwrap();
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1, "n": 1 }]);
}

#[tokio::test]
async fn a_write_over_a_newer_commit_conflicts() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 0 }).await.unwrap();
    let mut session = started(&world).await;
    things.find_one(doc! {}).session(&mut session).await.unwrap();
    things.update_one(doc! { "_id": 1 }, doc! { "$inc": { "n": 1 } }).await.unwrap();
    let error = things.update_one(doc! { "_id": 1 }, doc! { "$inc": { "n": 1 } }).session(&mut session).await;
    assert_eq!(code(&error.unwrap_err()), 112);
}

#[tokio::test]
async fn two_transactions_race_for_a_unique_key_and_one_gets_it() {
    let world = World::new().await;
    let things = world.things();
    let unique = IndexModel::builder().keys(doc! { "k": 1 }).options(IndexOptions::builder().unique(true).build());
    things.create_index(unique.build()).await.unwrap();
    let (mut first, mut second) = (started(&world).await, started(&world).await);
    things.insert_one(doc! { "_id": 1, "k": "x" }).session(&mut first).await.unwrap();
    things.find_one(doc! {}).session(&mut second).await.unwrap();
    let error = things.insert_one(doc! { "_id": 2, "k": "x" }).session(&mut second).await.unwrap_err();
    assert_eq!(code(&error), 112, "a key that the snapshot cannot see is a conflict, not a duplicate");
    first.commit_transaction().await.unwrap();
    let mut third = started(&world).await;
    let error = things.insert_one(doc! { "_id": 3, "k": "x" }).session(&mut third).await.unwrap_err();
    assert_eq!(code(&error), 11000);
    assert_eq!(code(&third.commit_transaction().await.unwrap_err()), 251, "any error ends the transaction");
}

#[tokio::test]
async fn a_write_outside_waits_for_the_transaction_that_has_the_document() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 0 }).await.unwrap();
    let mut session = started(&world).await;
    things.update_one(doc! { "_id": 1 }, doc! { "$inc": { "n": 1 } }).session(&mut session).await.unwrap();
    let outside = {
        let things = things.clone();
        tokio::spawn(async move { things.update_one(doc! { "_id": 1 }, doc! { "$inc": { "n": 10 } }).await })
    };
    session.commit_transaction().await.unwrap();
    assert_eq!(outside.await.unwrap().unwrap().modified_count, 1);
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1, "n": 11 }]);
}

#[tokio::test]
async fn fifty_at_once_draw_fifty_different_numbers() {
    let world = World::new().await;
    let things = world.things();
    let draws = (0..50).map(|_| {
        let things = things.clone();
        tokio::spawn(async move {
            let drawn = things.find_one_and_update(doc! { "_id": "counter" }, doc! { "$inc": { "n": 1 } }).upsert(true);
            drawn.return_document(mongodb::options::ReturnDocument::After).await.unwrap().unwrap().get_i32("n").unwrap()
        })
    });
    let mut numbers = Vec::new();
    for draw in draws.collect::<Vec<_>>() {
        numbers.push(draw.await.unwrap());
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=50).collect::<Vec<_>>());
}

#[tokio::test]
async fn a_numbered_write_that_is_sent_again_is_answered_again_and_done_once() {
    let world = World::new().await;
    let lsid = doc! { "id": Bson::from(mongodb::bson::Uuid::new()) };
    let add = |number: i64| {
        doc! {
            "findAndModify": "things", "query": { "_id": 1 }, "update": { "$inc": { "n": 1 } }, "upsert": true,
            "new": true, "lsid": lsid.clone(), "txnNumber": number, "$db": "test",
        }
    };
    let sent = async |number: i64| {
        let (socket, command) = (world.socket(), add(number));
        tokio::task::spawn_blocking(move || send(&socket, &command)).await.unwrap()
    };
    let value = |reply: &Document| reply.get_document("value").unwrap().get_i32("n").unwrap();
    assert_eq!(value(&sent(1).await), 1);
    assert_eq!(value(&sent(1).await), 1);
    assert_eq!(value(&sent(2).await), 2);
    assert_eq!(sent(1).await.get_i32("code").unwrap(), 225);
}

#[tokio::test]
async fn an_open_transaction_is_aborted_after_its_lifetime() {
    let engine = embedded_mongo::Engine::in_memory().transaction_lifetime(std::time::Duration::ZERO);
    let world = World::with(engine).await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "n": 0 }).await.unwrap();
    let mut session = started(&world).await;
    // On a slow machine the engine's own round may come first and refuse this.
    things.update_one(doc! { "_id": 1 }, doc! { "$set": { "n": 1 } }).session(&mut session).await.ok();
    world.serving.sweep_now().await;
    assert_eq!(code(&session.commit_transaction().await.unwrap_err()), 251);
    things.update_one(doc! { "_id": 1 }, doc! { "$set": { "n": 2 } }).await.unwrap();
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1, "n": 2 }]);
}

#[tokio::test]
async fn money_that_moves_at_once_between_accounts_is_never_made_or_lost() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::with(embedded_mongo::Engine::open(folder.path()).unwrap()).await;
    let accounts = world.things();
    accounts.insert_many((0..4).map(|n| doc! { "_id": n, "held": 100 })).await.unwrap();
    let transfers = (0..24).map(|n| {
        let (client, accounts) = (world.client.clone(), accounts.clone());
        tokio::spawn(async move {
            let mut session = client.start_session().await.unwrap();
            loop {
                session.start_transaction().await.unwrap();
                let outcome = match transfer(&accounts, &mut session, n % 4, (n + 1) % 4).await {
                    Ok(()) => session.commit_transaction().await,
                    Err(error) => session.abort_transaction().await.and(Err(error)),
                };
                match outcome {
                    Ok(()) => return,
                    Err(error) => assert!(error.contains_label(TRANSIENT_TRANSACTION_ERROR), "{error}"),
                }
                tokio::task::yield_now().await;
            }
        })
    });
    for done in transfers.collect::<Vec<_>>() {
        done.await.unwrap();
    }
    let held: Vec<i32> = all(&accounts, doc! {}).await.iter().map(|account| account.get_i32("held").unwrap()).collect();
    assert_eq!(held, [100; 4], "every account gave six times and received six times");
}

async fn transfer(
    accounts: &mongodb::Collection<Document>,
    session: &mut ClientSession,
    from: i32,
    to: i32,
) -> mongodb::error::Result<()> {
    accounts.update_one(doc! { "_id": from }, doc! { "$inc": { "held": -7 } }).session(&mut *session).await?;
    accounts.update_one(doc! { "_id": to }, doc! { "$inc": { "held": 7 } }).session(session).await?;
    Ok(())
}

#[tokio::test]
async fn a_transaction_sees_its_own_writes_through_an_index() {
    let world = World::new().await;
    let things = world.things();
    things.create_index(IndexModel::builder().keys(doc! { "n": 1 }).build()).await.unwrap();
    things.insert_many((0..5).map(|n| doc! { "_id": n, "n": n })).await.unwrap();
    let mut session = started(&world).await;
    things.update_one(doc! { "_id": 0 }, doc! { "$set": { "n": 9 } }).session(&mut session).await.unwrap();
    things.delete_one(doc! { "_id": 4 }).session(&mut session).await.unwrap();
    things.insert_one(doc! { "_id": 7, "n": 7 }).session(&mut session).await.unwrap();
    let mut found = things
        .find(doc! { "n": { "$gte": 3 } })
        .sort(doc! { "n": -1 })
        .batch_size(1)
        .session(&mut session)
        .await
        .unwrap();
    let mut seen = Vec::new();
    while let Some(document) = found.next(&mut session).await {
        seen.push(document.unwrap().get_i32("_id").unwrap());
    }
    assert_eq!(seen, [0, 7, 3]);
    session.abort_transaction().await.unwrap();
    assert_eq!(common::ids(&things, doc! { "n": { "$gte": 3 } }).await, [Bson::Int32(3), Bson::Int32(4)]);
}
