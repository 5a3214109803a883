//! `Wish`: what a buyer asks for, read and within all limits; and how a request is born of it.

use crate::{
    CategoryId, PurchaseRequestId, Timestamp, UserId,
    market::{
        Budget, Category, Deadlines, DeliveryInfo, ProductType, PurchaseRequest, RequestStatus, Shelf, Specification,
        Urgency, search,
    },
};

/// The part of a request that its buyer writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    /// 1..=200 characters.
    pub title: String,
    /// 5..=2000 characters.
    pub description: String,
    /// Where it hangs; whether that exists is for the deed to ask.
    pub category_id: CategoryId,
    /// What kind of thing.
    pub product_type: ProductType,
    /// An example on the web.
    pub product_link: Option<String>,
    /// ≤ 100 characters.
    pub size: Option<String>,
    /// ≤ 100 characters.
    pub color: Option<String>,
    /// ≤ 100 characters.
    pub brand: Option<String>,
    /// At least 1.
    pub quantity: u32,
    /// What it may cost.
    pub budget: Budget,
    /// How much hurry.
    pub urgency: Urgency,
    /// False: only for the sellers asked by name.
    pub is_public: bool,
    /// Sellers asked by name; whether they are sellers is for the deed to ask.
    pub preferred_seller_ids: Vec<UserId>,
    /// Further lines.
    pub specifications: Vec<Specification>,
    /// How and where.
    pub delivery_info: DeliveryInfo,
}

/// What the desk adds when a request is born.
#[derive(Clone, Copy, Debug)]
pub struct Birth {
    /// Drawn by the desk.
    pub id: PurchaseRequestId,
    /// The next number.
    pub number: u64,
    /// Whose wish.
    pub buyer_id: UserId,
    /// Now.
    pub at: Timestamp,
}

impl Wish {
    /// The request as it is posted.
    pub fn posted(self, birth: Birth, branch: &Category) -> PurchaseRequest {
        let status = RequestStatus::Pending;
        PurchaseRequest {
            id: birth.id,
            version: 0,
            number: birth.number,
            buyer_id: birth.buyer_id,
            search_terms: self.search_terms(branch),
            shelf: Shelf::of(status, self.is_public),
            hurry: self.urgency.hurry(),
            title: self.title,
            description: self.description,
            category_id: self.category_id,
            product_type: self.product_type,
            product_link: self.product_link,
            size: self.size,
            color: self.color,
            brand: self.brand,
            quantity: self.quantity,
            budget: self.budget,
            urgency: self.urgency,
            is_public: self.is_public,
            preferred_seller_ids: self.preferred_seller_ids,
            specifications: self.specifications,
            delivery_info: self.delivery_info,
            status,
            offer_count: 0,
            selected_offer_id: None,
            seller_id: None,
            price: None,
            terms_digest: None,
            template_id: None,
            note: None,
            delivery_code: None,
            deadlines: Deadlines::default(),
            created_at: birth.at,
            updated_at: birth.at,
            legacy_id: None,
        }
    }

    fn search_terms(&self, branch: &Category) -> Vec<String> {
        let texts = [&*self.title, &*self.description, self.brand.as_deref().unwrap_or_default()];
        search::terms_of(&texts, &branch.path, self.product_type, self.urgency)
    }
}

impl PurchaseRequest {
    /// The same request with another wish. Who may do it, and when, is [`PurchaseRequest::may_edit`].
    pub(super) fn rewritten(&self, wish: Wish, branch: &Category, now: Timestamp) -> Self {
        let birth = Birth { id: self.id, number: self.number, buyer_id: self.buyer_id, at: self.created_at };
        Self {
            version: self.version,
            status: self.status,
            shelf: Shelf::of(self.status, wish.is_public),
            offer_count: self.offer_count,
            updated_at: now,
            legacy_id: self.legacy_id.clone(),
            ..wish.posted(birth, branch)
        }
    }
}

impl Urgency {
    /// 0 for whenever, 3 for now.
    pub const fn hurry(self) -> u8 {
        match self {
            Self::Low => 0,
            Self::Medium => 1,
            Self::High => 2,
            Self::Urgent => 3,
        }
    }
}
