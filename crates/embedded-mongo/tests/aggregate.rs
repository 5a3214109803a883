//! Pipelines through the official driver.

#![allow(clippy::unwrap_used)]

mod common;

use common::World;
use futures::TryStreamExt;
use mongodb::bson::{Bson, Document, doc};

async fn run(world: &World, pipeline: Vec<Document>) -> Vec<Document> {
    world.things().aggregate(pipeline).await.unwrap().try_collect().await.unwrap()
}

async fn shop() -> World {
    let world = World::new().await;
    let decimal = |text: &str| Bson::Decimal128(text.parse().unwrap());
    let orders = [
        doc! { "_id": 1, "who": "a", "units": decimal("10000000000000000000"), "tags": ["x", "y"] },
        doc! { "_id": 2, "who": "b", "units": decimal("1"), "tags": [] },
        doc! { "_id": 3, "who": "a", "units": decimal("2"), "tags": ["x"] },
    ];
    world.things().insert_many(orders).await.unwrap();
    let people = [doc! { "_id": "a", "name": "Ann" }, doc! { "_id": "b", "name": "Bob" }];
    world.db().collection::<Document>("people").insert_many(people).await.unwrap();
    world
}

#[tokio::test]
async fn groups_are_summed_exactly() {
    let world = shop().await;
    let grouped = run(
        &world,
        vec![
            doc! { "$group": { "_id": "$who", "total": { "$sum": "$units" }, "n": { "$count": {} } } },
            doc! { "$sort": { "_id": 1 } },
        ],
    )
    .await;
    assert_eq!(grouped[0].get_decimal128("total").unwrap().to_string(), "10000000000000000002");
    assert_eq!(grouped[1], doc! { "_id": "b", "total": Bson::Decimal128("1".parse().unwrap()), "n": 1 });
}

#[tokio::test]
async fn arrays_are_unwound_and_others_joined() {
    let world = shop().await;
    let pipeline = vec![
        doc! { "$unwind": "$tags" },
        doc! { "$sort": { "_id": 1, "tags": 1 } },
        doc! { "$lookup": { "from": "people", "localField": "who", "foreignField": "_id", "as": "person" } },
        doc! { "$project": { "tags": 1, "name": { "$arrayElemAt": ["$person.name", 0] } } },
    ];
    assert_eq!(
        run(&world, pipeline).await,
        [
            doc! { "_id": 1, "tags": "x", "name": "Ann" },
            doc! { "_id": 1, "tags": "y", "name": "Ann" },
            doc! { "_id": 3, "tags": "x", "name": "Ann" },
        ]
    );
    let by_pipeline = vec![
        doc! { "$match": { "_id": 2 } },
        doc! { "$lookup": {
            "from": "people", "let": { "who": "$who" }, "as": "person",
            "pipeline": [{ "$match": { "$expr": { "$eq": ["$_id", "$$who"] } } }, { "$project": { "_id": 0 } }],
        } },
        doc! { "$replaceRoot": { "newRoot": { "$arrayElemAt": ["$person", 0] } } },
    ];
    assert_eq!(run(&world, by_pipeline).await, [doc! { "name": "Bob" }]);
}

#[tokio::test]
async fn stages_reshape_and_count() {
    let world = shop().await;
    let added = vec![
        doc! { "$match": { "who": "a" } },
        doc! { "$sort": { "_id": -1 } },
        doc! { "$limit": 1 },
        doc! { "$addFields": { "n_tags": { "$size": "$tags" }, "deep.er": 1 } },
        doc! { "$unset": ["units", "tags"] },
    ];
    assert_eq!(run(&world, added).await, [doc! { "_id": 3, "who": "a", "n_tags": 1, "deep": { "er": 1 } }]);
    assert_eq!(run(&world, vec![doc! { "$count": "n" }]).await, [doc! { "n": 3 }]);
    let facets = vec![
        doc! { "$facet": { "all": [{ "$count": "n" }], "first": [{ "$limit": 1 }, { "$project": { "_id": 1 } }] } },
    ];
    assert_eq!(run(&world, facets).await, [doc! { "all": [{ "n": 3 }], "first": [{ "_id": 1 }] }]);
    assert_eq!(world.things().count_documents(doc! {}).await.unwrap(), 3);
    assert_eq!(world.things().count_documents(doc! { "tags": "x" }).await.unwrap(), 2);
}
