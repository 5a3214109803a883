//! `PurchaseRequest`: the whole life of a purchase, from wish to `seller_paid`. Once an offer is accepted: an order.

use crate::{
    CategoryId, DeliveryIssueId, Money, PurchaseRequestId, SellerOfferId, TemplateId, Timestamp, UserId,
    escrow::InspectionWarning,
    market::{RequestStatus, Shelf},
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// What kind of thing is wanted.
    pub enum ProductType {
        /// Something one can hold.
        PhysicalProduct = "physical_product",
        /// Something one can download.
        DigitalProduct = "digital_product",
        /// Work.
        Service = "service",
        /// Advice.
        Consultation = "consultation",
    }
}

words! {
    /// How much hurry there is.
    pub enum Urgency {
        /// Whenever.
        Low = "low",
        /// As usual.
        Medium = "medium",
        /// Soon.
        High = "high",
        /// Now.
        Urgent = "urgent",
    }
}

words! {
    /// How it reaches the buyer.
    pub enum DeliveryType {
        /// To an address, or handed over.
        Physical = "physical",
        /// By wire.
        Online = "online",
    }
}

/// What the buyer wants to spend. Both ends in one currency, `min <= max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// At least.
    pub min: Money,
    /// At most.
    pub max: Money,
}

/// One line of a specification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Specification {
    /// Machine name, ≤ 100 characters.
    pub key: String,
    /// Value, ≤ 500 characters.
    pub value: String,
    /// Shown name, ≤ 100 characters.
    pub label: String,
}

/// Where a parcel goes. Shown to the buyer, and to the chosen seller once the order is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryAddress {
    /// Who receives it.
    pub recipient: String,
    /// Street, house, flat.
    pub street: String,
    /// Town.
    pub city: String,
    /// Postal code.
    pub postal_code: String,
    /// Country.
    pub country: String,
    /// Phone for the carrier.
    pub phone: Option<String>,
}

/// How and where to deliver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryInfo {
    /// By post or by wire.
    pub delivery_type: DeliveryType,
    /// For parcels.
    pub address: Option<DeliveryAddress>,
    /// For downloads and appointments.
    pub email: Option<String>,
}

/// One issue of the delivery code. The six digits are derived, never stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryCodeIssue {
    /// What the digits are derived from, together with the order.
    pub issue_id: DeliveryIssueId,
    /// When it was issued.
    pub generated_at: Timestamp,
    /// Seven days later.
    pub expires_at: Timestamp,
    /// Single use.
    pub used_at: Option<Timestamp>,
    /// Wrong tries since the last lock.
    pub wrong_tries: u32,
    /// No try before this.
    pub locked_until: Option<Timestamp>,
}

/// The deadlines of an order, each shown to both sides before it matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadlines {
    /// Pay by then, or the order is cancelled.
    pub pay_by: Option<Timestamp>,
    /// Promised arrival: paid + the offer's delivery time.
    pub arrive_by: Option<Timestamp>,
    /// Send by then (promise + grace), or the buyer gets everything back.
    pub send_by: Option<Timestamp>,
    /// The inspection window ends.
    pub inspect_until: Option<Timestamp>,
    /// Which warnings before its end were given.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warned: Vec<InspectionWarning>,
}

/// A wish, and everything that becomes of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PurchaseRequest {
    /// Identity; also the order's.
    #[serde(rename = "_id")]
    pub id: PurchaseRequestId,
    /// Compare-and-set counter.
    pub version: u64,
    /// What people say on the phone: 1, 2, 3, … (shown as `R-000123`).
    pub number: u64,
    /// Whose wish.
    pub buyer_id: UserId,
    /// ≤ 200 characters.
    pub title: String,
    /// 5..=2000 characters.
    pub description: String,
    /// A leaf or a branch of the tree.
    pub category_id: CategoryId,
    /// What kind of thing.
    pub product_type: ProductType,
    /// http(s) address of an example.
    pub product_link: Option<String>,
    /// ≤ 100 characters.
    pub size: Option<String>,
    /// ≤ 100 characters.
    pub color: Option<String>,
    /// ≤ 100 characters.
    pub brand: Option<String>,
    /// At least 1.
    pub quantity: u32,
    /// What the buyer wants to spend.
    pub budget: Budget,
    /// How much hurry.
    pub urgency: Urgency,
    /// False: only `preferred_seller_ids` may see it.
    pub is_public: bool,
    /// Sellers the buyer asked by name.
    pub preferred_seller_ids: Vec<UserId>,
    /// Further lines.
    pub specifications: Vec<Specification>,
    /// How and where.
    pub delivery_info: DeliveryInfo,
    /// Where it stands.
    pub status: RequestStatus,
    /// Live (pending) offers.
    pub offer_count: u32,
    /// The accepted offer.
    pub selected_offer_id: Option<SellerOfferId>,
    /// Its seller.
    pub seller_id: Option<UserId>,
    /// Its price.
    pub price: Option<Money>,
    /// SHA-256 of the terms as they were accepted ([`crate::market::SellerOffer::terms_text`]); none for what was
    /// accepted before there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_digest: Option<String>,
    /// The template it was bought from, if any.
    #[serde(default)]
    pub template_id: Option<TemplateId>,
    /// For the seller alone, ≤ 1000 characters.
    #[serde(default)]
    pub note: Option<String>,
    /// The code's present issue, from `delivery` on.
    pub delivery_code: Option<DeliveryCodeIssue>,
    /// When what is due.
    pub deadlines: Deadlines,
    /// Folded words, branches and facets a search finds it by (`market::search`); kept by the market's rules.
    pub search_terms: Vec<String>,
    /// Who finds it by browsing.
    pub shelf: Shelf,
    /// The urgency as a number, 0..=3, so that a list can be sorted by it.
    pub hurry: u8,
    /// Birth.
    pub created_at: Timestamp,
    /// Last change.
    pub updated_at: Timestamp,
    /// The id in a seed system, after an import.
    pub legacy_id: Option<String>,
}
