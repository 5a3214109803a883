//! `Review`: one to five stars after a completed order, both ways, and what the other side answers.

use crate::{
    FieldErrors, PurchaseRequestId, ReviewId, TemplateId, Timestamp, UserId,
    market::{MarketError, PurchaseRequest, ShopSettings},
    money::ascii_digits,
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// What a review speaks of.
    pub enum ReviewSubject {
        /// Who sold.
        Seller = "seller",
        /// Who bought.
        Buyer = "buyer",
        /// What was bought from a template, and with it its seller.
        Template = "template",
    }
}

/// What the reviewed person answers, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewReply {
    /// 1..=1000 characters.
    pub text: String,
    /// When.
    pub at: Timestamp,
}

/// What one side says of the other. One per reviewer and subject: after another order with the same it is written anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: ReviewId,
    /// Compare-and-set counter.
    pub version: u64,
    /// The order it speaks of; the latest one that was reviewed.
    pub request_id: PurchaseRequestId,
    /// Who speaks.
    pub reviewer_id: UserId,
    /// Of what.
    pub subject_type: ReviewSubject,
    /// Of whom; of a template, its seller.
    pub subject_id: UserId,
    /// The template, when it speaks of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template_id: Option<TemplateId>,
    /// The subject as the unique index beside the reviewer knows it. What was said before there was one has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub once: Option<String>,
    /// 1..=5.
    pub rating: u8,
    /// ≤ 1000 characters.
    pub comment: Option<String>,
    /// The reviewer bought from the subject.
    pub is_verified_buyer: bool,
    /// What the other side answers.
    #[serde(default)]
    pub reply: Option<ReviewReply>,
    /// When it was written, or written anew.
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
    /// Whom this person may review for this order, and as what.
    ///
    /// # Errors
    /// [`MarketError::NotAParty`], [`MarketError::ReviewTooEarly`], [`MarketError::ReviewsOff`].
    pub fn reviewable_by(&self, who: UserId, shop: &ShopSettings) -> Result<(ReviewSubject, UserId), MarketError> {
        let subject_id = self.other_side(who).ok_or(MarketError::NotAParty)?;
        if !self.status.is_completed() {
            return Err(MarketError::ReviewTooEarly);
        }
        let subject = match self.template_id {
            _ if who != self.buyer_id => ReviewSubject::Buyer,
            Some(_) => ReviewSubject::Template,
            None => ReviewSubject::Seller,
        };
        if shop.takes(subject) { Ok((subject, subject_id)) } else { Err(MarketError::ReviewsOff) }
    }

    /// What one side says of the other.
    ///
    /// # Errors
    /// As [`PurchaseRequest::reviewable_by`].
    pub fn reviewed(
        &self,
        (who, shop): (UserId, &ShopSettings),
        id: ReviewId,
        (rating, comment): (u8, Option<String>),
        now: Timestamp,
    ) -> Result<Review, MarketError> {
        let (subject_type, subject_id) = self.reviewable_by(who, shop)?;
        let template_id = self.template_id.filter(|_| subject_type == ReviewSubject::Template);
        let subject = template_id.map_or_else(|| subject_id.to_string(), |template| template.to_string());
        Ok(Review {
            id,
            version: 0,
            request_id: self.id,
            reviewer_id: who,
            subject_type,
            subject_id,
            template_id,
            once: Some(format!("{subject_type}:{subject}")),
            rating,
            comment,
            is_verified_buyer: who == self.buyer_id,
            reply: None,
            created_at: now,
            legacy_id: None,
        })
    }
}

impl Review {
    /// The same review with what was said after another order with the same; what was answered to the old words goes.
    ///
    /// # Errors
    /// [`MarketError::ReviewedAlready`] for the order it speaks of.
    pub fn anew(&self, fresh: Self) -> Result<Self, MarketError> {
        if self.request_id == fresh.request_id {
            return Err(MarketError::ReviewedAlready);
        }
        Ok(Self { id: self.id, version: self.version, legacy_id: self.legacy_id.clone(), ..fresh })
    }

    /// What the reviewed person answers, once.
    ///
    /// # Errors
    /// A code at `text`.
    pub fn read_reply(text: &str) -> Result<String, FieldErrors> {
        let mut errors = FieldErrors::default();
        let text = errors.text("text", text, 1, 1000);
        errors.into_result().map(|()| text)
    }

    /// Whether this person may answer it.
    ///
    /// # Errors
    /// [`MarketError::NotTheReviewed`], [`MarketError::RepliedAlready`].
    pub fn answerable_by(&self, who: UserId) -> Result<(), MarketError> {
        match &self.reply {
            _ if who != self.subject_id => Err(MarketError::NotTheReviewed),
            Some(_) => Err(MarketError::RepliedAlready),
            None => Ok(()),
        }
    }

    /// The same with an answer.
    ///
    /// # Errors
    /// As [`Review::answerable_by`].
    pub fn answered(&self, who: UserId, text: String, now: Timestamp) -> Result<Self, MarketError> {
        self.answerable_by(who)?;
        Ok(Self { reply: Some(ReviewReply { text, at: now }), ..self.clone() })
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
