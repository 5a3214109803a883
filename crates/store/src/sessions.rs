//! Signed-in browsers: tower-sessions' records in our database. Expired rows are refused on read; the
//! TTL index sweeps them later. A row is found by the hash of the session's id: whoever reads the database
//! learns no id that opens anything.

use crate::{Commit, Store, collections};
use async_trait::async_trait;
use bson::{Binary, DateTime, doc, spec::BinarySubtype};
use domain::UserId;
use mongodb::Collection;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use tower_sessions_core::{
    session::{Id, Record},
    session_store::{Error, Result, SessionStore as Sessions},
};

/// A row: the session's data as JSON bytes.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Row {
    /// The id's hash.
    #[serde(rename = "_id")]
    pub(crate) id: String,
    pub(crate) data: Binary,
    pub(crate) expire_at: DateTime,
    /// Whose session, lifted out of the data so that a person's sessions can be listed and ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) user_id: Option<String>,
}

/// The session store that tower-sessions asks for.
#[derive(Clone, Debug)]
pub struct SessionStore(Collection<Row>);

/// The key in a session's data under which the signed-in user's id stands.
pub const USER_KEY: &str = "user_id";

impl Commit {
    /// Every session of this person ends with this write.
    pub fn end_sessions(self, user: UserId) -> Self {
        self.forget(collections::SESSIONS, doc! {"user_id": user.to_string()})
    }
}

impl Store {
    /// The session store on this database.
    pub fn sessions(&self) -> SessionStore {
        SessionStore(self.rows(collections::SESSIONS))
    }
}

impl SessionStore {
    /// What the database calls this session.
    pub fn name_of(id: &Id) -> String {
        hashed(id)
    }
}

#[async_trait]
impl Sessions for SessionStore {
    async fn create(&self, record: &mut Record) -> Result<()> {
        loop {
            match self.0.insert_one(row(record)?).await.map_err(crate::StoreError::from) {
                Ok(_) => return Ok(()),
                // `_id` is unique: on a collision draw again.
                Err(crate::StoreError::Duplicate { .. }) => record.id = Id::default(),
                Err(error) => return Err(backend(error)),
            }
        }
    }

    /// Only what is there: a request that is still running must not bring an ended session back.
    async fn save(&self, record: &Record) -> Result<()> {
        let row = row(record)?;
        self.0.replace_one(doc! {"_id": &row.id}, &row).upsert(false).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let filter = doc! {"_id": hashed(id), "expire_at": {"$gt": DateTime::now()}};
        let Some(row) = self.0.find_one(filter).await.map_err(backend)? else {
            return Ok(None);
        };
        let nanos = i128::from(row.expire_at.timestamp_millis()) * 1_000_000;
        let expiry_date = time::OffsetDateTime::from_unix_timestamp_nanos(nanos).map_err(decode)?;
        let data = serde_json::from_slice(&row.data.bytes).map_err(decode)?;
        Ok(Some(Record { id: *id, data, expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.delete_one(doc! {"_id": hashed(id)}).await.map_err(backend)?;
        Ok(())
    }
}

/// An id is 128 random bits: nothing slower than SHA-256 is needed to hide it.
fn hashed(id: &Id) -> String {
    hex::encode(Sha256::digest(id.to_string().as_bytes()))
}

fn row(record: &Record) -> Result<Row> {
    let bytes = serde_json::to_vec(&record.data).map_err(|error| Error::Encode(error.to_string()))?;
    let millis = record.expiry_date.unix_timestamp_nanos() / 1_000_000;
    Ok(Row {
        id: hashed(&record.id),
        data: Binary { subtype: BinarySubtype::Generic, bytes },
        expire_at: DateTime::from_millis(i64::try_from(millis).unwrap_or(i64::MAX)),
        user_id: record.data.get(USER_KEY).and_then(|id| id.as_str()).map(str::to_owned),
    })
}

fn backend(error: impl std::fmt::Display) -> Error {
    Error::Backend(error.to_string())
}

fn decode(error: impl std::fmt::Display) -> Error {
    Error::Decode(error.to_string())
}
