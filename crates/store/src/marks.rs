//! Marks: what a kept copy of a public page is compared with, so that it is shown only while what it shows is the same; and
//! what was found out about people, so that it is not asked again while they are as they were.
//!
//! A row per collection that such pages show, in a few slots; the id of a document picks the slot. A commit writes a
//! token of its own into the slots of what it changes, inside its own transaction: whoever sees the change sees the new
//! token, in every process on the database, and nobody has to remember to say so. Tokens never come back, as counters
//! would after a write that was rolled back. Slots keep writers of different documents out of each other's way. The
//! rows are made by a migration and only ever changed; where one is missing nothing is kept.
//!
//! What goes past [`Store::commit`] (sessions, tries, counters, cursors) is not shown on such pages; made-up requests
//! mark all slots themselves.

use crate::{Document, Store, StoreError, batch::Batch, collections, commit::Write};
use bson::{Document as BsonDocument, RawDocumentBuf, doc, oid::ObjectId};
use domain::{
    PurchaseRequestId, UserId,
    identity::User,
    market::{Category, PurchaseRequest, RequestTemplate, Review},
    settings::ConfigSetting,
};
use futures::TryStreamExt;
use mongodb::options::{ReadPreference, SelectionCriteria};
use std::collections::BTreeSet;

/// Slots of a collection of many documents. As many rows stand in `migrations/2026-11-21-marks.json`.
const SLOTS: u8 = 16;

/// What a public page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// Every request: a list.
    Requests,
    /// One request with its history.
    Request(PurchaseRequestId),
    /// The category tree.
    Categories,
    /// People, and what others say of them.
    People,
    /// A person, and what others say of them.
    Person(UserId),
    /// What sellers offer again and again; how often it was bought is not shown to strangers on a kept page.
    Templates,
    /// What the house decided: fees and times.
    Settings,
}

/// The marks of some matters at one moment. Equal ones: nothing of it was written in between.
#[derive(Clone, Debug, PartialEq)]
pub struct Marks(Vec<RawDocumentBuf>);

impl Matter {
    /// The collections whose rows it stands for: a page that reads another one needs another matter.
    pub const fn collections(self) -> &'static [&'static str] {
        match self {
            Self::Requests => &[PurchaseRequest::COLLECTION],
            Self::Request(_) => &[PurchaseRequest::COLLECTION, collections::EVENTS],
            Self::Categories => &[Category::COLLECTION],
            Self::People | Self::Person(_) => &[User::COLLECTION, Review::COLLECTION],
            Self::Templates => &[RequestTemplate::COLLECTION],
            Self::Settings => &[ConfigSetting::COLLECTION],
        }
    }

    fn slots(self) -> Vec<String> {
        match self {
            Self::Requests => all_of(PurchaseRequest::COLLECTION),
            Self::Request(id) => slot_of(PurchaseRequest::COLLECTION, &id.to_string()).into_iter().collect(),
            Self::Categories => all_of(Category::COLLECTION),
            Self::People => all_of(User::COLLECTION),
            Self::Person(id) => slot_of(User::COLLECTION, &id.to_string()).into_iter().collect(),
            Self::Templates => all_of(RequestTemplate::COLLECTION),
            Self::Settings => all_of(ConfigSetting::COLLECTION),
        }
    }
}

impl Store {
    /// The marks of these matters; `None` when one has no mark. Read them before what they stand for: a write in between
    /// then makes a copy old, and never an old copy new.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn marks(&self, matters: &[Matter]) -> Result<Option<Marks>, StoreError> {
        let slots: BTreeSet<String> = matters.iter().flat_map(|matter| matter.slots()).collect();
        if slots.is_empty() {
            return Ok(Some(Marks(Vec::new())));
        }
        let count = slots.len();
        let rows = self.rows::<RawDocumentBuf>(collections::MARKS);
        // A secondary may not know yet what has been written.
        let found = rows
            .find(among(slots))
            .sort(doc! {"_id": 1})
            .selection_criteria(SelectionCriteria::ReadPreference(ReadPreference::Primary))
            .await?;
        let found: Vec<RawDocumentBuf> = found.try_collect().await?;
        Ok((found.len() == count).then_some(Marks(found)))
    }

    /// Marks a whole collection, for what is written without a commit: after the write.
    pub(crate) async fn mark_all<T: Document>(&self) -> Result<(), StoreError> {
        let slots = all_of(T::COLLECTION).into_iter().collect();
        self.rows::<BsonDocument>(collections::MARKS).update_many(among(slots), fresh()).await?;
        Ok(())
    }
}

/// Marks what these writes change, together with them.
pub(crate) fn mark(batch: &mut Batch, writes: &[Write]) -> Result<(), StoreError> {
    let slots: BTreeSet<String> = writes.iter().flat_map(changed_by).collect();
    if slots.is_empty() {
        return Ok(());
    }
    batch.change_all(collections::MARKS, &among(slots), &fresh())
}

fn among(slots: BTreeSet<String>) -> BsonDocument {
    doc! {"_id": {"$in": slots.into_iter().collect::<Vec<_>>()}}
}

fn fresh() -> BsonDocument {
    doc! {"$set": {"token": ObjectId::new()}}
}

/// The slots that a write touches. Offers, payments and whatever else a stranger never sees have none.
fn changed_by(write: &Write) -> Vec<String> {
    match write {
        Write::Insert { collection, row } | Write::Save { collection, row, .. } => {
            let (noun, field) = shown_as(collection);
            row.get_str(field).ok().and_then(|id| slot_of(noun, id)).into_iter().collect()
        }
        Write::Remove { collection, id, .. } => slot_of(collection, id).into_iter().collect(),
        // Of history this is the seal, which no page for strangers shows.
        Write::Change { collection, .. } => all_of(collection),
        Write::CancelTask { .. } | Write::Forget { .. } | Write::Say(_) => Vec::new(),
    }
}

/// Whose page shows a row of this collection, and the field that names it.
fn shown_as(collection: &'static str) -> (&'static str, &'static str) {
    match collection {
        collections::EVENTS => (PurchaseRequest::COLLECTION, "request_id"),
        Review::COLLECTION => (User::COLLECTION, "subject_id"),
        other => (other, "_id"),
    }
}

fn slots_of(collection: &str) -> u8 {
    match collection {
        PurchaseRequest::COLLECTION | User::COLLECTION => SLOTS,
        Category::COLLECTION | ConfigSetting::COLLECTION | RequestTemplate::COLLECTION => 1,
        _ => 0,
    }
}

fn all_of(collection: &str) -> Vec<String> {
    (0..slots_of(collection)).map(|slot| format!("{collection}.{slot}")).collect()
}

fn slot_of(collection: &str, id: &str) -> Option<String> {
    let sum = id.bytes().fold(0_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte));
    let slot = sum.checked_rem(slots_of(collection))?;
    Some(format!("{collection}.{slot}"))
}
