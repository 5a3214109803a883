//! Templates, how often they were used, and the counting of a use.

use crate::{Commit, Document, Store, StoreError};
use bson::{Bson, doc};
use domain::{
    TemplateId, UserId,
    market::{RequestTemplate, TemplateUses},
};
use mongodb::options::FindOptions;
use std::collections::BTreeMap;

/// Templates of one seller that a list shows.
const MAX_SHOWN: i64 = 200;

impl Store {
    /// The template behind a link, whatever became of it.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn template_by_slug(&self, slug: &str) -> Result<Option<RequestTemplate>, StoreError> {
        self.first(doc! {"slug": slug}).await
    }

    /// A seller's templates but those that were taken away, the latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn templates_of(&self, seller: UserId) -> Result<Vec<RequestTemplate>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": -1}).limit(MAX_SHOWN).build();
        self.list(doc! {"seller_id": seller.to_string(), "status": {"$ne": "deleted"}}, options).await
    }

    /// How often each of these was used.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn uses_of(&self, templates: &[TemplateId]) -> Result<BTreeMap<TemplateId, TemplateUses>, StoreError> {
        if templates.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<String> = templates.iter().map(ToString::to_string).collect();
        let uses: Vec<TemplateUses> = self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await?;
        Ok(uses.into_iter().map(|uses| (uses.id, uses)).collect())
    }
}

impl Commit {
    /// So many pieces more are ordered, as long as the bound is the one that was looked at and has room for them;
    /// otherwise nothing of this commit is written. Buyers do not wait for each other's versions: only the room counts.
    pub fn use_template(self, uses: &TemplateUses, pieces: u32) -> Self {
        let pieces = i64::from(pieces);
        let mut filter = doc! {"_id": uses.id.to_string(), "max": Bson::Null};
        if let Some(max) = uses.max {
            let max = i64::try_from(max).unwrap_or(i64::MAX);
            filter.insert("max", max);
            filter.insert("count", doc! {"$lte": max - pieces});
        }
        let change = doc! {"$inc": {"count": pieces, "version": Bson::Int64(1)}};
        self.among_many(uses.id.to_string()).change(TemplateUses::COLLECTION, filter, change, false)
    }

    /// So many pieces can be ordered again.
    pub fn give_uses_back(self, template: TemplateId, pieces: u32) -> Self {
        let pieces = i64::from(pieces);
        let filter = doc! {"_id": template.to_string(), "count": {"$gte": pieces}};
        let change = doc! {"$inc": {"count": -pieces, "version": Bson::Int64(1)}};
        self.among_many(template.to_string()).change(TemplateUses::COLLECTION, filter, change, false)
    }
}
