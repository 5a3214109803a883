//! A hand that reaches past every rule into the database, so that tests can show that `audit` notices. Only
//! with the feature `tamper`, which nothing but the workshop turns on.

use crate::{Store, StoreError};
use bson::{Bson, Document as BsonDocument, doc};
use futures::TryStreamExt;

impl Store {
    /// Sets fields of one row, given as JSON (extended, canonical or relaxed).
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or the database's own.
    pub async fn tamper(&self, collection: &str, id: &str, fields: &str) -> Result<(), StoreError> {
        let fields: BsonDocument =
            serde_json::from_str(fields).map_err(|error| StoreError::Shape(error.to_string()))?;
        let rows = self.rows::<BsonDocument>(collection);
        let done = rows.update_one(doc! {"_id": id}, doc! {"$set": fields}).await?;
        if done.matched_count == 1 { Ok(()) } else { Err(StoreError::NotFound(id.to_owned())) }
    }

    /// Every row of a collection as text, a line each: what somebody sees who reads the database.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn dump(&self, collection: &str) -> Result<String, StoreError> {
        let rows: Vec<BsonDocument> = self.rows(collection).find(doc! {}).await?.try_collect().await?;
        Ok(rows.into_iter().map(|row| format!("{}\n", said(&row.into()))).collect())
    }

    /// Every collection, as [`Store::dump`].
    ///
    /// # Errors
    /// Only the database's.
    pub async fn dump_all(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut dumps = Vec::new();
        for name in self.db().list_collection_names().await? {
            dumps.push((name.clone(), self.dump(&name).await?));
        }
        Ok(dumps)
    }

    /// Removes one row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or the database's own.
    pub async fn tear_out(&self, collection: &str, id: &str) -> Result<(), StoreError> {
        let done = self.rows::<BsonDocument>(collection).delete_one(doc! {"_id": id}).await?;
        if done.deleted_count == 1 { Ok(()) } else { Err(StoreError::NotFound(id.to_owned())) }
    }
}

/// A value as text; bytes as the text they may hold.
fn said(value: &Bson) -> String {
    match value {
        Bson::Document(row) => row.iter().map(|(key, value)| format!("{key}: {}, ", said(value))).collect(),
        Bson::Array(values) => values.iter().map(|value| format!("{}, ", said(value))).collect(),
        Bson::Binary(binary) => String::from_utf8_lossy(&binary.bytes).into_owned(),
        other => other.to_string(),
    }
}
