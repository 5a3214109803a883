//! Reads of the queue. Claiming is an ordinary save: the version check is the compare-and-set.

use crate::{Commit, Document, Store, StoreError};
use bson::{Bson, DateTime, Document as BsonDocument, doc};
use domain::{
    Timestamp,
    machine::Word,
    tasks::{DeedKind, Lane, PausedKind, ScheduledTask, TaskRun, TaskStatus},
};
use mongodb::options::FindOptions;

/// What of the queue is asked for. Without a status: what somebody will still do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct TaskFilter {
    pub status: Option<TaskStatus>,
    pub kind: Option<DeedKind>,
}

/// Tasks of one kind that are not over: how many stand where, and when the next is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct KindCount {
    pub kind: DeedKind,
    pub status: TaskStatus,
    pub count: u64,
    /// The earliest time of them.
    pub next: Timestamp,
}

impl Commit {
    /// A task that a deed causes, where one of this name may have come to its end before: its place is taken.
    pub fn task_anew(self, task: &ScheduledTask) -> Self {
        let ended = doc! {"key": &task.key, "status": {"$in": ["completed", "cancelled"]}};
        self.forget(ScheduledTask::COLLECTION, ended).task(task)
    }
}

impl Store {
    /// Tasks of a lane whose time has come and that nobody holds, longest due first; then those whose lease has ended.
    /// Kinds that are paused are left where they are.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn due_tasks(&self, lane: Lane, now: Timestamp, limit: i64) -> Result<Vec<ScheduledTask>, StoreError> {
        let paused: Vec<BsonDocument> = self.paused_kinds().await?.iter().map(|paused| of_kind(paused.id)).collect();
        let now = Bson::DateTime(DateTime::from_millis(now.millis()));
        let options = || FindOptions::builder().sort(doc! {"run_at": 1}).limit(limit).build();
        let mut waiting = doc! {"status": {"$in": ["pending", "failed"]}, "run_at": {"$lte": now.clone()}};
        let mut abandoned = doc! {"status": "locked", "locked_until": {"$lte": now}};
        for asked in [&mut waiting, &mut abandoned] {
            asked.extend(in_lane(lane));
        }
        if !paused.is_empty() {
            waiting.insert("$nor", paused.clone());
            abandoned.insert("$nor", paused);
        }
        let mut due: Vec<ScheduledTask> = self.list(waiting, options()).await?;
        due.extend(self.list::<ScheduledTask>(abandoned, options()).await?);
        Ok(due)
    }

    /// The task under this key, whatever became of it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn task_of(&self, key: &str) -> Result<Option<ScheduledTask>, StoreError> {
        self.first(doc! {"key": key}).await
    }

    /// Tasks as asked: the next to run first, and of what is over the last.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn tasks(&self, filter: &TaskFilter, limit: i64) -> Result<Vec<ScheduledTask>, StoreError> {
        let mut wanted = filter.kind.map_or_else(BsonDocument::new, of_kind);
        match filter.status {
            Some(status) => wanted.insert("status", status.word()),
            None => wanted.insert("status", doc! {"$in": ["pending", "failed", "locked"]}),
        };
        let comes_up = filter.status.is_none_or(TaskStatus::is_live);
        let sort = if comes_up {
            doc! {"run_at": 1, "_id": 1}
        } else {
            doc! {"run_at": -1, "_id": -1}
        };
        self.list(wanted, FindOptions::builder().sort(sort).limit(limit).build()).await
    }

    /// What is not over, counted by kind and status.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn task_counts(&self) -> Result<Vec<KindCount>, StoreError> {
        let kind = doc! {"$arrayElemAt": [{"$split": ["$key", ":"]}, 0]};
        let steps = [
            doc! {"$match": {"status": {"$in": ["pending", "failed", "locked", "dead"]}}},
            doc! {"$group": {
                "_id": {"kind": kind, "status": "$status"}, "count": {"$sum": 1_i64}, "next": {"$min": "$run_at"},
            }},
        ];
        let mut groups = self.of::<ScheduledTask>().aggregate(steps).await?;
        let mut counts = Vec::new();
        while groups.advance().await? {
            counts.extend(counted(&groups.deserialize_current()?));
        }
        Ok(counts)
    }

    /// Rows of the queue's history, the newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn task_runs(&self, kind: Option<DeedKind>, limit: i64) -> Result<Vec<TaskRun>, StoreError> {
        let wanted = kind.map_or_else(BsonDocument::new, |kind| doc! {"kind": kind.word()});
        self.list(wanted, FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()).await
    }

    /// Kinds that an admin has stopped for a while.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn paused_kinds(&self) -> Result<Vec<PausedKind>, StoreError> {
        self.list(doc! {}, FindOptions::builder().sort(doc! {"_id": 1}).build()).await
    }
}

/// The deeds of a lane. What leaves the house by something that may be slow has lanes of its own.
fn in_lane(lane: Lane) -> BsonDocument {
    let is = |there: bool| doc! {"$exists": there};
    match lane {
        Lane::Post => doc! {"deed.send_letter": is(true)},
        Lane::Bot => {
            doc! {"$or": [{"deed.send_telegram": is(true)}, {"deed.answer_telegram": is(true)}, {"deed": "mind_bot"}]}
        }
        Lane::House => doc! {
            "deed.send_letter": is(false), "deed.send_telegram": is(false), "deed.answer_telegram": is(false),
            "deed": {"$ne": "mind_bot"},
        },
    }
}

/// A key is its kind, or begins with it and a colon.
fn of_kind(kind: DeedKind) -> BsonDocument {
    doc! {"key": {"$gte": kind.word(), "$lt": format!("{kind};")}}
}

fn counted(group: &BsonDocument) -> Option<KindCount> {
    let id = group.get_document("_id").ok()?;
    Some(KindCount {
        kind: id.get_str("kind").ok()?.parse().ok()?,
        status: id.get_str("status").ok()?.parse().ok()?,
        count: u64::try_from(group.get_i64("count").ok()?).ok()?,
        next: Timestamp::from_millis(group.get_datetime("next").ok()?.timestamp_millis()),
    })
}
