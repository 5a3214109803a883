//! What stays open for a session, and until when: asked for many at once, so that it can be asked often.

use crate::{Document, Store, StoreError, collections};
use bson::{DateTime, Document as BsonDocument, doc};
use domain::{
    UserId,
    identity::{Role, User, UserStatus},
    machine::Word,
};
use mongodb::options::FindOptions;
use std::collections::HashSet;

/// Something that stays open for a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenFor {
    /// What the database calls the session: [`SessionStore::name_of`].
    pub session: String,
    /// Whose it is.
    pub person: UserId,
    /// It is open to them by a role of the house.
    pub helps: bool,
}

/// So many are asked for at once.
const AT_ONCE: usize = 500;

impl Store {
    /// Of each, whether it is over: the session has ended, or the person may not come in any more, or not as what they were.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn sessions_over(&self, asked: &[OpenFor]) -> Result<Vec<bool>, StoreError> {
        let mut open = HashSet::new();
        for some in asked.chunks(AT_ONCE) {
            let ids: Vec<&str> = some.iter().map(|one| one.session.as_str()).collect();
            let filter = doc! {"_id": {"$in": ids}, "expire_at": {"$gt": DateTime::now()}};
            open.extend(self.named(collections::SESSIONS, filter).await?);
        }
        let everybody: HashSet<UserId> = asked.iter().map(|one| one.person).collect();
        let helpers: HashSet<UserId> = asked.iter().filter(|one| one.helps).map(|one| one.person).collect();
        let is_shut = doc! {"status": {"$ne": UserStatus::Active.word()}};
        let helps_no_more = doc! {"roles": {"$nin": [Role::Support.word(), Role::Admin.word()]}};
        let shut = self.those_who_are(everybody, is_shut).await?;
        let dismissed = self.those_who_are(helpers, helps_no_more).await?;
        let is_over = |one: &OpenFor| {
            let person = one.person.to_string();
            !open.contains(&one.session) || shut.contains(&person) || (one.helps && dismissed.contains(&person))
        };
        Ok(asked.iter().map(is_over).collect())
    }

    /// Those of these people of whom this is true.
    async fn those_who_are(&self, of: HashSet<UserId>, is: BsonDocument) -> Result<HashSet<String>, StoreError> {
        let ids: Vec<String> = of.iter().map(ToString::to_string).collect();
        let mut found = HashSet::new();
        for some in ids.chunks(AT_ONCE) {
            let mut filter = doc! {"_id": {"$in": some}};
            filter.extend(is.clone());
            found.extend(self.named(User::COLLECTION, filter).await?);
        }
        Ok(found)
    }

    /// The names of the rows that match.
    async fn named(&self, collection: &str, filter: BsonDocument) -> Result<Vec<String>, StoreError> {
        let options = FindOptions::builder().projection(doc! {"_id": 1}).build();
        let rows: Vec<BsonDocument> = Self::list_rows(&self.rows(collection), filter, options).await?;
        Ok(rows.iter().filter_map(|row| row.get_str("_id").ok()).map(str::to_owned).collect())
    }
}
