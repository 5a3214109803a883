//! What somebody who browses asks for, as typed into the address, and what they are shown of each request.

use crate::{
    CategoryId, Currency, Money, PurchaseRequestId, Timestamp, UserId,
    machine::Word,
    market::{Budget, Category, ProductType, PurchaseRequest, RequestStatus, Urgency, search},
    money::ascii_digits,
    words,
};
use serde::{Deserialize, Serialize};

words! {
    /// In which order.
    pub enum Sort {
        /// The latest first.
        Newest = "newest",
        /// The largest budget first.
        BudgetHigh = "budget_high",
        /// The smallest budget first.
        BudgetLow = "budget_low",
        /// The most urgent first, then the latest.
        Urgent = "urgent",
    }
}

/// The filters as the address carries them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs)]
pub struct BrowseForm {
    pub text: String,
    pub category: String,
    pub min: String,
    pub max: String,
    pub currency: String,
    pub urgency: String,
    pub kind: String,
    pub sort: String,
    pub page: String,
}

/// What is looked for. An empty one finds everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrowseFilter {
    /// All of these words.
    pub words: Vec<String>,
    /// On this branch or below.
    pub category: Option<CategoryId>,
    /// Budgets of this currency only. Two currencies are never compared: a bound or an order by budget sets it.
    pub currency: Option<Currency>,
    /// The budget reaches at least this.
    pub min: Option<Money>,
    /// The budget starts at most here.
    pub max: Option<Money>,
    /// With this urgency.
    pub urgency: Option<Urgency>,
    /// Of this kind.
    pub kind: Option<ProductType>,
    /// In this order.
    pub sort: Sort,
    /// From 1.
    pub page: u32,
}

/// A request as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RequestCard {
    #[serde(rename = "_id")]
    pub id: PurchaseRequestId,
    pub number: u64,
    pub buyer_id: UserId,
    pub title: String,
    pub description: String,
    pub category_id: CategoryId,
    pub product_type: ProductType,
    pub quantity: u32,
    pub budget: Budget,
    pub urgency: Urgency,
    pub is_public: bool,
    pub status: RequestStatus,
    pub offer_count: u32,
    pub price: Option<Money>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl BrowseForm {
    /// Reads an address. What cannot be read is not asked for: an address is often old or cut.
    pub fn read(&self, categories: &[Category]) -> BrowseFilter {
        let sort = Sort::from_word(&self.sort).unwrap_or(Sort::Newest);
        let by_budget = matches!(sort, Sort::BudgetHigh | Sort::BudgetLow);
        let named = Currency::BUDGET.into_iter().find(|currency| currency.code() == self.currency);
        let spoken = named.unwrap_or(Currency::USDT);
        let (min, max) = (Money::parse(&self.min, spoken).ok(), Money::parse(&self.max, spoken).ok());
        let is_bound = by_budget || min.is_some() || max.is_some();
        let category = categories.iter().find(|c| c.slug == self.category || c.id.to_string() == self.category);
        BrowseFilter {
            words: search::typed_words(&self.text),
            category: category.map(|category| category.id),
            currency: named.or(is_bound.then_some(spoken)),
            min,
            max,
            urgency: Urgency::from_word(&self.urgency),
            kind: ProductType::from_word(&self.kind),
            sort,
            page: ascii_digits(&self.page).parse().unwrap_or(1).clamp(1, BrowseFilter::MAX_PAGE),
        }
    }
}

impl BrowseFilter {
    /// Cards on a page.
    pub const PER_PAGE: u32 = 24;
    /// Results are counted exactly up to here.
    pub const MAX_COUNT: u32 = 1_000;
    /// Who has not found it by then asks for something narrower.
    pub const MAX_PAGE: u32 = Self::MAX_COUNT.div_ceil(Self::PER_PAGE);

    /// True when anything but the order and the page was asked for.
    pub const fn is_narrowed(&self) -> bool {
        !self.words.is_empty()
            || self.category.is_some()
            || self.currency.is_some()
            || self.urgency.is_some()
            || self.kind.is_some()
    }

    /// The terms that must all be there, the rarest first as far as one can know: words, branch, facets.
    pub fn terms(&self) -> Vec<String> {
        let branch = self.category.map(|id| id.to_string());
        let facets = [self.urgency.map(search::urgency_term), self.kind.map(search::kind_term)];
        self.words.iter().cloned().chain(branch).chain(facets.into_iter().flatten()).collect()
    }
}

impl From<PurchaseRequest> for RequestCard {
    fn from(request: PurchaseRequest) -> Self {
        Self {
            id: request.id,
            number: request.number,
            buyer_id: request.buyer_id,
            title: request.title,
            description: request.description,
            category_id: request.category_id,
            product_type: request.product_type,
            quantity: request.quantity,
            budget: request.budget,
            urgency: request.urgency,
            is_public: request.is_public,
            status: request.status,
            offer_count: request.offer_count,
            price: request.price,
            created_at: request.created_at,
            updated_at: request.updated_at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: BrowseForm) -> BrowseFilter {
        form.read(&[])
    }

    #[test]
    fn an_address_that_makes_no_sense_asks_for_everything() {
        let form = BrowseForm {
            category: "nowhere".into(),
            min: "much".into(),
            urgency: "yesterday".into(),
            sort: "up".into(),
            page: "-3".into(),
            ..BrowseForm::default()
        };
        assert_eq!(read(form.clone()), read(BrowseForm::default()));
        assert!(!read(form).is_narrowed());
    }

    #[test]
    fn budgets_are_compared_in_one_currency_only() {
        let by_budget = BrowseForm { sort: "budget_high".into(), ..BrowseForm::default() };
        assert_eq!(read(by_budget).currency, Some(Currency::USDT));
        let bounded = BrowseForm { min: "۵".into(), currency: "EUR".into(), ..BrowseForm::default() };
        assert_eq!(read(bounded).min, Some(Money::new(500, Currency::EUR)));
    }

    #[test]
    fn pages_stop_where_counting_stops() {
        let page = |text: &str| read(BrowseForm { page: text.into(), ..BrowseForm::default() }).page;
        assert_eq!((page(""), page("0"), page("۲"), page("99999")), (1, 1, 2, BrowseFilter::MAX_PAGE));
    }
}
