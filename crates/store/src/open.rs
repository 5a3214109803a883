//! What stays open for a session, and until when: asked for many at once, so that it can be asked often.

use crate::{Document, Marks, Matter, Store, StoreError, collections};
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

/// Who was found to be welcome: they are, while nothing of them is written.
#[derive(Debug, Default)]
pub struct Welcome {
    marks: Option<Marks>,
    people: HashSet<Guest>,
}

/// A person, and whether something is open to them by a role of the house.
type Guest = (UserId, bool);

/// So many are asked for at once.
const AT_ONCE: usize = 500;

impl Store {
    /// Of each, whether it is over: the session has ended, or the person may not come in any more, or not as what they were.
    /// Whoever asks often brings what was found the last time.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn sessions_over(&self, asked: &[OpenFor], welcome: &mut Welcome) -> Result<Vec<bool>, StoreError> {
        let sessions: HashSet<&str> = asked.iter().map(|one| one.session.as_str()).collect();
        let mut open = HashSet::new();
        for some in sessions.into_iter().collect::<Vec<_>>().chunks(AT_ONCE) {
            let filter = doc! {"_id": {"$in": some}, "expire_at": {"$gt": DateTime::now()}};
            open.extend(self.named(collections::SESSIONS, filter).await?);
        }
        let guests = asked.iter().map(|one| (one.person, one.helps)).collect();
        self.welcome(guests, welcome).await?;
        let is_over =
            |one: &OpenFor| !open.contains(&one.session) || !welcome.people.contains(&(one.person, one.helps));
        Ok(asked.iter().map(is_over).collect())
    }

    /// Who of these is welcome. Those who were, and of whom nothing was written since, are not asked for again.
    async fn welcome(&self, guests: HashSet<Guest>, known: &mut Welcome) -> Result<(), StoreError> {
        let matters: Vec<Matter> = guests.iter().map(|(person, _)| Matter::Person(*person)).collect();
        // Before the people: a write in between makes them be asked for again.
        let marks = self.marks(&matters).await?;
        let are_same = marks.is_some() && marks == known.marks;
        let of_old = |guest: &Guest| are_same && known.people.contains(guest);
        let (mut people, unknown): (HashSet<Guest>, HashSet<Guest>) = guests.into_iter().partition(of_old);
        let everybody: HashSet<UserId> = unknown.iter().map(|(person, _)| *person).collect();
        let helpers: HashSet<UserId> = unknown.iter().filter(|(_, helps)| *helps).map(|(person, _)| *person).collect();
        let is_shut = doc! {"status": {"$ne": UserStatus::Active.word()}};
        let helps_no_more = doc! {"roles": {"$nin": [Role::Support.word(), Role::Admin.word()]}};
        let shut = self.those_who_are(everybody, is_shut).await?;
        let dismissed = self.those_who_are(helpers, helps_no_more).await?;
        people.extend(unknown.into_iter().filter(|(person, helps)| {
            let person = person.to_string();
            let is_over = shut.contains(&person) || (*helps && dismissed.contains(&person));
            !is_over
        }));
        *known = Welcome { marks, people };
        Ok(())
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
