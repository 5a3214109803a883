//! Documents are written and read through the official driver.

#![allow(clippy::unwrap_used)]

mod common;

use common::{World, all, code};
use futures::TryStreamExt;
use mongodb::{
    IndexModel,
    bson::{Bson, Document, doc},
    error::{ErrorKind, WriteFailure},
    options::{IndexOptions, ReturnDocument},
};

#[tokio::test]
async fn what_is_inserted_is_found_again() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1, "name": "lamp" }).await.unwrap();
    things.insert_many([doc! { "_id": 2 }, doc! { "name": "no id" }]).await.unwrap();
    assert_eq!(things.find_one(doc! { "name": "lamp" }).await.unwrap(), Some(doc! { "_id": 1, "name": "lamp" }));
    assert_eq!(things.count_documents(doc! {}).await.unwrap(), 3);
    assert_eq!(things.estimated_document_count().await.unwrap(), 3);
    assert_eq!(world.list_database_names().await.unwrap(), ["test"]);
    assert_eq!(world.db().list_collection_names().await.unwrap(), ["things"]);
}

#[tokio::test]
async fn long_results_come_in_batches() {
    let world = World::new().await;
    let things = world.things();
    things.insert_many((0..1000).map(|n| doc! { "_id": n })).await.unwrap();
    let found: Vec<Document> = things.find(doc! {}).batch_size(90).await.unwrap().try_collect().await.unwrap();
    assert_eq!(found.len(), 1000);
    let page: Vec<Document> =
        things.find(doc! {}).sort(doc! { "_id": -1 }).skip(10).limit(3).await.unwrap().try_collect().await.unwrap();
    assert_eq!(page, [doc! { "_id": 989 }, doc! { "_id": 988 }, doc! { "_id": 987 }]);
}

#[tokio::test]
async fn updates_say_what_they_did() {
    let world = World::new().await;
    let things = world.things();
    things.insert_many((0..3).map(|n| doc! { "_id": n, "n": n })).await.unwrap();
    let one = things.update_one(doc! { "_id": 1 }, doc! { "$inc": { "n": 10 } }).await.unwrap();
    assert_eq!((one.matched_count, one.modified_count), (1, 1));
    let same = things.update_one(doc! { "_id": 1 }, doc! { "$set": { "n": 11 } }).await.unwrap();
    assert_eq!((same.matched_count, same.modified_count), (1, 0));
    let many = things.update_many(doc! { "n": { "$lt": 10 } }, doc! { "$set": { "small": true } }).await.unwrap();
    assert_eq!((many.matched_count, many.modified_count), (2, 2));
    let upserted = things.update_one(doc! { "_id": 9 }, doc! { "$set": { "n": 9 } }).upsert(true).await.unwrap();
    assert_eq!(upserted.upserted_id, Some(Bson::Int32(9)));
    let replaced = things.replace_one(doc! { "_id": 0 }, doc! { "new": 1 }).await.unwrap();
    assert_eq!(replaced.modified_count, 1);
    assert_eq!(things.find_one(doc! { "_id": 0 }).await.unwrap(), Some(doc! { "_id": 0, "new": 1 }));
    assert_eq!(things.delete_many(doc! { "small": true }).await.unwrap().deleted_count, 1);
    assert_eq!(things.delete_one(doc! {}).await.unwrap().deleted_count, 1);
}

#[tokio::test]
async fn find_one_and_update_answers_before_or_after() {
    let world = World::new().await;
    let things = world.things();
    things.insert_many([doc! { "_id": 1, "n": 1 }, doc! { "_id": 2, "n": 2 }]).await.unwrap();
    let before = things.find_one_and_update(doc! {}, doc! { "$inc": { "n": 5 } }).sort(doc! { "n": -1 }).await.unwrap();
    assert_eq!(before, Some(doc! { "_id": 2, "n": 2 }));
    let after = things
        .find_one_and_update(doc! { "_id": 3 }, doc! { "$inc": { "n": 5 } })
        .upsert(true)
        .return_document(ReturnDocument::After)
        .await
        .unwrap();
    assert_eq!(after, Some(doc! { "_id": 3, "n": 5 }));
    assert_eq!(things.find_one_and_delete(doc! { "_id": 1 }).await.unwrap(), Some(doc! { "_id": 1, "n": 1 }));
    assert_eq!(all(&things, doc! {}).await.len(), 2);
}

#[tokio::test]
async fn a_second_document_with_the_same_key_is_refused() {
    let world = World::new().await;
    let things = world.things();
    things.insert_one(doc! { "_id": 1 }).await.unwrap();
    let error = things.insert_one(doc! { "_id": 1 }).await.unwrap_err();
    assert_eq!(code(&error), 11000);
    let unique = IndexModel::builder().keys(doc! { "email": 1 }).options(IndexOptions::builder().unique(true).build());
    things.create_index(unique.build()).await.unwrap();
    things.insert_one(doc! { "_id": 2, "email": "a@b" }).await.unwrap();
    let error = things.insert_one(doc! { "_id": 3, "email": "a@b" }).await.unwrap_err();
    assert_eq!(code(&error), 11000);
    let ErrorKind::Write(WriteFailure::WriteError(write)) = error.kind.as_ref() else { panic!("{error}") };
    let expected = "E11000 duplicate key error collection: test.things index: email_1 dup key: { email: \"a@b\" }";
    assert_eq!(write.message, expected);
}

#[tokio::test]
async fn what_is_not_known_is_refused_by_name() {
    let world = World::new().await;
    let db = world.db();
    for (command, expected) in [
        (doc! { "mapReduce": "things" }, 59),
        (doc! { "find": "things", "filter": { "$where": "1" } }, 238),
        (doc! { "find": "things", "filter": { "a": { "$foo": 1 } } }, 2),
        (doc! { "find": "things", "foo": 1 }, 40415),
        (doc! { "find": "things", "collation": { "locale": "de" } }, 238),
        (doc! { "createIndexes": "things", "indexes": [{ "key": { "a": "text" }, "name": "a_text" }] }, 238),
        (doc! { "create": "things", "capped": true }, 238),
        (doc! { "aggregate": "things", "pipeline": [{ "$changeStream": {} }], "cursor": {} }, 238),
        (doc! { "aggregate": "things", "pipeline": [{ "$foo": {} }], "cursor": {} }, 40324),
    ] {
        let error = db.run_command(command.clone()).await.unwrap_err();
        assert_eq!(code(&error), expected, "{command}: {error}");
    }
}

#[tokio::test]
async fn values_of_all_types_sort_in_mongodbs_order() {
    let world = World::new().await;
    let things = world.things();
    let decimal = |text: &str| Bson::Decimal128(text.parse().unwrap());
    let ordered = vec![
        Bson::MinKey,
        Bson::Array(vec![]),
        Bson::Null,
        Bson::Int32(-1),
        decimal("0.5"),
        Bson::Double(9_007_199_254_740_992.0),
        Bson::Int64(9_007_199_254_740_993),
        decimal("99999999999999999999"),
        Bson::from("a"),
        Bson::Document(doc! { "x": 1 }),
        Bson::Boolean(false),
        Bson::Boolean(true),
        Bson::DateTime(mongodb::bson::DateTime::from_millis(0)),
        Bson::MaxKey,
    ];
    let documents = ordered.iter().enumerate().rev();
    let documents: Vec<Document> = documents.map(|(n, v)| doc! { "_id": i32::try_from(n).unwrap(), "v": v }).collect();
    things.insert_many(documents).await.unwrap();
    for with_index in [false, true] {
        if with_index {
            things.create_index(IndexModel::builder().keys(doc! { "v": 1 }).build()).await.unwrap();
        }
        let found: Vec<Document> =
            things.find(doc! {}).sort(doc! { "v": 1 }).await.unwrap().try_collect().await.unwrap();
        let order: Vec<usize> = found.iter().map(|d| usize::try_from(d.get_i32("_id").unwrap()).unwrap()).collect();
        assert_eq!(order, (0..ordered.len()).collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn an_unordered_insert_goes_on_after_a_failure() {
    let world = World::new().await;
    let things = world.things();
    let documents = || [doc! { "_id": 1 }, doc! { "_id": 1 }, doc! { "_id": 2 }];
    let error = things.insert_many(documents()).ordered(false).await.unwrap_err();
    assert_eq!(code(&error), 11000);
    assert_eq!(all(&things, doc! {}).await.len(), 2);
    world.db().drop().await.unwrap();
    things.insert_many(documents()).await.unwrap_err();
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1 }]);
}

#[tokio::test]
async fn whole_decimals_are_counted_exactly_through_the_driver() {
    let world = World::new().await;
    let things = world.things();
    let decimal = |text: &str| Bson::Decimal128(text.parse().unwrap());
    things.insert_one(doc! { "_id": 1, "units": decimal("123456789012345678901234567890") }).await.unwrap();
    let enough = doc! { "_id": 1, "units": { "$gte": decimal("123456789012345678901234567890") } };
    let taken = doc! { "$inc": { "units": decimal("-123456789012345678901234567889") } };
    assert_eq!(things.update_one(enough.clone(), taken.clone()).await.unwrap().modified_count, 1);
    assert_eq!(things.update_one(enough, taken).await.unwrap().matched_count, 0);
    assert_eq!(all(&things, doc! {}).await, [doc! { "_id": 1, "units": decimal("1") }]);
}

#[cfg(not(feature = "fail-points"))]
#[tokio::test]
async fn nobody_makes_a_release_build_fail_on_purpose() {
    let world = World::new().await;
    let point = doc! { "configureFailPoint": "failCommand", "mode": "alwaysOn", "data": { "failCommands": ["find"] } };
    let error = world.database("admin").run_command(point).await.unwrap_err();
    assert_eq!(code(&error), 59, "{error}");
}
