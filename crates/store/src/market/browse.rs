//! Lists of requests. Every list is an equality or two and then the order, so that an index answers it from its
//! first row; see the indexes of `migrations/2026-11-21-market.json`.

use crate::{Document, Store, StoreError};
use bson::{Bson, Decimal128, Document as BsonDocument, doc};
use domain::{
    Money, UserId,
    market::{BrowseFilter, PurchaseRequest, RequestCard, Shelf, Sort},
};
use mongodb::options::FindOptions;

/// How many there are, exactly up to a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// At most [`BrowseFilter::MAX_COUNT`].
    pub n: u32,
    /// True when there are more.
    pub and_more: bool,
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// What is on it.
    pub rows: Vec<T>,
    /// How many there are on all pages.
    pub count: Count,
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub page_count: u32,
}

impl Store {
    /// A page of the live public requests.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn browse(&self, filter: &BrowseFilter) -> Result<Page<RequestCard>, StoreError> {
        self.page_of(on_shelf(filter, Shelf::Public)?, order(filter), filter.page).await
    }

    /// The live private requests that this person posted or was asked by name for, latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn asked_of(&self, viewer: UserId, filter: &BrowseFilter) -> Result<Vec<RequestCard>, StoreError> {
        let mut cards = Vec::new();
        for field in ["preferred_seller_ids", "buyer_id"] {
            let mut wanted = on_shelf(filter, Shelf::Asked)?;
            wanted.insert(field, viewer.to_string());
            cards.extend(self.cards(wanted, doc! {"created_at": -1}, 1).await?);
        }
        Ok(cards)
    }

    /// A page of one buyer's requests, latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn requests_by(&self, buyer: UserId, page: u32) -> Result<Page<RequestCard>, StoreError> {
        self.page_of(doc! {"buyer_id": buyer.to_string()}, doc! {"created_at": -1}, page).await
    }

    /// The orders that this person buys or sells by, latest first.
    ///
    /// # Errors
    /// Only the database's.
    pub async fn orders_of(&self, person: UserId, limit: usize) -> Result<Vec<RequestCard>, StoreError> {
        let mut orders = Vec::new();
        for side in ["buyer_id", "seller_id"] {
            let mut wanted = doc! {"seller_id": {"$ne": null}};
            wanted.insert(side, person.to_string());
            orders.extend(self.cards(wanted, doc! {"created_at": -1}, 1).await?);
        }
        orders.sort_by_key(|order| std::cmp::Reverse(order.created_at));
        orders.truncate(limit);
        Ok(orders)
    }

    async fn page_of(
        &self,
        wanted: BsonDocument,
        order: BsonDocument,
        page: u32,
    ) -> Result<Page<RequestCard>, StoreError> {
        let count = self.count_up_to(wanted.clone()).await?;
        let page_count = count.n.div_ceil(BrowseFilter::PER_PAGE).max(1);
        let page = page.clamp(1, page_count);
        Ok(Page { rows: self.cards(wanted, order, page).await?, count, page, page_count })
    }

    async fn cards(
        &self,
        wanted: BsonDocument,
        order: BsonDocument,
        page: u32,
    ) -> Result<Vec<RequestCard>, StoreError> {
        let options = FindOptions::builder()
            .sort(order)
            .skip(u64::from(page - 1) * u64::from(BrowseFilter::PER_PAGE))
            .limit(i64::from(BrowseFilter::PER_PAGE))
            .projection(card_fields())
            .build();
        Self::list_rows(&self.rows(PurchaseRequest::COLLECTION), wanted, options).await
    }

    async fn count_up_to(&self, wanted: BsonDocument) -> Result<Count, StoreError> {
        let bound = u64::from(BrowseFilter::MAX_COUNT);
        let found = self.of::<PurchaseRequest>().count_documents(wanted).limit(bound + 1).await?;
        let n = u32::try_from(found.min(bound)).unwrap_or(BrowseFilter::MAX_COUNT);
        Ok(Count { n, and_more: found > bound })
    }
}

fn on_shelf(filter: &BrowseFilter, shelf: Shelf) -> Result<BsonDocument, StoreError> {
    let mut wanted = doc! {"shelf": shelf.to_string()};
    match filter.terms().as_slice() {
        [] => {}
        [term] => _ = wanted.insert("search_terms", term.as_str()),
        terms => _ = wanted.insert("search_terms", doc! {"$all": terms}),
    }
    if let Some(currency) = filter.currency {
        wanted.insert("budget.max.currency", currency.code());
    }
    if let Some(min) = filter.min {
        wanted.insert("budget.max.units", doc! {"$gte": units(min)?});
    }
    if let Some(max) = filter.max {
        wanted.insert("budget.min.units", doc! {"$lte": units(max)?});
    }
    Ok(wanted)
}

fn order(filter: &BrowseFilter) -> BsonDocument {
    match filter.sort {
        Sort::Newest => doc! {"created_at": -1},
        Sort::BudgetHigh => doc! {"budget.max.units": -1},
        Sort::BudgetLow => doc! {"budget.max.units": 1},
        Sort::Urgent => doc! {"hurry": -1, "created_at": -1},
    }
}

fn card_fields() -> BsonDocument {
    doc! {
        "number": 1, "buyer_id": 1, "title": 1, "description": 1, "category_id": 1, "product_type": 1, "quantity": 1,
        "budget": 1, "urgency": 1, "is_public": 1, "status": 1, "offer_count": 1, "price": 1, "created_at": 1,
        "updated_at": 1,
    }
}

fn units(money: Money) -> Result<Bson, StoreError> {
    let decimal: Decimal128 = money.units.to_string().parse()?;
    Ok(Bson::Decimal128(decimal))
}
