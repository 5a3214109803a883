//! A hand that reaches past every rule into the database, so that tests can show that `audit` notices. Only
//! with the feature `tamper`, which nothing but the workshop turns on.

use crate::{Store, StoreError};
use bson::{Document as BsonDocument, doc};

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

    /// Removes one row.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], or the database's own.
    pub async fn tear_out(&self, collection: &str, id: &str) -> Result<(), StoreError> {
        let done = self.rows::<BsonDocument>(collection).delete_one(doc! {"_id": id}).await?;
        if done.deleted_count == 1 { Ok(()) } else { Err(StoreError::NotFound(id.to_owned())) }
    }
}
