//! Blocks between people, and what they report of each other. Who may read it is decided above.

use crate::{Commit, Store, StoreError};
use bson::doc;
use domain::{
    UserId,
    chat::{Block, Blocked, Report},
};
use mongodb::options::FindOptions;

impl Commit {
    /// The block is there after this commit. Twice is once.
    pub fn block(self, block: &Block) -> Self {
        self.ensure(block, |_, _| {})
    }
}

impl Store {
    /// How these two stand to each other, seen from the first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn blocked_between(&self, me: UserId, other: UserId) -> Result<Blocked, StoreError> {
        let (mine, theirs) = (Block::id_of(me, other), Block::id_of(other, me));
        let both = doc! {"_id": {"$in": [mine.to_string(), theirs.to_string()]}};
        let found: Vec<Block> = self.list(both, FindOptions::default()).await?;
        let is_there = |id| found.iter().any(|block| block.id == id);
        Ok(Blocked { by_me: is_there(mine), by_other: is_there(theirs) })
    }

    /// Reports that wait for somebody of the house, the oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn open_reports(&self, limit: i64) -> Result<Vec<Report>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": 1}).limit(limit).build();
        self.list(doc! {"status": "open"}, options).await
    }

    /// What was decided about others, the latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn decided_reports(&self, limit: i64) -> Result<Vec<Report>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"decided_at": -1}).limit(limit).build();
        self.list(doc! {"status": {"$in": ["handled", "dismissed"]}}, options).await
    }
}
