//! What was acknowledged is there after a crash.

#![allow(clippy::print_stdout, clippy::unwrap_used)] // The child tells its parent through its output.

mod common;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use common::{code, ids, send};
use embedded_mongo::{Engine, OpenError, attach};
use mongodb::{
    Client, Collection,
    bson::{Bson, Document, Uuid, doc},
};

const FOLDER: &str = "EMBEDDED_MONGO_CRASH_FOLDER";

async fn things(uri: &str) -> Collection<Document> {
    Client::with_uri_str(uri).await.unwrap().database("test").collection("things")
}

/// Not a test of its own: the process that is killed.
#[tokio::test]
async fn child_that_writes_until_it_is_killed() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    let attached = attach(Path::new(&folder)).await.unwrap();
    let things = things(&attached.uri).await;
    let writers = (0..4).map(|writer| {
        let things = things.clone();
        tokio::spawn(async move {
            for n in 0.. {
                things.insert_one(doc! { "_id": writer * 1_000_000 + n, "n": n }).await.unwrap();
                println!("acknowledged {}", writer * 1_000_000 + n);
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
}

#[tokio::test]
async fn a_killed_process_loses_nothing_that_it_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let mut acknowledged = Vec::new();
    for round in 0..2 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child_that_writes_until_it_is_killed", "--nocapture"])
            .env(FOLDER, folder.path().join(round.to_string()))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut numbers = lines
            .map_while(Result::ok)
            .filter_map(|line| Some(line.rsplit_once("acknowledged ")?.1.parse::<i32>().unwrap()));
        acknowledged.extend(numbers.by_ref().take(150));
        child.kill().unwrap();
        child.wait().unwrap();
        // What was printed before the kill but not read yet was acknowledged too.
        acknowledged.extend(numbers);
        let attached = attach(&folder.path().join(round.to_string())).await.unwrap();
        let things = things(&attached.uri).await;
        let found = ids(&things, doc! {}).await;
        for number in acknowledged.drain(..) {
            assert!(found.contains(&Bson::Int32(number)), "{number} was acknowledged and is lost");
        }
        things.insert_one(doc! { "_id": "after" }).await.unwrap();
        attached.serving.unwrap().stop().await;
    }
}

#[tokio::test]
async fn a_store_is_the_same_after_it_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let lsid = doc! { "id": Bson::from(Uuid::new()) };
    let add = doc! {
        "findAndModify": "things", "query": { "_id": 1 }, "update": { "$inc": { "n": 1 } }, "upsert": true,
        "new": true, "lsid": lsid, "txnNumber": 1_i64, "$db": "test",
    };
    for _ in 0..2 {
        let attached = attach(folder.path()).await.unwrap();
        let things = things(&attached.uri).await;
        let unique = mongodb::options::IndexOptions::builder().unique(true).build();
        things
            .create_index(mongodb::IndexModel::builder().keys(doc! { "k": 1 }).options(unique).build())
            .await
            .unwrap();
        let (socket, again) = (folder.path().join("engine.sock"), add.clone());
        let reply = tokio::task::spawn_blocking(move || send(&socket, &again)).await.unwrap();
        assert_eq!(reply.get_document("value").unwrap().get_i32("n").unwrap(), 1, "done once, also after a restart");
        assert_eq!(code(&things.insert_one(doc! { "_id": 2 }).await.unwrap_err()), 11000, "k is null twice");
        assert_eq!(things.list_index_names().await.unwrap(), ["_id_", "k_1"]);
        attached.serving.unwrap().stop().await;
    }
}

#[tokio::test]
async fn a_second_attach_uses_the_engine_that_runs() {
    let folder = tempfile::tempdir().unwrap();
    let first = attach(folder.path()).await.unwrap();
    let second = attach(folder.path()).await.unwrap();
    assert!(first.serving.is_some() && second.serving.is_none());
    assert_eq!(first.uri, second.uri);
    things(&first.uri).await.insert_one(doc! { "_id": 1 }).await.unwrap();
    assert_eq!(ids(&things(&second.uri).await, doc! {}).await.len(), 1);
    assert!(matches!(Engine::open(folder.path()), Err(OpenError::InUse(_))));
    first.serving.unwrap().stop().await;
    let third = attach(folder.path()).await.unwrap();
    assert!(third.serving.is_some(), "the first one has ended");
}

#[cfg(unix)]
#[tokio::test]
async fn only_the_owner_can_reach_the_socket() {
    use std::os::unix::fs::PermissionsExt;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("data");
    let attached = attach(&folder).await.unwrap();
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("engine.sock")), 0o600);
    drop(attached);
}

#[tokio::test]
async fn a_folder_with_a_long_name_is_reached_too() {
    let outer = tempfile::tempdir().unwrap();
    let attached = attach(&outer.path().join("long".repeat(40))).await.unwrap();
    things(&attached.uri).await.insert_one(doc! { "_id": 1 }).await.unwrap();
    attached.serving.unwrap().stop().await;
}
