//! `Review`: one to five stars after a completed order, both ways.

use crate::{
    FieldErrors, PurchaseRequestId, ReviewId, Timestamp, UserId,
    identity::User,
    market::{MarketError, PurchaseRequest},
    money::ascii_digits,
};
use serde::{Deserialize, Serialize};

/// What one side says of the other. One per reviewer and order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ReviewId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The order it speaks of.
    pub request_id: PurchaseRequestId,
    /// Who speaks.
    pub reviewer_id: UserId,
    /// Of whom.
    pub subject_id: UserId,
    /// 1..=5.
    pub rating: u8,
    /// ≤ 1000 characters.
    pub comment: Option<String>,
    /// The reviewer bought from the subject.
    pub is_verified_buyer: bool,
    /// Birth.
    pub created_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

/// A review as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct ReviewForm {
    pub rating: String,
    pub comment: String,
}

impl ReviewForm {
    /// Stars and words, when both are within their limits.
    ///
    /// # Errors
    /// A stable code per field.
    pub fn read(&self) -> Result<(u8, Option<String>), FieldErrors> {
        let mut errors = FieldErrors::default();
        let rating = match ascii_digits(self.rating.trim()).as_str() {
            "" => Err("required"),
            typed => typed.parse().ok().filter(|stars| (1..=5).contains(stars)).ok_or("not-a-rating"),
        };
        let comment = errors.optional_text("comment", &self.comment, 1000);
        let rating = rating.unwrap_or_else(|code| {
            errors.add("rating", code);
            0
        });
        errors.into_result().map(|()| (rating, comment))
    }
}

impl PurchaseRequest {
    /// Whom this person may review for this order.
    ///
    /// # Errors
    /// [`MarketError::NotAParty`], [`MarketError::ReviewTooEarly`].
    pub fn reviewable_by(&self, who: UserId) -> Result<UserId, MarketError> {
        let subject = self.other_side(who).ok_or(MarketError::NotAParty)?;
        if self.status.is_completed() { Ok(subject) } else { Err(MarketError::ReviewTooEarly) }
    }

    /// What one side says of the other.
    ///
    /// # Errors
    /// As [`PurchaseRequest::reviewable_by`].
    pub fn reviewed(
        &self,
        who: UserId,
        id: ReviewId,
        (rating, comment): (u8, Option<String>),
        now: Timestamp,
    ) -> Result<Review, MarketError> {
        Ok(Review {
            id,
            version: 0,
            request_id: self.id,
            reviewer_id: who,
            subject_id: self.reviewable_by(who)?,
            rating,
            comment,
            is_verified_buyer: who == self.buyer_id,
            created_at: now,
            legacy_id: None,
        })
    }
}

impl User {
    /// The same person with one review more; the average is `review_stars / review_count`, exactly.
    pub fn with_review(&self, review: &Review, now: Timestamp) -> Self {
        Self {
            review_stars: self.review_stars + u64::from(review.rating),
            review_count: self.review_count + 1,
            updated_at: now,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_are_one_to_five_and_words_at_most_a_thousand() {
        for (rating, comment, field) in [
            ("", "", Some("rating")),
            ("0", "", Some("rating")),
            ("6", "", Some("rating")),
            ("4.5", "", Some("rating")),
            ("5", &*"x".repeat(1001), Some("comment")),
            ("1", "", None),
            ("\u{6f5}", &*"x".repeat(1000), None),
        ] {
            let form = ReviewForm { rating: rating.to_owned(), comment: comment.to_owned() };
            let faulty = form.read().err().and_then(|errors| errors.0.into_keys().next());
            assert_eq!(faulty.as_deref(), field, "{rating}");
        }
    }
}
