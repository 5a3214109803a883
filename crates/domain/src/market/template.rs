//! `RequestTemplate`: what a seller offers again and again behind one link. Buying from it makes an ordinary order.

use crate::{
    CategoryId, Money, MoneyError, TemplateId, Timestamp, UserId,
    machine::Refused,
    market::{Bid, DeliveryTime, DeliveryType, MarketError, ProductType, Specification, TemplateDeed, TemplateStatus},
};
use serde::{Deserialize, Serialize};

/// The part of a template that its seller writes, and a buyer reads.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateTerms {
    /// ≤ 200 characters.
    pub title: String,
    /// 5..=2000 characters.
    pub description: String,
    /// Where it hangs in the tree.
    pub category_id: CategoryId,
    /// What kind of thing.
    pub product_type: ProductType,
    /// http(s) address with more about it.
    pub product_link: Option<String>,
    /// ≤ 100 characters.
    pub size: Option<String>,
    /// ≤ 100 characters.
    pub color: Option<String>,
    /// ≤ 100 characters.
    pub brand: Option<String>,
    /// Further lines.
    pub specifications: Vec<Specification>,
    /// At most ten words, each ≤ 30 characters, none twice.
    pub tags: Vec<String>,
    /// How it reaches the buyer. The seller's word: a buyer says only where to.
    pub delivery_type: DeliveryType,
    /// What one piece costs; a token a chain carries.
    pub price: Money,
    /// How long it takes, counted from the payment.
    pub delivery_time: DeliveryTime,
    /// What the offer of each order says, ≤ 1000 characters.
    pub proposal: Option<String>,
    /// Pieces one order may take, 1..=100.
    pub max_quantity: u32,
}

/// Something that can be bought again and again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestTemplate {
    /// Identity.
    #[serde(rename = "_id")]
    pub id: TemplateId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Unique, the end of its link; never changes.
    pub slug: String,
    /// Whose.
    pub seller_id: UserId,
    /// What is sold, and how.
    pub terms: TemplateTerms,
    /// Grows with every change of the terms: what a buyer saw is known by it.
    pub edition: u64,
    /// Where it stands.
    pub status: TemplateStatus,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}

/// How often a template was used, and what buyers say of it. Apart from the template, so that buyers never stand in its
/// seller's way.
///
/// A piece that is ordered is a use. An order that ends before its price was here gives its uses back; one that is
/// refunded later does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateUses {
    /// The template.
    #[serde(rename = "_id")]
    pub id: TemplateId,
    /// Compare-and-set counter.
    pub version: u64,
    /// Pieces ordered and not given back.
    pub count: u64,
    /// Never more than these; no bound when it is none.
    pub max: Option<u64>,
    /// Sum of the stars of its reviews; with `review_count` it gives the exact average.
    #[serde(default)]
    pub review_stars: u64,
    /// How many reviews speak of it.
    #[serde(default)]
    pub review_count: u64,
}

impl TemplateUses {
    /// Nobody has used it yet.
    pub const fn none(id: TemplateId, max: Option<u64>) -> Self {
        Self { id, version: 0, count: 0, max, review_stars: 0, review_count: 0 }
    }

    /// Pieces that can still be ordered; none when there is no bound.
    pub fn left(&self) -> Option<u64> {
        self.max.map(|max| max.saturating_sub(self.count))
    }

    /// True when so many pieces can be ordered.
    pub fn has(&self, pieces: u32) -> bool {
        self.left().is_none_or(|left| left >= u64::from(pieces))
    }
}

impl RequestTemplate {
    /// A new one.
    pub fn made(id: TemplateId, seller_id: UserId, terms: TemplateTerms, now: Timestamp) -> Self {
        Self {
            id,
            version: 0,
            slug: super::template_slug::slug_of(&terms.title, id),
            seller_id,
            terms,
            edition: 1,
            status: TemplateStatus::Active,
            created_at: now,
            updated_at: now,
            legacy_id: None,
        }
    }

    /// Its seller writes it anew. The same words again are no new edition.
    ///
    /// # Errors
    /// [`MarketError::NotTheSeller`], or the refusal that names the state.
    pub fn edited(&self, by: UserId, terms: TemplateTerms, now: Timestamp) -> Result<Self, MarketError> {
        self.only_seller(by)?;
        match self.status {
            TemplateStatus::Active | TemplateStatus::Paused => {
                let edition = self.edition + u64::from(terms != self.terms);
                Ok(Self { terms, edition, updated_at: now, ..self.clone() })
            }
            TemplateStatus::Deleted => {
                let noun = "request_template".to_owned();
                Err(Refused { noun, from: self.status.to_string(), deed: "edit".to_owned() }.into())
            }
        }
    }

    /// The same template after a deed of its seller.
    ///
    /// # Errors
    /// [`MarketError::NotTheSeller`], or the refusal that names the state.
    pub fn moved(&self, by: UserId, deed: TemplateDeed, now: Timestamp) -> Result<Self, MarketError> {
        self.only_seller(by)?;
        Ok(Self { status: self.status.next(deed)?, updated_at: now, ..self.clone() })
    }

    /// What so many pieces cost.
    ///
    /// # Errors
    /// [`MoneyError::TooLarge`].
    pub fn price_of(&self, pieces: u32) -> Result<Money, MoneyError> {
        let price = self.terms.price;
        let units = price.units.checked_mul(i128::from(pieces)).filter(|units| *units <= Money::MAX_UNITS);
        units.map(|units| Money::new(units, price.currency)).ok_or(MoneyError::TooLarge)
    }

    /// What the offer of an order of so many pieces says.
    pub(super) fn bid(&self, price: Money) -> Bid {
        Bid {
            title: self.terms.title.clone(),
            description: self.terms.proposal.clone().unwrap_or_default(),
            price,
            deposit: None,
            delivery_time: self.terms.delivery_time,
            valid_until: None,
            private_notes: None,
        }
    }

    fn only_seller(&self, by: UserId) -> Result<(), MarketError> {
        if by == self.seller_id { Ok(()) } else { Err(MarketError::NotTheSeller) }
    }
}
