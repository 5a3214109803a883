//! A hundred thousand documents: run by hand with `--ignored --nocapture`, best with `--release`.

#![allow(clippy::print_stdout, clippy::unwrap_used)]

mod common;

use std::time::Instant;

use embedded_mongo::{Engine, attach};
use futures::TryStreamExt;
use mongodb::{
    Client, IndexModel,
    bson::{Document, doc},
};

#[tokio::test]
#[ignore = "takes a while and prints times instead of judging them"]
async fn a_hundred_thousand_documents_open_and_answer_quickly() {
    let folder = tempfile::tempdir().unwrap();
    let attached = attach(folder.path()).await.unwrap();
    let client = Client::with_uri_str(&attached.uri).await.unwrap();
    let things = client.database("test").collection::<Document>("things");
    for keys in [doc! { "who": 1, "at": -1 }, doc! { "at": -1 }] {
        things.create_index(IndexModel::builder().keys(keys).build()).await.unwrap();
    }
    let start = Instant::now();
    for batch in 0..100 {
        let documents = (0..1000).map(|n| batch * 1000 + n);
        let text = "x".repeat(400);
        things.insert_many(documents.map(|n| doc! { "_id": n, "who": n % 50, "at": n, "text": &text })).await.unwrap();
    }
    println!("load: {:?}", start.elapsed());
    // A copy of the open files is what a crash leaves behind.
    let crashed = tempfile::tempdir().unwrap();
    for name in ["amanat.redb", "amanat.log"] {
        std::fs::copy(folder.path().join(name), crashed.path().join(name)).unwrap();
    }
    attached.serving.unwrap().stop().await;
    for (name, folder) in [("open", &folder), ("open after a crash", &crashed)] {
        let start = Instant::now();
        let engine = Engine::open(folder.path()).unwrap();
        println!("{name}: {:?}", start.elapsed());
        drop(engine);
    }

    let attached = attach(folder.path()).await.unwrap();
    let client = Client::with_uri_str(&attached.uri).await.unwrap();
    let things = client.database("test").collection::<Document>("things");
    things.find_one(doc! { "_id": 1 }).await.unwrap();
    for (name, filter) in [("filtered and sorted page", doc! { "who": 7 }), ("sorted page", doc! {})] {
        let start = Instant::now();
        let page: Vec<Document> =
            things.find(filter).sort(doc! { "at": -1 }).limit(20).await.unwrap().try_collect().await.unwrap();
        println!("{name} of {}: {:?}", page.len(), start.elapsed());
    }
    let start = Instant::now();
    let n = things.count_documents(doc! { "text": "y" }).await.unwrap();
    println!("full walk, {n} found: {:?}", start.elapsed());
    let start = Instant::now();
    let n = things.count_documents(doc! {}).await.unwrap();
    println!("count of {n}: {:?}", start.elapsed());
    let start = Instant::now();
    for n in 0..100 {
        things.update_one(doc! { "_id": n }, doc! { "$inc": { "n": 1 } }).await.unwrap();
    }
    println!("100 durable updates one after the other: {:?}", start.elapsed());
    let start = Instant::now();
    let updates = (0..400).map(|n| {
        let things = things.clone();
        tokio::spawn(async move { things.update_one(doc! { "_id": n }, doc! { "$inc": { "n": 1 } }).await.unwrap() })
    });
    for update in updates.collect::<Vec<_>>() {
        update.await.unwrap();
    }
    println!("400 durable updates at once: {:?}", start.elapsed());
}
