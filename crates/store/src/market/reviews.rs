//! Reads of reviews, and the counting of their stars.

use super::latest_first;
use crate::{Commit, Document, Store, StoreError};
use bson::{Bson, doc};
use domain::{
    PurchaseRequestId, TemplateId, UserId,
    identity::User,
    market::{Review, TemplateUses},
};
use mongodb::options::FindOptions;

/// The unique index that allows one review per reviewer and subject.
pub const REVIEW_SUBJECT_INDEX: &str = "review_of_subject";

impl Store {
    /// The review one person left for one order.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn review_by(&self, request: PurchaseRequestId, reviewer: UserId) -> Result<Option<Review>, StoreError> {
        self.first(doc! {"request_id": request.to_string(), "reviewer_id": reviewer.to_string()}).await
    }

    /// The review that stands in a fresh one's place: by the same person, of the same subject.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn review_like(&self, fresh: &Review) -> Result<Option<Review>, StoreError> {
        self.first(doc! {"reviewer_id": fresh.reviewer_id.to_string(), "once": fresh.once.clone()}).await
    }

    /// What both sides said of one order.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn reviews_of_order(&self, request: PurchaseRequestId) -> Result<Vec<Review>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"_id": 1}).build();
        self.list(doc! {"request_id": request.to_string()}, options).await
    }

    /// A page of what others say of a person, latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn reviews_of(&self, subject: UserId, page: u32) -> Result<Vec<Review>, StoreError> {
        self.list(doc! {"subject_id": subject.to_string()}, latest_first(page)).await
    }

    /// A page of what buyers say of a template, latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn reviews_of_template(&self, template: TemplateId, page: u32) -> Result<Vec<Review>, StoreError> {
        self.list(doc! {"template_id": template.to_string()}, latest_first(page)).await
    }
}

impl Commit {
    /// A review counts for whom and what it speaks of; one that was written anew counts by the difference. Stars are added
    /// where they lie, so that twenty reviews at once are twenty, and nobody waits for another's version.
    pub fn count_review(self, review: &Review, before: Option<&Review>) -> Self {
        let stars = i64::from(review.rating) - before.map_or(0, |before| i64::from(before.rating));
        let count = i64::from(before.is_none());
        let change = doc! {"$inc": {"review_stars": stars, "review_count": count, "version": Bson::Int64(1)}};
        let person = review.subject_id.to_string();
        let filter = doc! {"_id": &person};
        let counted = self.among_many(person).change(User::COLLECTION, filter, change.clone(), false);
        match review.template_id.map(|template| template.to_string()) {
            Some(template) => {
                let filter = doc! {"_id": &template};
                counted.among_many(template).change(TemplateUses::COLLECTION, filter, change, false)
            }
            None => counted,
        }
    }
}
