//! What processes on one database tell each other: that they are there, and that something changed. Nothing here is the
//! truth of anything; rows are swept after a while.

use crate::{Store, StoreError, collections};
use bson::{DateTime, Document as BsonDocument, doc};
use mongodb::options::FindOptions;
use serde::{Deserialize, Serialize};

/// News that are read at once.
const AT_ONCE: i64 = 200;

/// A process that is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Process {
    /// Its name, which no other has.
    #[serde(rename = "_id")]
    pub name: String,
    /// Grows for as long as it is there.
    pub beats: i64,
    /// It wants to be told.
    pub hears: bool,
}

/// Something that changed, as one process tells the others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct News {
    /// Who tells.
    pub from: String,
    /// Its number, from 1, without gaps.
    pub number: i64,
    /// What changed.
    pub topics: Vec<String>,
}

impl Store {
    /// Says that this process is there; all that are or were.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn note_process(&self, process: &Process) -> Result<Vec<Process>, StoreError> {
        let now = DateTime::now();
        let change = doc! {"$set": {"beats": process.beats, "hears": process.hears, "at": now}};
        let all = self.rows::<BsonDocument>(collections::PROCESSES);
        all.update_one(doc! {"_id": &process.name}, change).upsert(true).await?;
        Self::list_rows(&self.rows(collections::PROCESSES), doc! {}, FindOptions::default()).await
    }

    /// This process is gone.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn forget_process(&self, name: &str) -> Result<(), StoreError> {
        self.rows::<BsonDocument>(collections::PROCESSES).delete_one(doc! {"_id": name}).await?;
        Ok(())
    }

    /// Tells the other processes.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn tell_processes(&self, news: &News) -> Result<(), StoreError> {
        let key = doc! {"from": &news.from, "number": news.number};
        // Told again after an answer that was lost, it is the same.
        let row = doc! {"$setOnInsert": {"topics": &news.topics, "at": DateTime::now()}};
        self.rows::<BsonDocument>(collections::NEWS).update_one(key, row).upsert(true).await?;
        Ok(())
    }

    /// What this process told after that number, in its order.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn news_of(&self, process: &str, after: i64) -> Result<Vec<News>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"number": 1}).limit(AT_ONCE).build();
        let filter = doc! {"from": process, "number": {"$gt": after}};
        Self::list_rows(&self.rows(collections::NEWS), filter, options).await
    }

    /// The number of the last that this process told; 0 when it has told nothing.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn last_news_of(&self, process: &str) -> Result<i64, StoreError> {
        let options = FindOptions::builder().sort(doc! {"number": -1}).limit(1).build();
        let last: Vec<News> = Self::list_rows(&self.rows(collections::NEWS), doc! {"from": process}, options).await?;
        Ok(last.first().map_or(0, |news| news.number))
    }
}
