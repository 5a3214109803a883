//! Reads of requests, offers, drafts and categories. Who may see what they return is decided above.

mod browse;
mod reviews;
mod seed;
mod templates;

pub use browse::{Count, Page};
pub use reviews::REVIEW_SUBJECT_INDEX;
pub use seed::SeedTexts;

use crate::{Document, Store, StoreError};
use bson::doc;
use domain::{
    CategoryId, PurchaseRequestId, UserId,
    identity::User,
    market::{BrowseFilter, Category, Draft, MAX_LIVE_OFFERS, PurchaseRequest, SellerOffer, Shelf},
};
use mongodb::options::FindOptions;
use std::collections::BTreeMap;

/// Offers of one request that a page shows; the live ones are far fewer.
const MAX_SHOWN_OFFERS: i64 = 500;
const MAX_CATEGORIES: i64 = 2_000;

impl Store {
    /// Every offer on a request, oldest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn offers_of(&self, request: PurchaseRequestId) -> Result<Vec<SellerOffer>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": 1}).limit(MAX_SHOWN_OFFERS).build();
        self.list(doc! {"request_id": request.to_string()}, options).await
    }

    /// The pending offers on a request, whether or not their time has passed.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn live_offers_of(&self, request: PurchaseRequestId) -> Result<Vec<SellerOffer>, StoreError> {
        let options = FindOptions::builder().limit(i64::from(MAX_LIVE_OFFERS) + 1).build();
        self.list(doc! {"request_id": request.to_string(), "status": "pending"}, options).await
    }

    /// The pending offer of one seller on a request.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn live_offer(
        &self,
        request: PurchaseRequestId,
        seller: UserId,
    ) -> Result<Option<SellerOffer>, StoreError> {
        let key = doc! {"request_id": request.to_string(), "seller_id": seller.to_string(), "status": "pending"};
        self.first(key).await
    }

    /// Every offer of one seller on a request, latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn offers_by_on(
        &self,
        seller: UserId,
        request: PurchaseRequestId,
    ) -> Result<Vec<SellerOffer>, StoreError> {
        let options = FindOptions::builder().sort(doc! {"created_at": -1}).limit(50).build();
        self.list(doc! {"request_id": request.to_string(), "seller_id": seller.to_string()}, options).await
    }

    /// A page of a seller's offers, latest first, each with its request.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn offers_by(
        &self,
        seller: UserId,
        page: u32,
    ) -> Result<Vec<(SellerOffer, PurchaseRequest)>, StoreError> {
        let offers: Vec<SellerOffer> = self.list(doc! {"seller_id": seller.to_string()}, latest_first(page)).await?;
        let ids: Vec<String> = offers.iter().map(|offer| offer.request_id.to_string()).collect();
        let requests: Vec<PurchaseRequest> = self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await?;
        let by_id: BTreeMap<_, _> = requests.into_iter().map(|request| (request.id, request)).collect();
        let paired = offers.into_iter().filter_map(|offer| Some((by_id.get(&offer.request_id)?.clone(), offer)));
        Ok(paired.map(|(request, offer)| (offer, request)).collect())
    }

    /// A buyer's unfinished wish.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn draft_of(&self, user: UserId) -> Result<Option<Draft>, StoreError> {
        self.first(doc! {"user_id": user.to_string()}).await
    }

    /// The whole tree, in the order of forms.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn categories(&self) -> Result<Vec<Category>, StoreError> {
        let options = FindOptions::builder().limit(MAX_CATEGORIES).build();
        let mut all: Vec<Category> = self.list(doc! {}, options).await?;
        all.sort_by(|a, b| (a.order, &a.slug).cmp(&(b.order, &b.slug)));
        Ok(all)
    }

    /// True when a live request hangs on this branch, or another category does.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn is_category_in_use(&self, category: CategoryId) -> Result<bool, StoreError> {
        let id = category.to_string();
        for shelf in [Shelf::Public, Shelf::Asked] {
            let found = doc! {"shelf": shelf.to_string(), "search_terms": &id};
            if self.first::<PurchaseRequest>(found).await?.is_some() {
                return Ok(true);
            }
        }
        Ok(self.first::<Category>(doc! {"parent_id": id}).await?.is_some())
    }

    /// The people with these ids; who is not there is left out.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn users_by_ids(&self, ids: &[UserId]) -> Result<BTreeMap<UserId, User>, StoreError> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let users: Vec<User> = self.list(doc! {"_id": {"$in": ids}}, FindOptions::default()).await?;
        Ok(users.into_iter().map(|user| (user.id, user)).collect())
    }

    /// True when there is at least one of these.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn has_any<T: Document>(&self) -> Result<bool, StoreError> {
        Ok(self.first::<T>(doc! {}).await?.is_some())
    }
}

fn latest_first(page: u32) -> FindOptions {
    FindOptions::builder()
        .sort(doc! {"created_at": -1})
        .skip(u64::from(page.saturating_sub(1)) * u64::from(BrowseFilter::PER_PAGE))
        .limit(i64::from(BrowseFilter::PER_PAGE))
        .build()
}
