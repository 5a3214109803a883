//! Pages of the market: browsing, a request and its offers, writing both, and reviews.

mod browse;
mod card;
mod cart;
mod cart_checkout;
mod edit_request;
mod files;
mod filters;
mod my_offers;
mod my_requests;
mod my_shop;
mod new_request;
mod offer;
mod offer_price;
mod offers;
mod order_reviews;
mod origin;
mod own_offer;
mod progress;
mod request;
mod request_facts;
mod request_fields;
mod review;
mod reviews_of;
mod security;
mod summary;
mod template;
mod template_buy;
mod template_edit;
mod template_facts;
mod templates_mine;
mod templates_of;

pub use browse::Browse;
pub use card::{BudgetView, Card, CardOf, UrgencyBadge};
pub use cart::Cart;
pub use cart_checkout::CartCheckout;
pub use edit_request::EditRequest;
pub use files::OrderFiles;
pub use my_offers::MyOffers;
pub use my_requests::MyRequests;
pub use my_shop::MyShop;
pub use new_request::NewRequest;
pub use offer::Offer;
pub use order_reviews::OrderReviews;
pub use origin::Origin;
pub use progress::request_steps;
pub use request::Request;
pub use review::LeaveReview;
pub use reviews_of::{Rating, ReviewsOf};
pub use template::Template;
pub use template_edit::{EditTemplate, NewTemplate};
pub use templates_mine::MyTemplates;
pub use templates_of::TemplatesOf;

use crate::{Fault, api::market::known, ssr::refuse};
use domain::{
    machine::Word,
    market::{Category, DeliveryTime, DeliveryUnit, PurchaseRequest},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use std::{fmt::Display, str::FromStr};
use store::StoreError;

/// The id in this page's address.
fn id_here<T: FromStr>() -> Result<T, Fault> {
    let raw = use_params_map().with_untracked(|params| params.get("id")).unwrap_or_default();
    known(&raw)
}

/// A store's refusal while a page loads.
fn unread(error: StoreError) -> Fault {
    refuse(error.into())
}

/// The request behind a page, if this viewer may see it; to all others it does not exist.
async fn visible(id: domain::PurchaseRequestId, viewer: Option<domain::UserId>) -> Result<PurchaseRequest, Fault> {
    let request: PurchaseRequest = crate::ssr::desk().store.get(id).await.map_err(unread)?;
    if request.is_visible_to(viewer) { Ok(request) } else { Err(Fault::new(404, "not-found")) }
}

/// Every word of an enum with its text, for a field one chooses from.
pub(super) fn choices<T: Word + Display>(list: &str) -> Vec<(String, String)> {
    T::ALL.iter().map(|word| (word.to_string(), crate::words::word(crate::lang(), list, word.word()))).collect()
}

/// Every category with its text, branches before their leaves, leaves drawn in.
fn category_choices(categories: &[Category], value: impl Fn(&Category) -> String) -> Vec<(String, String)> {
    let language = crate::words::language_of(crate::lang());
    let mut out = Vec::new();
    let mut waiting: Vec<&Category> = categories.iter().filter(|c| c.parent_id.is_none()).rev().collect();
    while let Some(branch) = waiting.pop() {
        let indent = "\u{2003}".repeat(branch.path.len().saturating_sub(1));
        out.push((value(branch), format!("{indent}{}", branch.name_in(language))));
        waiting.extend(categories.iter().filter(|c| c.parent_id == Some(branch.id)).rev());
    }
    out
}

/// `3 days`.
pub(super) fn delivery_time(time: DeliveryTime) -> String {
    let (l, n) = (crate::lang(), u64::from(time.amount));
    match time.unit {
        DeliveryUnit::Hours => crate::t::market_time_hours(l, n),
        DeliveryUnit::Days => crate::t::market_time_days(l, n),
        DeliveryUnit::Weeks => crate::t::market_time_weeks(l, n),
    }
}

/// An amount in one text, for a button.
fn amount_text(money: domain::Money) -> String {
    format!("{} {}", crate::words::amount(money), money.currency)
}
