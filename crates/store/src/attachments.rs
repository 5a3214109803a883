//! Reads of files beside things. Who may see what they return is decided above.

use crate::{Store, StoreError};
use bson::doc;
use domain::{PurchaseRequestId, Timestamp, UserId, attachments::Attachment};
use mongodb::options::FindOptions;

/// The unique index that gives every place of a home to one file.
pub const ATTACHMENT_PLACE_INDEX: &str = "attachment_place";

impl Store {
    /// What lies beside a thing, in the order of its places.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn attachments_of(&self, home: &str) -> Result<Vec<Attachment>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"place": 1}).build();
        self.list(doc! {"home": home, "place": {"$exists": true}}, options).await
    }

    /// What lies beside a request and beside all of its offers, in the order of the places.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn attachments_around(&self, request: PurchaseRequestId) -> Result<Vec<Attachment>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"place": 1}).build();
        self.list(doc! {"request_id": request.to_string(), "place": {"$exists": true}}, options).await
    }

    /// How many files somebody has brought since then, whatever became of them; counted up to `most`.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn attachments_since(&self, owner: UserId, since: Timestamp, most: i64) -> Result<usize, StoreError> {
        let since = bson::DateTime::from_millis(since.millis());
        let options = FindOptions::builder().limit(most).build();
        let found = doc! {"owner_id": owner.to_string(), "created_at": {"$gte": since}};
        Ok(self.list::<Attachment>(found, options).await?.len())
    }

    /// Files without a place whose time has come.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn orphaned_attachments(&self, now: Timestamp, most: i64) -> Result<Vec<Attachment>, StoreError> {
        let now = bson::DateTime::from_millis(now.millis());
        let options = FindOptions::builder().sort(doc! {"sweep_at": 1}).limit(most).build();
        self.list(doc! {"sweep_at": {"$lte": now}}, options).await
    }
}
