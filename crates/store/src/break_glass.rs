//! Reads of the breakings of the glass, and of who had which role when.

use crate::{Store, StoreError, collections};
use bson::{Bson, doc};
use domain::{BreakGlassId, UserId, custody::BreakGlass, event::EventRow};
use mongodb::options::FindOptions;

/// Name of the unique index by which one is asked for or open at a time.
pub const BREAK_GLASS_INDEX: &str = "break_glass_present";

/// More often than anybody's roles change.
const CHANGES: i64 = 1_000;

impl Store {
    /// The one that is asked for or open, or whose time is over and nobody has said so yet.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn present_break_glass(&self) -> Result<Option<BreakGlass>, StoreError> {
        self.first(doc! {"present": {"$exists": true}}).await
    }

    /// All there ever were, newest first; older than `before` alone, if that is said.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn break_glasses(&self, before: Option<BreakGlassId>, limit: i64) -> Result<Vec<BreakGlass>, StoreError> {
        let wanted = before.map_or_else(|| doc! {}, |before| doc! {"_id": {"$lt": before.to_string()}});
        self.list(wanted, FindOptions::builder().sort(doc! {"_id": -1}).limit(limit).build()).await
    }

    /// Each time a person was given a role or lost one, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn role_changes_of(&self, user: UserId) -> Result<Vec<EventRow>, StoreError> {
        let deeds = ["grant_role", "revoke_role"].map(Bson::from).to_vec();
        let wanted = doc! {"subject.user": user.to_string(), "deed": {"$in": deeds}, "outcome": Bson::Null};
        let options = FindOptions::builder().sort(doc! {"_id": 1}).limit(CHANGES).build();
        Self::list_rows(&self.rows(collections::EVENTS), wanted, options).await
    }
}
