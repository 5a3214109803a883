//! An engine on a socket and a driver on the engine.
#![allow(dead_code, clippy::unwrap_used)]

use std::ops::Deref;

use embedded_mongo::{Engine, Serving};
use mongodb::{
    Client, Collection, Database,
    bson::{Bson, Document},
    error::{Error, ErrorKind, WriteFailure},
};

pub struct World {
    pub client: Client,
    pub serving: Serving,
    folder: tempfile::TempDir,
}

impl Deref for World {
    type Target = Client;
    fn deref(&self) -> &Client {
        &self.client
    }
}

impl World {
    pub async fn new() -> Self {
        Self::with(Engine::in_memory()).await
    }

    pub async fn with(engine: Engine) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let serving = engine.serve(&folder.path().join("e.sock")).await.unwrap();
        let client = Client::with_uri_str(serving.uri()).await.unwrap();
        Self { client, serving, folder }
    }

    pub fn socket(&self) -> std::path::PathBuf {
        self.folder.path().join("e.sock")
    }

    pub fn db(&self) -> Database {
        self.client.database("test")
    }

    pub fn things(&self) -> Collection<Document> {
        self.db().collection("things")
    }
}

/// The server's code of a failure, wherever the driver keeps it.
pub fn code(error: &Error) -> i32 {
    match error.kind.as_ref() {
        ErrorKind::Command(command) => command.code,
        ErrorKind::Write(WriteFailure::WriteError(write)) => write.code,
        ErrorKind::InsertMany(many) => many.write_errors.as_ref().map_or(0, |errors| errors[0].code),
        other => panic!("no code in {other:?}"),
    }
}

pub async fn all(collection: &Collection<Document>, filter: Document) -> Vec<Document> {
    use futures::TryStreamExt;
    collection.find(filter).await.unwrap().try_collect().await.unwrap()
}

/// The `_id`s of what a filter finds, in `_id` order.
pub async fn ids(collection: &Collection<Document>, filter: Document) -> Vec<Bson> {
    use futures::TryStreamExt;
    let found = collection.find(filter).sort(mongodb::bson::doc! { "_id": 1 }).await.unwrap();
    let found: Vec<Document> = found.try_collect().await.unwrap();
    found.into_iter().map(|document| document["_id"].clone()).collect()
}

/// Sends a command as it is, without a driver that adds a session of its own.
pub fn send(socket: &std::path::Path, command: &Document) -> Document {
    use std::io::{Read, Write};
    let body = command.to_vec().unwrap();
    let length = i32::try_from(21 + body.len()).unwrap();
    let mut message = Vec::new();
    for field in [length, 1, 0, 2013, 0] {
        message.extend(field.to_le_bytes());
    }
    message.push(0);
    message.extend(body);
    let mut stream = std::os::unix::net::UnixStream::connect(socket).unwrap();
    stream.write_all(&message).unwrap();
    let mut head = [0; 21];
    stream.read_exact(&mut head).unwrap();
    Document::from_reader(stream).unwrap()
}
