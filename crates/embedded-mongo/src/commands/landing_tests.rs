use super::*;
use crate::{
    commands::{Host, answer},
    storage::{Change, MemoryStorage, Snapshot, Storage},
};
use bson::{Bson, doc, spec::BinarySubtype};
use std::sync::{Arc, Mutex, mpsc};

/// Writes a batch only when it is told how that ends.
struct Gated {
    memory: MemoryStorage,
    ends: Mutex<mpsc::Receiver<Result<(), StorageError>>>,
}

impl Storage for Gated {
    fn snapshot(&self) -> Result<Arc<dyn Snapshot>, StorageError> {
        self.memory.snapshot()
    }

    fn apply(&self, changes: Vec<Change>) -> Result<(), StorageError> {
        self.ends.lock().unwrap().recv().unwrap()?;
        self.memory.apply(changes)
    }
}

struct House {
    core: Arc<Core>,
    ends: mpsc::Sender<Result<(), StorageError>>,
}

/// An engine whose collection is there, with one document written in an open transaction.
fn house() -> House {
    let (ends, told) = mpsc::channel();
    let core = Core::start(Arc::new(Gated { memory: MemoryStorage::default(), ends: Mutex::new(told) })).unwrap();
    let house = House { core: Arc::new(core), ends };
    house.ends.send(Ok(())).unwrap();
    house.run(&doc! { "create": "things", "$db": "test" });
    let insert = doc! { "insert": "things", "documents": [{ "_id": 1 }], "$db": "test", "startTransaction": true };
    house.run(&numbered(insert));
    house
}

impl House {
    fn run(&self, body: &Document) -> Document {
        let host = Host { address: String::new(), connection_id: 1 };
        answer(&self.core, &host, body).unwrap()
    }

    fn found(&self) -> usize {
        let reply = self.run(&doc! { "find": "things", "filter": {}, "$db": "test" });
        reply.get_document("cursor").unwrap().get_array("firstBatch").unwrap().len()
    }
}

fn numbered(mut body: Document) -> Document {
    let id = Bson::Binary(bson::Binary { subtype: BinarySubtype::Uuid, bytes: vec![7; 16] });
    body.extend(doc! { "lsid": { "id": id }, "txnNumber": 1_i64, "autocommit": false });
    body
}

fn commit() -> Document {
    numbered(doc! { "commitTransaction": 1, "$db": "admin" })
}

#[tokio::test]
async fn a_commit_begins_without_waiting_and_answers_when_it_is_durable() {
    let house = house();
    let landing = Landing::begin(&house.core, &commit()).expect("nobody is in its way");
    assert_eq!(house.found(), 0, "it is not durable yet");
    assert!(Landing::begin(&house.core, &commit()).is_none(), "a repeat has to wait, so it is not begun here");
    house.ends.send(Ok(())).unwrap();
    assert_eq!(landing.answer(&house.core).await.get_f64("ok").ok(), Some(1.0));
    assert_eq!(house.found(), 1);
    assert_eq!(house.run(&commit()).get_f64("ok").ok(), Some(1.0), "said again, it is committed");
}

#[tokio::test]
async fn a_commit_that_cannot_be_made_durable_says_so_and_has_written_nothing() {
    let house = house();
    let landing = Landing::begin(&house.core, &commit()).expect("nobody is in its way");
    house.ends.send(Err(StorageError("the disk is full".into()))).unwrap();
    let reply = landing.answer(&house.core).await;
    assert_eq!(reply.get_f64("ok").ok(), Some(0.0), "{reply}");
    assert!(reply.get_str("errmsg").unwrap().contains("the disk is full"), "{reply}");
    assert_eq!(house.found(), 0);
    assert_eq!(house.run(&commit()).get_i32("code").ok(), Some(251), "there is no such transaction any more");
}

#[tokio::test]
async fn collections_stay_as_they_are_until_a_commit_has_landed() {
    let house = house();
    let landing = Landing::begin(&house.core, &commit()).expect("nobody is in its way");
    assert!(house.core.steady_schema_at_once().is_some(), "others may write");
    let core = Arc::clone(&house.core);
    let host = Host { address: String::new(), connection_id: 2 };
    let dropping = std::thread::spawn(move || answer(&core, &host, &doc! { "drop": "things", "$db": "test" }).unwrap());
    house.ends.send(Ok(())).unwrap();
    house.ends.send(Ok(())).unwrap();
    assert_eq!(landing.answer(&house.core).await.get_f64("ok").ok(), Some(1.0), "the commit was first");
    assert_eq!(dropping.join().unwrap().get_f64("ok").ok(), Some(1.0));
    assert_eq!(house.found(), 0);
}

#[tokio::test]
async fn what_is_no_commit_or_none_of_this_session_is_left_to_the_table() {
    let house = house();
    let other = doc! { "commitTransaction": 1, "$db": "admin", "lsid": { "id": 3 }, "txnNumber": 1_i64 };
    let older = doc! { "txnNumber": 0_i64 };
    let mut of_older = commit();
    of_older.extend(older);
    for body in [doc! {}, doc! { "ping": 1 }, numbered(doc! { "abortTransaction": 1 }), other, of_older] {
        assert!(Landing::begin(&house.core, &body).is_none(), "{body}");
    }
}
