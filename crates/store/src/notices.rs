//! Reads of inboxes, and marking all of one as read.

use crate::{Document, Store, StoreError};
use bson::{Bson, DateTime, Document as BsonDocument, doc};
use domain::{
    NotificationId, Timestamp, UserId,
    machine::Word,
    notices::{Dispatch, NoticeCategory, Notification},
};
use mongodb::options::FindOptions;

/// Name of the unique index that tells a person once what has one key.
pub const NOTIFICATION_INDEX: &str = "notification_once";

/// What of an inbox is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct NoticeFilter {
    pub category: Option<NoticeCategory>,
    pub is_read: bool,
    /// Older than this one.
    pub before: Option<NotificationId>,
}

impl Store {
    /// Items of a person's inbox, read or unread, the newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn notifications(
        &self,
        user: UserId,
        filter: &NoticeFilter,
        limit: i64,
    ) -> Result<Vec<Notification>, StoreError> {
        let mut wanted = of_person(user, filter.category);
        wanted.insert("read_at", if filter.is_read { doc! {"$ne": null}.into() } else { Bson::Null });
        if let Some(before) = filter.before {
            wanted.insert("_id", doc! {"$lt": before.to_string()});
        }
        self.list(wanted, FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()).await
    }

    /// How many items a person has not read; counted no further than `most`.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn unread_count(&self, user: UserId, most: u64) -> Result<u64, StoreError> {
        let wanted = doc! {"user_id": user.to_string(), "read_at": null};
        Ok(self.of::<Notification>().count_documents(wanted).limit(most).await?)
    }

    /// A person's item under this key.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn notification_with_key(&self, user: UserId, key: &str) -> Result<Option<Notification>, StoreError> {
        self.first(doc! {"user_id": user.to_string(), "key": key}).await
    }

    /// The last tries to reach a person outside of the inbox, the newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn dispatches_of(&self, user: UserId, limit: i64) -> Result<Vec<Dispatch>, StoreError> {
        let newest_first = FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build();
        self.list(doc! {"user_id": user.to_string()}, newest_first).await
    }

    /// Marks what a person has not read as read; what comes meanwhile may stay unread.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn read_notifications(
        &self,
        user: UserId,
        category: Option<NoticeCategory>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let mut wanted = of_person(user, category);
        wanted.insert("read_at", Bson::Null);
        let now = DateTime::from_millis(now.millis());
        let change = doc! {"$set": {"read_at": now}, "$inc": {"version": 1_i64}};
        self.bson(Notification::COLLECTION).update_many(wanted, change).await?;
        Ok(())
    }
}

fn of_person(user: UserId, category: Option<NoticeCategory>) -> BsonDocument {
    let mut wanted = doc! {"user_id": user.to_string()};
    if let Some(category) = category {
        wanted.insert("category", category.word());
    }
    wanted
}
