//! Many writes in several collections, in one command of a transaction, as the official driver sends them.

#![allow(clippy::unwrap_used)]

mod common;

use common::{World, all, code};
use mongodb::{
    ClientSession, Namespace,
    bson::{Document, doc},
    error::{ErrorKind, TRANSIENT_TRANSACTION_ERROR},
    options::{
        DeleteManyModel, DeleteOneModel, IndexOptions, InsertOneModel, ReplaceOneModel, UpdateManyModel,
        UpdateOneModel, WriteModel,
    },
    results::VerboseBulkWriteResult,
};

async fn started(world: &World) -> ClientSession {
    let mut session = world.start_session().await.unwrap();
    session.start_transaction().await.unwrap();
    session
}

fn of(collection: &str) -> Namespace {
    Namespace::new("test", collection)
}

fn insert(collection: &str, document: Document) -> WriteModel {
    InsertOneModel::builder().namespace(of(collection)).document(document).build().into()
}

fn set(collection: &str, filter: Document, change: Document, upsert: bool) -> WriteModel {
    let model = UpdateOneModel::builder().namespace(of(collection)).filter(filter).update(change);
    model.upsert(upsert).build().into()
}

async fn send(
    world: &World,
    session: &mut ClientSession,
    models: Vec<WriteModel>,
) -> mongodb::error::Result<VerboseBulkWriteResult> {
    world.bulk_write(models).verbose_results().session(session).await
}

#[tokio::test]
async fn every_kind_of_write_is_done_in_its_order_and_told_with_its_count() {
    let world = World::new().await;
    let (things, others) = (world.things(), world.db().collection::<Document>("others"));
    others.insert_many([doc! {"_id": 1, "n": 1}, doc! {"_id": 2, "n": 1}, doc! {"_id": 3, "n": 1}]).await.unwrap();
    let mut session = started(&world).await;
    let replacement = ReplaceOneModel::builder().namespace(of("things")).filter(doc! {"_id": 2});
    let models = vec![
        insert("things", doc! {"_id": 1}),
        set("things", doc! {"_id": 1}, doc! {"$set": {"n": 7}}, false),
        set("things", doc! {"_id": 2}, doc! {"$inc": {"n": 5}}, true),
        set("things", doc! {"_id": 3}, doc! {"$set": {"n": 1}}, false),
        replacement.replacement(doc! {"_id": 2, "is": "new"}).build().into(),
        UpdateManyModel::builder()
            .namespace(of("others"))
            .filter(doc! {"n": 1})
            .update(doc! {"$set": {"n": 2}})
            .build()
            .into(),
        DeleteOneModel::builder().namespace(of("others")).filter(doc! {"n": 2}).build().into(),
        DeleteManyModel::builder().namespace(of("others")).filter(doc! {"_id": 9}).build().into(),
    ];
    let done = send(&world, &mut session, models).await.unwrap();
    assert_eq!(all(&things, doc! {}).await, [] as [Document; 0], "nobody sees it before the commit");
    session.commit_transaction().await.unwrap();
    let counts: Vec<_> =
        (1..=5).map(|at| (done.update_results[&at].matched_count, done.update_results[&at].modified_count)).collect();
    assert_eq!(counts, [(1, 1), (1, 0), (0, 0), (1, 1), (3, 3)]);
    assert_eq!(done.update_results[&2].upserted_id, Some(2.into()));
    assert_eq!([6, 7].map(|at| done.delete_results[&at].deleted_count), [1, 0]);
    let summary = &done.summary;
    assert_eq!((summary.inserted_count, summary.matched_count, summary.modified_count), (1, 5, 5));
    assert_eq!((summary.upserted_count, summary.deleted_count), (1, 1));
    assert_eq!(all(&things, doc! {}).await, [doc! {"_id": 1, "n": 7}, doc! {"_id": 2, "is": "new"}]);
    assert_eq!(all(&others, doc! {}).await, [doc! {"_id": 2, "n": 2}, doc! {"_id": 3, "n": 2}]);
}

#[tokio::test]
async fn the_first_that_is_refused_is_told_by_its_place_and_ends_the_transaction() {
    let world = World::new().await;
    let things = world.things();
    let unique = IndexOptions::builder().name("only_n".to_owned()).unique(true).build();
    things.create_index(mongodb::IndexModel::builder().keys(doc! {"n": 1}).options(unique).build()).await.unwrap();
    things.insert_one(doc! {"_id": 1, "n": 1}).await.unwrap();
    let mut session = started(&world).await;
    let models = vec![
        insert("things", doc! {"_id": 2, "n": 2}),
        insert("things", doc! {"_id": 3, "n": 1}),
        insert("things", doc! {"_id": 4, "n": 4}),
    ];
    let refused = send(&world, &mut session, models).await.unwrap_err();
    let ErrorKind::BulkWrite(bulk) = refused.kind.as_ref() else { panic!("{refused:?}") };
    assert_eq!(bulk.write_errors.keys().collect::<Vec<_>>(), [&1]);
    assert_eq!(bulk.write_errors[&1].code, 11000);
    assert!(bulk.write_errors[&1].message.contains("index: only_n dup key: { n: 1 }"), "{:?}", bulk.write_errors[&1]);
    let gone = session.commit_transaction().await.unwrap_err();
    assert_eq!(code(&gone), 251, "{gone:?}");
    assert_eq!(all(&things, doc! {}).await, [doc! {"_id": 1, "n": 1}]);
}

#[tokio::test]
async fn a_write_that_meets_another_one_asks_for_the_whole_transaction_again() {
    let world = World::new().await;
    world.things().insert_one(doc! {"_id": 1, "n": 1}).await.unwrap();
    let (mut first, mut second) = (started(&world).await, started(&world).await);
    let more = || set("things", doc! {"_id": 1}, doc! {"$inc": {"n": 1}}, false);
    send(&world, &mut first, vec![more()]).await.unwrap();
    let met = send(&world, &mut second, vec![insert("things", doc! {"_id": 2}), more()]).await.unwrap_err();
    assert_eq!(code(&met), 112, "{met:?}");
    assert!(met.contains_label(TRANSIENT_TRANSACTION_ERROR));
    first.commit_transaction().await.unwrap();
    assert_eq!(all(&world.things(), doc! {}).await, [doc! {"_id": 1, "n": 2}]);
}

#[tokio::test]
async fn a_word_that_is_not_understood_is_refused_and_nothing_is_written() {
    let world = World::new().await;
    let insert = doc! {"insert": 0, "document": {"_id": 1}};
    let command = |ops: Vec<Document>| doc! {"bulkWrite": 1, "ops": ops, "nsInfo": [{"ns": "test.things"}]};
    for (ops, expected) in [
        (vec![doc! {"update": 0, "filter": {}, "updateMods": {"$set": {"n": 1}}, "arrayFilters": [{"x": 1}]}], 238),
        (vec![doc! {"update": 0, "filter": {}, "updateMods": {"$set": {"n": 1}}, "sort": {"n": 1}}], 40415),
        (vec![doc! {"insert": 1, "document": {"_id": 1}}], 2),
        (vec![doc! {"insert": -1, "document": {"_id": 1}}], 2),
        (vec![doc! {"insert": 0}], 9),
        (vec![doc! {"delete": 0}], 9),
        (vec![doc! {"replace": 0}], 9),
        (vec![doc! {"insert": 0, "document": {"_id": [1]}}], 2),
    ] {
        let mut session = started(&world).await;
        let all_of_it = [vec![insert.clone()], ops.clone()].concat();
        let reply = world.database("admin").run_command(command(all_of_it)).session(&mut session).await.unwrap();
        let told = reply.get_document("cursor").unwrap().get_array("firstBatch").unwrap();
        let [done, refused] = told.as_slice() else { panic!("{reply}") };
        assert_eq!(done.as_document().unwrap(), &doc! {"ok": 1.0, "idx": 0, "n": 1});
        assert_eq!(refused.as_document().unwrap().get_i32("code").unwrap(), expected, "{ops:?}: {reply}");
        assert!(session.commit_transaction().await.is_err());
    }
    assert_eq!(all(&world.things(), doc! {}).await, [] as [Document; 0]);
}

#[tokio::test]
async fn outside_a_transaction_and_outside_the_admin_database_it_is_refused() {
    let world = World::new().await;
    let command = doc! {"bulkWrite": 1, "ops": [{"insert": 0, "document": {}}], "nsInfo": [{"ns": "test.things"}]};
    let alone = world.database("admin").run_command(command.clone()).await.unwrap_err();
    assert_eq!(code(&alone), 238, "{alone:?}");
    let elsewhere = world.db().run_command(command).await.unwrap_err();
    assert_eq!(code(&elsewhere), 13, "{elsewhere:?}");
}
