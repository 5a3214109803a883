//! Reads of those who run the house: people by what they are called or are, rows of the log by who, what and when.
//! Every page goes on from the last id of the one before, so that the hundredth costs what the first does.

use crate::{Store, StoreError, collections};
use bson::{Bson, Document as BsonDocument, doc};
use domain::{
    EventId, UserId,
    event::EventRow,
    identity::{EmailAddress, Role, User, UserStatus, VerificationLevel},
};
use mongodb::options::FindOptions;
use std::collections::{BTreeMap, BTreeSet};

/// Which people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeopleFilter {
    /// An id, an e-mail or its beginning, or how a name begins.
    pub text: String,
    /// With this role.
    pub role: Option<Role>,
    /// Who stand so.
    pub status: Option<UserStatus>,
    /// Known so well.
    pub level: Option<VerificationLevel>,
}

/// Which rows of the log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Done by this person or to them.
    pub person: Option<UserId>,
    /// This deed.
    pub deed: Option<String>,
    /// Only what was refused, or only what was done.
    pub was_refused: Option<bool>,
    /// Born from this id on; an id carries its moment.
    pub from: Option<EventId>,
    /// Born before this id: the end of a day, or where the page before ended.
    pub before: Option<EventId>,
}

impl Store {
    /// People, newest first, who came before `before`.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn people(
        &self,
        filter: &PeopleFilter,
        before: Option<UserId>,
        limit: i64,
    ) -> Result<Vec<User>, StoreError> {
        let mut wanted = called(filter.text.trim());
        if let Some(role) = filter.role {
            wanted.insert("roles", role.to_string());
        }
        if let Some(status) = filter.status {
            wanted.insert("status", status.to_string());
        }
        if let Some(level) = filter.level {
            wanted.insert("verification_level", i32::from(level.get()));
        }
        if let Some(before) = before {
            let so_far = wanted.remove("_id");
            let mut ids = vec![doc! {"_id": {"$lt": before.to_string()}}];
            ids.extend(so_far.map(|id| doc! {"_id": id}));
            wanted.insert("$and", ids);
        }
        self.list(wanted, newest_first(limit)).await
    }

    /// Everybody who has one of these roles and may come in.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn people_of_the_house(&self, roles: &[Role]) -> Result<Vec<User>, StoreError> {
        let roles: Vec<String> = roles.iter().map(ToString::to_string).collect();
        let wanted = doc! {"roles": {"$in": roles}, "status": UserStatus::Active.to_string()};
        self.list(wanted, FindOptions::builder().sort(doc! {"_id": 1}).build()).await
    }

    /// What these people are called.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn names_of(&self, ids: &BTreeSet<UserId>) -> Result<BTreeMap<UserId, String>, StoreError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let limit = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        let people: Vec<User> = self.list(doc! {"_id": {"$in": ids}}, newest_first(limit)).await?;
        Ok(people.into_iter().map(|user| (user.id, user.display_name)).collect())
    }

    /// Rows of the log, newest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn log_rows(&self, filter: &LogFilter, limit: i64) -> Result<Vec<EventRow>, StoreError> {
        let mut wanted = doc! {};
        if let Some(person) = filter.person {
            let person = person.to_string();
            wanted.insert("$or", vec![doc! {"actor.user": &person}, doc! {"subject.user": &person}]);
        }
        if let Some(deed) = &filter.deed {
            wanted.insert("deed", deed);
        }
        match filter.was_refused {
            // A code is a text; what was done has none.
            Some(true) => drop(wanted.insert("outcome", doc! {"$gt": ""})),
            Some(false) => drop(wanted.insert("outcome", Bson::Null)),
            None => {}
        }
        let mut ids = doc! {};
        if let Some(from) = filter.from {
            ids.insert("$gte", from.to_string());
        }
        if let Some(before) = filter.before {
            ids.insert("$lt", before.to_string());
        }
        if !ids.is_empty() {
            wanted.insert("_id", ids);
        }
        Self::list_rows(&self.rows(collections::EVENTS), wanted, newest_first(limit)).await
    }
}

/// People of this text. Everything is a range of an index: a name is looked for as typed and as names are written.
fn called(text: &str) -> BsonDocument {
    if text.is_empty() {
        return doc! {};
    }
    if text.parse::<UserId>().is_ok() {
        return doc! {"_id": text};
    }
    if text.contains('@') {
        return doc! {"email_key": begins_with(&EmailAddress::fold(text))};
    }
    let mut spellings = vec![text.to_owned(), titled(text), text.to_uppercase(), text.to_lowercase()];
    spellings.sort();
    spellings.dedup();
    let mut ways: Vec<BsonDocument> =
        spellings.iter().map(|spelling| doc! {"display_name": begins_with(spelling)}).collect();
    ways.push(doc! {"email_key": begins_with(&EmailAddress::fold(text))});
    doc! {"$or": ways}
}

/// `aigul karimova` → `Aigul Karimova`.
fn titled(text: &str) -> String {
    let titled = |word: &str| {
        let mut letters = word.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
    };
    text.split(' ').map(titled).collect::<Vec<_>>().join(" ")
}

fn begins_with(text: &str) -> BsonDocument {
    doc! {"$gte": text, "$lt": format!("{text}\u{10FFFF}")}
}

fn newest_first(limit: i64) -> FindOptions {
    FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()
}
