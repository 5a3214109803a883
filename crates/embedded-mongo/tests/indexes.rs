//! Indexes keep promises (unique, partial, sparse, TTL), and what they find is the same as without them.

#![allow(clippy::unwrap_used)]

mod common;

use std::time::Duration;

use common::{World, code, ids};
use futures::TryStreamExt;
use mongodb::{
    Collection, IndexModel,
    bson::{Bson, DateTime, Document, doc},
    options::IndexOptions,
};

async fn index(things: &Collection<Document>, keys: Document, options: IndexOptions) {
    things.create_index(IndexModel::builder().keys(keys).options(options).build()).await.unwrap();
}

fn unique() -> IndexOptions {
    IndexOptions::builder().unique(true).build()
}

async fn refused(things: &Collection<Document>, document: Document) -> i32 {
    code(&things.insert_one(document).await.unwrap_err())
}

#[tokio::test]
async fn equal_numbers_of_any_type_are_one_unique_key() {
    let world = World::new().await;
    let things = world.things();
    index(&things, doc! { "k": 1 }, unique()).await;
    things.insert_one(doc! { "k": 1 }).await.unwrap();
    let decimal = Bson::Decimal128("1.00".parse().unwrap());
    for same in [Bson::Int64(1), Bson::Double(1.0), decimal] {
        assert_eq!(refused(&things, doc! { "k": same }).await, 11000);
    }
    for other in [Bson::Boolean(true), Bson::from("1"), Bson::Array(vec![]), Bson::Document(doc! {}), Bson::Null] {
        things.insert_one(doc! { "k": other }).await.unwrap();
    }
    assert_eq!(refused(&things, doc! { "other": 1 }).await, 11000, "missing counts as null");
}

#[tokio::test]
async fn a_unique_key_of_an_array_is_each_of_its_elements() {
    let world = World::new().await;
    let things = world.things();
    index(&things, doc! { "k": 1 }, unique()).await;
    things.insert_one(doc! { "k": [5, 5] }).await.unwrap();
    assert_eq!(refused(&things, doc! { "k": [5, 6] }).await, 11000);
    things.insert_one(doc! { "k": [7] }).await.unwrap();
    index(&things, doc! { "a": 1, "b": 1 }, IndexOptions::default()).await;
    assert_eq!(refused(&things, doc! { "k": 9, "a": [1], "b": [1] }).await, 171);
}

#[tokio::test]
async fn a_partial_unique_key_holds_only_for_what_matches() {
    let world = World::new().await;
    let things = world.things();
    let options = IndexOptions::builder().unique(true).partial_filter_expression(doc! { "open": true }).build();
    index(&things, doc! { "k": 1 }, options).await;
    things
        .insert_many([doc! { "_id": 1, "k": 1, "open": true }, doc! { "_id": 2, "k": 1, "open": false }])
        .await
        .unwrap();
    let error = things.update_one(doc! { "_id": 2 }, doc! { "$set": { "open": true } }).await.unwrap_err();
    assert_eq!(code(&error), 11000);
    things.update_one(doc! { "_id": 1 }, doc! { "$set": { "open": false } }).await.unwrap();
    things.update_one(doc! { "_id": 2 }, doc! { "$set": { "open": true } }).await.unwrap();
    assert_eq!(ids(&things, doc! { "k": 1 }).await, [Bson::Int32(1), Bson::Int32(2)]);
    let refused = IndexOptions::builder().partial_filter_expression(doc! { "a": { "$ne": 1 } }).build();
    let model = IndexModel::builder().keys(doc! { "z": 1 }).options(refused).build();
    assert_eq!(code(&things.create_index(model).await.unwrap_err()), 67);
}

#[tokio::test]
async fn a_sparse_unique_key_skips_missing_but_not_null() {
    let world = World::new().await;
    let things = world.things();
    index(&things, doc! { "k": 1 }, IndexOptions::builder().unique(true).sparse(true).build()).await;
    things.insert_many([doc! { "_id": 1 }, doc! { "_id": 2 }, doc! { "_id": 3, "k": null }]).await.unwrap();
    assert_eq!(refused(&things, doc! { "k": null }).await, 11000);
    assert_eq!(ids(&things, doc! { "k": null }).await.len(), 3);
}

#[tokio::test]
async fn an_index_over_duplicates_is_not_built() {
    let world = World::new().await;
    let things = world.things();
    things.insert_many([doc! { "k": 1 }, doc! { "k": 1.0 }]).await.unwrap();
    let model = IndexModel::builder().keys(doc! { "k": 1 }).options(unique()).build();
    assert_eq!(code(&things.create_index(model).await.unwrap_err()), 11000);
    assert_eq!(things.list_index_names().await.unwrap(), ["_id_"]);
}

#[tokio::test]
async fn the_same_index_is_made_once_and_another_of_its_name_is_refused() {
    let world = World::new().await;
    let things = world.things();
    index(&things, doc! { "a": 1, "b": -1 }, IndexOptions::default()).await;
    index(&things, doc! { "a": 1, "b": -1 }, IndexOptions::default()).await;
    assert_eq!(things.list_index_names().await.unwrap(), ["_id_", "a_1_b_-1"]);
    let named = |name: &str| IndexOptions::builder().name(name.to_owned()).build();
    let other_keys = IndexModel::builder().keys(doc! { "c": 1 }).options(named("a_1_b_-1")).build();
    assert_eq!(code(&things.create_index(other_keys).await.unwrap_err()), 86);
    let other_name = IndexModel::builder().keys(doc! { "a": 1, "b": -1 }).options(named("x")).build();
    assert_eq!(code(&things.create_index(other_name).await.unwrap_err()), 85);
    things.drop_index("a_1_b_-1").await.unwrap();
    assert_eq!(code(&things.drop_index("a_1_b_-1").await.unwrap_err()), 27);
}

#[tokio::test]
async fn expired_documents_go_and_others_stay() {
    let world = World::new().await;
    let things = world.things();
    index(&things, doc! { "at": 1 }, IndexOptions::builder().expire_after(Duration::from_secs(60)).build()).await;
    let ago = |secs: i64| Bson::DateTime(DateTime::from_millis(DateTime::now().timestamp_millis() - secs * 1000));
    let documents = [
        doc! { "_id": "old", "at": ago(100) },
        doc! { "_id": "young", "at": ago(10) },
        doc! { "_id": "lowest of several", "at": [ago(10), ago(100)] },
        doc! { "_id": "no date", "at": "yesterday" },
        doc! { "_id": "missing" },
    ];
    things.insert_many(documents).await.unwrap();
    world.serving.sweep_now().await;
    assert_eq!(ids(&things, doc! {}).await, [Bson::from("missing"), Bson::from("no date"), Bson::from("young")]);
}

#[tokio::test]
async fn pages_come_in_the_order_of_the_index() {
    let world = World::new().await;
    let things = world.things();
    index(&things, doc! { "who": 1, "at": -1 }, IndexOptions::default()).await;
    things.insert_many((0..300).map(|n| doc! { "_id": n, "who": n % 3, "at": n })).await.unwrap();
    let page = things.find(doc! { "who": { "$in": [0, 1] } }).sort(doc! { "at": -1 }).skip(2).limit(4).await.unwrap();
    let page: Vec<Document> = page.try_collect().await.unwrap();
    let seen: Vec<i32> = page.iter().map(|document| document.get_i32("at").unwrap()).collect();
    assert_eq!(seen, [295, 294, 292, 291]);
    let after = things.find(doc! { "who": 2, "at": { "$lt": 10 } }).sort(doc! { "at": 1 }).await.unwrap();
    let after: Vec<Document> = after.try_collect().await.unwrap();
    assert_eq!(after.iter().map(|d| d.get_i32("at").unwrap()).collect::<Vec<_>>(), [2, 5, 8]);
}
